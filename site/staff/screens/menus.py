"""What is in the admin's menus, and in which order, for whom."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from staff import access

# Wagtail's own list of form submissions would be a second, unaudited door to requests.
HIDDEN = {"forms"}
# Reports on the machinery of the CMS, not on the clinic's content.
HIDDEN_REPORTS = {"locked-pages", "workflow-tasks", "page-types-usage"}
HIDDEN_HELP_PREFIXES = ("whats-new", "editor-guide")
# Whoever works requests all day finds them on top; whoever writes finds pages there.
FIRST_FOR_REQUESTS = 10
# Wagtail's words for its machinery, in words that people know.
SETTINGS_WORDS = {
    "sites": _("Web address of the site"),
    "users": _("Accounts"),
    "groups": _("Roles"),
    "redirects": _("Old addresses"),
    "workflows": _("Ways of approval"),
    "workflow-tasks": _("Steps of approval"),
    "collections": _("Folders for pictures and files"),
}
AFTER_PAGES = 110


def arrange_menu(user: Any, items: list) -> None:
    """Hide and order the items of the main menu in place."""
    items[:] = [item for item in items if item.name not in HIDDEN]
    for item in items:
        if item.name == "requests":
            works = access.READ in access.by_role(user)
            item.order = FIRST_FOR_REQUESTS if works else AFTER_PAGES


def arrange_settings(items: list) -> None:
    """Call the screens of the menu 'Settings' by words that people know."""
    for item in items:
        item.label = SETTINGS_WORDS.get(item.name, item.label)


def arrange_reports(user: Any, items: list) -> None:
    """Leave the reports on the CMS's machinery to administrators."""
    if not user.has_perm("wagtailcore.change_workflow"):
        items[:] = [item for item in items if item.name not in HIDDEN_REPORTS]


def arrange_help(items: list) -> None:
    """Leave only what stays in the house."""
    items[:] = [item for item in items if not item.name.startswith(HIDDEN_HELP_PREFIXES)]
