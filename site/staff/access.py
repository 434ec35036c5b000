"""Who may do what with requests.

A visitor's request is nobody's business but the front desk's. So the right to read one comes from a role
alone: being a superuser opens nothing here, unlike everywhere else in Django. An administrator who must
look in an emergency breaks the glass (see `EmergencyAccess`): with a reason, for an hour, on record.

Rules: HIPAA Security Rule, 45 CFR 164.312(a)(1) and (a)(2)(ii); minimum necessary, 45 CFR 164.502(b).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser, Group, Permission
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

READ = "read_requests"
WORK = "work_requests"
EXPORT = "export_requests"
PURGE = "purge_requests"
REPORTS = "report_requests"
BREAK_GLASS = "break_glass"
AUDIT = "view_audit"

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

_KEPT = "_staff_granted"


def by_role(user: Any) -> frozenset[str]:
    """Return the request permissions that `user`'s roles give, whether superuser or not."""
    if not getattr(user, "is_active", False) or isinstance(user, AnonymousUser) or user.pk is None:
        return frozenset()
    kept = user.__dict__.get(_KEPT)
    if kept is None:
        kept = frozenset(
            Permission.objects.filter(
                Q(group__user=user) | Q(user=user), content_type__app_label="staff"
            ).values_list("codename", flat=True)
        )
        user.__dict__[_KEPT] = kept
    return kept


def granted(user: Any) -> frozenset[str]:
    """Return all request permissions of `user` at this moment, an open emergency access included."""
    from .models import EmergencyAccess

    permissions = by_role(user)
    if BREAK_GLASS in permissions and EmergencyAccess.open_for(user):
        permissions |= IN_AN_EMERGENCY
    return permissions


def may(user: Any, permission: str) -> bool:
    """Tell whether `user` holds `permission` (one of this module's names) right now."""
    return permission in granted(user)


def managers() -> list[Any]:
    """Return the active accounts whose role may delete requests for good: those who answer for requests."""
    held = Permission.objects.filter(content_type__app_label="staff", codename=PURGE)
    return list(
        get_user_model()
        .objects.filter(Q(groups__permissions__in=held) | Q(user_permissions__in=held))
        .filter(is_active=True)
        .distinct()
        .order_by("pk")
    )


def forget(user: Any) -> None:
    """Ask the database again on the next question about `user`."""
    user.__dict__.pop(_KEPT, None)


def require(permission: str) -> Callable:
    """Let a view answer only those who hold `permission`.

    Raises PermissionDenied; inside the admin that becomes a sentence on the dashboard.
    """

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not may(request.user, permission):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return checked

    return decorate


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
    )
