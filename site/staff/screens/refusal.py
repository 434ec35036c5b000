"""What the admin says when a role does not open a screen: which screen, which role, whom to ask.

Wagtail's own sentence ('Sorry, you do not have permission to access this area.') names none of them. Its
answer is kept: back to the dashboard, and a plain 403 for scripts.
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.text import capfirst, get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from infra.addresses.staff_paths import ADMIN
from staff import access, audit, roles

WHOM = {
    roles.EDITOR: gettext_lazy("an editor"),
    roles.REVIEWER: gettext_lazy("a clinical reviewer"),
    roles.MANAGER: gettext_lazy("a manager"),
    roles.ADMINISTRATOR: gettext_lazy("an administrator"),
}
# The first pattern that fits the address after /admin/ names the screen and the role that opens it.
AREAS: tuple[tuple[str, Any, str], ...] = (
    (r"requests/export/", gettext_lazy("Export of requests"), roles.MANAGER),
    (r"requests/reports/", gettext_lazy("Report on requests"), roles.MANAGER),
    (r"requests/retention/", gettext_lazy("Retention of requests"), roles.MANAGER),
    (r"requests/(retry|test-mail)/", gettext_lazy("Mail of the site"), roles.ADMINISTRATOR),
    (r"requests/\d+/(delete|hold)/", gettext_lazy("Deleting and holding requests"), roles.MANAGER),
    (r"(requests|forms)/", gettext_lazy("Requests"), roles.MANAGER),
    (r"reports/audit/", gettext_lazy("Audit"), roles.MANAGER),
    (r"reports/", gettext_lazy("this report"), roles.ADMINISTRATOR),
    (r"emergency/", gettext_lazy("Emergency access"), roles.ADMINISTRATOR),
    (r"pages/(add/|create/|\d+/add_subpage/)", gettext_lazy("Add a page"), roles.EDITOR),
    (r"pages/\d+/delete/", gettext_lazy("Delete a page"), roles.ADMINISTRATOR),
    (r"pages/\d+/move/", gettext_lazy("Move a page"), roles.EDITOR),
    (r"pages/|posts/|bulk/wagtailcore/page/", gettext_lazy("Pages"), roles.EDITOR),
    (r"images/|bulk/media/clinicimage/", gettext_lazy("Images"), roles.EDITOR),
    (r"documents/", gettext_lazy("Documents"), roles.EDITOR),
    (r"redirects/", gettext_lazy("Redirects"), roles.EDITOR),
    (r"style-guide/", gettext_lazy("Style guide"), roles.EDITOR),
    (r"users/", gettext_lazy("Users"), roles.ADMINISTRATOR),
    (r"groups/", gettext_lazy("Roles"), roles.ADMINISTRATOR),
    (r"sites/", gettext_lazy("Sites"), roles.ADMINISTRATOR),
    (r"workflows/", gettext_lazy("Workflows"), roles.ADMINISTRATOR),
    (r"collections/", gettext_lazy("Collections"), roles.ADMINISTRATOR),
    (r"reviewers/", gettext_lazy("Reviewers"), roles.ADMINISTRATOR),
    (r"watched-words/", gettext_lazy("Watched words"), roles.REVIEWER),
    (r"false-alarms/", gettext_lazy("False alarms"), roles.REVIEWER),
    (r"colleagues/", gettext_lazy("Accounts"), roles.ADMINISTRATOR),
    (r"waiting-roles/", gettext_lazy("Roles that wait"), roles.MANAGER),
    (r"moving-in/", gettext_lazy("Moving in"), roles.EDITOR),
    (r"visits/", gettext_lazy("Visits"), roles.EDITOR),
    (r"bin/", gettext_lazy("Bin"), roles.EDITOR),
    (r"(pieces|references|snippet)/", gettext_lazy("Pages"), roles.EDITOR),
    (r"snippets/$", gettext_lazy("Snippets"), roles.EDITOR),
)
NOTED_EVERY = timedelta(hours=1)
OF_A_MODEL = re.compile(r"(?P<kind>snippets|settings)/(?P<app>\w+)/(?P<model>\w+)/")


def find_area(path: str) -> tuple[str, str]:
    """Return what the screen at `path` is called, and the role that opens it."""
    below = path.removeprefix(ADMIN)
    for pattern, label, role in AREAS:
        if re.match(pattern, below):
            return str(label), role
    if found := OF_A_MODEL.match(below):
        try:
            meta = apps.get_model(found["app"], found["model"])._meta
        except LookupError:
            return _("this screen"), roles.ADMINISTRATOR
        label = meta.verbose_name if found["kind"] == "settings" else meta.verbose_name_plural
        return str(capfirst(label)), _who_changes(f"{meta.app_label}.change_{meta.model_name}")
    return _("this screen"), roles.ADMINISTRATOR


def _who_changes(permission: str) -> str:
    """Return the first role that holds `permission` on content, else the administrator."""
    return next(
        (role.name for role in roles.ROLES if permission in role.models and role.name in WHOM),
        roles.ADMINISTRATOR,
    )


def name_helper(path: str) -> str:
    """Return who opens the screen at `path`: 'an administrator'."""
    return str(WHOM[find_area(path)[1]])


def write_sentence(user: Any, path: str) -> str:
    """Return why `user` can't open `path`, and what to do."""
    label, opens = find_area(path)
    held = list(user.groups.order_by("name").values_list("name", flat=True))
    if held:
        refusal = ngettext(
            "You can’t open ‘%(area)s’ with the role %(roles)s.",
            "You can’t open ‘%(area)s’ with the roles %(roles)s.",
            len(held),
        ) % {"area": label, "roles": get_text_list(held, _("and"))}
    else:
        refusal = _("You can’t open ‘%(area)s’: your account has no role.") % {"area": label}
        opens = roles.ADMINISTRATOR
    return f"{refusal} {_way_out(user, path, opens)}"


def _way_out(user: Any, path: str, opens: str) -> str:
    """Return what to do instead."""
    below = path.removeprefix(ADMIN)
    if below.startswith(("requests/", "forms/")) and access.BREAK_GLASS in access.by_role(user):
        return _("Ask a manager. In an emergency, open requests under Settings → Emergency access.")
    return _("Ask %(whom)s.") % {"whom": WHOM[opens]}


def permission_denied(request: HttpRequest) -> HttpResponse:
    """Lead back to the dashboard with a sentence. Raises PermissionDenied where a script asks.

    Replaces `wagtail.admin.auth.permission_denied` (see `StaffConfig.ready`).
    """
    if request.path.startswith(f"{ADMIN}forms/") and access.may(request.user, access.READ):
        # Wagtail's own list of what was sent is closed to everybody; the inbox is the way.
        messages.info(request, _("Requests are read and worked here."))
        return redirect(inbox_address())
    note_refusal(request)
    if request.headers.get("x-requested-with") == "XMLHttpRequest":
        raise PermissionDenied
    messages.error(request, write_sentence(request.user, request.path))
    return redirect("wagtailadmin_home")


def note_refusal(request: HttpRequest) -> None:
    """Put on record who asked for what (ASVS 5.0, 16.3.2): the screen's pattern, never an address; once an hour each."""
    match, user = request.resolver_match, request.user
    if not user.is_authenticated:
        return
    route = (match.route if match else "")[:100]
    entries = apps.get_model("staff", "AuditEntry").objects.filter(
        action="staff.refused", who_id=user.pk, at__gte=timezone.now() - NOTED_EVERY
    )
    if route not in entries.values_list("data__view", flat=True):
        audit.record("staff.refused", user=user, instance=user, data={"view": route})


def inbox_address() -> str:
    """Return the address of the inbox, or of the dashboard on a site without one."""
    try:
        return reverse("inbox:index")
    except NoReverseMatch:
        return reverse("wagtailadmin_home")
