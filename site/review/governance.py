"""What a health page must name: author, clinical reviewer, dates, sources. Missing ones warn, none stops.

Source: NHS Standard for creating health content; PIF TICK (review at least every three years).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pages.models import BasePage
from review.models import ReviewedText
from review.texts.page_text import TextPassage, cites_anything

YEAR = 12
# The head of the part 'Before you publish', where a page's review is shown.
REVIEW_PART = "review-state"


@dataclass(frozen=True)
class Gap:
    """Something that a page should name and does not: a sentence, and the field to fill in."""

    code: str
    sentence: str
    field: str
    # The very place in the editor, where it is known.
    place: str = ""

    @property
    def anchor(self) -> str:
        """The field's place in the editor: its label, or the head of a stream, which has none."""
        if self.place:
            return self.place
        if self.field == REVIEW_PART:
            return self.field
        stream = self.field == "further_references"
        return f"{self.field}-root" if stream else f"id_{self.field}-label"


def needs_review(page: BasePage) -> bool:
    """Tell whether somebody has to read the page again from time to time: health, prices, law."""
    return bool(page.needs_review)


def gaps_of(
    page: BasePage, found: list[TextPassage], record: ReviewedText | None = None
) -> list[Gap]:
    """Return what `page` lacks, the most important first.

    Parameters: `found`, the page's passages; `record`, what its last approval recorded, if there was one.
    """
    if not needs_review(page):
        return []
    gaps: list[Gap] = []
    if page.is_health_content:
        gaps += gaps_in_people(page)
    gaps += gaps_in_dates(page)
    if record is not None and record.differs_from(page):
        gaps.append(
            Gap(
                "changed",
                _(
                    "The text has changed since its review on %(day)s. Ask the reviewer to read it again."
                )
                % {"day": _write_day(timezone.localtime(record.reviewed_at).date())},
                REVIEW_PART,
            )
        )
    # Prices and law rest on other papers than studies.
    if page.is_health_content and page.review_months >= YEAR and not cites_anything(page, found):
        gaps.append(
            Gap(
                "source",
                _(
                    "No source is named. Put a reference mark behind each claim, or add the source here."
                ),
                "further_references",
            )
        )
    return gaps


def gaps_in_people(page: BasePage) -> list[Gap]:
    """Return who is not named on a health page."""
    gaps = []
    if page.author_id is None:
        gaps.append(
            Gap("author", _("No author is named. Readers want to know who wrote it."), "author")
        )
    return gaps


def gaps_in_dates(page: BasePage) -> list[Gap]:
    """Return which day of review is missing, past or too long ago."""
    today = timezone.localdate()
    last, following = page.last_reviewed, page.next_review
    if last is None:
        sentence = _("Nobody has reviewed it yet. A clinical reviewer approves it.")
        return [Gap("never", sentence, REVIEW_PART)]
    gaps = []
    if following is not None and following < today:
        sentence = _("Its review was due on %(day)s.") % {"day": _write_day(following)}
        gaps.append(Gap("due", sentence, REVIEW_PART))
    elif (today.year - last.year) * 12 + today.month - last.month >= page.review_months + (
        today.day < last.day
    ):
        sentence = _(
            "It was last reviewed on %(day)s. A page of this kind is reviewed every %(months)s months."
        ) % {"day": _write_day(last), "months": page.review_months}
        gaps.append(Gap("old", sentence, REVIEW_PART))
    return gaps


def _write_day(day: date) -> Any:
    return date_format(day, "M j, Y")
