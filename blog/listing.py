"""The logic of lists: what may be listed, what a list is called, and how its pages are counted.

Nothing here asks the database or knows a request, so each rule can be read and tested alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.core.paginator import Page as PageOfResults
from django.core.paginator import Paginator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

POPULAR_TAGS = 12
# A tag, a year or an author with a single post says nothing that the post doesn't: see `robots`.
FEWEST_WORTH_INDEXING = 2
NOT_INDEXED = "noindex, follow"
_PAGE = re.compile(r"[1-9][0-9]{0,5}")
_YEAR = re.compile(r"[1-9][0-9]{3}")


class ListKind(StrEnum):
    """What a list of posts is narrowed to. The values are the names of the routes."""

    ALL = "all"
    CATEGORY = "category"
    TAG = "tag"
    YEAR = "year"
    AUTHOR = "author"


@dataclass(frozen=True)
class Facet:
    """Something that posts can be narrowed to, and how many it leaves. Exists only with posts."""

    kind: ListKind
    value: str
    label: str
    count: int
    description: str = ""


@dataclass(frozen=True)
class Facets:
    """Everything that the posts of a blog can be narrowed to, by kind and address name."""

    total: int = 0
    by_kind: Mapping[ListKind, Mapping[str, Facet]] = field(default_factory=dict)

    def of(self, kind: ListKind) -> tuple[Facet, ...]:
        """Return the facets of a kind in their order."""
        return tuple(self.by_kind.get(kind, {}).values())

    def find(self, kind: ListKind, value: str) -> Facet | None:
        """Return what exists under this name, or None. Nothing else may narrow a list."""
        if kind is ListKind.YEAR and not _YEAR.fullmatch(value):
            return None
        return self.by_kind.get(kind, {}).get(value)


@dataclass(frozen=True)
class FilterLink:
    """One link of the filters."""

    value: str
    label: str
    count: int
    url: str
    current: bool = False


@dataclass(frozen=True)
class Filters:
    """What templates know as `filters`."""

    all: FilterLink
    categories: tuple[FilterLink, ...] = ()
    years: tuple[FilterLink, ...] = ()
    tags: tuple[FilterLink, ...] = ()
    authors: tuple[FilterLink, ...] = ()


@dataclass(frozen=True)
class Listing:
    """What templates know as `listing`: which list this is."""

    kind: ListKind
    value: str
    heading: str
    sentence: str
    count: int
    url: str
    description: str = ""

    @property
    def is_filtered(self) -> bool:
        """Whether the list is narrowed at all."""
        return self.kind is not ListKind.ALL

    @property
    def robots(self) -> str:
        """What search engines are told; '' for nothing special.

        A category is a choice of the editors and has a description, so it is always indexed. A
        tag, year or author page with one post repeats that post and would compete with it: it
        stays out of search engines until there is a second one. Its links are still followed.
        """
        thin = self.count < FEWEST_WORTH_INDEXING
        if thin and self.kind in (ListKind.TAG, ListKind.YEAR, ListKind.AUTHOR):
            return NOT_INDEXED
        return ""


@dataclass(frozen=True)
class PageLink:
    """A page of the list; `number` 0 marks pages that are left out."""

    number: int
    url: str = ""
    current: bool = False


@dataclass(frozen=True)
class Pagination:
    """What templates know as `pagination`."""

    number: int
    total: int
    previous_url: str = ""
    next_url: str = ""
    links: tuple[PageLink, ...] = ()


class CountedPaginator(Paginator):
    """Pages of a list whose length is known, and whose last page costs what its first does.

    A database walks over all rows before a page. Beyond the middle the list is read from its end.
    """

    def __init__(self, found: Any, per_page: int, count: int) -> None:
        super().__init__(found, per_page)
        self.count = count  # type: ignore[misc]

    def page(self, number: Any) -> PageOfResults:
        """Return a page of the list. Raises EmptyPage for one that is not there."""
        number = self.validate_number(number)
        start = (number - 1) * self.per_page
        end = min(start + self.per_page, self.count)
        if start < self.count // 2 or not hasattr(self.object_list, "reverse"):
            return PageOfResults(self.object_list[start:end], number, self)
        backwards = self.object_list.reverse()[self.count - end : self.count - start]
        return PageOfResults(Backwards(backwards), number, self)


class Backwards:
    """Rows that were read from the end, in the order of the list."""

    def __init__(self, rows: Iterable[Any]) -> None:
        self._rows = rows

    @cached_property
    def _in_order(self) -> list[Any]:
        return list(self._rows)[::-1]

    def __iter__(self) -> Iterator[Any]:
        return iter(self._in_order)

    def __len__(self) -> int:
        return len(self._in_order)

    def __getitem__(self, place: Any) -> Any:
        return self._in_order[place]


def page_number(text: str | None) -> int | None:
    """Return the page that `text` asks for: 1 where nothing asks, None where it is no page number.

    Strict, so that each page has one address: no sign, no leading zero, no other digits than 0-9.
    """
    if text is None:
        return 1
    return int(text) if _PAGE.fullmatch(text) else None


def page_url(url: str, number: int) -> str:
    """Return the address of a page of the list at `url`; the first page is the list itself."""
    return url if number <= 1 else f"{url}?page={number}"


def paginate_results(page: PageOfResults, address: Callable[[int], str]) -> Pagination:
    """Return the links between the pages of a list, of which `page` is one.

    Parameters: `address`, what returns the address of the page with a number.
    """
    number, paginator = page.number, page.paginator
    shown = paginator.get_elided_page_range(number, on_each_side=1, on_ends=1)
    return Pagination(
        number=number,
        total=paginator.num_pages,
        previous_url=address(number - 1) if page.has_previous() else "",
        next_url=address(number + 1) if page.has_next() else "",
        links=tuple(
            PageLink(n, address(n), current=n == number) if isinstance(n, int) else PageLink(0)
            for n in shown
        ),
    )


def describe_list(facet: Facet, url: str) -> Listing:
    """Return the list that `facet` leaves, with its heading and the sentence under it."""
    names = {"label": facet.label, "count": facet.count}
    headings = {
        ListKind.ALL: _("%(label)s"),
        ListKind.CATEGORY: _("Posts about %(label)s"),
        ListKind.TAG: _("Posts tagged ‘%(label)s’"),
        ListKind.YEAR: _("Posts from %(label)s"),
        ListKind.AUTHOR: _("Posts by %(label)s"),
    }
    return Listing(
        kind=facet.kind,
        value=facet.value,
        heading=headings[facet.kind] % names,
        sentence=_write_sentence(facet),
        count=facet.count,
        url=url,
        description=facet.description,
    )


def _write_sentence(facet: Facet) -> str:
    if not facet.count:
        return _("Nothing has been published yet.")
    return (
        ngettext("%(count)d post.", "%(count)d posts, newest first.", facet.count)
        % {"count": facet.count}
    )  # fmt: skip


def build_filters(
    facets: Facets, current: Listing, urls: Mapping[tuple[ListKind, str], str]
) -> Filters:
    """Return the filter links, the current one marked.

    Parameters: `urls`, the address of each facet; what has none (a tag of emoji only) is left out.
    The current tag is shown even when it is not one of the popular ones.
    """

    def links(found: Iterable[Facet]) -> tuple[FilterLink, ...]:
        return tuple(
            FilterLink(
                f.value, f.label, f.count, urls[f.kind, f.value], _is_current(f, current)
            )
            for f in found
            if urls.get((f.kind, f.value))
        )  # fmt: skip

    tags = facets.of(ListKind.TAG)
    shown = [*tags[:POPULAR_TAGS], *(t for t in tags[POPULAR_TAGS:] if _is_current(t, current))]
    return Filters(
        all=FilterLink(
            "", _("All posts"), facets.total, urls[ListKind.ALL, ""], not current.is_filtered
        ),
        categories=links(facets.of(ListKind.CATEGORY)),
        years=links(facets.of(ListKind.YEAR)),
        tags=links(shown),
        authors=links(facets.of(ListKind.AUTHOR)),
    )


def _is_current(facet: Facet, current: Listing) -> bool:
    return (facet.kind, facet.value) == (current.kind, current.value)
