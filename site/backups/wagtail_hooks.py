"""What the dashboard says about backups."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from wagtail import hooks

from staff import access
from staff.screens.dashboard import Panel

from .state import backup_state


class Backups(Panel):
    """'Last good backup' and 'last drill', for administrators and managers; red when one is late."""

    name = "backups"
    order = 410
    template_name = "admin/panels/backups.html"

    def values(self, request: Any) -> dict[str, Any]:
        """Return the state, or nothing for everybody else."""
        if not (request.user.is_superuser or access.AUDIT in access.by_role(request.user)):
            return {"state": None}
        return {"state": backup_state()}


@hooks.register("construct_homepage_panels")
def homepage_panels(request: HttpRequest, panels: list) -> None:
    """Put the panel under that of the worker."""
    panels.append(Backups())
