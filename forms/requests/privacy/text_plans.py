"""A text message that was planned becomes a call where the consent to text messages ended."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q

from forms.requests.models import Event, EventType, Submission
from forms.requests.privacy.consents import read_standings


def end_text_plans(submission: Submission) -> None:
    """Turn planned texts into calls, on this request and on those of its number or address, where none may be sent.

    The time stays. Call it where a consent, a number or a plan may have changed, inside the same transaction.
    """
    Action = Submission.NextAction
    people = Q(pk__in=[submission.pk, submission.merged_into_id])
    if submission.phone_hash:
        people |= Q(phone_hash=submission.phone_hash)
    if submission.email_hash:
        people |= Q(email_hash=submission.email_hash)
    planned = Submission.objects.without_answers().filter(people, next_action=Action.TEXT)
    rows = list(planned.order_by("pk"))
    stands = read_standings(rows)
    for row in rows:
        if stands[row.pk].may_text:
            continue
        still = Submission.objects.filter(pk=row.pk, next_action=Action.TEXT)
        if not still.update(next_action=Action.CALL):
            continue
        due = row.next_due.isoformat() if row.next_due else ""
        detail = {"action": str(Action.CALL), "due": due}
        Event.objects.create(submission=row, kind=EventType.NEXT, detail=detail)


def end_stale_text_plans() -> int:
    """Do the same for every planned text that may not be sent, and return how many there were.

    What is stored need not have come by a press of ours: it may be older than this rule, or a restored backup.
    """
    planned = Submission.objects.without_answers().filter(next_action=Submission.NextAction.TEXT)
    rows = list(planned.order_by("pk"))
    stands = read_standings(rows)
    stale = [row for row in rows if not stands[row.pk].may_text]
    for row in stale:
        with transaction.atomic():
            end_text_plans(row)
    return len(stale)
