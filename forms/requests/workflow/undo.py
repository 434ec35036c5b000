"""Taking back what was pressed by mistake: for a minute, by whoever pressed it, as if it had not been.

The state before a press is noted with its event (`Event.before`): codes, numbers and dates, nothing personal.
What was mailed in the meantime can't be unsaid, and the sentence says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from forms.requests.models import Consent, Event, EventType, OutboxMessage, Submission
from forms.requests.privacy.text_plans import end_text_plans
from forms.requests.workflow.rows import WorkflowError
from forms.requests.workflow.splitting import split_request
from staff.audit import record

WITHIN: Final = timedelta(minutes=1)
# A person needs a moment to press; the button may have been shown in the last second of the minute.
GRACE: Final = timedelta(seconds=5)
# What the worker notes by itself changes nothing that a person decides on.
BY_THE_WORKER: Final = (EventType.RECEIVED, EventType.NOTICE, EventType.RECEIPT)
FIELDS: Final = (
    "verdict", "status", "closing_reason", "closed_at", "owner_id", "next_action", "next_due", "attempts",
    "first_attempt_at", "due_at", "estimate_due", "estimate_sent_at", "wants_estimate", "content_key",
)  # fmt: skip
MESSAGE_FIELDS: Final = (
    "state", "attempts", "created_at", "next_at", "sent_at", "last_error",
)  # fmt: skip


@dataclass(frozen=True)
class Undone:
    """What was taken back, and whether something had been mailed meanwhile."""

    what: str
    mailed: bool


def take_snapshot(submission: Submission) -> dict[str, Any]:
    """Return the state of a request before a press, as plain data. Call it with the row locked."""
    messages = submission.messages.values("pk", *MESSAGE_FIELDS)
    return {
        "fields": {name: _write_plain(getattr(submission, name)) for name in FIELDS},
        "messages": {
            str(row.pop("pk")): {name: _write_plain(value) for name, value in row.items()}
            for row in messages
        },
        "consents": list(_find_open_consents(submission).values_list("pk", flat=True)),
        "last": submission.events.order_by("-pk").values_list("pk", flat=True).first() or 0,
    }


def _write_plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def _find_open_consents(submission: Submission) -> models.QuerySet[Consent]:
    about = Q(submission=submission)
    if submission.phone_hash:
        about |= Q(phone_hash=submission.phone_hash)
    if submission.email_hash:
        about |= Q(email_hash=submission.email_hash)
    return Consent.objects.filter(about, given=True, withdrawn_at=None)


def remember_press(submission: Submission, before: dict[str, Any], *, by: Any) -> Event | None:
    """Note the state before a press with the last event that it caused. Returns that event, None where it caused none."""
    event = _find_last_event(submission)
    if event is None or event.pk <= before["last"] or event.who_id != by.pk:
        return None
    if event.before is None:  # merging notes by itself what it changes, on both requests
        event.before = before
        event.save(update_fields=["before"])
    return event


def _find_last_event(submission: Submission) -> Event | None:
    events = submission.events.exclude(kind__in=BY_THE_WORKER)
    last: Event | None = events.order_by("-pk").first()
    return last


def find_undoable(submission: Submission, user: Any, now: datetime | None = None) -> Event | None:
    """Return the event that `user` may still take back, or None."""
    event = _find_last_event(submission)
    if event is None or event.before is None or event.undone or event.who_id != user.pk:
        return None
    return event if (now or timezone.now()) - event.at <= WITHIN else None


@transaction.atomic
def undo_press(submission: Submission, number: int, *, by: Any) -> Undone:
    """Take the press back that ended with event `number`, and put everything back as it was.

    Raises WorkflowError where somebody else pressed it, something came after it, or the minute is over.
    """
    row = Submission.objects.without_answers().select_for_update().filter(pk=submission.pk).first()
    event = _find_last_event(row) if row is not None else None
    pressed = Event.objects.filter(pk=number, submission=submission.pk).first()
    if row is None or event is None or pressed is None or pressed.before is None:
        raise WorkflowError(_("There is nothing to undo."))
    if pressed.who_id != by.pk:
        raise WorkflowError(_("Only whoever pressed it can undo it. Correct the status instead."))
    if pressed.undone:
        raise WorkflowError(_("That has been undone already."))
    if event.pk != pressed.pk:
        raise WorkflowError(
            _("Something else happened since, so it can’t be undone. Correct the status instead.")
        )
    if timezone.now() - pressed.at > WITHIN + GRACE:
        raise WorkflowError(_("The minute is over. Correct the status under ‘Set back’ instead."))
    if pressed.kind == EventType.MERGED:
        split_request(_find_merged(row, pressed), by=by)
        return Undone(str(pressed.get_kind_display()), mailed=False)
    mailed = _put_back(row, pressed.before)
    row.events.filter(pk__gt=pressed.before["last"]).exclude(kind__in=BY_THE_WORKER).update(
        undone=True
    )
    what = str(pressed.get_outcome_display() or pressed.get_kind_display())
    Event.objects.create(
        submission=row,
        kind=EventType.UNDONE,
        who=by,
        outcome=pressed.outcome,
        detail={"to": row.status, "from": submission.status},
    )
    record("requests.undo", user=by, instance=row, data={"to": row.status})
    return Undone(what, mailed)


def _find_merged(row: Submission, merging: Event) -> Submission:
    """Return which of two requests became part of the other."""
    other = merging.detail.get("other")
    merged = Submission.objects.without_answers().filter(pk=other).first() if other else row
    if merged is None or merged.merged_into_id is None:
        raise WorkflowError(_("There is nothing to undo."))
    return merged


def _put_back(row: Submission, before: dict[str, Any]) -> bool:
    """Write the state before the press. Returns whether something was mailed meanwhile."""
    for name, value in before["fields"].items():
        field = Submission._meta.get_field(name.removesuffix("_id"))
        dated = isinstance(field, models.DateTimeField) and value is not None
        setattr(row, name, parse_datetime(value) if dated else value)
    key = row.content_key
    if key and Submission.objects.filter(content_key=key).exclude(pk=row.pk).exists():
        # The same answers came again meanwhile, and are a request of their own.
        row.content_key = None
    row.save(update_fields=[name.removesuffix("_id") for name in FIELDS])
    ended = Consent.objects.filter(pk__in=before["consents"], withdrawn_how=Consent.How.FORM)
    ended.filter(
        withdrawn_at__in=row.consents.filter(given=False).values_list("given_at", flat=True)
    ).update(withdrawn_at=None, withdrawn_how="")
    end_text_plans(row)
    return _put_messages_back(row, before["messages"])


def _put_messages_back(row: Submission, known: dict[str, dict[str, Any]]) -> bool:
    """Restore waiting and skipped messages, drop new ones; what is out stays out. Returns whether any is."""
    sent = OutboxMessage.State.SENT
    mailed = False
    for message in row.messages.select_for_update():
        earlier = known.get(str(message.pk))
        if message.state == sent or message.deliveries.filter(state=sent).exists():
            mailed |= earlier is None or earlier["state"] != sent
        elif earlier is None:
            message.delete()
        else:
            for name, value in earlier.items():
                dated = name.endswith("_at") and value is not None
                setattr(message, name, parse_datetime(value) if dated else value)
            message.lease, message.leased_until = "", None
            message.save()
    return mailed
