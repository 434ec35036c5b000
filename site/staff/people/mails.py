"""Mails to people who work here about their own account, stored now and sent by the worker."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.utils import timezone

from infra.addresses.staff_paths import ADMIN
from staff.sign_in import account_mail


def tell_owner(user: Any, name: str, *, to: str | None = None, **words: Any) -> None:
    """Queue the mail `account/email/<name>` to `user`, or to the address `to` (the one that was theirs until now).

    Without an address there is nobody to tell, and nothing happens.
    """
    to = user.email if to is None else to
    if not to:
        return
    context = {
        "user": user,
        "username": user.get_username(),
        "at": timezone.localtime(),
        "admin_url": settings.WAGTAILADMIN_BASE_URL.rstrip("/") + ADMIN,
        **words,
    }
    account_mail.queue_message(get_adapter().compose_mail(f"account/email/{name}", to, context))
