"""The confirmation: neutral, with reference, what happens next and by when."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from forms.models import Submission
from forms.pages.crisis import needs_help_now
from tests.factories.clinic import LocationFactory
from tests.forms.visitor import Visitor, fill_small

pytestmark = pytest.mark.django_db


def send(form_page, **answers) -> Visitor:
    return fill_small(Visitor(form_page.url), **answers).press("Send")


def test_says_how_and_by_when(form_page):
    LocationFactory(time_zone="America/New_York")
    visitor = send(form_page)
    assert "We try to call you by" in visitor.text


def test_the_time_is_counted_in_opening_hours(form_page, monkeypatch):
    LocationFactory(time_zone="America/New_York")
    # Friday 4.30 p.m.: half an hour is left, the other half is Monday's.
    friday = datetime(2026, 11, 20, 21, 30, tzinfo=UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: friday)
    send(form_page)
    due = Submission.objects.get().due_at
    assert due == datetime(2026, 11, 23, 14, 30, tzinfo=UTC)


def test_thanksgiving_is_no_business_day(form_page, monkeypatch):
    LocationFactory(time_zone="America/New_York")
    wednesday_night = datetime(2026, 11, 26, 3, 0, tzinfo=UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: wednesday_night)
    send(form_page)
    assert Submission.objects.get().due_at.astimezone(UTC).day == 27


def test_who_asks_about_cost_is_told_when_the_estimate_comes(form_page, monkeypatch):
    LocationFactory(time_zone="America/New_York")
    monday = datetime(2026, 11, 16, 15, 0, tzinfo=UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: monday)
    visitor = fill_small(Visitor(form_page.url)).tick("I would like a cost estimate").press("Send")
    request = Submission.objects.get()
    assert request.wants_estimate
    # Three business days (45 CFR 149.610).
    assert request.estimate_due.astimezone(UTC).date().isoformat() == "2026-11-20"
    assert "cost estimate in writing by the end of Thursday, November 19" in visitor.text


def test_its_title_and_address_tell_nothing(form_page):
    visitor = send(form_page, text="ketamine for depression")
    for word in ("ketamine", "depression", "Ann", "0123", "appointment"):
        assert word not in visitor.page.title.get_text()
        assert word not in visitor.posted["Location"]
    assert "Ann" not in visitor.text


def test_search_engines_are_kept_out(form_page):
    visitor = send(form_page)
    robots = visitor.page.find("meta", attrs={"name": "robots"})
    assert "noindex" in robots["content"]


def test_crisis_line_stands_around_it_and_not_a_second_time_in_it(form_page):
    page = send(form_page).page
    assert "988" in page.find("header").get_text()
    assert "988" in page.find("footer").get_text()
    assert page.main.find(class_="c-crisis") is None
    assert page.find(attrs={"aria-label": "Before you write"}) is None


def test_survives_the_deletion_of_the_request(form_page):
    visitor = send(form_page)
    Submission.objects.all().delete()
    visitor.open(visitor.posted["Location"])
    assert visitor.status == 200
    assert visitor.title == "We have your request"


def test_survives_a_lost_key(form_page, settings):
    visitor = send(form_page)
    settings.FIELD_ENCRYPTION_KEYS = ["bmV3LWtleS0zMi1ieXRlcy1sb25nLWZvci10ZXN0cy4="]
    visitor.open(visitor.posted["Location"])
    assert visitor.reference == Submission.objects.without_answers().get().reference


@pytest.mark.parametrize("token", ["x", "a" * 44, "_" * 43, "0" * 100])
def test_a_made_up_address_is_not_found(client, form_page, token):
    assert client.get(f"{form_page.url}sent/{token}/").status_code == 404


def test_posting_to_it_does_no_harm(form_page):
    visitor = send(form_page)
    response = Client().post(visitor.posted["Location"], {"x": "y"})
    assert response.status_code in (200, 403, 405)
    assert Submission.objects.count() == 1


class TestCrisisWords:
    @pytest.mark.parametrize(
        "text",
        [
            "I want to die",
            "sometimes I think about suicide",
            "I'm suicidal",
            "i dont want to live anymore",
            "I don’t want to be here",
            "thinking of ending my life",
            "I could kill myself",
            "no reason to live",
            "I hurt myself last week",
            "everyone would be better off without me",
            "I can't go on",
            "SELF-HARM",
            "My son doesn't want to live anymore.",
            "There is nothing to live for",
            "I cut my wrists last year",
            "I hate living like this",
            "A veces me quiero morir.",
            "Ya no quiero vivir",
            "我不想活了",
            "요즘 죽고 싶다는 생각이 들어요",
            "Tôi muốn chết",
            "Я не хочу жить",
            "لا أريد أن أعيش",
        ],
    )
    def test_bring_help_forward(self, text):
        assert needs_help_now({"f_a": "Ann", "f_b": text})

    @pytest.mark.parametrize(
        "text",
        [
            "I would like to talk about depression",
            "my dad died last year",
            "Is there parking? I'm dying to know",
            "I live in Dietrich",
            "Please call after 5",
            "We want to end the week with a call, and to give up smoking",
            "My wrist hurts; I live for my children",
            "Quiero hacer una cita. Vivo en Arlington.",
            "请打电话给我",
            "",
        ],
    )
    def test_ordinary_words_do_not(self, text):
        assert not needs_help_now({"f_a": text})

    def test_only_texts_are_looked_at(self):
        assert not needs_help_now({"f_a": ["call"], "f_b": True, "f_c": None})

    def test_resources_come_first_on_the_confirmation_and_nothing_is_blocked(self, form_page):
        visitor = send(form_page, text="I do not want to live like this")
        assert visitor.title == "We have your request"
        first = visitor.page.select_one(".c-crisis-first")
        assert "988" in first.get_text()
        assert first.find_next("h1")
        assert Submission.objects.get().verdict == Submission.Verdict.PASSED

    def test_nothing_about_it_is_stored_beside_the_answer(self, form_page):
        send(form_page, text="I want to die")
        request = Submission.objects.get()
        assert "crisis" not in str(request.reasons)
        assert not request.events.exclude(kind="received").exists()
        assert "crisis" not in request.source_path
