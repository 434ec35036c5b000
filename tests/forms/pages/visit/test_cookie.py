"""The cookie of a draft: an hour, this form's alone, and nothing that anybody else could read or forge."""

import json
import secrets
import time
from types import SimpleNamespace
from unittest import mock
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from forms.models import Submission
from forms.pages.visit import draft_cookie as draft
from forms.pages.visit.draft_cookie import COOKIE, LARGEST
from forms.requests.encryption import seal_json
from tests.factories.forms import starter_form
from tests.forms.pages.visit.going_back import content_of, go_to, is_empty_first_step, name_in
from tests.forms.pages.visit.stepping import through_step_1, through_step_2, to_check
from tests.forms.visitor import Visitor, fill_small

pytestmark = pytest.mark.django_db


class NoCookies(Client):
    """A browser that refuses every cookie."""

    def request(self, **request):
        self.cookies.clear()
        return super().request(**request)


class TestTheCookie:
    def test_is_unreadable_short_lived_and_for_this_form_alone(self, appointment):
        # Three letters stand in one of 700 sealed cookies by chance.
        visitor = Visitor(appointment.url).tick("I am new here").tick("18 or older")
        visitor.fill("First name", "Wilhelmina").press("Continue")
        cookie = visitor.posted.cookies[COOKIE]
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"
        assert cookie["path"] == "/request/"
        assert not cookie["max-age"]
        assert not cookie["expires"]
        assert not cookie["secure"]
        assert "Wilhelmina" not in cookie.value
        assert '"' not in cookie.OutputString().split(";")[0]
        assert ["Wilhelmina"] in content_of(cookie.value)["a"].values()

    def test_is_secure_where_the_token_is(self, appointment, settings):
        settings.CSRF_COOKIE_SECURE = True
        visitor = through_step_1(Visitor(appointment.url))
        assert visitor.posted.cookies[COOKIE]["secure"]

    def test_no_address_ever_holds_an_answer(self, appointment):
        visitor = to_check(Visitor(appointment.url))
        query = parse_qs(urlsplit(visitor.posted["Location"]).query)
        assert query == {"step": ["check"]}

    def test_opening_a_form_sets_none(self, client, appointment):
        assert COOKIE not in client.get(appointment.url).cookies

    def test_a_browser_that_refuses_cookies_sends_its_form_all_the_same(self, appointment):
        visitor = to_check(Visitor(appointment.url, NoCookies()))
        assert visitor.posted.status_code == 200
        assert COOKIE not in visitor.posted.cookies
        visitor.press("Change First name").fill("First name", "Bea").press("Continue")
        visitor.press("Continue").press("Check your answers").press("Send request")
        assert visitor.title == "We have your request"
        assert COOKIE not in visitor.posted.cookies
        assert Submission.objects.get().answer("name") == "Bea"

    def test_what_does_not_fit_comes_back_at_once_and_nothing_old_stays(self, form_page):
        visitor = fill_small(Visitor(form_page.url), phone="12").press("Send")
        assert visitor.posted.status_code == 303
        long = secrets.token_urlsafe(3000)[:3900]
        visitor.fill("Anything else?", long).press("Send")
        assert visitor.posted.status_code == 200
        assert visitor.posted.cookies[COOKIE]["max-age"] == 0
        assert visitor.input("Anything else?").get_text().strip() == long
        visitor.fill("Anything else?", "short").fill("Telephone", "703 555 0123").press("Send")
        assert Submission.objects.count() == 1

    def test_the_longest_honest_answers_fit(self, appointment):
        visitor = Visitor(appointment.url).tick("I am new here").tick("18 or older")
        visitor.fill("First name", "Wilhelmina-Charlotte").press("Continue")
        visitor.tick("An appointment").tick("Another question").tick("cost estimate")
        visitor.fill("makes a visit easier", "Ünïcödé 💛 and a ramp, please. " * 9).press(
            "Continue"
        )
        assert visitor.posted.status_code == 303
        assert len(visitor.client.cookies[COOKIE].value) < LARGEST

    def test_without_a_key_the_page_comes_back_filled_at_once(self, form_page, settings):
        visitor = fill_small(Visitor(form_page.url), phone="12")
        settings.FIELD_ENCRYPTION_KEYS = []
        visitor.press("Send")
        assert visitor.posted.status_code == 200
        assert name_in(visitor) == "Ann"

    def test_a_key_that_goes_missing_shows_the_empty_form(self, appointment, settings):
        visitor = through_step_1(Visitor(appointment.url))
        settings.FIELD_ENCRYPTION_KEYS = []
        assert is_empty_first_step(go_to(visitor, 2))

    def test_opens_with_every_key_of_the_ring_and_with_no_other(self, appointment, settings):
        old = settings.FIELD_ENCRYPTION_KEYS
        new = ["bmV3LWtleS0zMi1ieXRlcy1sb25nLWZvci10ZXN0cy4="]
        visitor = through_step_1(Visitor(appointment.url))
        settings.FIELD_ENCRYPTION_KEYS = [*new, *old]
        assert "Step 2 of 3" in go_to(visitor, 2).text
        through_step_2(visitor)
        settings.FIELD_ENCRYPTION_KEYS = new
        assert "Step 3 of 3" in go_to(visitor, 3).text
        settings.FIELD_ENCRYPTION_KEYS = old
        assert is_empty_first_step(go_to(visitor, 3))


class TestAnHour:
    def kept_at(self, appointment, moment: float) -> Visitor:
        visitor = Visitor(appointment.url)
        with mock.patch.object(draft, "time", SimpleNamespace(time=lambda: moment)):
            return through_step_1(visitor)

    def test_it_lasts_so_long(self, appointment):
        visitor = self.kept_at(appointment, time.time() - 3500)
        assert "Step 2 of 3" in go_to(visitor, 2).text

    def test_and_no_longer(self, appointment):
        visitor = self.kept_at(appointment, time.time() - 3605)
        assert is_empty_first_step(go_to(visitor, 2))
        assert visitor.response.cookies[COOKIE]["max-age"] == 0

    def test_a_page_that_stayed_open_longer_still_carries_its_answers(self, appointment):
        visitor = self.kept_at(appointment, time.time() - 3605 + 10)
        with mock.patch.object(draft, "LIFETIME", 0):
            visitor.tick("An appointment")
            response = visitor.client.post(visitor.url, {**visitor.values, "_go": "next"})
        visitor.read(visitor.client.get(response["Location"]))
        assert "Step 3 of 3" in visitor.text
        assert name_in(go_to(visitor, 1)) == "Ann"

    def test_a_clock_that_goes_back_costs_nothing(self, appointment):
        visitor = self.kept_at(appointment, time.time() + 7200)
        assert "Step 2 of 3" in go_to(visitor, 2).text


class TestStrangeCookies:
    @pytest.mark.parametrize(
        "value",
        ["x", "gAAAA", "=" * 20, "a" * LARGEST, "a" * 7000, "ü", '"', "%00", "gAAAAAB" + "A" * 200],
    )
    def test_nonsense_shows_the_empty_form(self, appointment, value):
        visitor = Visitor(appointment.url)
        for step in ("", 2, "check"):
            visitor.client.cookies[COOKIE] = value
            assert is_empty_first_step(go_to(visitor, step))

    def test_one_changed_letter_opens_nothing(self, appointment):
        visitor = through_step_1(Visitor(appointment.url))
        value = visitor.client.cookies[COOKIE].value
        for place in (10, len(value) // 2, len(value) - 4):
            other = "A" if value[place] != "A" else "B"
            visitor.client.cookies[COOKIE] = value[:place] + other + value[place + 1 :]
            assert is_empty_first_step(go_to(visitor, 2))

    @pytest.mark.parametrize(
        "content",
        [{}, [], "text", 5, None, {"a": {"f": ["Ann"]}}, {"p": 1, "at": 0}, {"s": "x"}],
    )
    def test_other_things_under_our_key_open_nothing(self, appointment, content):
        visitor = Visitor(appointment.url)
        visitor.client.cookies[COOKIE] = seal_json(content, "draft").rstrip("=")
        assert is_empty_first_step(go_to(visitor, 2))

    @pytest.mark.parametrize(
        "change",
        [
            {"k": "x"}, {"k": 5}, {"t": "x"}, {"a": []}, {"a": 5}, {"a": {"f_x": 5}}, {"at": "x"},
            {"at": None}, {"s": "x"}, {"s": ["x"]}, {"p": "x"}, {"p": 999_999},
        ],
    )  # fmt: skip
    def test_a_draft_of_another_make_never_fails(self, appointment, change):
        visitor = through_step_1(Visitor(appointment.url))
        content = {**content_of(visitor.client.cookies[COOKIE].value), **change}
        with mock.patch.object(json, "dumps", lambda _value, **_options: _dumps(content)):
            value = draft.pack_cookie(appointment, {})
        visitor.client.cookies[COOKIE] = value
        go_to(visitor, 1)
        assert visitor.status == 200
        assert not name_in(visitor)

    def test_a_step_that_is_gone_leads_to_the_beginning(self, appointment):
        visitor = through_step_1(Visitor(appointment.url))
        content = {**content_of(visitor.client.cookies[COOKIE].value), "w": [7]}
        visitor.client.cookies[COOKIE] = draft.pack_cookie(appointment, content)
        assert name_in(visitor.open()) == "Ann"

    def test_what_another_form_kept_is_not_shown_here(self, appointment):
        other = starter_form(slug="other")
        visitor = through_step_1(Visitor(other.url))
        here = Visitor(appointment.url, visitor.client)
        assert is_empty_first_step(here)
        assert is_empty_first_step(go_to(here, 2))

    def test_a_kept_form_is_no_state_and_fails_nothing(self, appointment):
        visitor = through_step_1(Visitor(appointment.url))
        visitor.values["_state"] = [visitor.client.cookies[COOKIE].value + "=="]
        assert through_step_2(visitor).status == 200

    def test_a_question_that_staff_took_out_meanwhile_is_left_out(self, form_page):
        visitor = fill_small(Visitor(form_page.url), phone="12").press("Send")
        name = visitor.input("First name")["name"]
        form_page.form_fields = [f for f in form_page.form_fields.all() if f.clean_name != name]
        form_page.save_revision().publish()
        go_to(visitor, 1)
        assert visitor.status == 200
        assert name not in visitor.values
        assert visitor.values[visitor.input("Telephone")["name"]] == ["12"]


_dumps = json.dumps
