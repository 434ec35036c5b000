"""Mails about accounts: stored in the request, sent by the worker.

A request for a password reset is stored as it came, whether there is such an account or not; the worker looks. So
the page answers alike and as quickly for everybody, and with the mail server down. Addresses and links are
encrypted while they wait.
"""

from __future__ import annotations

import json
import logging
from datetime import timedelta
from smtplib import SMTPException
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import default_token_generator
from allauth.account.internal.userkit import filter_users_by_email
from allauth.account.utils import user_pk_to_url_str
from cryptography.fernet import InvalidToken
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from infra import jobs
from infra.resilience.mail_server import is_server_down
from staff.models import AccountMail
from staff.sign_in import attempts
from staff.sign_in.keys import make_ring

logger = logging.getLogger("clinic.staff")
AGAIN = timedelta(minutes=1)  # also the lease of a worker that dies while sending
GIVE_UP = timedelta(hours=2)


def _store_mail(content: dict[str, Any]) -> None:
    sealed = make_ring().encrypt(json.dumps(content).encode()).decode()
    AccountMail.objects.create(content=sealed)


def queue_reset(address: str) -> None:
    """Remember that somebody asked for a new password for the account of `address`, if there is one."""
    _store_mail({"reset": address})


def queue_link(user: Any, *, invited_by: str | None = None) -> None:
    """Remember to send `user` a link that sets the password; with `invited_by`, as an invitation from that person.

    The link is made when it is sent: what waits opens nothing.
    """
    _store_mail({"link": user.pk, "invited_by": invited_by})


def queue_message(message: EmailMessage) -> None:
    """Remember a mail that is to be sent."""
    _store_mail({"subject": message.subject, "body": message.body, "to": message.to})


def _link_mail(user: Any, to: str, invited_by: str | None = None) -> EmailMessage:
    """Return a mail with a link that sets the password of `user`, as an invitation where somebody invited."""
    way = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
    context = {
        "user": user,
        "username": user.get_username(),
        "by": invited_by,
        "days": settings.PASSWORD_RESET_TIMEOUT // 86400,
        # The clinic's own address, never the one that whoever asked had put into the request.
        "password_reset_url": settings.WAGTAILADMIN_BASE_URL.rstrip("/")
        + reverse("account_reset_password_from_key", kwargs=way),
    }
    name = "password_reset_key" if invited_by is None else "invitation"
    return get_adapter().compose_mail(f"account/email/{name}", to, context)


def _mails_with_links(content: dict[str, Any]) -> list[EmailMessage]:
    """Return the mails for the account that a colleague chose."""
    found = get_user_model().objects.filter(pk=content["link"], is_active=True)
    return [_link_mail(u, u.email, content["invited_by"]) for u in found if u.email]


def _send_asked(address: str) -> None:
    """Send the mails for an address that somebody asked for; one that follows another too soon is left out.

    Noted after sending: a mail that fails goes again.
    """
    for user in filter_users_by_email(
        address, is_active=True, prefer_verified=True, for_login=True
    ):
        if not attempts.was_mailed_link(user):
            _link_mail(user, address).send()
            attempts.note_mailed_link(user)


def _send_mail(row: AccountMail) -> None:
    content = json.loads(make_ring().decrypt(row.content.encode()))
    if "reset" in content:
        _send_asked(content["reset"])
    elif "link" in content:
        for mail in _mails_with_links(content):
            mail.send()
    else:
        EmailMessage(content["subject"], content["body"], to=content["to"]).send()


@jobs.register_job("account mail", every=5, label="Mails about accounts")
def send_account_mail() -> str:
    """Send what waits; a mail that fails is tried again each minute for two hours. Returns what was done."""
    now = timezone.now()
    sent = 0
    for row in AccountMail.objects.filter(next_at__lte=now).order_by("pk")[:50]:
        waiting = AccountMail.objects.filter(pk=row.pk, next_at=row.next_at)
        if jobs.is_stopping() or not waiting.update(
            next_at=now + AGAIN, attempts=F("attempts") + 1
        ):
            continue
        try:
            _send_mail(row)
        except (OSError, SMTPException, InvalidToken) as error:
            logger.warning("A mail about an account could not be sent: %s", type(error).__name__)
            if now - row.created_at >= GIVE_UP:
                row.delete()
            if is_server_down(error):
                # It would keep each of the others waiting for the same silence.
                break
        else:
            sent += 1
            row.delete()
    return f"{sent} dealt with" if sent else ""
