"""A person's verdict in the place of the defences'."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from clinic.layout import current_hours
from forms.requests.delivery import deliveries
from forms.requests.delivery.queueing import queue_messages
from forms.requests.models import EventType, RequestSettings, Submission
from forms.requests.privacy.consent_ends import end_elsewhere
from forms.requests.sources import read_source
from forms.requests.workflow.rows import (
    WorkflowError,
    lock_row,
    note_event,
    save_fields,
)
from forms.requests.workflow.status import change_status
from staff.audit import record

Status = Submission.Status
Closing = Submission.Closing


@transaction.atomic
def overrule_verdict(submission: Submission, verdict: str, *, by: Any) -> Submission:
    """Replace the defences' verdict by a person's.

    What turns out to be real is told like any other request; its clock starts now.
    Raises WorkflowError for a verdict that does not exist.
    """
    row = lock_row(submission)
    if verdict not in Submission.Verdict.values:
        raise WorkflowError(_("There is no such verdict."))
    before = row.verdict
    if verdict == before:
        return submission
    row.verdict = verdict
    if before == Submission.Verdict.SUSPECT:
        # What it says about consent was not taken seriously so far.
        end_elsewhere(row)
        row.due_at = current_hours().add_business_minutes(timezone.now(), _first_attempt_minutes())
    save_fields(row, submission, "verdict", "due_at")
    note_event(row, EventType.VERDICT, by, **{"from": before, "to": verdict})
    record("requests.verdict", user=by, instance=row, data={"from": before, "to": verdict})
    queue_messages(row, read_source(row.page_id))
    if verdict != Submission.Verdict.SUSPECT:
        deliveries.wake_notices(row)
    return submission


def _first_attempt_minutes() -> int:
    return RequestSettings.current().first_attempt_minutes


def mark_spam(submission: Submission, *, by: Any) -> Submission:
    """Say that a request is spam: it goes to the Spam view and is closed."""
    with transaction.atomic():
        overrule_verdict(submission, Submission.Verdict.SUSPECT, by=by)
        return change_status(submission, Status.CLOSED, by=by, reason=Closing.SPAM)


def mark_genuine(submission: Submission, *, by: Any) -> Submission:
    """Say that a request is real after all. What was closed as spam is open again.

    It is new again where nobody has tried yet, so that it is listed where first calls wait.
    Raises WorkflowError for a request that was merged into another.
    """
    with transaction.atomic():
        overrule_verdict(submission, Submission.Verdict.PASSED, by=by)
        deliveries.wake_notices(submission)
        if submission.status != Status.CLOSED or submission.closing_reason != Closing.SPAM:
            return submission
        status = Status.ATTEMPTING if submission.attempts else Status.NEW
        return change_status(submission, status, by=by)
