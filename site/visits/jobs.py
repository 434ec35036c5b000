"""The worker's job: requests counted from what is stored, and old sums deleted."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from forms.requests.models import Submission
from infra import jobs

from .models import DayCount, VisitEvent

# A request can turn out to be spam, or one of two, for two weeks; then its day's sum stays as it is.
COUNTED_AGAIN = 14
RETENTION = timedelta(days=760)


@jobs.register_job("visits", every=3600, label="Requests counted by page, old counts deleted")
def count_requests() -> str:
    """Count the requests of the last two weeks by day and form; delete sums that are older than 25 months."""
    today = timezone.localdate()
    since = today - timedelta(days=COUNTED_AGAIN - 1)
    found = count_stored_requests(since)
    with transaction.atomic():
        DayCount.objects.filter(kind=VisitEvent.REQUEST, day__gte=since).delete()
        DayCount.objects.bulk_create(
            DayCount(day=day, kind=VisitEvent.REQUEST, page=page, count=count)
            for (day, page), count in found.items()
        )
    deleted, _kinds = DayCount.objects.filter(day__lt=today - RETENTION).delete()
    return f"{deleted} old counts deleted" if deleted else ""


def count_stored_requests(since: date) -> Counter[tuple[date, int]]:
    """Return how many genuine requests came by day and form from `since` on. No answers are opened."""
    begin = timezone.make_aware(timezone.datetime.combine(since, timezone.datetime.min.time()))
    rows = Submission.objects.only_genuine().filter(submit_time__gte=begin)
    return Counter(
        (timezone.localtime(sent).date(), page)
        for sent, page in rows.values_list("submit_time", "page_id")
    )
