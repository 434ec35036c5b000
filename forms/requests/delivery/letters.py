"""The letters: made when they are sent, from the request, and neutral in every word.

A notice to staff carries the request's number and a link. A receipt names no medicine and no
condition; it goes only to a visitor who chose e-mail.
"""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clinic.hours import business_hours, say_by_end_of
from clinic.layout import Layout
from clinic.mail_words import fill_subject, fill_text, split_parts
from forms.requests.defences.held import held_addresses, held_back, list_unseen
from forms.requests.defences.limits import list_receipted, mailbox_hash
from forms.requests.delivery import overdue
from forms.requests.delivery.mail import NoAddress
from forms.requests.models import MessageType, OutboxMessage, RequestSettings, Submission
from forms.requests.privacy import consents
from forms.requests.sources import read_source
from infra.phone_numbers import format_phone, make_dialable
from staff.access import list_managers


def message_id(dedup_key: str) -> str:
    """Return the Message-ID of a message: the same each time it is sent."""
    digest = hashlib.sha256(dedup_key.encode()).hexdigest()[:32]
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ") or "localhost"
    return f"<{digest}@{domain}>"


def compose_letter(message: OutboxMessage, layout: Layout) -> EmailMultiAlternatives | None:
    """Return the letter, or None where there is nothing to send any more.

    Parameters: `layout`, where the clinic's name and number come from.
    Raises NoAddress where nobody is set to be told, DecryptionError where a receipt can't be addressed.
    """
    if message.kind == MessageType.TEST:
        subject = _("Test of the clinic’s mail")
        return make_letter(message, layout, "test", [message.address], subject, {})
    if message.kind == MessageType.HELD:
        return _write_held(message, layout)
    if message.kind == MessageType.EMERGENCY:
        return _write_emergency(message, layout)
    submission = Submission.objects.without_answers().filter(pk=message.submission_id).first()
    if submission is None or submission.verdict == Submission.Verdict.SUSPECT:
        return None
    if message.kind == MessageType.NOTICE:
        return _write_notice(message, submission, layout)
    if message.kind == MessageType.OVERDUE:
        return _write_overdue(message, submission, layout)
    return _write_receipt(message, submission, layout)


def admin_url(submission: Submission) -> str:
    """Return the address of the request in the inbox; of the admin while there is no inbox."""
    try:
        path = reverse("inbox:detail", args=[submission.pk])
    except NoReverseMatch:
        path = reverse("wagtailadmin_home")
    return str(settings.WAGTAILADMIN_BASE_URL).rstrip("/") + path


def _staff_addresses(submission: Submission | None) -> list[str]:
    """Return who is told of a request: those of its form, else those of the settings.

    Raises NoAddress where nobody is set.
    """
    source = read_source(submission.page_id) if submission else None
    own = list(source.notify) if source else []
    addresses = own or RequestSettings.current().notify_addresses
    if not addresses:
        raise NoAddress
    return addresses


def _write_emergency(message: OutboxMessage, layout: Layout) -> EmailMultiAlternatives:
    """Return the letter to all managers: an emergency access was opened. Its number and a link, no more."""
    addresses = [user.email for user in list_managers() if user.email] or _staff_addresses(None)
    number = message.dedup_key.rpartition(":")[2]
    subject = _("Emergency access #%(n)s was opened") % {"n": number}
    home = settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse("wagtailadmin_home")
    context = {"number": number, "url": home}
    return make_letter(message, layout, "emergency", addresses, subject, context)


def _write_overdue(
    message: OutboxMessage, submission: Submission, layout: Layout
) -> EmailMultiAlternatives | None:
    """Return the letter about a request that is overdue by a day, or None where it no longer is."""
    if not overdue.is_overdue(submission):
        return None
    addresses = list(_staff_addresses(submission))
    owner = submission.owner
    if owner is not None and owner.is_active and owner.email:
        addresses.append(owner.email)
    number = submission.pk
    subject = _("Request #%(n)s is overdue") % {"n": number}
    context = {"number": number, "url": admin_url(submission)}
    return make_letter(message, layout, "overdue", addresses, subject, context)


def _write_notice(
    message: OutboxMessage, submission: Submission, layout: Layout
) -> EmailMultiAlternatives:
    again = message.dedup_key.count(":") > 1
    addresses, url = _staff_addresses(submission), admin_url(submission)
    return make_notice(message, layout, addresses, str(submission.pk), url, again=again)


def make_notice(
    message: OutboxMessage,
    layout: Layout,
    addresses: list[str],
    number: str,
    url: str,
    *,
    again: bool = False,
    mark: str = "",
) -> EmailMultiAlternatives:
    """Return the letter to staff about a request, in the clinic's words.

    Parameters: `number` and `url`, which request and where it lies; `again`, whether it was changed; `mark`, what
    stands before the subject.
    """
    words, values = layout.clinic, {"number": number, "clinic": layout.site_name}
    subject, text = (
        (words.changed_subject, words.changed_text)
        if again
        else (words.notice_subject, words.notice_text)
    )
    context = {
        "number": number,
        "url": url,
        "text": fill_text(text, values),
        "parts": split_parts(text, values),
    }
    subject = fill_subject(subject, values, _("Request #%(n)s") % {"n": number})
    return make_letter(message, layout, "notice", addresses, mark + subject, context)


def _write_held(message: OutboxMessage, layout: Layout) -> EmailMultiAlternatives | None:
    """Return the day's line about what is held back; None where somebody has seen all of it by now."""
    fresh = list_unseen().count()
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
    return make_letter(message, layout, "held", addresses, subject, context)


def _write_receipt(
    message: OutboxMessage, submission: Submission, layout: Layout
) -> EmailMultiAlternatives | None:
    address = submission.answer("email")
    stands = consents.read_standing(submission)
    if not address or not stands.may_contact:
        return None
    if mailbox_hash(address) in list_receipted(submission, beside=message.pk):
        # Queued for another address; the last word is back at one that has its receipt.
        return None
    # Other people may see the screen: the clinic's name only with the visitor's leave.
    unnamed = not _may_be_named(submission, stands)
    due, estimate = submission.due_at or timezone.now(), submission.estimate_due
    values = list_receipt_values(submission.reference, due, estimate, layout, unnamed=unnamed)
    return make_receipt(message, layout, address, values, unnamed=unnamed)


def make_receipt(
    message: OutboxMessage,
    layout: Layout,
    address: str,
    values: dict[str, str],
    *,
    unnamed: bool,
    mark: str = "",
) -> EmailMultiAlternatives:
    """Return the letter to a visitor, in the clinic's words.

    Parameters: `values`, what its placeholders say; `unnamed`, whether the clinic's name stays out; `mark`, what
    stands before the subject.
    """
    words, phone = layout.clinic, layout.clinic.phone
    marked = {**values, "reference": format_html("<strong>{}</strong>", values["reference"])}
    if phone:
        call = f"tel:{make_dialable(phone)}"
        marked["phone"] = format_html('<a href="{}" style="color:#1F4E4A;">{}</a>', call, values["phone"])  # fmt: skip
    context = {
        "text": fill_text(words.receipt_text, values),
        "parts": split_parts(words.receipt_text, marked),
        "foot": fill_text(words.receipt_foot, values),
        "unnamed": unnamed,
    }
    subject = fill_subject(words.receipt_subject, values, _("We have your message"))
    return make_letter(message, layout, "receipt", [address], mark + subject, context)


def list_receipt_values(
    reference: str, due: datetime, estimate: datetime | None, layout: Layout, *, unnamed: bool
) -> dict[str, str]:
    """Return what a receipt's placeholders say: nothing that the visitor wrote.

    Parameters: `due` and `estimate`, by when the clinic calls, and sends the estimate.
    """
    hours, now = business_hours(layout), timezone.now()
    return {
        "reference": reference,
        # Written for whoever reads it later: a day, or the hour if it is today.
        "by": hours.say_by(due, now) if due >= now else _("as soon as we can"),
        "estimate": say_by_end_of(estimate.astimezone(hours.zone).date()) if estimate else "",
        "phone": format_phone(layout.clinic.phone) if layout.clinic.phone else "",
        "clinic": "" if unnamed else layout.site_name,
    }


def _may_be_named(submission: Submission, stands: consents.Standing) -> bool:
    """Tell whether the visitor allows the clinic's name; where the form does not ask, it may be said."""
    asked = any(question.get("kind") == "say_clinic" for question in submission.schema)
    return stands.say_clinic == consents.YES or not (asked or stands.say_clinic)


def make_letter(
    message: OutboxMessage,
    layout: Layout,
    name: str,
    to: list[str],
    subject: str,
    context: dict[str, Any],
) -> EmailMultiAlternatives:
    """Return a letter from its templates, with the clinic's name."""
    context = {**context, "subject": subject, "clinic": layout.site_name}
    letter = EmailMultiAlternatives(
        subject=f"{subject} – {layout.site_name}" if name != "receipt" else subject,
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
