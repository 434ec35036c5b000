"""Reads what a page may say in public about its review (see `pages.review_line`)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from clinic.models import ClinicSettings
from infra.memory import memoize
from pages.review_line import ReviewLine, ReviewState
from review.models import JOINS, ReviewedText, record_of

GRACE_DAYS = 30


def read_line(page: Any, is_draft: bool) -> ReviewLine:
    """Return the line of `page`. A draft that is looked at is compared with the approved text anew."""
    record = _find_record(page)
    if record is None or not record.approval.holds:
        return ReviewLine(ReviewState.NEVER)
    approval = record.approval
    changed = record.differs_from(page) if is_draft else record.changed_at is not None
    # A day that was past when the page was approved has been looked at.
    until = page.true_until if page.true_until and page.true_until >= approval.day else None
    next_day = min(approval.next_review, until) if until else approval.next_review
    today = timezone.localdate()
    # What has stopped being true waits for no days of grace.
    ended = until is not None and until < today
    overdue = ended or today > approval.next_review + timedelta(days=grace_days())
    state = ReviewState.REVIEWED
    if changed:
        state = ReviewState.CHANGED
    elif overdue:
        state = ReviewState.OVERDUE
    return ReviewLine(state, approval.person, approval.day, next_day)


def _find_record(page: Any) -> ReviewedText | None:
    fetched = page._state.fields_cache
    if "reviewed_text" in fetched:
        return fetched["reviewed_text"]
    return record_of(page)


def attach_records(pages: Iterable[Any]) -> None:
    """Fetch in one query what the lines of these pages are read from, so that reading them costs none each."""
    listed = list(pages)
    joins = [join.removeprefix("reviewed_text__") for join in JOINS]
    rows = ReviewedText.objects.filter(page_id__in=[page.pk for page in listed])
    records = {row.page_id: row for row in rows.select_related(*joins)}
    for page in listed:
        page._state.fields_cache["reviewed_text"] = records.get(page.pk)


def grace_days() -> int:
    """Return after how many days an overdue review is said in public."""

    def read() -> int:
        found = ClinicSettings.objects.values_list("review_grace_days", flat=True).first()
        return GRACE_DAYS if found is None else found

    return memoize("review-grace-days", read)
