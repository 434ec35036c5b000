"""What the defences hold back: how much it is, who is told of it, and who has seen it.

Suspect requests tell nobody one by one, because the mail would be the spammer's to send. Instead one line a
day says how many there are, and nothing of it is deleted before somebody has looked.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import QuerySet, Sum
from django.utils import timezone

from clinic.layout import current_hours
from forms.requests.models import (
    DefenceCount,
    DefenceType,
    MessageType,
    OutboxMessage,
    RequestSettings,
    Submission,
)
from forms.requests.sources import read_sources

# The hour of the clinic's morning from which the day's line goes out.
FROM_HOUR: Final = 7
LIMIT_DAYS: Final = 7


def held_back() -> QuerySet[Submission]:
    """Return what the defences hold back and nobody has judged."""
    return Submission.objects.only_suspect().exclude(status=Submission.Status.CLOSED)


def list_unseen() -> QuerySet[Submission]:
    """Return what is held back and was never on anybody's screen."""
    return held_back().filter(held_seen_at=None)


def mark_seen(requests: Iterable[Submission], *, by: Any) -> int:
    """Write down who saw what is held back, and when; the first time counts. Returns how many were new."""
    numbers = [
        request.pk
        for request in requests
        if request.verdict == Submission.Verdict.SUSPECT and request.held_seen_at is None
    ]
    if not numbers:
        return 0
    rows = Submission.objects.filter(pk__in=numbers, held_seen_at=None)
    return rows.update(held_seen_at=timezone.now(), held_seen_by=by)


def held_addresses() -> list[str]:
    """Return who is told: the addresses of the settings, and of each form with something held back."""
    found = list(RequestSettings.current().notify_addresses)
    pages = held_back().order_by().values_list("page_id", flat=True).distinct()
    for source in read_sources(pages):
        found += source.notify
    return list(dict.fromkeys(found))


def queue_daily_line(now: datetime | None = None) -> str:
    """Put the day's line into the outbox if something is held back that nobody has seen.

    Once a day, from the clinic's morning on. Returns a line of what was done, or ''.
    """
    local = timezone.localtime(now or timezone.now(), current_hours().zone)
    if local.hour < FROM_HOUR or not list_unseen().exists():
        return ""
    _message, made = OutboxMessage.objects.get_or_create(
        dedup_key=f"held:{local.date().isoformat()}", defaults={"kind": MessageType.HELD}
    )
    return "the day's line about what is held back was queued" if made else ""


def limits_reached(now: datetime | None = None) -> list[tuple[Any, int]]:
    """Return each limit that was reached within a week, in words, and how often."""
    day = timezone.localdate(now or timezone.now()) - timedelta(days=LIMIT_DAYS - 1)
    rows = (
        DefenceCount.objects.filter(day__gte=day)
        .values("kind")
        .order_by("kind")
        .annotate(total=Sum("count"))
    )
    return [(DefenceType(row["kind"]).label, row["total"]) for row in rows]
