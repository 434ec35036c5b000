"""What is put on record without anybody asking: signing in, second factors. Accounts: `people/guards.py`."""

from __future__ import annotations

import time
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import (
    authentication_failed,
    authenticator_added,
    authenticator_removed,
    authenticator_reset,
)
from django.contrib.auth import get_user_model
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models import Q
from django.dispatch import receiver

from staff import audit
from staff.sign_in import attempts, doors, sessions
from staff.sign_in.accounts import FIRST
from staff.sign_in.sessions import read_device_name

User = get_user_model()


@receiver(user_logged_in, dispatch_uid="staff.logged_in")
def logged_in(sender: Any, user: Any, request: Any = None, **kwargs: Any) -> None:
    """Record a sign-in that is complete, second factor included, and begin the session's fixed life."""
    if request is not None and hasattr(request, "session"):
        request.session[sessions.BEGUN] = int(time.time())
        request.session[sessions.DEVICE_NAME] = read_device_name(request)
    audit.record("staff.login", user=user, instance=user)


@receiver(user_logged_out, dispatch_uid="staff.logged_out")
def logged_out(sender: Any, user: Any, request: Any = None, **kwargs: Any) -> None:
    """Record a sign-out, unless the pause did it and has its own entry."""
    if request is not None:
        request.signed_out = True  # `ClearAtSignOutMiddleware` reads it
    if user is not None and not getattr(request, "idle_logout", False):
        audit.record("staff.logout", user=user, instance=user)


@receiver(user_login_failed, dispatch_uid="staff.login_failed")
def login_failed(sender: Any, credentials: dict, **kwargs: Any) -> None:
    """Record a wrong password for an account that exists, and count one for a name that nobody has.

    What was typed is not stored: people type passwords into the name field.
    """
    given = credentials.get("username") or credentials.get("email") or ""
    user = User.objects.filter(Q(username__iexact=given) | Q(email__iexact=given)).first()
    if given and user is not None:
        audit.record("staff.login_failed", instance=user)
    elif given:
        attempts.count_unknown_name(str(given))


@receiver(authentication_failed, dispatch_uid="staff.second_factor_failed")
def second_factor_failed(sender: Any, user: Any, **kwargs: Any) -> None:
    """Record a wrong code after a right password: somebody may know the password."""
    audit.record("staff.second_factor_failed", user=user, instance=user)


def _second_factor(state: str):
    def changed(
        sender: Any, user: Any, authenticator: Any = None, request: Any = None, **kwargs: Any
    ) -> None:
        if request is not None and request.user.pk == user.pk:
            _follow_change(request, user, state)
        kind = getattr(authenticator, "type", "") or ""
        audit.record(
            "staff.second_factor",
            user=user,
            instance=user,
            data={"state": state, "kind": str(kind)},
        )

    return changed


def _follow_change(request: Any, user: Any, state: str) -> None:
    """Keep the session signed in that has just changed a factor: it has shown one, or set it up itself.

    Every other session of the account has to show a factor that exists.
    """
    ids, has_factor = doors.factor_ids(user)
    if (
        state == "added"
        and Authenticator.objects.filter(user=user, type__in=doors.SECOND_FACTORS).count() == 1
    ):
        request.session[FIRST] = time.time()
    if has_factor:
        doors.count_as_shown(request, ids)
        doors.drop_password_proofs(request)
    doors.forget_state(request)


_added, _removed, _reset = (_second_factor(s) for s in ("added", "removed", "renewed"))
authenticator_added.connect(_added, dispatch_uid="staff.factor_added")
authenticator_removed.connect(_removed, dispatch_uid="staff.factor_removed")
authenticator_reset.connect(_reset, dispatch_uid="staff.factor_reset")
