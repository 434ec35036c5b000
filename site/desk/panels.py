"""What this app shows on the dashboard."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from wagtail.permissions import page_permission_policy

from staff.screens.dashboard import Panel

from . import agenda, launch, loose_ends

SHOWN = 6  # lines of the launch checklist; the rest is folded


class LaunchChecklist(Panel):
    """What is left to do before visitors come; gone when nothing is."""

    name = "launch"
    order = 232  # below what waits for this person
    template_name = "admin/panels/launch.html"

    def values(self, request: Any) -> dict[str, Any]:
        """Return the tasks, for those who may change the clinic's settings or accounts."""
        user = request.user
        if not (user.has_perm("clinic.change_clinicsettings") or user.has_perm("auth.change_user")):
            return {"tasks": []}
        tasks = [task.for_user(user) for task in launch.list_tasks()]
        return {"tasks": tasks, "first": tasks[:SHOWN], "rest": tasks[SHOWN:]}


class ComingUp(Panel):
    """The calendar of the coming weeks, for those who work on pages or notices; nothing where they are empty."""

    name = "coming up"
    order = 235
    template_name = "admin/panels/coming_up.html"

    def values(self, request: Any) -> dict[str, Any]:
        """Return the weeks of the calendar with what happens on each day."""
        return {"weeks": agenda.list_weeks(request.user, timezone.localdate())}


class LooseEnds(Panel):
    """What this person began and did not publish, and what visitors looked for in vain."""

    name = "loose ends"
    order = 228
    template_name = "admin/panels/loose_ends.html"

    def values(self, request: Any) -> dict[str, Any]:
        """Return drafts and lines, for those who work on pages."""
        if not page_permission_policy.user_has_any_permission(request.user, {"add", "change"}):
            return {"drafts": [], "lines": []}
        return {
            "drafts": loose_ends.list_drafts(request.user),
            "lines": [
                *loose_ends.list_open_remarks(request.user),
                *loose_ends.list_vain_visits(request.user),
            ],
        }
