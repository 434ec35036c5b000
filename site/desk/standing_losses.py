"""What visitors lose when something goes that shows by itself: no page names it, so no list of references knows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.contrib.redirects.models import Redirect

from blog.models import BlogCategory, BlogPostPage
from clinic.models import Location, Menu, Notice, Person
from home.people_pages.works import find_address


def list_standing_losses(thing: Any) -> list[str]:
    """Return the sentences for a thing that is on the site; nothing for a draft or what shows nowhere by itself."""
    say = _SAY.get(type(thing))
    return list(say(thing)) if say and getattr(thing, "live", True) else []


def _say_of_menu(menu: Any) -> Iterator[str]:
    if len(menu.items):
        yield _("The menu ‘%(menu)s’ disappears from every page.") % {"menu": menu}


def _say_of_notice(notice: Any) -> Iterator[str]:
    today = timezone.localdate()
    if notice.shows_on(today) and notice.place != Notice.Place.CHOSEN:
        where = notice.say_where_now(today)
        yield _("It disappears from where it shows now: %(where)s.") % {"where": where}


def _say_of_place(place: Any) -> Iterator[str]:
    yield _(
        "Its address, telephone, opening hours and directions disappear wherever the clinic’s places show, and from what "
        "search engines are told."
    )
    if not Location.objects.exclude(pk=place.pk).exists():
        yield _(
            "It is the only place: ‘open now’ and the hours in which visitors are promised a call go with it."
        )


def _say_of_person(person: Any) -> Iterator[str]:
    if person.show_on_team:
        yield _("The profile disappears from the team.")
    if address := find_address(person):
        yield _("The page at %(address)s is gone.") % {"address": address}


def _say_of_category(category: Any) -> Iterator[str]:
    if BlogPostPage.objects.live().filter(category=category).exists():
        yield _("The list of its posts is gone, and the posts stand in no category.")


def _say_of_redirect(redirect: Any) -> Iterator[str]:
    yield _("Whoever comes by %(address)s, from an old link or a search, finds nothing there.") % {
        "address": redirect.old_path
    }


_SAY: dict[type, Callable[[Any], Iterator[str]]] = {
    Menu: _say_of_menu,
    Notice: _say_of_notice,
    Location: _say_of_place,
    Person: _say_of_person,
    BlogCategory: _say_of_category,
    Redirect: _say_of_redirect,
}
