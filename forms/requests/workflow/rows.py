"""The row of a request while it is worked on: locked, changed, saved, and noted in its own log."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from forms.requests.models import Event, Submission

Status = Submission.Status


class WorkflowError(ValidationError):
    """Something that can't be done, with a sentence that says why and what to do."""


def lock_row(submission: Submission) -> Submission:
    """Return the row as it is now, held until the transaction ends: two people may click at once."""
    row: Submission | None = (
        Submission.objects.without_answers().select_for_update().filter(pk=submission.pk).first()
    )
    if row is None:
        raise WorkflowError(_("This request has been deleted."))
    return row


def note_event(
    submission: Submission, kind: str, by: Any, *, outcome: str = "", **detail: Any
) -> Event:
    """Add a line to the request's own log: codes and numbers, nothing personal."""
    return Event.objects.create(
        submission=submission, kind=kind, who=by, outcome=outcome, detail=detail
    )


def copy_fields(source: Submission, target: Submission, fields: list[str]) -> None:
    """Give `target` the values that `source` has in these fields, without saving it."""
    for name in fields:
        setattr(target, name, getattr(source, name))


def save_fields(row: Submission, caller: Submission, *fields: str) -> None:
    """Save these fields of the locked row, and show them in the object that the caller holds."""
    row.save(update_fields=fields)
    copy_fields(row, caller, list(fields))


def set_status(row: Submission, status: str, reason: str = "") -> None:
    """Set status and reason without saving. A closed request waits for nothing and matches no new one."""
    row.status = status
    closed = status == Status.CLOSED
    row.closing_reason = reason if closed else ""
    row.closed_at = timezone.now() if closed else None
    if closed:
        row.next_action, row.next_due = "", None
        # The same answers sent after this are a new request.
        row.content_key = None
