"""Who works on a request and what is to be done next."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forms.requests.models import EventType, Submission
from forms.requests.privacy import consents
from forms.requests.workflow.rows import (
    WorkflowError,
    lock_row,
    note_event,
    save_fields,
)
from staff import access
from staff.audit import record

Status = Submission.Status


@transaction.atomic
def assign_owner(submission: Submission, owner: Any, *, by: Any) -> Submission:
    """Give a request to `owner`, or to nobody with None.

    Raises WorkflowError where the owner may not work on requests.
    """
    if owner is not None and not access.may(owner, access.WORK):
        raise WorkflowError(_("This account may not work on requests. Choose another owner."))
    row = lock_row(submission)
    row.owner = owner
    save_fields(row, submission, "owner")
    note_event(row, EventType.OWNER, by, to=owner.pk if owner else None)
    record("requests.change", user=by, instance=row, data={"field": "owner"})
    return submission


@transaction.atomic
def set_next_action(
    submission: Submission, action: str, due: datetime | None, *, by: Any
) -> Submission:
    """Set what is to be done next, and by when; '' and None for nothing.

    Raises WorkflowError for an action that does not exist, a missing time, or a closed request.
    """
    row = lock_row(submission)
    if action and action not in Submission.NextAction.values:
        raise WorkflowError(_("There is no such action."))
    if action and due is None:
        raise WorkflowError(_("Say by when."))
    if action and row.status == Status.CLOSED:
        raise WorkflowError(_("The request is closed. Reopen it first."))
    if action == Submission.NextAction.TEXT and not consents.read_standing(row).may_text:
        raise WorkflowError(_("There is no consent to text messages. Call instead, and ask."))
    row.next_action, row.next_due = action, due if action else None
    save_fields(row, submission, "next_action", "next_due")
    note_event(
        row, EventType.NEXT, by, action=action, due=due.isoformat() if due and action else ""
    )
    record("requests.change", user=by, instance=row, data={"field": "next action"})
    return submission


@transaction.atomic
def note_estimate_sent(submission: Submission, *, by: Any) -> Submission:
    """Note that the cost estimate went out (45 CFR 149.610)."""
    row = lock_row(submission)
    row.estimate_sent_at = row.estimate_sent_at or timezone.now()
    if row.next_action == Submission.NextAction.ESTIMATE:
        row.next_action, row.next_due = "", None
    save_fields(row, submission, "estimate_sent_at", "next_action", "next_due")
    note_event(row, EventType.ESTIMATE, by)
    record("requests.change", user=by, instance=row, data={"field": "estimate sent"})
    return submission
