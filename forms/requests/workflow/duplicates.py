"""Requests of the same person, and merging them."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from forms.requests.models import EventType, OtherContact, Submission
from forms.requests.privacy.other_contacts import holds_contact
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


def find_duplicates(submission: Submission) -> QuerySet[Submission]:
    """Return other requests with the same telephone number or e-mail address, newest first.

    One that was written as the second one, here or there, counts as well.
    """
    others = OtherContact.objects.filter(submission=submission).values("value")
    same = holds_contact(submission.phone_hash, submission.email_hash)
    same |= Q(phone_hash__in=others) | Q(email_hash__in=others)
    if submission.phone_hash:
        same |= Q(phone_hash=submission.phone_hash)
    if submission.email_hash:
        same |= Q(email_hash=submission.email_hash)
    return (
        Submission.objects.without_answers()
        .filter(same)
        .exclude(pk=submission.pk)
        .order_by("-submit_time")
    )


@transaction.atomic
def merge_requests(submission: Submission, into: Submission, *, by: Any) -> Submission:
    """Close `submission` as a duplicate of `into`. Its answers stay readable from there.

    Raises WorkflowError for a request merged into itself, into one that is itself merged, or into that
    of another person.
    """
    row, target = lock_row(submission), lock_row(into)
    if row.pk == target.pk:
        raise WorkflowError(_("A request can't be merged into itself."))
    if target.merged_into_id:
        raise WorkflowError(_("That request was itself merged. Choose the one it went into."))
    if row.merged_into_id:
        raise WorkflowError(_("This request has already been merged."))
    if not find_duplicates(row).filter(pk=target.pk).exists():
        raise WorkflowError(
            _("These requests share neither a telephone number nor an e-mail address.")
        )
    if target.status == Status.CLOSED and row.status != Status.CLOSED:
        # Both would be closed then, and nobody would call.
        raise WorkflowError(
            _(
                "#%(number)s is closed, and this would close both. Reopen it first, or merge it into the open one."
            ),
            params={"number": target.pk},
        )
    before = row.status
    # What was merged into this one goes along, so that nothing hangs on a closed request.
    Submission.objects.filter(merged_into=row).update(merged_into=target)
    _pass_on_work(row, target)
    row.merged_into = target
    set_status(row, Status.CLOSED, Closing.DUPLICATE)
    save_fields(
        row, submission,
        "merged_into", "status", "closing_reason", "closed_at", "next_action", "next_due", "content_key",
    )  # fmt: skip
    note_event(row, EventType.MERGED, by, into=target.pk, **{"from": before})
    note_event(target, EventType.MERGED, by, other=row.pk)
    record("requests.merge", user=by, instance=row, data={"other": target.pk})
    return submission


def _pass_on_work(row: Submission, target: Submission) -> None:
    """Keep the earliest due times, the wish for an estimate, its date and whether it was sent, and what was tried.

    Call it while `row` still has its next step: closing takes that away.
    """
    fields = [
        "due_at", "first_attempt_at", "wants_estimate", "estimate_due", "estimate_sent_at",
        "attempts", "owner", "next_action", "next_due",
    ]  # fmt: skip
    target.attempts += row.attempts
    target.owner = target.owner or row.owner
    if target.status not in (Status.BOOKED, Status.CLOSED):
        steps = [(one.next_due, one.next_action) for one in (row, target) if one.next_due]
        target.next_due, target.next_action = min(steps, default=(None, target.next_action))
    for name in ("due_at", "first_attempt_at", "estimate_due", "estimate_sent_at"):
        moments = [getattr(one, name) for one in (row, target) if getattr(one, name)]
        setattr(target, name, min(moments, default=None))
    target.wants_estimate = row.wants_estimate or target.wants_estimate
    days = [day for day in (row.delete_after, target.delete_after) if day]
    if days and target.delete_after != min(days):
        target.delete_after = min(days)
        fields.append("delete_after")
    target.save(update_fields=fields)
    if days:
        # Whoever asked to be deleted asked it for all of it.
        Submission.objects.filter(Q(pk=row.pk) | Q(merged_into=target)).update(
            delete_after=min(days)
        )
