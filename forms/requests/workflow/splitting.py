"""Taking a request out of the one that it was merged into: a household shares a telephone, and staff merge in error.

What merging passed on is taken back where nobody changed it since, so that each of the two people is called, gets
their own estimate and is deleted on their own day. The state before is noted with the events of the merging.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from clinic.layout import current_hours
from forms.requests.models import Event, EventType, Submission
from forms.requests.privacy.text_plans import end_text_plans
from forms.requests.workflow.rows import WorkflowError, lock_row
from staff.audit import record

Status = Submission.Status
# What merging passes on; attempts are added up, and subtracted again.
PASSED_ON: Final = (
    "due_at", "first_attempt_at", "wants_estimate", "estimate_due", "estimate_sent_at", "owner_id",
    "next_action", "next_due", "delete_after",
)  # fmt: skip
_OWN: Final = ("status", "closing_reason", "closed_at", "content_key")


def note_state(submission: Submission) -> dict[str, Any]:
    """Return what merging changes of a request, as plain data: codes, numbers and dates."""
    return {name: _write_plain(getattr(submission, name)) for name in (*_OWN, *PASSED_ON)}


def _write_plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _read_plain(name: str, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if name == "delete_after":
        return parse_date(value)
    return parse_datetime(value) if name.endswith(("_at", "_due")) else value


def pass_on_work(row: Submission, target: Submission) -> None:
    """Give `target` the earliest due times, the wish for an estimate, its date and whether it was sent. Saves nothing.

    Call it while `row` still has its next step: closing takes that away.
    """
    target.owner = target.owner or row.owner
    if target.status not in (Status.BOOKED, Status.CLOSED):
        steps = [(one.next_due, one.next_action) for one in (row, target) if one.next_due]
        target.next_due, target.next_action = min(steps, default=(None, target.next_action))
    for name in ("due_at", "first_attempt_at", "estimate_due", "estimate_sent_at", "delete_after"):
        moments = [getattr(one, name) for one in (row, target) if getattr(one, name)]
        setattr(target, name, min(moments, default=None))
    target.wants_estimate = row.wants_estimate or target.wants_estimate


@transaction.atomic
def split_request(submission: Submission, *, by: Any) -> Submission:
    """Make a merged request one of its own again, as it was. Returns it.

    Raises WorkflowError for a request that is part of no other.
    """
    row = lock_row(submission)
    if row.merged_into_id is None:
        raise WorkflowError(_("This request is part of no other."))
    # By its number: answers whose key is gone must not stop this.
    target = lock_row(Submission(pk=row.merged_into_id))
    gone = _find_merging(row, other=None)
    came = _find_merging(target, other=row.pk)
    _give_back(row, gone)
    _take_back(row, target, came)
    for one in (row, target):
        end_text_plans(one)
    for event in (gone, came):
        if event is not None:
            event.undone = True
            event.save(update_fields=["undone"])
    Event.objects.create(
        submission=row, kind=EventType.UNDONE, who=by, detail={"other": target.pk, "to": row.status, "from": Status.CLOSED},
    )  # fmt: skip
    Event.objects.create(submission=target, kind=EventType.UNDONE, who=by, detail={"other": row.pk})
    record("requests.split", user=by, instance=row, data={"other": target.pk})
    return row


def _find_merging(submission: Submission, *, other: int | None) -> Event | None:
    """Return the last event by which a request was merged (`other` None), or took `other` in."""
    events = submission.events.filter(kind=EventType.MERGED, undone=False)
    of = events.filter(detail__into__isnull=False) if other is None else events.filter(detail__other=other)  # fmt: skip
    found: Event | None = of.order_by("-pk").first()
    return found


def _give_back(row: Submission, event: Event | None) -> None:
    """Make the merged request what it was, with what had been merged into it before."""
    noted = (event.before or {}) if event is not None else {}
    own = noted.get("own")
    row.merged_into, row.closing_reason, row.closed_at = None, "", None
    row.status = (event.detail if event is not None else {}).get("from") or Status.NEW
    if own is None and row.status == Status.CLOSED:
        row.closing_reason, row.closed_at = Submission.Closing.DUPLICATE, timezone.now()
    if own is not None:
        for name in (*_OWN, "next_action", "next_due"):
            setattr(row, name, _read_plain(name, own[name]))
        if _write_plain(row.delete_after) == noted.get("deletion"):
            row.delete_after = _read_plain("delete_after", own["delete_after"])
    key = row.content_key
    if key and Submission.objects.filter(content_key=key).exclude(pk=row.pk).exists():
        # The same answers came again meanwhile, and are a request of their own.
        row.content_key = None
    if row.status in (Status.ATTEMPTING, Status.CONTACTED) and row.next_due is None:
        row.next_action = Submission.NextAction.CALL
        row.next_due = current_hours().next_opening(timezone.now())
    row.save(update_fields=[*_OWN, "merged_into", "next_action", "next_due", "delete_after"])
    Submission.objects.filter(pk__in=noted.get("along", ()), merged_into__isnull=False).update(
        merged_into=row
    )


def _take_back(row: Submission, target: Submission, event: Event | None) -> None:
    """Take from the other request what this one had passed on, as far as nobody changed it since."""
    target.attempts = max(target.attempts - row.attempts, 0)
    noted = (event.before or {}) if event is not None else {}
    before, after = noted.get("own", {}), noted.get("after", {})
    for name in PASSED_ON:
        if name in before and _write_plain(getattr(target, name)) == after[name]:
            setattr(target, name, _read_plain(name, before[name]))
    # What is still part of it counts as before.
    for other in Submission.objects.without_answers().filter(merged_into=target):
        merging = _find_merging(other, other=None)
        own = ((merging.before or {}) if merging is not None else {}).get("own", {})
        for name in ("next_action", "next_due"):
            setattr(other, name, _read_plain(name, own.get(name, getattr(other, name))))
        pass_on_work(other, target)
    target.save(update_fields=["attempts", *(name.removesuffix("_id") for name in PASSED_ON)])
