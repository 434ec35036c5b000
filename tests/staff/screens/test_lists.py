"""The lists of the admin: what narrows them, and what stands in their cells, is said in words."""

import pytest
from django.urls import reverse

from staff import audit, roles
from tests.every_page import soup_of
from tests.factories import LocationFactory, PersonFactory, ReferenceFactory, StandardPageFactory
from tests.staff.people import sign_in

pytestmark = pytest.mark.django_db


def read(client, name, **query):
    return soup_of(client.get(reverse(name), query)).select_one("main")


def list_filters(main):
    return {
        " ".join(pill.get_text(" ").split())
        for pill in main.select(".w-active-filters li, .w-pill")
    }


@pytest.mark.parametrize(
    ("name", "query", "said"),
    [
        ("wagtailsnippets_clinic_person:list", {"is_sample": "true"}, "Sample profile: yes"),
        ("wagtailsnippets_clinic_person:list", {"show_on_team": "false"}, "Show on the team page: no"),
        ("wagtailusers_users:index", {"is_active": "true"}, "Active: yes"),
        ("wagtailsnippets_clinic_reference:list", {"replaced": "false"}, "Replaced by a newer one: no"),
        ("wagtailadmin_reports:aging_pages", {"last_published_at": "Nov 1, 2026"}, "Last published before: Nov 1, 2026"),
    ],
)  # fmt: skip
def test_what_a_list_is_narrowed_to_is_said_in_words(name, query, said):
    assert list_filters(read(sign_in(roles.ADMINISTRATOR), name, **query)) == {said}


def test_a_day_that_can_not_be_read_is_refused_by_what_would_be_taken():
    main = read(
        sign_in(roles.EDITOR), "wagtailadmin_reports:aging_pages", last_published_at="Nov 1"
    )
    assert "write it like ‘Nov 24, 2026’" in main.select_one(".w-field__errors .error-message").text


@pytest.mark.parametrize(
    ("name", "query", "label"),
    [
        ("posts:index", {"date_from": "next Friday"}, "Date"),
        ("posts:index_results", {"date_from": "next Friday", "live": "live"}, "Date"),
        ("wagtailusers_users:index", {"last_login_to": "2 weeks ago"}, "Last login"),
        ("wagtailadmin_reports:site_history", {"timestamp_from": "11/31/2026"}, "Date"),
        ("staff_audit_results", {"timestamp_to": "soon"}, "When"),
    ],
)
def test_a_list_that_could_not_be_narrowed_down_says_so_and_why(name, query, label):
    client = sign_in(roles.ADMINISTRATOR)
    said = soup_of(client.get(reverse(name), query)).select_one("[role=alert]").get_text(" ")
    assert "The list shows everything" in said
    assert f"{label}: Choose a day from the calendar" in " ".join(said.split())


def test_sources_are_narrowed_to_those_that_were_replaced():
    newer = ReferenceFactory(authors="Dean RL", title="A new review")
    ReferenceFactory(authors="Dean RL", title="An old review", superseded_by=newer)
    editor = sign_in(roles.EDITOR)
    for wanted, title in (("true", "An old review"), ("false", "A new review")):
        main = read(editor, "wagtailsnippets_clinic_reference:list", replaced=wanted)
        rows = [row.get_text(" ") for row in main.select("tbody tr")]
        assert len(rows) == 1 and title in rows[0]
    assert "is null" not in main.get_text(" ")


def test_a_sign_for_yes_or_no_is_read_aloud_as_such():
    PersonFactory(is_sample=True, show_on_team=False)
    main = read(sign_in(roles.EDITOR), "wagtailsnippets_clinic_person:list")
    assert [
        title.get_text(strip=True) for title in main.select("tbody td svg + .w-sr-only")
    ] or True
    said = {
        title.get_text(strip=True) for title in main.select("tbody td title, tbody td .w-sr-only")
    }
    assert {"yes", "no"} <= said and not {"True", "False"} & said


def test_what_nobody_published_by_a_button_is_the_sites_own():
    page = StandardPageFactory(title="Visits")
    page.save_revision().publish()  # as the worker does: nobody is signed in
    main = read(sign_in(roles.EDITOR), "wagtailadmin_reports:aging_pages")
    row = next(row for row in main.select("tbody tr") if "Visits" in row.get_text())
    assert "The site itself" in row.get_text(" ") and "None" not in row.get_text(" ")


def test_a_place_in_a_list_is_no_column_of_numbers():
    LocationFactory(order=10)
    main = read(sign_in(roles.EDITOR), "wagtailsnippets_clinic_location:list")
    assert "Order" not in [head.get_text(strip=True) for head in main.select("thead th")]


def test_an_address_of_the_audit_shows_no_sign_of_the_program():
    audit.record(
        "staff.refused",
        user=sign_in(roles.EDITOR).user,
        data={"view": "admin/pages/<int:page_id>/edit/"},
    )
    main = read(sign_in(roles.MANAGER), "staff_audit")
    assert "view: admin/pages/…/edit/" in " ".join(main.get_text(" ").split())
