"""What the owner of an account is told by mail while somebody signs in with it."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from infra.addresses.staff_paths import ADMIN
from staff import audit
from staff.sign_in import account_mail, attempts
from staff.sign_in.sessions import read_device_name


def tell_of_new_device(request: HttpRequest, user: Any) -> None:
    """Put a sign-in on an unknown device on record, and write to its owner."""
    audit.record("staff.new_device", user=user, instance=user)
    _write_owner("new_device", request, user)


def note_wrong_code(request: HttpRequest, user: Any) -> None:
    """Count a wrong code of the second factor; after many, write to the account's owner, once an hour at most."""
    if attempts.count_wrong_code(user):
        audit.record("staff.codes_guessed", user=None, instance=user)
        _write_owner("wrong_codes", request, user)


def _write_owner(name: str, request: HttpRequest, user: Any) -> None:
    """Leave a mail about what happens with an account to the worker."""
    if not user.email:
        return
    root = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
    context = {
        "user": user,
        "username": user.get_username(),
        "device": read_device_name(request),
        "at": timezone.localtime(),
        "many": attempts.CODES_TOLD,
        "admin_url": root + ADMIN,
        "reset_url": root + reverse("account_reset_password"),
    }
    message = get_adapter().compose_mail(f"account/email/{name}", user.email, context)
    account_mail.queue_message(message)
