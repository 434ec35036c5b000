"""Where a request comes from: the little that this package knows of the page with the form.

At intake the page hands over a `Source`. Whoever needs to know later whom to notify, as staff have it set by
then, asks `read_source`; the pages register a reader when the app starts, so nothing here imports a page.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol


@dataclass(frozen=True)
class Source:
    """A form as far as its requests need it: the page's number, its title, whom to notify, receipt or not."""

    page_id: int | None
    title: str = ""
    notify: tuple[str, ...] = ()
    send_receipt: bool = True


class SourceReader(Protocol):
    """What the pages must be able to answer."""

    def read_sources(self, page_ids: Iterable[int | None]) -> list[Source]:
        """Return the sources of pages that still exist, in the order of their numbers."""

    def list_forms(self) -> Any:
        """Return the form pages by title, as a query set of pages."""


_readers: list[SourceReader] = []


def register_reader(reader: SourceReader) -> None:
    """Let `reader` answer from now on; a later one replaces it."""
    _readers[:] = [reader]


def read_sources(page_ids: Iterable[int | None]) -> list[Source]:
    """Return the sources of those pages that still exist, as they are set now."""
    return _readers[0].read_sources(page_ids) if _readers else []


def read_source(page_id: int | None) -> Source | None:
    """Return the source of one page as it is set now; None where the page is gone."""
    if page_id is None:
        return None
    return next(iter(read_sources([page_id])), None)


def list_forms() -> Any:
    """Return the form pages by title, as a query set, for a list to choose from."""
    return _readers[0].list_forms()
