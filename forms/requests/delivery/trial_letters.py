"""The letters that a form would send, to the editor who tries it, each marked as a test."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from clinic.hours import business_hours
from clinic.layout import Layout
from forms.requests.delivery.letters import list_receipt_values, make_notice, make_receipt
from forms.requests.models import MessageType, OutboxMessage, RequestSettings, Submission
from forms.requests.sources import Source


def write_trial_letters(
    submission: Submission, source: Source, layout: Layout, address: str
) -> list[EmailMultiAlternatives]:
    """Return the notice to staff, and the receipt where the visitor would get one.

    Parameters: `submission`, filled and never stored; `address`, the editor's own.
    """
    home = settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse("wagtailadmin_home")
    mark, number = _("[Test] "), "0"  # (no request has this number)
    letters = [make_notice(_new_message(), layout, [address], number, home, mark=mark)]
    by_mail = submission.answer("contact_method") == "email" and submission.answer("email")
    if source.send_receipt and by_mail:
        asked = any(question.get("kind") == "say_clinic" for question in submission.schema)
        unnamed = asked and submission.answer("say_clinic") != "yes"
        minutes = RequestSettings.current().first_attempt_minutes
        due = business_hours(layout).add_business_minutes(timezone.now(), minutes)
        values = list_receipt_values(submission.reference, due, None, layout, unnamed=unnamed)
        letters.append(
            make_receipt(_new_message(), layout, address, values, unnamed=unnamed, mark=mark)
        )
    return letters


def _new_message() -> OutboxMessage:
    """Return a message that is never stored; its key makes the letter's Message-ID."""
    return OutboxMessage(kind=MessageType.TEST, dedup_key=f"trial:{uuid.uuid4()}")
