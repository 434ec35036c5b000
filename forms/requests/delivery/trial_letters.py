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
from forms.requests.delivery.letters import make_letter
from forms.requests.models import MessageType, OutboxMessage, RequestSettings, Submission
from forms.requests.sources import Source


def write_trial_letters(
    submission: Submission, source: Source, layout: Layout, address: str
) -> list[EmailMultiAlternatives]:
    """Return the notice to staff, and the receipt where the visitor would get one.

    Parameters: `submission`, filled and never stored; `address`, the editor's own.
    """
    home = settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse("wagtailadmin_home")
    subject = _("[Test] New request")
    context = {"url": home, "again": False}
    letters = [make_letter(_new_message(), layout, "notice", [address], subject, context)]
    by_mail = submission.answer("contact_method") == "email" and submission.answer("email")
    if source.send_receipt and by_mail:
        asked = any(question.get("kind") == "say_clinic" for question in submission.schema)
        hours, now = business_hours(layout), timezone.now()
        minutes = RequestSettings.current().first_attempt_minutes
        context = {
            "reference": submission.reference,
            "by": hours.say_by(hours.add_business_minutes(now, minutes), now),
            "unnamed": asked and submission.answer("say_clinic") != "yes",
        }
        subject = _("[Test] We have your message")
        letters.append(make_letter(_new_message(), layout, "receipt", [address], subject, context))
    return letters


def _new_message() -> OutboxMessage:
    """Return a message that is never stored; its key makes the letter's Message-ID."""
    return OutboxMessage(kind=MessageType.TEST, dedup_key=f"trial:{uuid.uuid4()}")
