"""Which pages are private, read once a content version.

Wagtail asks the database for view restrictions on every page view and again in every `.public()`.
Most sites have none. They are read once here; a change of one makes a new content version.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q
from wagtail.models import Page, PageViewRestriction

from infra.memory import memoize


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
    condition = Q()
    for part in private_parts():
        condition &= ~Q(**{f"{prefix}path__startswith": part.path})
    return condition


def restrictions_of(page: Page):
    """Return the restrictions that hold for `page`, as `Page.get_view_restrictions` does."""
    if not private_parts():
        return PageViewRestriction.objects.none()
    return Page.get_view_restrictions(page)
