"""Back, reload and coming back: every screen has an address, and no answer is lost or shown to somebody else."""

import pytest
from django.test import Client

from forms.models import Submission
from forms.pages.visit import sending
from forms.pages.visit.draft_cookie import COOKIE
from forms.requests.tokens import confirmation_token, read_token
from tests.factories.forms import FormPageFactory, starter_form
from tests.forms.pages.visit.going_back import content_of, go_to, is_empty_first_step, name_in
from tests.forms.pages.visit.stepping import through_step_1, through_step_2, to_check
from tests.forms.visitor import Visitor, fill_small

pytestmark = pytest.mark.django_db


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
        key = read_token(visitor.values["_token"][0]).key
        assert "(703) 555-0123" in go_to(visitor, "check").text
        assert go_to(visitor, 3).input("Telephone")["value"] == "703 555 0123"
        assert go_to(visitor, 2).input("An appointment").has_attr("checked")
        assert name_in(go_to(visitor, 1)) == "Ann"
        assert name_in(visitor.open()) == "Ann"
        visitor.fill("First name", "Bea").press("Continue")
        assert "Bea" in go_to(visitor, "check").text
        # Opened anew, it may be another tab: it has a token of its own.
        assert read_token(visitor.values["_token"][0]).key != key
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
        before = read_token(visitor.values["_token"][0]).key
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
        assert read_token(visitor.values["_token"][0]).key != before
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
