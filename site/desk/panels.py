"""What this room shows on the dashboard."""

from __future__ import annotations

from typing import Any

from staff.screens.dashboard import Panel

from . import launch


class LaunchChecklist(Panel):
    """What is left to do before visitors come; gone when nothing is."""

    name = "launch"
    order = 18
    template_name = "admin/panels/launch.html"

    def values(self, request: Any) -> dict[str, Any]:
        """Return the tasks, for those who may change the clinic's settings or accounts."""
        user = request.user
        if not (user.has_perm("clinic.change_clinicsettings") or user.has_perm("auth.change_user")):
            return {"tasks": []}
        return {"tasks": launch.list_tasks()}
