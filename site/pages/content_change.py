"""When what visitors read on a page last changed: a publish that changes no word is no change.

The clinical review app knows (it compares marks of content) and registers itself here; without it, the last publish counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from django.dispatch import Signal
from wagtail.models import Page

# Sent with `page` when a live page is new or says something else; not at a publish that changes no word.
content_changed = Signal()

Reader = Callable[[Page], datetime | None]
BulkReader = Callable[[Iterable[int]], dict[int, datetime]]
_readers: list[tuple[Reader, BulkReader, tuple[str, ...]]] = []


def register_change_reader(reader: Reader, bulk: BulkReader, joins: tuple[str, ...]) -> None:
    """Have `reader` answer for one page and `bulk` for many; `joins` are fetched together with a page that is served."""
    _readers[:] = [(reader, bulk, joins)]


def read_content_change(page: Page) -> datetime | None:
    """Return when the content of `page` last changed; None for one that was never published."""
    known = _readers[0][0](page) if _readers and page.pk else None
    return known or page.last_published_at or page.first_published_at


def read_content_changes(pages: Iterable[Page]) -> dict[int, datetime | None]:
    """Return the same for many pages, by their numbers, in one query."""
    pages = list(pages)
    known = _readers[0][1](page.pk for page in pages) if _readers else {}
    return {
        page.pk: known.get(page.pk) or page.last_published_at or page.first_published_at
        for page in pages
    }


def change_joins() -> tuple[str, ...]:
    """Return what is fetched together with a page for it."""
    return _readers[0][2] if _readers else ()
