"""A request that is overdue by a day: whoever is told of requests, and its owner, are told once more."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.db.models import QuerySet
from django.utils import timezone

from forms.requests import lists
from forms.requests.models import MessageType, OutboxMessage, Submission

# By so much a request is overdue when the mail goes out.
AFTER: Final = timedelta(days=1)
# More than this in one run would only be one long mail run; the rest follows in the next.
AT_ONCE: Final = 50


def overdue_requests(now: datetime | None = None) -> QuerySet[Submission]:
    """Return the open requests whose first attempt, next action or estimate is late by a day."""
    now = now or timezone.now()
    rows = lists.add_due(Submission.objects.without_answers())
    return rows.filter(lists.view_condition("overdue", None, now), due__lte=now - AFTER)


def is_overdue(submission: Submission) -> bool:
    """Tell whether a request is still overdue by a day."""
    return overdue_requests().filter(pk=submission.pk).exists()


def queue_overdue(now: datetime | None = None) -> int:
    """Put one message for each overdue request and due time into the outbox. Returns how many are new."""
    found = list(overdue_requests(now).order_by("due", "pk").values_list("pk", "due"))
    keys = {f"overdue:{pk}:{due:%Y%m%d%H%M%S}": pk for pk, due in found}
    known = OutboxMessage.objects.filter(
        kind=MessageType.OVERDUE, submission__in=[pk for pk, _due in found]
    )
    for key in set(known.values_list("dedup_key", flat=True)):
        keys.pop(key, None)
    new = [
        OutboxMessage(kind=MessageType.OVERDUE, dedup_key=key, submission_id=pk)
        for key, pk in list(keys.items())[:AT_ONCE]
    ]
    OutboxMessage.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)
