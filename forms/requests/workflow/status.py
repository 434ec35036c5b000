"""The status of a request, and setting it back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from clinic.layout import current_hours
from forms.requests.models import EventType, Submission
from forms.requests.workflow.rows import (
    WorkflowError,
    lock_row,
    note_event,
    save_fields,
    set_status,
)
from staff.audit import record

Status = Submission.Status
Closing = Submission.Closing


@transaction.atomic
def change_status(submission: Submission, status: str, *, by: Any, reason: str = "") -> Submission:
    """Give a request another status. `reason` (a Submission.Closing) is needed to close.

    Raises WorkflowError for a move that is not allowed, or a closing without its reason.
    """
    row = lock_row(submission)
    if status not in Status.values:
        raise WorkflowError(_("There is no such status."))
    if status == row.status and not (status == Status.CLOSED and reason):
        return submission
    if status != row.status and status not in row.allowed_moves:
        raise WorkflowError(
            _("A request that is ‘%(now)s’ can't become ‘%(then)s’."),
            params={"now": row.get_status_display(), "then": Status(status).label},
        )
    if status == Status.CLOSED and reason not in Closing.values:
        raise WorkflowError(_("Say why it is closed."))
    if row.merged_into_id and status != Status.CLOSED:
        # No view would hold it: its work is that of the other request.
        raise WorkflowError(_("This is part of another request now. Work on that one."))
    before = row.status
    set_status(row, status, reason)
    save_fields(
        row, submission,
        "status", "closing_reason", "closed_at", "next_action", "next_due", "content_key",
    )  # fmt: skip
    detail = {"from": before, "to": status} | ({"reason": reason} if reason else {})
    note_event(row, EventType.STATUS, by, **detail)
    record("requests.change", user=by, instance=row, data={"from": before, "to": reason or status})
    return submission


@transaction.atomic
def correct_status(submission: Submission, status: str, *, by: Any, reason: str) -> Submission:
    """Set a status back to an earlier one, because it was wrong or no longer holds.

    Parameters: `reason`, a Submission.Correction. What was pressed by mistake counts in no figure; back to
    'New' takes the attempts back as well. Raises WorkflowError for a later status or a missing reason.
    """
    row = lock_row(submission)
    if reason not in Submission.Correction.values:
        raise WorkflowError(_("Say why the status is corrected."))
    if status not in row.earlier_statuses:
        raise WorkflowError(_("Choose an earlier status to correct it to."))
    if row.merged_into_id:
        raise WorkflowError(_("This is part of another request now. Work on that one."))
    before, hours = row.status, current_hours()
    if reason == Submission.Correction.MISTAKE:
        wrong = Q(detail__to=before) | (
            Q(outcome=before) if before == Status.BOOKED else Q(pk=None)
        )
        row.events.filter(wrong).update(undone=True)
    set_status(row, status)
    row.next_action, row.next_due = "", None
    if status in (Status.ATTEMPTING, Status.CONTACTED):
        row.next_action = Submission.NextAction.CALL
        row.next_due = hours.next_opening(timezone.now() + timedelta(minutes=1))
    if status == Status.NEW:
        row.events.filter(kind=EventType.CALL).update(undone=True)
        row.attempts, row.first_attempt_at = 0, None
    save_fields(
        row, submission,
        "status", "closing_reason", "closed_at", "next_action", "next_due", "attempts", "first_attempt_at",
    )  # fmt: skip
    note_event(row, EventType.CORRECTED, by, **{"from": before, "to": status, "reason": reason})
    record(
        "requests.correct",
        user=by,
        instance=row,
        data={"from": before, "to": status, "kind": reason},
    )
    return submission
