"""Answers from the settings, and what people looked for in vain: sums, without who."""

from datetime import timedelta
from unittest import mock

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from home.finding import unanswered
from home.models import UnansweredSearch
from infra import content_version
from tests.factories.clinic import (
    ClinicSettingsFactory,
    LocationFactory,
    stream,
)
from tests.factories.home import (
    StandardPageFactory,
    home_page,
)
from tests.home.finding.word_search import ask_as, search, text

pytestmark = pytest.mark.django_db


def test_settings_answer_directly(client):
    home_page()
    ClinicSettingsFactory(phone="(703) 555-0142", email="hello@clinic.example")
    place = LocationFactory(
        name="Main clinic", street="1 Elm St", city="Reston", state="VA", postal_code="20190"
    )
    place.opening_hours.create(day=0, opens="09:00", closes="17:00")
    place.save()
    StandardPageFactory(
        title="Costs", purpose="costs",
        body=stream(("price_table", {"title": "Prices", "as_of": "2026-01-01", "note": "", "rows": [
            {"name": "One infusion", "price": "$400", "includes": "<p>x</p>", "excludes": "<p>y</p>"}]})),
    )  # fmt: skip
    content_version.change_version()

    def main(query: str) -> str:
        return (
            BeautifulSoup(search(client, query).content, "html.parser")
            .select_one("main")
            .get_text(" ", strip=True)
        )

    assert "Monday: 9 a.m. – 5 p.m." in main("are you open on monday?")
    assert "(703) 555-0142" in main("telefono")
    assert "1 Elm St, Reston, VA 20190" in main("where are you located")
    assert "hello@clinic.example" in main("email")
    assert "One infusion: $400" in main("how much")
    assert search(client, "elm").context["answer"] is None
    assert search(client, "price suicide").context["answer"] is None


def test_of_two_places_each_says_whose_hours_and_number_it_is(client):
    home_page()
    ClinicSettingsFactory(phone="(703) 555-0142", text_number="")
    for name, opens, phone in (("Reston", "09:00", ""), ("Fairfax", "10:00", "(703) 555-0177")):
        place = LocationFactory(name=name, phone=phone, hours_note="Ring twice.")
        place.opening_hours.all().delete()
        place.opening_hours.create(day=0, opens=opens, closes="17:00")
        place.save()
    content_version.change_version()
    hours = search(client, "opening hours").context["answer"]
    assert hours.lines[:4] == (
        "Fairfax, Monday: 10 a.m. – 5 p.m.",
        "Fairfax, Ring twice.",
        "Reston, Monday: 9 a.m. – 5 p.m.",
        "Reston, Ring twice.",
    )
    assert search(client, "phone number").context["answer"].links == (
        ("Call (703) 555-0142", "tel:+17035550142"),
        ("Call Fairfax: (703) 555-0177", "tel:+17035550177"),
    )


def test_a_word_can_be_read_only_when_many_asked(client, admin_client):
    StandardPageFactory(title="Page")
    for n in range(4):
        ask_as(client, f"192.0.2.{n}", "Wonderwort?", day=n // 2)
    row = UnansweredSearch.objects.get()
    assert (row.words, row.asked) == ("", 4)
    assert "wonderwort" not in str(list(UnansweredSearch.objects.values())).lower()
    page = admin_client.get("/admin/reports/looked-for/")
    assert "wonderwort" not in page.content.decode().lower()
    ask_as(client, "192.0.2.9", "wonderwort", day=1)
    page = BeautifulSoup(admin_client.get("/admin/reports/looked-for/").content, "html.parser")
    cells = [cell.get_text(strip=True) for cell in page.select("tbody td")]
    assert cells[:3] == ["wonderwort", "5", "2"]
    form = admin_client.get(page.select_one("tbody a")["href"])
    assert (
        BeautifulSoup(form.content, "html.parser").select_one("[name=typed]").get_text(strip=True)
        == "wonderwort"
    )


def test_one_visitor_counts_once_a_day_and_what_is_found_never(client):
    StandardPageFactory(title="Numbats")
    for _n in range(6):
        ask_as(client, "192.0.2.1", "wonderwort")
    ask_as(client, "192.0.2.2", "numbats")
    ask_as(client, "192.0.2.2", "wonderwort suicide")
    ask_as(client, "192.0.2.2", "703-555-0142 a@b.example")
    counts = UnansweredSearch.objects.values_list("asked", flat=True)
    assert sorted(counts) in (
        [1],
        [1, 1],
    )  # 'example' of the address may count, the number and the crisis don't
    assert sum(counts) <= 2


def test_short_words_and_phrases_of_known_words_count_too(client):
    StandardPageFactory(title="Numbats", body=text("They sleep. The day is long."))
    for n in range(5):
        ask_as(client, f"192.0.2.{n}", "TMS?", day=n // 3)
        ask_as(client, f"192.0.2.{n}", "the for numbats", day=n // 3)
    assert [row.words for row in UnansweredSearch.objects.all()] == ["tms"]
    with (
        mock.patch("home.search.index_query.find_ids", return_value=[]),
        mock.patch("home.finding.site_index.SiteIndex._heed_pins", return_value=[]),
    ):
        for n in range(5):
            ask_as(client, f"192.0.2.{n}", "long numbats", day=n // 3)
    assert {row.words for row in UnansweredSearch.objects.all()} == {"tms", "long numbats"}


def test_what_nobody_asks_for_is_forgotten():
    old = timezone.localdate() - timedelta(days=91)
    UnansweredSearch.objects.create(digest="a", asked=9, days=3, words="old", last_day=old)
    UnansweredSearch.objects.create(
        digest="b", asked=9, days=3, words="new", last_day=timezone.localdate()
    )
    assert unanswered.forget_old() == 1
    assert [row.words for row in unanswered.list_unanswered()[0]] == ["new"]


def test_only_who_may_add_words_reads_the_sums(client, django_user_model):
    client.force_login(django_user_model.objects.create_user("nobody", is_staff=True))
    assert client.get("/admin/reports/looked-for/").status_code in (302, 403)
