"""The panels of the dashboard: what to do next, and what is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.template.context_processors import csrf
from django.utils import timezone
from wagtail.admin.ui.components import Component

from infra import jobs
from infra.models import Heartbeat
from staff import access
from staff.models import EmergencyAccess, WaitingRole
from staff.people import giving
from staff.screens.shortcuts import list_shortcuts

# What a job may take without anybody being told that it runs.
SHORT_RUN = timedelta(seconds=15)


class Panel(Component):
    """A panel of ours. It is left out where `show` says so."""

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        """Hand the request, the token for forms and the panel's own values to the template.

        A component renders without context processors: without this, each of its buttons is refused.
        """
        request = parent_context["request"]
        return {"request": request, "user": request.user, **csrf(request), **self.values(request)}

    def values(self, request: Any) -> dict[str, Any]:
        """Return what the template shows."""
        return {}


class Shortcuts(Panel):
    """'Write a post', 'Change a menu', 'Clinic settings', by what the person may do."""

    name = "shortcuts"
    order = 10
    template_name = "admin/panels/shortcuts.html"

    def values(self, request: Any) -> dict[str, Any]:
        """Return the shortcuts that the person may use."""
        return {"shortcuts": list_shortcuts(request.user)}


class Emergencies(Panel):
    """Who has requests open in an emergency just now, for all who may read the audit log."""

    name = "emergencies"
    order = 20
    template_name = "admin/panels/emergencies.html"

    def values(self, request: Any) -> dict[str, Any]:
        """Return the open accesses, and those of the last seven days for managers."""
        mine = EmergencyAccess.open_for(request.user)
        if not access.may(request.user, access.AUDIT):
            return {"mine": mine, "others": []}
        recent = EmergencyAccess.objects.filter(
            started_at__gte=timezone.now() - timedelta(days=7)
        ).select_related("user")
        return {"mine": mine, "others": [e for e in recent if e != mine]}


class WaitingRoles(Panel):
    """Roles that wait for a manager: they read requests or approve pages."""

    name = "waiting roles"
    order = 11
    template_name = "admin/panels/waiting_roles.html"

    def values(self, request: Any) -> dict[str, Any]:
        """Return those that the person may answer."""
        if not giving.may_confirm(request.user):
            return {}
        rows = WaitingRole.objects.filter(user__is_active=True).select_related("user", "group")
        waiting = [row for row in rows.order_by("given_at") if giving.may_answer(row, request.user)]
        return {"waiting": waiting}


class WorkerPanel(Panel):
    """Whether the worker runs: red when it does not, one quiet line when it does."""

    name = "worker"
    order = 400
    template_name = "admin/panels/worker.html"

    def values(self, request: Any) -> dict[str, Any]:
        """Return each job's state, for administrators and managers."""
        permissions = access.by_role(request.user)
        if not (request.user.is_superuser or permissions & {access.AUDIT, access.WORK}):
            return {"jobs": []}
        rows = worker_status()
        return {
            "jobs": rows,
            "late": [job for job in rows if job["late"]],
            "stuck": [job for job in rows if job["stuck"]],
            "running": [job for job in rows if job["running"]],
        }


def worker_status() -> list[dict[str, Any]]:
    """Return for each job of the worker when it last ran, whether that is too long ago, and its last error."""
    now = timezone.now()
    by_name = {status.name: status for status in jobs.worker_status(now).jobs}
    beats = {beat.job: beat for beat in Heartbeat.objects.all()}
    rows = []
    for job in jobs.all_jobs():
        beat = beats.get(job.name)
        # Twice its pace and two minutes for a slow job or a restart.
        allowed = timedelta(seconds=2 * job.every + 120)
        last = beat.last_ok if beat else None
        status = by_name[job.name]
        rows.append(
            {
                "label": job.label,
                "running": status.running_since if status.running_for(now) > SHORT_RUN else None,
                "stuck": status.is_stuck(now),
                "last": last,
                "late": last is None or now - last > allowed,
                "error": beat.last_error if beat else "",
            }
        )
    return rows
