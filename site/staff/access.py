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
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse

from staff.models import EmergencyAccess
from staff.permissions import (
    ABOUT_REQUESTS,
    AUDIT,
    BREAK_GLASS,
    EXPORT,
    IN_AN_EMERGENCY,
    NAMES,
    PURGE,
    READ,
    REPORTS,
    WORK,
    by_role,
    forget_roles,
    needs_second_factor,
    opens_requests,
)

__all__ = [
    "ABOUT_REQUESTS",
    "AUDIT",
    "BREAK_GLASS",
    "EXPORT",
    "IN_AN_EMERGENCY",
    "NAMES",
    "PURGE",
    "READ",
    "REPORTS",
    "WORK",
    "by_role",
    "forget_roles",
    "list_granted",
    "list_managers",
    "may",
    "needs_second_factor",
    "opens_requests",
    "require",
]

View = Callable[..., HttpResponse]


def list_granted(user: Any) -> frozenset[str]:
    """Return all request permissions of `user` at this moment, an open emergency access included."""
    permissions = by_role(user)
    if BREAK_GLASS in permissions and EmergencyAccess.open_for(user):
        permissions |= IN_AN_EMERGENCY
    return permissions


def may(user: Any, permission: str) -> bool:
    """Tell whether `user` holds `permission` (one of this module's names) right now."""
    return permission in list_granted(user)


def list_managers() -> list[Any]:
    """Return the active accounts whose role may delete requests for good: those who answer for requests."""
    held = Permission.objects.filter(content_type__app_label="staff", codename=PURGE)
    return list(
        get_user_model()
        .objects.filter(Q(groups__permissions__in=held) | Q(user_permissions__in=held))
        .filter(is_active=True)
        .distinct()
        .order_by("pk")
    )


def require(permission: str) -> Callable[[View], View]:
    """Let a view answer only those who hold `permission`.

    Raises PermissionDenied; inside the admin that becomes a sentence on the dashboard.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not may(request.user, permission):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return checked

    return decorate
