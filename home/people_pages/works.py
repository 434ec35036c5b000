"""What each person stands for: the public pages that name them as author, and those that they approved.

Read once a content version; the texts of pages are not read.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from wagtail.models import Page, get_page_models

from clinic.models import Person
from clinic.person_pages import register_person_pages
from edge.addresses.address_names import follow_address_name
from infra.memory import memoize
from infra.view_restrictions import public_q
from pages.models import BasePage
from review.models import JOINS, ReviewedText

# As many pages as one list shows; whoever wrote more has the blog's list of their posts.
MOST = 100


@dataclass(frozen=True)
class Works:
    """The public pages of one person, newest first, by their numbers."""

    written: tuple[int, ...] = ()
    reviewed: tuple[int, ...] = ()


def list_works() -> dict[str, Works]:
    """Return what each person stands for, by the person's address name. Two queries a content version."""
    return memoize("works-of-people", _read_works)


def _read_works() -> dict[str, Works]:
    public = Page.objects.live().filter(public_q())
    models = [model for model in get_page_models() if issubclass(model, BasePage)]
    parts = [
        model.objects.live()
        .filter(public_q(), author__isnull=False)
        .order_by()
        .values_list("pk", "author__slug", "first_published_at")
        for model in models
    ]
    written: dict[str, list[tuple[Any, int]]] = {}
    for pk, slug, first in parts[0].union(*parts[1:], all=True) if parts else ():
        written.setdefault(slug, []).append((first.isoformat() if first else "", pk))
    reviewed: dict[str, list[tuple[Any, int]]] = {}
    for record in _read_records(public):
        person = record.approval.person
        if person is not None and record.approval.holds:
            found = reviewed.setdefault(person.slug, [])
            found.append((record.approval.approved_at.isoformat(), record.page_id))
    return {
        slug: Works(_pick_newest(written.get(slug, ())), _pick_newest(reviewed.get(slug, ())))
        for slug in {*written, *reviewed}
    }


def _read_records(public: Any) -> Iterable[ReviewedText]:
    """Return the approvals of public pages, each with the person whose approval it is."""
    joins = [join.removeprefix("reviewed_text__") for join in JOINS]
    return ReviewedText.objects.filter(page__in=public.order_by()).select_related(*joins)


def _pick_newest(found: Iterable[tuple[str, int]]) -> tuple[int, ...]:
    return tuple(pk for _day, pk in sorted(found, reverse=True)[:MOST])


def has_page(slug: str) -> bool:
    """Whether somebody with this address name stands for a public page."""
    return slug in list_works()


def find_address(person: Person) -> str:
    """Return the path of the page of `person`; '' where no public page names them."""
    slug = getattr(person, "slug", "")  # samples of the style guide have none
    return reverse("person", args=[slug]) if slug and has_page(slug) else ""


register_person_pages(find_address)
follow_address_name(Person, "people", lambda slug: [reverse("person", args=[slug])])
