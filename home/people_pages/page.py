"""A page for each person who stands for content: who they are, their licence, what they wrote and reviewed.

Somebody has one as soon as a public page names them as its author, or holds their approval. What is told of
them is what their profile says; nothing is typed here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Page
from wagtail.views import serve as serve_page

from clinic.models import Person
from home.models import AboutPage
from infra.view_restrictions import public_q
from pages.further_pages import FurtherPage, register_further_pages
from review.approval.review_line import attach_records

from .works import has_page, list_works


@dataclass(frozen=True)
class Work:
    """One page in the list of a person: how it is called, where it is, and the day that counts."""

    title: str
    url: str
    day: date | None = None


@require_safe
def show_person(request: HttpRequest, slug: str) -> HttpResponse:
    """Show somebody who stands for content; what else lies at such an address is a page of the CMS or nothing."""
    works = list_works().get(slug)
    person = Person.objects.select_related("photo").filter(slug=slug).first() if works else None
    if works is None or person is None:
        return serve_page(request, request.path.lstrip("/"))
    context = {
        "title": person.display_name,
        "description": person.summary or f"{person.display_name}, {person.role}",
        # Search engines are told nothing of sample people, here as in the graph.
        "robots": "noindex, follow" if person.is_sample else "",
        "person": person,
        "twin": "" if person.is_sample else f"{request.path}index.md",
        "profile": None if person.is_sample else person,
        "breadcrumbs": _build_trail(request, person),
        "written": _list_written(works.written, request),
        "reviewed": _list_reviewed(works.reviewed, request),
    }
    return render(request, "pages/person.html", context)


# Asked for an address with a slip in it, and where a redirect leads (`edge.addresses.whereabouts`).
show_person.is_there = lambda request, slug: has_page(slug)


def _build_trail(request: HttpRequest, person: Person) -> list[dict[str, str]]:
    about = AboutPage.objects.live().filter(public_q()).order_by("path").first()
    between = [{"title": about.title, "url": about.get_url(request) or ""}] if about else []
    here = {"title": person.display_name, "url": request.path}
    return [{"title": _("Home"), "url": "/"}, *between, here]


def _list_written(numbers: tuple[int, ...], request: HttpRequest) -> list[Work]:
    return [
        Work(page.title, page.get_url(request) or "", getattr(page, "date", None))
        for page in _read_pages(numbers)
    ]


def _list_reviewed(numbers: tuple[int, ...], request: HttpRequest) -> list[Work]:
    """Return the pages whose words are still those that were approved, each with the day of the approval."""
    pages = _read_pages(numbers)
    attach_records(pages)
    current = [page for page in pages if page.review_line.is_current]
    return [Work(page.title, page.get_url(request) or "", page.review_line.day) for page in current]


def _read_pages(numbers: tuple[int, ...]) -> list[Any]:
    """Return the pages of these numbers in their order: a query for each type of page."""
    pages = {page.pk: page for page in Page.objects.filter(pk__in=numbers).specific()}
    return [pages[pk] for pk in numbers if pk in pages]


def list_person_pages(request: HttpRequest) -> list[FurtherPage]:
    """Return the pages of real people, for the sitemap, llms.txt and the Markdown twins."""
    people = Person.objects.filter(slug__in=list_works()).order_by("order", "name")
    return [
        FurtherPage(reverse("person", args=[person.slug]), person.display_name, person.summary)
        for person in people
        if not person.is_sample
    ]


register_further_pages(list_person_pages)
