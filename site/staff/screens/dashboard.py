"""The panels of the dashboard: what to do next, and what is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.template.context_processors import csrf
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component
from wagtail.models import Page, Site
from wagtail.permissions import page_permission_policy

from clinic.models import ClinicSettings
from infra import jobs
from infra.models import Heartbeat
from staff import access
from staff.models import EmergencyAccess, WaitingRole
from staff.people import giving

# What a job may take without anybody being told that it runs.
SHORT_RUN = timedelta(seconds=15)


@dataclass(frozen=True)
class Shortcut:
    """One big button on the dashboard."""

    label: Any
    hint: Any
    url: str
    icon: str


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


def list_shortcuts(user: Any) -> list[Shortcut]:
    """Return the shortcuts that fit what `user` may do, most wanted first."""
    found: list[Shortcut] = []
    if access.may(user, access.READ):
        found += _make_link("inbox:index", _("Requests"), _("Who is waiting for a call"), "mail")
    found += _list_writing(user)
    if user.has_perm("clinic.change_menu"):
        url = "wagtailsnippets_clinic_menu:list"
        found += _make_link(url, _("Change a menu"), _("Header, footer, legal line"), "list-ul")
    if user.has_perm("clinic.change_notice"):
        url = "wagtailsnippets_clinic_notice:list"
        found += _make_link(url, _("Post a notice"), _("Closed tomorrow, new hours"), "info-circle")
    if user.has_perm("clinic.change_clinicsettings"):
        found += _clinic_settings()
    if user.has_perm("auth.change_user"):
        found += _make_link(
            "wagtailusers_users:index", _("Accounts"), _("Who may sign in, and as what"), "key"
        )
        found += _make_link(
            "wagtailusers_users:add", _("Invite a colleague"), _("By mail, with a role"), "plus"
        )
    found += _make_link("guide:index", _("How do I …?"), _("The guide, in plain words"), "help")
    return found


def _make_link(name: str, label: Any, hint: Any, icon: str, *args: Any) -> list[Shortcut]:
    """Return a shortcut to a named address, or nothing where it does not exist."""
    try:
        return [Shortcut(label, hint, reverse(name, args=args), icon)]
    except NoReverseMatch:
        return []


def _list_writing(user: Any) -> list[Shortcut]:
    """Return 'Write a post' under the blog where the person may add there, and 'Pages'."""
    found: list[Shortcut] = []
    blog = Page.objects.filter(
        content_type__app_label="blog", content_type__model="blogindexpage"
    ).first()
    if blog is not None and blog.permissions_for_user(user).can_add_subpage():
        found += _make_link(
            "wagtailadmin_pages:add",
            _("Write a post"),
            _("With a picture, in five minutes"),
            "edit",
            "blog",
            "blogpostpage",
            blog.pk,
        )
    if page_permission_policy.user_has_any_permission(user, {"add", "change", "publish"}):
        site = Site.objects.filter(is_default_site=True).first()
        if site is not None and site.root_page.permissions_for_user(user).can_edit():
            found += _make_link(
                "wagtailadmin_pages:edit",
                _("Change the home page"),
                _("What visitors see first"),
                "home",
                site.root_page_id,
            )
        if site is not None:
            found += _make_link(
                "wagtailadmin_explore",
                _("Change a page"),
                _("Everything visitors read"),
                "folder-open-inverse",
                site.root_page_id,
            )
    return found


def _clinic_settings() -> list[Shortcut]:
    """Return the way to the clinic's settings."""
    meta = ClinicSettings._meta
    return _make_link(
        "wagtailsettings:edit",
        _("Clinic settings"),
        _("Name, telephone, buttons, small print"),
        "cogs",
        meta.app_label,
        meta.model_name,
    )


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


class WorkerStatus(Panel):
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
