"""Requests of the same person, and merging them."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from forms.requests.models import EventType, OtherContact, Submission
from forms.requests.privacy.other_contacts import holds_contact
from forms.requests.privacy.text_plans import end_text_plans
from forms.requests.workflow.rows import (
    WorkflowError,
    lock_row,
    note_event,
    save_fields,
    set_status,
)
from forms.requests.workflow.splitting import PASSED_ON, note_state, pass_on_work
from staff.audit import record

Status = Submission.Status
Closing = Submission.Closing


def find_duplicates(submission: Submission) -> QuerySet[Submission]:
    """Return other requests with the same telephone number or e-mail address, newest first.

    One that was written as the second one, here or there, counts as well.
    """
    return _find_others(submission, _same_contact(submission))


def find_family(submission: Submission) -> QuerySet[Submission]:
    """Return the duplicates of a request and what was merged into it, whatever number was corrected since."""
    return _find_others(submission, _same_contact(submission) | Q(merged_into=submission))


def _same_contact(submission: Submission) -> Q:
    others = OtherContact.objects.filter(submission=submission).values("value")
    same = holds_contact(submission.phone_hash, submission.email_hash)
    same |= Q(phone_hash__in=others) | Q(email_hash__in=others)
    if submission.phone_hash:
        same |= Q(phone_hash=submission.phone_hash)
    if submission.email_hash:
        same |= Q(email_hash=submission.email_hash)
    return same


def _find_others(submission: Submission, same: Q) -> QuerySet[Submission]:
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
    _check_merging(row, target)
    before, own, earlier = row.status, note_state(row), note_state(target)
    # What was merged into this one goes along, so that nothing hangs on a closed request.
    along = list(Submission.objects.filter(merged_into=row).values_list("pk", flat=True))
    Submission.objects.filter(pk__in=along).update(merged_into=target)
    _add_work(row, target)
    row.merged_into = target
    set_status(row, Status.CLOSED, Closing.DUPLICATE)
    save_fields(
        row, submission,
        "merged_into", "status", "closing_reason", "closed_at", "next_action", "next_due", "content_key",
    )  # fmt: skip
    end_text_plans(target)
    target.refresh_from_db(fields=["next_action"])
    gone = note_event(row, EventType.MERGED, by, into=target.pk, **{"from": before})
    came = note_event(target, EventType.MERGED, by, other=row.pk)
    after = note_state(target)
    gone.before = {"own": own, "along": along, "deletion": after["delete_after"]}
    came.before = {"own": earlier, "after": after}
    for event in (gone, came):
        event.save(update_fields=["before"])
    record("requests.merge", user=by, instance=row, data={"other": target.pk})
    return submission


def _add_work(row: Submission, target: Submission) -> None:
    """Add one request's attempts and dates to the other's, and save that."""
    target.attempts += row.attempts
    asked = target.delete_after
    pass_on_work(row, target)
    fields = [name.removesuffix("_id") for name in PASSED_ON]
    if target.delete_after == asked:
        fields.remove("delete_after")
    target.save(update_fields=["attempts", *fields])
    if target.delete_after:
        # Whoever asked to be deleted asked it for all of it.
        Submission.objects.filter(Q(pk=row.pk) | Q(merged_into=target)).update(
            delete_after=target.delete_after
        )


def _check_merging(row: Submission, target: Submission) -> None:
    """Raise WorkflowError where one request can't become part of the other."""
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
    suspect = Submission.Verdict.SUSPECT
    if target.verdict == suspect and row.verdict != suspect:
        # A request that staff were told of would go where nobody calls, and be deleted with the spam.
        raise WorkflowError(
            _(
                "#%(number)s is held back as possible spam. Say first that it is not spam, or merge it into this one."
            ),
            params={"number": target.pk},
        )
    if target.status == Status.CLOSED and row.status != Status.CLOSED:
        # Both would be closed then, and nobody would call.
        raise WorkflowError(
            _(
                "#%(number)s is closed, and this would close both. Reopen it first, or merge it into the open one."
            ),
            params={"number": target.pk},
        )
