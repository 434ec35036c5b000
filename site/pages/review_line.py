"""The line 'Reviewed by … · Last reviewed …' of a page: read here, written by nobody but the clinical review app.

A page holds no field for it, so no form, copy, import, revision or API can carry one. The app above
registers where approvals are read from, and what has to be fetched with a page so that it costs no query.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from clinic.models import Person


class ReviewState(StrEnum):
    """The state of a page's clinical review."""

    NOT_NEEDED = "not-needed"
    NEVER = "never"
    REVIEWED = "reviewed"
    CHANGED = "changed"
    OVERDUE = "overdue"


@dataclass(frozen=True)
class ReviewLine:
    """What a page may say about its review. `person`, `day` and `next_day` are those of the approval that holds."""

    state: ReviewState = ReviewState.NOT_NEEDED
    person: Person | None = None
    day: date | None = None
    next_day: date | None = None

    @property
    def is_shown(self) -> bool:
        """Whether the page says anything about its review."""
        return self.state is not ReviewState.NOT_NEEDED

    @property
    def is_current(self) -> bool:
        """Whether the words on the page are those that were approved, and not too long ago."""
        return self.state is ReviewState.REVIEWED


NOTHING = ReviewLine()
# Parameters of a reader: the page; whether it is a draft that is looked at, and so has to be compared anew.
Reader = Callable[[Any, bool], ReviewLine]
_readers: list[tuple[Reader, tuple[str, ...]]] = []


def register_review_reader(reader: Reader, joins: tuple[str, ...]) -> None:
    """Have `reader` answer for every page; `joins` are fetched together with a page that is served."""
    _readers[:] = [(reader, joins)]


def read_review_line(page: Any, *, is_draft: bool = False) -> ReviewLine:
    """Return the line of `page`; an empty one for a page that needs no review."""
    if not page.needs_review:
        return NOTHING
    if not _readers or page.pk is None:
        return ReviewLine(ReviewState.NEVER)
    return _readers[0][0](page, is_draft)


def review_joins() -> tuple[str, ...]:
    """Return what is fetched together with a page for its line."""
    return _readers[0][1] if _readers else ()
