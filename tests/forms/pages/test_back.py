"""Back, reload and coming back: every screen has an address, and no answer is lost or shown to somebody else."""

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
from forms.pages.visit import sending
from forms.pages.visit.draft_cookie import COOKIE, LARGEST
from forms.requests.encryption import seal_json
from forms.requests.tokens import confirmation_token, read_token
from tests.factories.forms import FormPageFactory, request_settings, starter_form
from tests.forms.pages.test_steps import through_step_1, through_step_2, to_check
from tests.forms.visitor import Visitor, fill_small

pytestmark = pytest.mark.django_db


@pytest.fixture
def appointment(db):
    request_settings()
    return starter_form(slug="request")


class NoCookies(Client):
    """A browser that refuses every cookie."""

    def request(self, **request):
        self.cookies.clear()
        return super().request(**request)


def go_to(visitor: Visitor, step: object) -> Visitor:
    """Open a step of the visitor's tab by its address, as Back, Forward and reload do."""
    posted = getattr(visitor, "posted", None)
    query = parse_qs(urlsplit(posted.get("Location", "") if posted is not None else "").query)
    tab = f"&tab={query['tab'][0]}" if "tab" in query else ""
    return visitor.open(f"{visitor.url}?step={step}{tab}")


def name_in(visitor: Visitor) -> str:
    """Return what stands in the field for the first name."""
    return visitor.input("First name").get("value", "")


def is_empty_first_step(visitor: Visitor) -> bool:
    return (
        visitor.status == 200
        and "Step 1 of 3" in visitor.text
        and not name_in(visitor)
        and not visitor.errors
        and "You began this form" not in visitor.text
    )


def content_of(value: str) -> dict:
    return draft._unpack_cookie(value)


class TestEveryScreenHasAnAddress:
    def test_each_button_answers_with_a_redirect_that_names_the_step_only(self, appointment):
        visitor = Visitor(appointment.url)
        seen = []
        for press in (through_step_1, through_step_2):
            press(visitor)
            seen.append((visitor.posted.status_code, visitor.posted["Location"]))
        visitor.tick("Text me").fill("Telephone", "703 555 0123")
        visitor.tick("You may use what I wrote").press("Check your answers")
        seen.append((visitor.posted.status_code, visitor.posted["Location"]))
        visitor.press("Change First name")
        seen.append((visitor.posted.status_code, visitor.posted["Location"]))
        assert seen == [(303, f"/request/?step={step}") for step in (2, 3, "check", 1)]
        assert visitor.posted["Cache-Control"] == "no-store"
        assert visitor.posted["Referrer-Policy"] == "no-referrer"

    def test_a_mistake_leads_back_to_its_step_which_says_what_is_wrong(self, appointment):
        visitor = Visitor(appointment.url).fill("First name", "Ann").press("Continue")
        assert visitor.posted["Location"] == "/request/?step=1"
        assert len(visitor.errors) == 2
        assert name_in(visitor) == "Ann"
        # And again after a reload.
        assert len(go_to(visitor, 1).errors) == 2

    def test_errors_stand_at_the_step_where_they_are(self, appointment):
        visitor = through_step_2(through_step_1(Visitor(appointment.url)))
        visitor.fill("Telephone", "12").press("Check your answers")
        assert visitor.posted["Location"] == "/request/?step=3"
        assert visitor.errors
        assert not go_to(visitor, 2).errors
        assert visitor.input("An appointment").has_attr("checked")
        assert len(go_to(visitor, 3).errors) == 3

    def test_the_rule_on_contact_is_not_named_before_both_were_asked(self, db):
        page = FormPageFactory(
            use_steps=True,
            questions=[
                {"field_type": "phone", "label": "Telephone", "required": False, "section": "One"},
                {"field_type": "singleline", "label": "Town"},
                {"field_type": "email", "label": "E-mail", "required": False, "section": "Two"},
            ],
        )
        visitor = Visitor(page.url).press("Continue")
        assert len(visitor.errors) == 1
        visitor.fill("Town", "Reston").press("Continue").press("Send")
        assert visitor.errors == [
            "Leave a telephone number or an e-mail address, so that we can answer."
        ]

    def test_back_through_all_screens_and_forward_again(self, appointment):
        visitor = to_check(Visitor(appointment.url))
        key = read_token(visitor.values["_stamp"][0]).key
        assert "(703) 555-0123" in go_to(visitor, "check").text
        assert go_to(visitor, 3).input("Telephone")["value"] == "703 555 0123"
        assert go_to(visitor, 2).input("An appointment").has_attr("checked")
        assert name_in(go_to(visitor, 1)) == "Ann"
        assert name_in(visitor.open()) == "Ann"
        visitor.fill("First name", "Bea").press("Continue")
        assert "Bea" in go_to(visitor, "check").text
        # Opened anew, it may be another tab: it has a token of its own.
        assert read_token(visitor.values["_stamp"][0]).key != key
        visitor.press("Send request")
        assert visitor.title == "We have your request"
        assert Submission.objects.get().answer("name") == "Bea"

    def test_check_your_answers_of_a_form_that_became_wrong_names_what_is_wrong(self, appointment):
        visitor = to_check(Visitor(appointment.url)).press("Change First name")
        visitor.fill("First name", "").press("Continue")
        assert visitor.errors
        go_to(visitor, "check")
        assert "Step 1 of 3" in visitor.text
        assert len(visitor.errors) == 1

    def test_a_form_on_one_page_works_the_same_way(self, form_page):
        visitor = fill_small(Visitor(form_page.url), phone="12").press("Send")
        assert visitor.posted["Location"] == f"{form_page.url}?step=1"
        assert len(go_to(visitor, 1).errors) == 1
        visitor.fill("Telephone", "703 555 0123").press("Send")
        assert Submission.objects.count() == 1

    @pytest.mark.parametrize(
        "step", ["", "0", "9", "-1", "x", "²", "1e9", "1" * 4000, "<script>", "step:1"]
    )
    def test_an_address_of_no_step_shows_the_beginning_filled(self, appointment, step):
        visitor = through_step_1(Visitor(appointment.url))
        assert go_to(visitor, step).status in (200, 400)
        if visitor.status == 200:
            assert name_in(visitor) == "Ann"

    @pytest.mark.parametrize("step", ["1", "2", "3", "check", "x"])
    def test_who_never_began_gets_the_empty_first_step(self, appointment, step):
        assert is_empty_first_step(go_to(Visitor(appointment.url), step))

    def test_check_your_answers_that_staff_switched_off_has_no_address(self, form_page):
        visitor = fill_small(Visitor(form_page.url), phone="12").press("Send")
        assert go_to(visitor, "check").title == form_page.title


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


class TestComingBack:
    def test_says_so_calmly_and_offers_to_clear(self, appointment):
        visitor = through_step_1(Visitor(appointment.url)).open()
        assert "Step 1 of 3" in visitor.text
        assert name_in(visitor) == "Ann"
        line = visitor.page.find(string=lambda text: "You began this form on this device" in text)
        form = line.find_parent(attrs={"role": "note"}).find("form")
        assert form.find("button").get_text(strip=True) == "Clear and start again"
        # Enter in a field must never clear.
        assert not visitor.form.find("button", value="clear")

    def test_the_steps_themselves_do_not_say_it(self, appointment):
        visitor = through_step_1(Visitor(appointment.url))
        assert "You began this form" not in visitor.text
        assert "You began this form" not in go_to(visitor, 1).text

    def test_nothing_is_said_where_nothing_was_written(self, appointment):
        visitor = Visitor(appointment.url).press("Continue").open()
        assert is_empty_first_step(visitor)

    @pytest.mark.parametrize("strict", [False, True])
    def test_clearing_forgets_everything_and_begins_anew(self, appointment, strict):
        client = Client(enforce_csrf_checks=strict)
        visitor = through_step_1(Visitor(appointment.url, client)).open()
        before = read_token(visitor.values["_stamp"][0]).key
        button = visitor.page.find("button", value="clear")
        form = button.find_parent("form")
        data = {i["name"]: i.get("value", "") for i in form.find_all("input")}
        # As a browser under 'no-referrer' sends it, and one too old to say where it comes from.
        headers = {"Origin": "null"}
        response = client.post(
            form["action"], {**data, button["name"]: button["value"]}, headers=headers
        )
        assert response.status_code == 303
        assert response["Location"] == appointment.url
        assert response.cookies[COOKIE]["max-age"] == 0
        assert response.cookies[COOKIE]["path"] == "/request/"
        assert is_empty_first_step(visitor.open())
        assert read_token(visitor.values["_stamp"][0]).key != before
        for step in (2, "check"):
            assert is_empty_first_step(go_to(visitor, step))

    def test_what_was_filled_in_can_be_sent_without_any_step_again(self, appointment):
        to_check(Visitor(appointment.url, client := Client()))
        visitor = go_to(Visitor(appointment.url, client), "check").press("Send request")
        assert visitor.title == "We have your request"
        assert Submission.objects.count() == 1


class TestAfterSending:
    @pytest.fixture
    def sent(self, appointment) -> Visitor:
        return to_check(Visitor(appointment.url)).press("Send request")

    def test_the_cookie_holds_no_answer_any_more(self, sent):
        content = content_of(sent.posted.cookies[COOKIE].value)
        key = Submission.objects.get().key
        assert set(content) == {"s", "p", "at"}
        assert content["s"] == confirmation_token(key)

    @pytest.mark.parametrize("step", [1, 2, 3, "check"])
    def test_back_to_any_step_leads_to_the_confirmation(self, sent, step):
        response = sent.client.get(f"{sent.url}?step={step}")
        assert response.status_code == 302
        assert response["Location"] == sent.posted["Location"]
        assert response["Cache-Control"] == "no-store"

    def test_the_confirmation_survives_reload(self, sent):
        reference = sent.reference
        assert sent.open(sent.posted["Location"]).reference == reference

    def test_a_fresh_visit_shows_an_empty_form(self, sent):
        assert is_empty_first_step(sent.open())

    def test_a_second_request_from_the_same_window_is_a_second_one(self, sent):
        visitor = sent.open()
        visitor.tick("I am new here").fill("First name", "Bea").tick("18 or older")
        through_step_2(visitor.press("Continue"))
        visitor.tick("Text me").fill("Telephone", "703 555 0199").tick("You may use what I wrote")
        visitor.press("Check your answers").press("Send request")
        assert Submission.objects.count() == 2
        assert go_to(visitor, 2).reference == Submission.objects.latest("pk").reference

    def test_pressing_send_again_in_a_page_that_stayed_open_is_one_request(self, sent):
        for _press in range(2):
            assert sent.send_again()["Location"] == sent.posted["Location"]
        assert Submission.objects.count() == 1

    def test_a_form_of_one_page_has_a_way_back_to_its_confirmation_too(self, form_page):
        visitor = fill_small(Visitor(form_page.url), phone="12").press("Send")
        visitor.fill("Telephone", "703 555 0123").press("Send")
        assert go_to(visitor, 1).title == "We have your request"

    def test_a_marker_of_another_form_leads_nowhere(self, sent):
        other = starter_form(slug="other")
        visitor = Visitor(other.url, sent.client)
        assert is_empty_first_step(go_to(visitor, 2))

    def test_a_failure_keeps_the_answers_on_the_screen_and_behind_it(
        self, appointment, monkeypatch
    ):
        visitor = to_check(Visitor(appointment.url))

        def fail(*_args, **_kwargs):
            raise RuntimeError("boom")

        with monkeypatch.context() as patch:
            patch.setattr(sending, "judge_request", fail)
            visitor.press("Send request")
        assert visitor.status == 503
        assert "Ann" in visitor.text
        assert name_in(go_to(visitor, 1)) == "Ann"
        go_to(visitor, "check").press("Send request")
        assert Submission.objects.count() == 1


class TestTwoTabs:
    def test_two_people_at_one_browser_do_not_mix(self, appointment):
        client = Client()
        ann, bea = Visitor(appointment.url, client), Visitor(appointment.url, client)
        ann.tick("I am new here").fill("First name", "Ann").tick("18 or older").press("Continue")
        bea.tick("I am new here").fill("First name", "Bea").tick("18 or older").press("Continue")
        for visitor, number in ((ann, "703 555 0123"), (bea, "703 555 0199")):
            through_step_2(visitor).tick("Text me").fill("Telephone", number)
            visitor.tick("You may use what I wrote").press("Check your answers")
        assert "Ann" in ann.text
        assert "Bea" not in ann.text
        for visitor in (ann, bea):
            visitor.press("Send request")
            assert visitor.title == "We have your request"
        found = {s.answer("name"): s.answer("phone") for s in Submission.objects.all()}
        assert found == {"Ann": "+17035550123", "Bea": "+17035550199"}

    def test_a_tab_opened_from_what_was_begun_is_a_request_of_its_own(self, appointment):
        """Both say 'Ann', under two numbers: nobody knows whether that is one person."""
        client = Client()
        slow = through_step_1(Visitor(appointment.url, client))
        to_check(Visitor(appointment.url, client)).press("Send request")
        through_step_2(slow)
        assert "Step 3 of 3" in slow.text
        slow.tick("Call me").fill("Telephone", "703 555 0199").tick("You may use what I wrote")
        slow.press("Check your answers").press("Send request")
        assert slow.title == "We have your request"
        phones = {request.answer("phone") for request in Submission.objects.all()}
        assert phones == {"+17035550123", "+17035550199"}

    @pytest.mark.parametrize("first", ["ann", "bea"])
    def test_a_tab_that_was_filled_with_the_other_ones_answers_is_another_request(
        self, appointment, first
    ):
        client = Client()
        ann = to_check(Visitor(appointment.url, client))
        bea = Visitor(appointment.url, client)
        assert name_in(bea) == "Ann"
        bea.fill("First name", "Bea").press("Continue").press("Continue")
        bea.fill("Telephone", "703 555 0199").press("Check your answers")
        # Back in each tab shows what that tab wrote.
        assert name_in(go_to(ann, 1)) == "Ann"
        assert name_in(go_to(bea, 1)) == "Bea"
        order = (ann, bea) if first == "ann" else (bea, ann)
        for visitor in order:
            go_to(visitor, "check").press("Send request")
            assert visitor.title == "We have your request"
        found = {s.answer("name"): s.answer("phone") for s in Submission.objects.all()}
        assert found == {"Ann": "+17035550123", "Bea": "+17035550199"}
        assert ann.reference != bea.reference

    def test_more_tabs_than_there_is_room_for_work_without_cookies(self, appointment):
        client = Client()
        tabs = [Visitor(appointment.url, client) for _tab in range(7)]
        for number, tab in enumerate(tabs):
            tab.tick("I am new here").fill("First name", f"Person {number}").tick("18 or older")
            tab.press("Continue")
        for number, tab in enumerate(tabs):
            through_step_2(tab).tick("Text me").fill("Telephone", f"703 555 01{number}0")
            tab.tick("You may use what I wrote").press("Check your answers").press("Send request")
        names = sorted(request.answer("name") for request in Submission.objects.all())
        assert names == [f"Person {number}" for number in range(7)]

    def test_the_page_of_an_earlier_person_does_not_replace_their_request(self, form_page):
        """A shared tablet: Back shows the page of Ann, and Bea writes over it."""
        tablet = fill_small(Visitor(form_page.url)).press("Send")
        swap = {"Ann": "Bea", "(703) 555-0123": "703 555 0199"}
        tablet.sent = {k: [swap.get(v, v) for v in vs] for k, vs in tablet.sent.items()}
        assert tablet.send_again()["Location"] != tablet.posted["Location"]
        tablet.send_again()
        found = {s.answer("name"): s.amendments for s in Submission.objects.all()}
        assert found == {"Ann": None, "Bea": None}
