"""What a search can find, and a page that was cut for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .passages import Passage

# How near a kind of result is to what people ask for, before any word is compared.
WEIGHTS = {
    "page": 1.0, "faq": 1.0, "post": 0.85, "home": 0.7, "form": 0.75, "person": 0.8, "place": 0.9, "list": 0.3,
    "notice": 0.7, "source": 0.15,
}  # fmt: skip


@dataclass(frozen=True)
class SearchEntry:
    """One thing that can be found. `page` is the number of the page it stands on, 0 for none."""

    key: str
    kind: str
    title: str
    url: str
    label: str
    passages: tuple[Passage, ...] = ()
    # Words it is filed under and nobody reads in its text: tags, its category.
    extra: str = ""
    page: int = 0
    date: date | None = None


@dataclass(frozen=True)
class CutPage:
    """A page, cut: its passages and what it shows of other tables."""

    passages: tuple[Passage, ...]
    extra: str = ""
    faq: tuple[int, ...] = ()
    cited: tuple[int, ...] = ()
    shows: frozenset[str] = frozenset()
    notices: tuple[int, ...] = ()
    date: date | None = None
    is_price_page: bool = False
    is_form: bool = False


# Addresses of pages, with what they show.
Shown = list[tuple[str, CutPage]]


def find_place(shown: Shown, kind: str) -> str:
    """Return the address of the page that shows the team or the places: any other one rather than the home page."""
    return max(
        (url for url, cut in shown if kind in cut.shows), key=lambda url: url != "/", default=""
    )
