"""The people that can be found: the team where a page shows it, whoever else stands for a page on their own page."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from clinic.layout import Layout
from clinic.models import Person
from clinic.person_pages import person_url
from home.people_pages.works import list_works
from seo.plain_html import make_plain

from .entry import SearchEntry, Shown, find_place
from .passages import Passage


def list_people(shown: Shown, layout: Layout) -> Iterator[SearchEntry]:
    """Yield each person at the address where they are shown; nobody who is shown nowhere."""
    where = find_place(shown, "people")
    team = {person.pk: person for person in layout.team} if where else {}
    for person in team.values():
        yield _make_entry(person, f"{where}#person-{person.slug}", _("Team"))
    others = Person.objects.filter(slug__in=list_works()).exclude(pk__in=team)
    for person in others.order_by("order", "name", "pk"):
        yield _make_entry(person, person_url(person), _("Author or reviewer"))


def _make_entry(person: Person, url: str, label: str) -> SearchEntry:
    words = " ".join([person.role, person.licence, person.summary, person.bio, person.disclosures])
    passage = Passage(f"person-{person.slug}", "", make_plain(words))
    return SearchEntry(f"person:{person.pk}", "person", person.display_name, url, label, (passage,))
