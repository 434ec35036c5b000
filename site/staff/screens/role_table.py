"""The one table of roles: what each may really do, read from the database.

The guide in the admin shows it; the table in docs/editor-guide.md is held against it by a test.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _
from wagtail.models import GroupApprovalTask

from staff import access, roles

YES, NO = "yes", "–"
EMERGENCY = "in an emergency"
Check = Callable[["Rights"], str]


@dataclass(frozen=True)
class Rights:
    """What one group holds in the database."""

    permissions: frozenset[str]
    requests: frozenset[str]
    pages: frozenset[str]
    files: frozenset[str]
    approves: bool

    @classmethod
    def of(cls, group: Any) -> Rights:
        """Read the rights of `group`."""
        held = list(group.permissions.values_list("content_type__app_label", "codename"))
        return cls(
            permissions=frozenset(f"{app}.{code}" for app, code in held if app != "staff"),
            requests=frozenset(code for app, code in held if app == "staff"),
            pages=frozenset(group.page_permissions.values_list("permission__codename", flat=True)),
            files=frozenset(
                group.collection_permissions.values_list("permission__codename", flat=True)
            ),
            approves=GroupApprovalTask.objects.filter(active=True, groups=group).exists(),
        )


def _read_request(permission: str) -> Check:
    def check(rights: Rights) -> str:
        if permission in rights.requests:
            return YES
        if access.BREAK_GLASS in rights.requests and permission in access.IN_AN_EMERGENCY:
            return EMERGENCY
        return NO

    return check


def _read_permission(*names: str) -> Check:
    return lambda rights: YES if set(names) <= rights.permissions else NO


def _read_page(*actions: str) -> Check:
    wanted = {f"{action}_page" for action in actions}
    return lambda rights: YES if wanted <= rights.pages else NO


ROWS: tuple[tuple[Any, Check], ...] = (
    (_("Read requests"), _read_request(access.READ)),
    (_("Work requests: calls, status, owner"), _read_request(access.WORK)),
    (_("Export requests"), _read_request(access.EXPORT)),
    (_("Delete requests, legal hold"), _read_request(access.PURGE)),
    (_("Reports on requests"), _read_request(access.REPORTS)),
    (_("Read the audit log"), _read_request(access.AUDIT)),
    (_("Add pages and posts"), _read_page("add")),
    (_("Change pages and posts"), _read_page("change")),
    (_("Publish pages and posts"), _read_page("publish")),
    (_("Approve in the clinical review"), lambda rights: YES if rights.approves else NO),
    (_("Publish words that the check stops"), _read_permission(roles.CHECKED_WORDS)),
    (
        _("Add pictures and documents"),
        lambda rights: YES if {"add_image", "add_document"} <= rights.files else NO,
    ),
    (
        _("People, places, menus, notices, questions, categories"),
        _read_permission(
            *(
                f"{name.split('.')[0]}.change_{name.split('.')[1]}"
                for name in roles.CONTENT_SNIPPETS
            )
        ),
    ),
    (_("References"), _read_permission("clinic.add_reference", "clinic.change_reference")),
    (_("Clinic settings"), _read_permission("clinic.change_clinicsettings")),
    (_("Old addresses"), _read_permission("wagtailredirects.change_redirect")),
    (_("Bring in an old site"), _read_permission("moving_in.add_importrun")),
    (_("Settings of requests: who is told, how long kept"), _read_permission("clinic_forms.change_requestsettings")),
    (_("Accounts and roles"), _read_permission("auth.change_user", "auth.change_group")),
    (_("Web address, ways of approval"), _read_permission("wagtailcore.change_site", "wagtailcore.change_workflow")),
)  # fmt: skip


def make_role_table() -> tuple[list[str], list[tuple[str, list[str]]]]:
    """Return the roles' names, and a line for each right with the roles' cells."""
    groups = {group.name: Rights.of(group) for group in Group.objects.all()}
    names = [role.name for role in roles.ROLES if role.name in groups]
    return names, [(str(label), [check(groups[name]) for name in names]) for label, check in ROWS]
