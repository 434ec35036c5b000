"""Where the desk meets Wagtail's admin."""

from __future__ import annotations

from django.http import HttpRequest
from wagtail import hooks

from .panels import LaunchChecklist


@hooks.register("construct_homepage_panels")
def homepage_panels(request: HttpRequest, panels: list) -> None:
    """Put the launch checklist on the dashboard."""
    panels.append(LaunchChecklist())
