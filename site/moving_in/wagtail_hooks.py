"""Where the app meets Wagtail's admin: its screens, its place under Settings, its lines in the log."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from . import views

urls = (
    [
        path("", views.show_index, name="index"),
        path("<int:number>/", views.show_run, name="run"),
        path("<int:number>/progress/", views.tell_progress, name="progress"),
        path("<int:number>/do/", views.act_on_run, name="act"),
    ],
    "moving_in",
)


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern | URLResolver]:
    """Return the app's own screens."""
    return [path("moving-in/", include(urls))]


class MovingInMenuItem(MenuItem):
    """'Bring in a WordPress site' under 'Settings'."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Show it to those who may bring one in."""
        return request.user.has_perm("moving_in.add_importrun")


@hooks.register("register_settings_menu_item")
def menu_item() -> MenuItem:
    """Add the imports to the menu."""
    return MovingInMenuItem(
        _("Bring in a WordPress site"),
        reverse("moving_in:index"),
        name="moving-in",
        icon_name="download",
        order=1300,
    )


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    """Make what happens to an import known to Wagtail's log."""
    actions.register_action(
        "moving_in.begin", _("Old site: begun"), _("Began to bring in an old site")
    )
    actions.register_action("moving_in.stop", _("Old site: stopped"), _("Stopped an import"))
    actions.register_action("moving_in.go_on", _("Old site: gone on"), _("Went on with an import"))
    actions.register_action("moving_in.undo", _("Old site: taken back"), _("Took an import back"))
    actions.register_action(
        "moving_in.forget", _("Old site: file deleted"), _("Deleted the file of an import")
    )
