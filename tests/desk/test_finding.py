"""The admin's search finds words inside what somebody works on, and nothing that their role does not open."""

from __future__ import annotations

import pytest
from django.urls import reverse

from desk.finding.model import Query
from staff import roles
from tests import factories
from tests.every_page import soup_of
from tests.factories.blog import BlogPostPageFactory
from tests.factories.clinic import ClinicSettingsFactory
from tests.factories.forms import SubmissionFactory
from tests.staff.people import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    factories.home_page()
    return sign_in(roles.EDITOR)


def find(client, text: str) -> dict[str, dict[str, str]]:
    """Return the hits by their group: titles with addresses."""
    soup = soup_of(client.get(reverse("find"), {"q": text}))
    return {
        group.h2.get_text(strip=True): {
            link.get_text(strip=True): link["href"] for link in group.select("li > a")
        }
        for group in soup.select(".clinic-find__group")
    }


def test_words_inside_a_page_a_draft_a_question_and_a_notice_are_found(editor):
    words = "<p>Parking is free for veterans.</p>"
    page = BlogPostPageFactory(title="A visit", body=factories.stream(("text", words)))
    draft = factories.StandardPageFactory(
        title="Not yet", live=False, body=factories.stream(("text", words))
    )
    entry = factories.FaqEntryFactory(question="Is there room for a car?", answer=words)
    notice = factories.NoticeFactory(title="Snow", text=words)
    found = find(editor, "veteran parking")
    assert set(found["Pages and posts"].values()) == {
        reverse("wagtailadmin_pages:edit", args=[each.pk]) for each in (page, draft)
    }
    places = {url for group in found.values() for url in group.values()}
    for thing in (entry, notice):
        assert reverse(type(thing).snippet_viewset.get_url_name("edit"), args=[thing.pk]) in places
    assert not find(editor, "parking elephants")


def test_screens_settings_and_the_guide_are_found_by_their_words(editor):
    ClinicSettingsFactory()
    hours = find(editor, "opening hours")
    assert reverse("wagtailsnippets_clinic_location:list") in hours["Screens"].values()
    assert any(url.startswith(reverse("guide:index") + "#") for url in hours["Guide"].values())
    crisis = find(editor, "crisis")["Settings"]
    assert any("clinicsettings" in url and "#id_crisis" in url for url in crisis.values())


def test_nobody_finds_what_the_role_does_not_open():
    BlogPostPageFactory(title="Parking")
    factories.NoticeFactory(title="Parking", text="<p>Parking</p>")
    found = find(sign_in(roles.FRONT_DESK), "parking")
    assert set(found) <= {"Guide"}
    assert "Settings" not in find(sign_in(roles.FRONT_DESK), "crisis")


def test_the_search_in_the_menu_leads_here_and_says_when_nothing_is_found(editor):
    shown = editor.get(reverse("find"), {"q": "zebra\x00" * 40})
    assert "Nothing was found" in soup_of(shown).get_text()
    assert reverse("find") in editor.get("/admin/").content.decode()
    assert soup_of(editor.get(reverse("find"))).select_one("input[name=q]")


@pytest.mark.parametrize(
    ("text", "words", "is_found"),
    [
        ("veterans", "A veteran asks", True),
        ("price", "Prices and insurance", True),
        ("categories", "A category", True),
        ("addresses", "An address", True),
        ("sketches", "A sketch", True),
        ("PARKING", "parking", True),
        ("ass", "class", False),
        ("", "anything", False),
        ("?!", "anything", False),
        ("what do we charge for parking", "Parking: the charge", True),
        ("who can log in", "Login", True),
        ("how to", "How to get here", True),
        ("how to", "Getting here", False),
    ],
)
def test_words_are_found_by_their_beginning(text, words, is_found):
    assert Query.parse(text).fits(words) is is_found


@pytest.mark.parametrize("typed", ["vetrans", "veteranns", "VETERENS", "free parkng"])
def test_a_misspelt_word_finds_what_was_meant_and_says_so(editor, typed):
    page = BlogPostPageFactory(
        title="A visit", body=factories.stream(("text", "<p>Parking is free for veterans.</p>"))
    )
    shown = soup_of(editor.get(reverse("find"), {"q": typed}))
    assert f"Nothing was found for ‘{typed}’. This was found for" in shown.get_text()
    links = [link["href"] for link in shown.select(".clinic-find__group a")]
    assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in links


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("trash", "bin:index"),
        ("redirects", "wagtailredirects:index"),
        ("statistics", "visits:report"),
        ("photos", "wagtailimages:index"),
        ("password", "account_change_password"),
        ("two-factor", "mfa_index"),
        ("sign out", "own_sessions"),
        ("How do I add a picture?", "wagtailimages:index"),
        ("where can I change the menus", "wagtailsnippets_clinic_menu:list"),
        ("vacation", "wagtailsnippets_clinic_notice:list"),
        ("days off", "wagtailsnippets_clinic_notice:list"),
        ("fax", "wagtailsnippets_clinic_location:list"),
    ],
)
def test_a_screen_is_found_by_what_others_call_it(editor, typed, name):
    assert reverse(name) in find(editor, typed)["Screens"].values()


def test_words_of_other_systems_lead_to_ours(editor):
    ClinicSettingsFactory()
    shown = soup_of(editor.get(reverse("find"), {"q": "slug"})).get_text(" ", strip=True)
    assert "This was found for ‘address’" in shown


def test_every_screen_is_named_once_and_leads_somewhere(editor):
    shown = soup_of(editor.get(reverse("find"), {"q": "menus"}))
    screens = [link["href"] for link in shown.select(".clinic-find__group")[0].select("li > a")]
    assert len(screens) == len(set(screens))
    for word in ("library", "settings", "help", "reports", "shortcuts"):
        links = find(editor, word).get("Screens", {}).values()
        assert all(link.startswith("/") for link in links), word


def test_a_persons_name_is_found_by_nobody_here_and_leads_to_the_requests_who_may_read_them():
    SubmissionFactory(name="Zebediah Quill")
    for role in (
        roles.EDITOR,
        roles.REVIEWER,
        roles.FRONT_DESK,
        roles.MANAGER,
        roles.ADMINISTRATOR,
    ):
        shown = soup_of(sign_in(role).get(reverse("find"), {"q": "Zebediah"}))
        assert shown.select(".clinic-find__group") == [], role
        led = shown.select_one(f"main a[href='{reverse('inbox:find')}']")
        assert bool(led) is (role in (roles.FRONT_DESK, roles.MANAGER)), role
