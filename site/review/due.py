"""Which pages somebody has to read again, and why. One query a page type, whatever the number of pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.models import Page, get_page_models
from wagtail.permissions import page_permission_policy

from pages.models import BasePage
from review.governance import gaps_in_dates, needs_review
from review.models import JOINS, ReviewedText

AHEAD = timedelta(days=30)
# Of a page's gaps, those that a clinician has to close. The author is the editor's own affair.
ASKS_FOR_REVIEW = frozenset({"never", "due", "old"})


@dataclass(frozen=True)
class Due:
    """One page that is due: why, and by when where a day is set."""

    page: BasePage
    reasons: tuple[str, ...]

    @property
    def day(self) -> date | None:
        """The day of the next review."""
        return self.page.next_review


@cache
def reviewed_models() -> tuple[type[BasePage], ...]:
    """Return the page types that carry dates of review."""
    return tuple(
        model
        for model in get_page_models()
        if issubclass(model, BasePage) and not model._meta.abstract
    )


def editable_by(user: Any) -> QuerySet[Page]:
    """Return the pages that `user` may change."""
    return page_permission_policy.instances_user_has_permission_for(user, "change")


def with_approvals(pages: QuerySet) -> QuerySet:
    """Fetch each page together with its approval."""
    return pages.select_related(*JOINS)


def due_pages(user: Any) -> list[Due]:
    """Return the live pages that are due and that `user` may change, the most urgent first."""
    keys = editable_by(user).values("pk")
    changed = dict(
        ReviewedText.objects.filter(changed_at__isnull=False).values_list("page_id", "changed_at")
    )
    found = []
    for model in reviewed_models():
        for page in with_approvals(model.objects.live().filter(pk__in=keys)).defer_streamfields():
            reasons = reasons_for(page, changed.get(page.pk))
            if reasons:
                found.append(Due(page, tuple(reasons)))
    return sorted(found, key=lambda due: (due.day or date.min, due.page.title))


def reasons_for(page: BasePage, changed_at: Any) -> list[str]:
    """Return why `page` has to be read again; nothing where it has not."""
    if not needs_review(page):
        return []
    reasons = [gap.sentence for gap in gaps_in_dates(page) if gap.code in ASKS_FOR_REVIEW]
    if changed_at is not None and page.last_reviewed is not None:
        day = date_format(timezone.localtime(changed_at).date(), "M j, Y")
        reasons.append(_("Changed since its review, on %(day)s.") % {"day": day})
    today = timezone.localdate()
    if page.next_review is not None and today <= page.next_review <= today + AHEAD:
        day = date_format(page.next_review, "M j, Y")
        reasons.append(_("Its next review is due on %(day)s.") % {"day": day})
    return reasons


def with_next_review(keys: Iterable[int]) -> QuerySet[Page]:
    """Return the pages of these keys, of whatever type they are, those without a next review first, then the oldest."""
    return (
        Page.objects.filter(pk__in=list(keys))
        .select_related("content_type")
        .annotate(planned=F("reviewed_text__approval__next_review"))
        .order_by(F("planned").asc(nulls_first=True), "title")
    )
