"""Which pages are private, read once a content version.

Wagtail asks the database for view restrictions on every page view and again in every `.public()`.
Most sites have none. They are read once here; a change of one makes a new content version.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q
from wagtail.models import Page, PageViewRestriction

from infra.memory import memoize

# So many private parts are named in a query one by one.
MOST_CONDITIONS = 60


@dataclass(frozen=True)
class Private:
    """One private part of the page tree."""

    restriction: int
    path: str


def private_parts() -> tuple[Private, ...]:
    """Return every private part of the tree."""
    return memoize(
        "private-parts",
        lambda: tuple(
            Private(pk, path)
            for pk, path in PageViewRestriction.objects.values_list("pk", "page__path")
        ),
    )


def public_q(prefix: str = "") -> Q:
    """Return the condition that a page lies in no private part.

    Parameters: `prefix`, the way to the page from the model that is asked, such as 'page__'.
    """
    parts = private_parts()
    if len(parts) > MOST_CONDITIONS:
        # A database takes many numbers, but not many conditions: an import may close hundreds of pages.
        return ~Q(**{f"{prefix}pk__in": _private_numbers()})
    condition = Q()
    for part in parts:
        condition &= ~Q(**{f"{prefix}path__startswith": part.path})
    return condition


def _private_numbers() -> tuple[int, ...]:
    """Return the numbers of every page in a private part, read once a content version."""
    return memoize("private-numbers", _read_private_numbers)


def _read_private_numbers() -> tuple[int, ...]:
    paths = sorted({part.path for part in private_parts()})
    found: list[int] = []
    for start in range(0, len(paths), MOST_CONDITIONS):
        inside = Q()
        for path in paths[start : start + MOST_CONDITIONS]:
            inside |= Q(path__startswith=path)
        found += Page.objects.filter(inside).order_by().values_list("pk", flat=True)
    return tuple(sorted(set(found)))


def restrictions_of(page: Page):
    """Return the restrictions that hold for `page`, as `Page.get_view_restrictions` does."""
    if not private_parts():
        return PageViewRestriction.objects.none()
    return Page.get_view_restrictions(page)
