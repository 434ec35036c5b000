"""Paging through a view by the place of a row, not by counting rows: page 2,000 costs what page 1 costs.

The address carries the place as numbers (moments and the request's number); nothing of a visitor's.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from forms.requests.models import Submission

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True)
class Page:
    """A stretch of a view: the numbers of its requests, and the places before and after it ('' for none)."""

    numbers: list[int]
    before: str = ""
    after: str = ""


def place_of(row: dict[str, Any], order: tuple[str, ...]) -> str:
    """Return the place of a row in an order, for an address."""
    return ".".join(str(_read_number(row[name.lstrip("-")])) for name in order)


def _read_number(value: Any) -> int:
    return (value - EPOCH) // MICROSECOND if isinstance(value, datetime) else int(value)


def read_place(text: str, order: tuple[str, ...]) -> list[Any] | None:
    """Return the values of a place, or None for what is none."""
    parts = text.split(".")
    if len(text) > 80 or len(parts) != len(order) or not all(_is_number(part) for part in parts):
        return None
    values: list[Any] = []
    for name, part in zip(order, parts, strict=True):
        if name.lstrip("-") in ("due", "submit_time"):
            try:
                values.append(EPOCH + timedelta(microseconds=int(part)))
            except OverflowError:
                return None
        elif int(part) >= 2**63:
            return None
        else:
            values.append(int(part))
    return values


def _is_number(text: str) -> bool:
    return text.isascii() and text.removeprefix("-").isdigit()


def filter_beyond(order: tuple[str, ...], values: list[Any], *, back: bool = False) -> Q:
    """Return the condition 'after this place' in an order, or before it."""
    found, same = Q(), Q()
    for name, value in zip(order, values, strict=True):
        falling = name.startswith("-") != back
        field = name.lstrip("-")
        found |= same & Q(**{f"{field}__{'lt' if falling else 'gt'}": value})
        same &= Q(**{field: value})
    # The first value alone bounds the search, so that an index can be used.
    first = order[0].lstrip("-")
    falling = order[0].startswith("-") != back
    return Q(**{f"{first}__{'lte' if falling else 'gte'}": values[0]}) & found


def reverse_order(order: tuple[str, ...]) -> list[str]:
    """Return the order the other way round."""
    return [name[1:] if name.startswith("-") else f"-{name}" for name in order]


def read_page(
    found: QuerySet[Submission],
    order: tuple[str, ...],
    *,
    after: str = "",
    before: str = "",
    size: int = 25,
) -> Page:
    """Return a page of an unordered query: the numbers alone, and the places around them.

    Parameters: `order`, names that end with 'pk'; `after` or `before`, a place. What is none gives the first page.
    """
    names = [name.lstrip("-") for name in order]
    back = read_place(before, order) if before else None
    ahead = read_place(after, order) if after and back is None else None
    if back is not None:
        rows = list(
            found.filter(filter_beyond(order, back, back=True))
            .order_by(*reverse_order(order))
            .values(*names)[: size + 1]
        )
        more, rows = len(rows) > size, rows[:size][::-1]
        if rows:
            start = place_of(rows[0], order) if more else ""
            return Page([row["pk"] for row in rows], start, place_of(rows[-1], order))
    if ahead is not None:
        found = found.filter(filter_beyond(order, ahead))
    rows = list(found.order_by(*order).values(*names)[: size + 1])
    more, rows = len(rows) > size, rows[:size]
    return Page(
        [row["pk"] for row in rows],
        place_of(rows[0], order) if rows and ahead is not None else "",
        place_of(rows[-1], order) if more else "",
    )
