"""The guide: generated from the code, found by the search, and linked from the screen that it helps at."""

from __future__ import annotations

import pytest
from django.urls import reverse
from wagtail.admin.menu import admin_menu, reports_menu, settings_menu
from wagtail.contrib.settings.registry import registry
from wagtail.snippets.models import get_snippet_models

from pages.checks import page_types
from staff import roles
from staff.guide.parts import find_body_blocks, list_chapters
from staff.guide.pictures import FOLDER, read_pictures
from staff.guide.screen_help import PLACES
from tests.every_page import soup_of
from tests.factories import home_page
from tests.staff.people import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def parts():
    response = sign_in(roles.EDITOR).get(reverse("guide:parts"))
    return soup_of(response)


def test_every_kind_of_page_block_thing_and_setting_is_in_the_guide(parts):
    counts = {chapter.key: len(chapter.parts) for chapter in list_chapters()}
    assert counts == {
        "pages": len(page_types()),
        "blocks": len(find_body_blocks()),
        "things": len(get_snippet_models()),
        "settings": len([m for m in registry if m._meta.app_label != "wagtailseo"]),
    }
    shown = [part["id"] for part in parts.select("details")]
    assert len(shown) == len(set(shown)) == sum(counts.values())
    for part in parts.select("details"):
        assert part.select_one("summary .clinic-hint").text.strip(), part["id"]


def test_a_block_shows_preview_limits_and_fields(parts):
    for part in parts.select("details[id^=block-]"):
        assert "block_preview" in part.iframe["src"].replace("-", "_"), part["id"]
    points = parts.select_one("#block-key-points") or parts.select_one("#block-key_points")
    assert "entries" in points.text
    price = parts.select_one("#block-price_table") or parts.select_one("#block-price-table")
    assert "As of" in [term.text for term in price.select("dt")]


def test_a_setting_is_told_with_what_each_field_is_for(parts):
    clinic = parts.select_one("#setting-clinicsettings")
    fields = {term.text: term.find_next("dd").text.strip() for term in clinic.select("dt")}
    assert len(fields) > 10 and all(fields.values())


def test_the_guide_is_searched_with_what_it_generates(parts):
    home_page()
    found = soup_of(sign_in(roles.EDITOR).get(reverse("find") + "?q=price+table"))
    targets = [link["href"] for link in found.select("main a") if "/guide/parts/#" in link["href"]]
    assert any("price" in target for target in targets)


def test_each_screen_leads_to_its_own_part_of_the_guide():
    home = home_page()
    editor = sign_in(roles.EDITOR)
    guide = soup_of(editor.get(reverse("guide:index")))
    anchors = {heading["id"] for heading in guide.select(".clinic-text h2")}
    assert set(PLACES.values()) <= anchors
    for address, place in (
        (reverse("wagtailadmin_pages:edit", args=[home.pk]), "page"),
        (reverse("wagtailsnippets_clinic_menu:list"), "menus"),
        (reverse("wagtailsnippets_clinic_person:add"), "team"),
        (reverse("bin:index"), "later"),
    ):
        link = soup_of(editor.get(address)).select_one(".clinic-help a")
        assert link["href"] == f"{reverse('guide:index')}#{place}", address
    assert guide.select_one(".clinic-help") is None


@pytest.mark.parametrize(
    "role",
    (roles.EDITOR, roles.REVIEWER, roles.FRONT_DESK, roles.MANAGER, roles.ADMINISTRATOR),
)
def test_every_screen_of_the_menus_has_a_part_of_the_guide_of_its_own(role, rf):
    client = sign_in(role)
    request = rf.get("/admin/")
    request.user = client.user
    items = [
        item
        for menu in (admin_menu, settings_menu, reports_menu)
        for item in menu.menu_items_for_request(request)
        if item.url.startswith("/")
    ]
    assert items or role == roles.FRONT_DESK
    for item in items:
        response = client.get(item.url, follow=True)
        link = soup_of(response).select_one(".clinic-help a")
        assert "#" in link["href"], item.url


def test_a_new_form_leads_to_how_forms_are_made():
    address = reverse("wagtailadmin_pages:add", args=["clinic_forms", "formpage", home_page().pk])
    link = soup_of(sign_in(roles.EDITOR).get(address)).select_one(".clinic-help a")
    assert link["href"].endswith("#forms")


def test_a_how_tos_picture_is_there_small_and_said_in_words():
    """That each is as its screen is now, the test of its task says (tests/browser/camera.py)."""
    known = read_pictures()
    assert {file.stem for file in FOLDER.glob("*.webp")} == set(known)
    assert len(known) >= 15
    shown = soup_of(sign_in(roles.EDITOR).get(reverse("guide:index")))
    alts = [image["alt"] for image in shown.select(".clinic-guide-picture img")]
    assert sorted(alts) == sorted(picture["alt"] for picture in known.values())
    for name, picture in known.items():
        assert (FOLDER / f"{name}.webp").stat().st_size <= 25_000, name
        assert picture["labels"] and picture["width"] and picture["height"], name


def test_the_guide_leads_to_screens_that_open_for_who_reads_it():
    read = reverse("guide:parts")
    seen_by = {
        role: {link["href"] for link in soup_of(sign_in(role).get(read)).select("details p > a")}
        for role in (roles.EDITOR, roles.FRONT_DESK)
    }
    assert reverse("wagtailsnippets_clinic_menu:list") in seen_by[roles.EDITOR]
    assert seen_by[roles.FRONT_DESK] == set()
