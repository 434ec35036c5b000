"""The letters: made when they are sent, from the request, and neutral in every word.

A notice to staff carries the request's number and a link. A receipt names no medicine and no
condition; it goes only to a visitor who chose e-mail.
"""

from __future__ import annotations

import hashlib
import smtplib
import socket
import ssl
from types import TracebackType
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.frame import Frame, default_frame
from core.hours import business_hours, say_by_end_of
from core.validators import dialable, format_phone

from .encryption import DecryptionError
from .held import held_addresses, held_back, unseen
from .models import FormPage, OutboxMessage, RequestSettings, Submission

# After these the server won't take the next message either.
SERVER_IS_DOWN: Final = frozenset({"refused", "unknown_host", "timeout", "tls", "auth"})


class NoAddress(Exception):
    """Nobody is set to be told."""


class Postman:
    """One connection for many letters, opened when the first is sent and anew after a failure."""

    def __init__(self) -> None:
        self._connection: BaseEmailBackend | None = None

    @cached_property
    def frame(self) -> Frame:
        """The clinic's name and numbers, read once a round."""
        return default_frame()

    def __enter__(self) -> Postman:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:  # fmt: skip
        self._close()

    def send(self, letter: EmailMultiAlternatives) -> None:
        """Send one letter. Raises whatever the mail backend raises; the connection is then dropped."""
        if self._connection is None:
            self._connection = get_connection(fail_silently=False)
            self._connection.open()
        try:
            letter.connection = self._connection
            letter.send(fail_silently=False)
        except Exception:
            self._close()
            raise

    def _close(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            try:
                connection.close()
            except (OSError, smtplib.SMTPException):
                return


def message_id(dedup_key: str) -> str:
    """Return the Message-ID of a message: the same each time it is sent."""
    digest = hashlib.sha256(dedup_key.encode()).hexdigest()[:32]
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ") or "localhost"
    return f"<{digest}@{domain}>"


def compose(message: OutboxMessage, frame: Frame) -> EmailMultiAlternatives | None:
    """Return the letter, or None where there is nothing to send any more.

    Parameters: `frame`, where the clinic's name and number come from.
    Raises NoAddress where nobody is set to be told, DecryptionError where a receipt can't be addressed.
    """
    if message.kind == OutboxMessage.Kind.TEST:
        subject = _("Test of the clinic’s mail")
        return _letter(message, frame, "test", [message.address], subject, {})
    if message.kind == OutboxMessage.Kind.HELD:
        return _held(message, frame)
    submission = Submission.objects.without_answers().filter(pk=message.submission_id).first()
    if submission is None or submission.verdict == Submission.Verdict.SUSPECT:
        return None
    if message.kind == OutboxMessage.Kind.NOTICE:
        return _notice(message, submission, frame)
    return _receipt(message, submission, frame)


def admin_url(submission: Submission) -> str:
    """Return the address of the request in the inbox; of the admin while there is no inbox."""
    try:
        path = reverse("inbox:detail", args=[submission.pk])
    except NoReverseMatch:
        path = reverse("wagtailadmin_home")
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + path


def _form_page(submission: Submission) -> FormPage | None:
    return FormPage.objects.filter(pk=submission.page_id).first()


def _notice(message: OutboxMessage, submission: Submission, frame: Frame) -> EmailMultiAlternatives:
    page = _form_page(submission)
    addresses = (page.notify_addresses if page else []) or (
        RequestSettings.current().notify_addresses
    )
    if not addresses:
        raise NoAddress
    again = message.dedup_key.count(":") > 1
    number = submission.pk
    subject = (_("Request #%(n)s was changed") if again else _("New request #%(n)s")) % {
        "n": number
    }
    context = {"number": number, "url": admin_url(submission), "again": again}
    return _letter(message, frame, "notice", addresses, subject, context)


def _held(message: OutboxMessage, frame: Frame) -> EmailMultiAlternatives | None:
    """Return the day's line about what is held back; None where somebody has seen all of it by now."""
    fresh = unseen().count()
    if not fresh:
        return None
    addresses = held_addresses()
    if not addresses:
        raise NoAddress
    count = held_back().count()
    subject = ngettext(
        "%(n)s request is held back as possible spam",
        "%(n)s requests are held back as possible spam",
        count,
    ) % {"n": count}
    url = settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse("inbox:list", args=["spam"])
    context = {"fresh": fresh, "url": url}
    return _letter(message, frame, "held", addresses, subject, context)


def _receipt(
    message: OutboxMessage, submission: Submission, frame: Frame
) -> EmailMultiAlternatives | None:
    address = submission.answer("email")
    if not address:
        return None
    hours = business_hours(frame)
    due, now = submission.due_at or timezone.now(), timezone.now()
    estimate = submission.estimate_due
    context = {
        "reference": submission.reference,
        # Written for whoever reads it later: a day, or the hour if it is today.
        "by": hours.say_by(due, now) if due >= now else "",
        "estimate": say_by_end_of(estimate.astimezone(hours.zone).date()) if estimate else "",
        # Other people may see the screen: the clinic's name only with the visitor's leave.
        "unnamed": not _may_be_named(submission),
    }
    return _letter(message, frame, "receipt", [address], _("We have your message"), context)


def _may_be_named(submission: Submission) -> bool:
    """Tell whether the visitor allows the clinic's name; where the form does not ask, it may stand."""
    asked = any(question.get("kind") == "say_clinic" for question in submission.schema)
    return not asked or submission.answer("say_clinic") == "yes"


def _letter(
    message: OutboxMessage,
    frame: Frame,
    name: str,
    to: list[str],
    subject: str,
    context: dict[str, Any],
) -> EmailMultiAlternatives:
    phone = frame.clinic.phone
    context = {
        **context,
        "subject": subject,
        "clinic": frame.site_name,
        "phone": format_phone(phone) if phone else "",
        "phone_url": f"tel:{dialable(phone)}" if phone else "",
    }
    letter = EmailMultiAlternatives(
        subject=f"{subject} – {frame.site_name}" if name != "receipt" else subject,
        body=render_to_string(f"emails/{name}.txt", context),
        to=to,
        headers={
            "Message-ID": message_id(message.dedup_key),
            # No out-of-office answers to a machine (RFC 3834).
            "Auto-Submitted": "auto-generated",
        },
    )
    letter.attach_alternative(render_to_string(f"emails/{name}.html", context), "text/html")
    return letter


def explain(error: Exception) -> tuple[str, str]:
    """Return a code of `outbox.ERRORS` and a detail for what went wrong.

    The text of an SMTP error often quotes the address, so only its number is kept.
    """
    if isinstance(error, NoAddress):
        return "no_address", ""
    if isinstance(error, (DecryptionError, ImproperlyConfigured)):
        return "key", ""
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return "auth", str(error.smtp_code)
    if isinstance(error, smtplib.SMTPServerDisconnected):
        return "dropped", ""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = sorted({str(code) for code, _text in error.recipients.values()})
        return "rejected", ", ".join(codes)
    if isinstance(error, smtplib.SMTPResponseException):
        return "rejected", str(error.smtp_code)
    if isinstance(error, smtplib.SMTPException):
        return "other", type(error).__name__
    return _explain_network(error)


def _explain_network(error: Exception) -> tuple[str, str]:
    for kinds, code in (
        (socket.gaierror, "unknown_host"),
        (TimeoutError, "timeout"),
        (ssl.SSLError, "tls"),
        (ConnectionRefusedError, "refused"),
        (ConnectionError, "dropped"),
    ):
        if isinstance(error, kinds):
            return code, ""
    return "other", type(error).__name__
