"""Attempts to reach a visitor: how each ended, and what follows from it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from clinic.layout import current_hours
from forms.requests.models import Event, EventType, Submission
from forms.requests.privacy import consents
from forms.requests.workflow.rows import (
    WorkflowError,
    lock_row,
    note_event,
    save_fields,
)
from staff.audit import record

Status = Submission.Status
Outcome = Event.Outcome
# Three attempts over five business days, then closed as unreachable (docs/privacy.md, 'How a request is worked').
ATTEMPTS: Final = 3
ATTEMPT_DAYS: Final = 5
# After how many business days somebody tries again.
NEXT_TRY_DAYS: Final = 2
# In an event's detail: a text message was sent without consent.
UNAGREED: Final = "unagreed"
REACHED: Final = frozenset({Outcome.SPOKE, Outcome.CALL_BACK, Outcome.BOOKED})


@transaction.atomic
def log_call(submission: Submission, outcome: str, *, by: Any) -> Submission:
    """Note how an attempt to reach the visitor ended; status and next action follow from it.

    A text that was sent without consent is noted as what it was: the log must tell the truth.
    Raises WorkflowError for an outcome that does not exist or a closed request.
    """
    row = lock_row(submission)
    if outcome not in Outcome.values:
        raise WorkflowError(_("There is no such outcome."))
    if row.status == Status.CLOSED:
        raise WorkflowError(_("The request is closed. Reopen it first."))
    now = timezone.now()
    row.attempts += 1
    row.first_attempt_at = row.first_attempt_at or now
    before = row.status
    row.owner = row.owner or by
    _follow_outcome(row, outcome, now)
    save_fields(
        row, submission,
        "attempts", "first_attempt_at", "owner", "status", "next_action", "next_due", "closing_reason", "closed_at",
    )  # fmt: skip
    detail = {} if is_agreed(row, outcome) else {"consent": UNAGREED}
    note_event(row, EventType.CALL, by, outcome=outcome, **detail)
    if row.status != before:
        note_event(row, EventType.STATUS, by, **{"from": before, "to": row.status})
    record("requests.call", user=by, instance=row, data={"outcome": outcome, "to": row.status})
    return submission


def is_agreed(submission: Submission, outcome: str) -> bool:
    """Tell whether the visitor agreed to be reached in this way; only text messages need a consent of their own."""
    return outcome != Outcome.TEXTED or consents.read_standing(submission).may_text


def _follow_outcome(row: Submission, outcome: str, now: datetime) -> None:
    """Set the status and the next action that an outcome leads to."""
    Next = Submission.NextAction
    if outcome == Outcome.BOOKED:
        row.status, row.next_action, row.next_due = Status.BOOKED, "", None
        return
    if outcome in REACHED:
        row.status = Status.CONTACTED
        row.next_action = Next.CALL if outcome == Outcome.CALL_BACK else Next.BOOK
    elif row.status in (Status.NEW, Status.ATTEMPTING):
        row.status = Status.ATTEMPTING
        row.next_action = Next.EMAIL if outcome == Outcome.WRONG_NUMBER else Next.CALL
        if outcome in (Outcome.TEXTED, Outcome.EMAILED):
            row.next_action = Next.WAIT
    else:
        row.next_action = row.next_action or Next.WAIT
    hours = current_hours()
    days = 1 if outcome == Outcome.CALL_BACK else NEXT_TRY_DAYS
    due = hours.next_opening(now + timedelta(minutes=1))
    day = hours.add_business_days(due.date(), days)
    row.next_due = hours.next_opening(
        datetime.combine(day, due.timetz().replace(hour=0, minute=0, second=0, microsecond=0))
    )


def should_close(submission: Submission, now: datetime | None = None) -> bool:
    """Tell whether a request may be closed as unreachable: tried three times over five business days."""
    if submission.status != Status.ATTEMPTING or submission.attempts < ATTEMPTS:
        return False
    if submission.first_attempt_at is None:
        return False
    hours = current_hours()
    last = hours.add_business_days(
        timezone.localdate(submission.first_attempt_at, hours.zone), ATTEMPT_DAYS
    )
    return timezone.localdate(now or timezone.now(), hours.zone) >= last
