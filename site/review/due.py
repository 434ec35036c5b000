"""Which pages somebody has to read again, and why. One query a page type, whatever the number of pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.models import Page, get_page_models
from wagtail.permissions import page_permission_policy

from clinic.models import Reference
from pages.models import BasePage
from review.governance import gaps_in_dates, needs_review
from review.models import JOINS, ReviewedText
from review.texts.shown_on import pages_showing

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
    changed, doubtful = changed_since_review(), find_doubtful_sources()
    found: list[Due] = []
    for model in reviewed_models():
        pages = with_approvals(model.objects.live().filter(pk__in=keys)).defer_streamfields()
        found += look_at(pages, changed, doubtful)
    return sort_by_urgency(found)


def changed_since_review() -> dict[int, Any]:
    """Return since when the text of a page differs from the approved one, by the page's number."""
    rows = ReviewedText.objects.filter(changed_at__isnull=False)
    return dict(rows.values_list("page_id", "changed_at"))


def look_at(
    pages: Iterable[BasePage], changed: dict[int, Any], doubtful: dict[int, list[str]]
) -> list[Due]:
    """Return those of `pages` that are due, with the reasons. The two tables are by a page's number."""
    found = []
    for page in pages:
        reasons = reasons_for(page, changed.get(page.pk))
        if needs_review(page):
            reasons += doubtful.get(page.pk, [])
        if reasons:
            found.append(Due(page, tuple(reasons)))
    return found


def sort_by_urgency(found: Iterable[Due]) -> list[Due]:
    """Return what is due, the most urgent first: never reviewed, then by day."""
    return sorted(found, key=lambda due: (due.day or date.min, due.page.title))


def find_doubtful_sources() -> dict[int, list[str]]:
    """Return the pages that cite a source which was taken back, replaced or does not open, each with the sentences."""
    doubtful = Reference.objects.filter(
        Q(retracted=True) | Q(superseded_by__isnull=False) | Q(link_state=Reference.LinkState.GONE)
    )
    found: dict[int, list[str]] = {}
    for source in doubtful:
        if source.retracted:
            sentence = _("A source was retracted: %(source)s.")
        elif source.superseded_by_id:
            sentence = _("A source was replaced by a newer one: %(source)s.")
        else:
            sentence = _("The address of a source does not open: %(source)s.")
        for key in pages_showing(source):
            found.setdefault(key, []).append(sentence % {"source": source})
    return found


def reasons_for(page: BasePage, changed_at: Any) -> list[str]:
    """Return why `page` has to be read again; nothing where it has not."""
    if not needs_review(page):
        return []
    reasons = [gap.sentence for gap in gaps_in_dates(page) if gap.code in ASKS_FOR_REVIEW]
    if changed_at is not None and page.last_reviewed is not None:
        day = date_format(timezone.localtime(changed_at).date(), "M j, Y")
        reasons.append(_("Changed since its review, on %(day)s.") % {"day": day})
    today = timezone.localdate()
    if page.true_until is not None and page.true_until <= today + AHEAD:
        last = page.last_reviewed
        if last is None or last <= page.true_until:
            day = date_format(page.true_until, "M j, Y")
            what = page.true_until_what or _("something on it")
            reasons.append(_("True until %(day)s only: %(what)s.") % {"day": day, "what": what})
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
