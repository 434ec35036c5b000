"""What shows by itself is missed by visitors too: said before it goes, one by one, several at once, and when it is taken down."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from clinic.models import Menu
from tests import factories
from tests.every_page import soup_of
from tests.factories.blog import BlogCategoryFactory, BlogPostPageFactory

pytestmark = pytest.mark.django_db


def read(client, address: str) -> str:
    """Return the words of a screen that asks 'are you sure?'."""
    shown = client.get(address)
    assert shown.status_code == 200
    return " ".join(soup_of(shown).select_one("main").get_text(" ").split())


def ask(client, thing, action: str = "delete") -> str:
    return read(client, reverse(type(thing).snippet_viewset.get_url_name(action), args=[thing.pk]))


@pytest.fixture
def menu():
    home = factories.home_page()
    return factories.MenuFactory(
        items=factories.stream(("page", {"page": home.pk, "label": "Home"}))
    )


@pytest.mark.parametrize("action", ["delete", "unpublish"])
def test_a_menu_is_missed_on_every_page(admin_client, menu, action):
    said = ask(admin_client, menu, action)
    assert f"The menu ‘{menu}’ disappears from every page." in said
    assert "is referenced" not in said and "0 times" not in said
    assert ("stays here as a draft" in said) is (action == "unpublish")


def test_a_notice_says_where_it_shows_now(admin_client):
    factories.home_page()
    shown = factories.NoticeFactory(place="site")
    over = factories.NoticeFactory(
        place="site", ends=timezone.localdate() - timedelta(days=1), title="Over"
    )
    assert "disappears from where it shows now: On top of every page" in ask(admin_client, shown)
    assert "What visitors lose" not in ask(admin_client, over)


def test_a_place_takes_its_hours_along(admin_client):
    factories.home_page()
    first = factories.LocationFactory()
    assert "It is the only place" in ask(admin_client, first)
    factories.LocationFactory(name="Second")
    said = ask(admin_client, first)
    assert "opening hours and directions disappear" in said and "only place" not in said


def test_a_profile_and_a_category_are_lists_of_their_own(admin_client):
    category, person = BlogCategoryFactory(), factories.PersonFactory(show_on_team=True)
    BlogPostPageFactory(category=category)
    assert "disappears from the team" in ask(admin_client, person)
    assert "The list of its posts is gone" in ask(admin_client, category)
    assert "The list of its posts" not in ask(admin_client, BlogCategoryFactory())


def test_several_at_once_say_what_each_takes_along(admin_client, menu):
    page = factories.StandardPageFactory(title="What it costs")
    picture = factories.ClinicImageFactory()
    factories.StandardPageFactory(title="Getting here", picture=picture)
    for model, thing, words in (
        (("clinic", "menu"), menu, "disappears from every page."),
        (("wagtailcore", "page"), page, f"The page at {page.url} is gone."),
        (("media", "clinicimage"), picture, "It disappears from 1 page. Getting here"),
    ):
        address = reverse("wagtail_bulk_action", args=[*model, "delete"])
        said = read(admin_client, f"{address}?id={thing.pk}")
        assert "What visitors lose" in said and words in said, model
        assert "goes into the bin" in said, model


def test_taking_down_several_says_it_too_and_publishing_does_not(admin_client):
    page = factories.StandardPageFactory(title="What it costs")
    for action, says in (("unpublish", True), ("publish", False)):
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
        said = read(admin_client, f"{address}?id={page.pk}")
        assert ("What visitors lose" in said) is says
        assert "goes into the bin" not in said


def test_a_draft_of_a_menu_is_missed_by_nobody(admin_client, menu):
    Menu.objects.filter(pk=menu.pk).update(live=False)
    said = ask(admin_client, menu)
    assert "Delete" in said
    assert "What visitors lose" not in said
