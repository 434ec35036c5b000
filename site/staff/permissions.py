"""The names of the permissions around requests, and which of them an account's roles give.

Lies under the models, which declare these permissions; `access.py` adds open emergencies.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AnonymousUser, Group, Permission
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

READ = "read_requests"
WORK = "work_requests"
EXPORT = "export_requests"
PURGE = "purge_requests"
REPORTS = "report_requests"
BREAK_GLASS = "break_glass"
AUDIT = "view_audit"
# Of another app. What its holder approves is published under a clinician's name and licence.
APPROVE_TEXT = "review.approve_text"

NAMES = {
    READ: _("Can read requests"),
    WORK: _("Can work requests: status, owner, calls"),
    EXPORT: _("Can export requests"),
    PURGE: _("Can delete requests for good"),
    REPORTS: _("Can see reports on requests"),
    BREAK_GLASS: _("Can open requests in an emergency, with a reason"),
    AUDIT: _("Can read the audit log"),
}
# What a broken glass gives: enough to help somebody, not enough to carry data away.
IN_AN_EMERGENCY = frozenset({READ, WORK})
# Whoever holds one of these deals with personal data.
ABOUT_REQUESTS = frozenset({READ, WORK, EXPORT, PURGE})

_CACHED = "_staff_granted"


def by_role(user: Any) -> frozenset[str]:
    """Return the request permissions that `user`'s roles give, whether superuser or not."""
    if not getattr(user, "is_active", False) or isinstance(user, AnonymousUser) or user.pk is None:
        return frozenset()
    found: frozenset[str] | None = user.__dict__.get(_CACHED)
    if found is None:
        found = frozenset(
            Permission.objects.filter(
                Q(group__user=user) | Q(user=user), content_type__app_label="staff"
            ).values_list("codename", flat=True)
        )
        user.__dict__[_CACHED] = found
    return found


def forget_roles(user: Any) -> None:
    """Ask the database again on the next question about `user`."""
    user.__dict__.pop(_CACHED, None)


def opens_requests(group: Group) -> bool:
    """Tell whether a role gives any right to personal data."""
    return group.permissions.filter(
        content_type__app_label="staff", codename__in=ABOUT_REQUESTS
    ).exists()


def needs_second_factor(user: Any) -> bool:
    """Tell whether an account could do enough harm that a password alone must not open it."""
    permissions = by_role(user)
    return bool(
        user.is_superuser
        or permissions & (ABOUT_REQUESTS | {BREAK_GLASS, REPORTS, AUDIT})
        or user.has_perm("auth.change_user")
        or user.has_perm(APPROVE_TEXT)
    )
