"""Steps and 'check your answers', without JavaScript and without a session."""

import pytest
from django.test import override_settings

from forms.models import Submission
from forms.requests.encryption import seal_json, unseal_json
from forms.requests.tokens import read_token
from tests.factories.forms import FormPageFactory
from tests.forms.pages.visit.stepping import through_step_1, through_step_2, to_check
from tests.forms.visitor import Visitor

pytestmark = pytest.mark.django_db


class TestSteps:
    def test_one_part_at_a_time_with_its_number(self, appointment):
        visitor = Visitor(appointment.url)
        assert "Step 1 of 3" in visitor.text
        assert visitor.form.find("h2").get_text() == "About you"
        assert "Telephone" not in visitor.form.get_text()
        through_step_1(visitor)
        assert "Step 2 of 3" in visitor.text
        assert visitor.form.find("h2").get_text() == "What you are looking for"

    def test_the_window_names_the_step_by_number_and_heading(self, appointment):
        visitor = Visitor(appointment.url)
        first = visitor.page.title.get_text(strip=True)
        assert "Step" not in first
        through_step_1(visitor)
        begin = f"Step 2 of 3, What you are looking for: {appointment.title}"
        assert visitor.page.title.get_text(strip=True).startswith(begin)
        visitor.press("Continue")
        assert visitor.page.title.get_text(strip=True).startswith(f"Error: {begin}")

    def test_optional_addresses_say_when_they_are_needed(self, appointment):
        """The choice of 'call me' makes the number required; without a script only words tell."""
        visitor = through_step_2(through_step_1(Visitor(appointment.url)))
        for kind, hint in (
            ("tel", "Needed if you ask us to call or text."),
            ("email", "Needed if you ask for an e-mail."),
        ):
            described = visitor.form.select_one(f"input[type={kind}]")["aria-describedby"].split()
            words = " ".join(visitor.form.find(id=key).get_text() for key in described)
            assert hint in words

    def test_a_step_with_errors_is_not_left(self, appointment):
        visitor = Visitor(appointment.url).press("Continue")
        assert "Step 1 of 3" in visitor.text
        assert len(visitor.errors) == 3

    def test_nothing_is_stored_before_the_end(self, appointment):
        to_check(Visitor(appointment.url))
        assert Submission.objects.count() == 0

    def test_back_keeps_what_was_typed_there_and_here(self, appointment):
        visitor = through_step_1(Visitor(appointment.url))
        visitor.tick("An appointment").fill("makes a visit easier", "A ramp").press("Back")
        assert visitor.values[visitor.input("First name")["name"]] == ["Ann"]
        visitor.press("Continue")
        assert visitor.input("An appointment").has_attr("checked")
        assert visitor.input("makes a visit easier").get_text().strip() == "A ramp"

    def test_back_keeps_even_what_is_wrong(self, appointment):
        visitor = through_step_2(through_step_1(Visitor(appointment.url)))
        visitor.fill("Telephone", "12").press("Back").press("Continue")
        assert visitor.values[visitor.input("Telephone")["name"]] == ["12"]

    def test_a_box_that_is_unticked_stays_unticked(self, appointment):
        visitor = through_step_2(through_step_1(Visitor(appointment.url))).press("Back")
        visitor.untick("An appointment").tick("Another question").press("Continue").press("Back")
        assert not visitor.input("An appointment").has_attr("checked")
        assert visitor.input("Another question").has_attr("checked")

    def test_there_is_no_way_back_from_the_first_step(self, appointment):
        buttons = [b.get_text() for b in Visitor(appointment.url).form.find_all("button")]
        assert buttons == ["Continue"]

    def test_the_first_button_of_a_step_goes_on_so_that_enter_does(self, appointment):
        visitor = through_step_1(Visitor(appointment.url))
        assert visitor.form.find("button")["value"] == "next"

    def test_the_same_token_goes_through_all_steps(self, appointment):
        visitor = Visitor(appointment.url)
        before = read_token(visitor.values["_token"][0])
        to_check(visitor)
        assert read_token(visitor.values["_token"][0]) == before

    def test_earlier_answers_travel_encrypted(self, appointment):
        visitor = through_step_1(Visitor(appointment.url))
        assert "Ann" not in visitor.response.content.decode()
        assert ["Ann"] in unseal_json(visitor.values["_state"][0], "carried answers")["a"].values()

    def test_a_session_is_not_needed(self, appointment):
        visitor = to_check(Visitor(appointment.url))
        assert "sessionid" not in visitor.client.cookies

    def test_a_condition_on_an_earlier_step_leaves_the_question_out(self, db):
        page = FormPageFactory(
            use_steps=True,
            contact_rule="none",
            questions=[
                {"field_type": "yes_no", "label": "Interpreter?", "section": "One"},
                {
                    "field_type": "singleline",
                    "label": "Language",
                    "section": "Two",
                    "show_if": "Interpreter?",
                    "show_if_answer": "Yes",
                },
                {"field_type": "singleline", "label": "Town", "section": "Three"},
            ],
        )
        visitor = Visitor(page.url).tick("No").press("Continue")
        assert visitor.form.find("h2").get_text() == "Three"
        assert "Step 2 of 2" in visitor.text
        visitor.press("Back").tick("Yes").press("Continue")
        assert visitor.form.find("h2").get_text() == "Two"

    def test_parts_without_steps_are_headings_of_one_page(self, db):
        page = FormPageFactory(
            contact_rule="none",
            questions=[
                {"field_type": "singleline", "label": "A", "section": "One"},
                {"field_type": "singleline", "label": "B", "section": "Two"},
            ],
        )
        visitor = Visitor(page.url)
        assert [h.get_text() for h in visitor.form.find_all("h2")] == ["One", "Two"]
        assert "Step" not in visitor.form.parent.get_text()

    @pytest.mark.parametrize("state", ["x", "", "gAAAA", "\x00", ["no", "dict"], 5, {"a": 7}])
    def test_a_broken_state_asks_again_and_never_fails(self, appointment, state):
        visitor = through_step_1(Visitor(appointment.url))
        visitor.values["_state"] = [
            state if isinstance(state, str) else seal_json(state, "carried answers")
        ]
        visitor.tick("An appointment").press("Continue")
        assert visitor.status == 200

    @pytest.mark.parametrize("step", ["9", "-1", "x", "check", "0" * 50, "²"])
    def test_a_made_up_step_never_fails(self, appointment, step):
        visitor = Visitor(appointment.url)
        visitor.values["_step"] = [step]
        assert visitor.press("Continue").status == 200
        assert Submission.objects.count() == 0

    @pytest.mark.parametrize("go", ["send", "step:99", "step:x", "step:", "back", "nonsense"])
    def test_a_made_up_button_never_skips_the_checks(self, appointment, go):
        visitor = Visitor(appointment.url)
        response = visitor.client.post(appointment.url, {**visitor.values, "_go": go})
        assert response.status_code == 303
        assert response["Location"] == f"{appointment.url}?step=1"
        assert Submission.objects.count() == 0


class TestCheckYourAnswers:
    def test_shows_every_answer_in_words(self, appointment):
        visitor = to_check(Visitor(appointment.url))
        assert visitor.title == "Check your answers"
        rows = {
            row.find("dt").get_text(): row.find("dd").get_text(strip=True)
            for row in visitor.page.select(".c-answers__row")
        }
        assert rows["First name"] == "Ann"
        assert rows["How shall we reach you?"] == "Text me"
        assert rows["Telephone"] == "(703) 555-0123"
        assert rows["E-mail"] == "Not answered"
        assert rows["Text messages"] == "No"
        assert "May we leave a voicemail?" not in rows

    def test_says_that_nothing_has_been_sent(self, appointment):
        assert "Nothing has been sent yet." in to_check(Visitor(appointment.url)).text

    def test_each_answer_can_be_changed_and_names_its_question(self, appointment):
        visitor = to_check(Visitor(appointment.url))
        visitor.press("Change First name")
        assert "Step 1 of 3" in visitor.text
        visitor.fill("First name", "Bea").press("Continue").press("Continue")
        visitor.press("Check your answers")
        assert "Bea" in visitor.text
        visitor.press("Send request")
        assert Submission.objects.get().answer("name") == "Bea"

    def test_sends(self, appointment):
        visitor = to_check(Visitor(appointment.url)).press("Send request")
        assert visitor.title == "We have your request"
        request = Submission.objects.get()
        assert request.answer("help_wanted") == ["appointment"]
        assert request.verdict == Submission.Verdict.PASSED

    def test_back_leads_to_the_last_step(self, appointment):
        visitor = to_check(Visitor(appointment.url)).press("Back")
        assert "Step 3 of 3" in visitor.text

    def test_a_changed_answer_can_bring_a_question_that_must_be_answered_first(self, db):
        page = FormPageFactory(
            check_answers=True,
            use_steps=True,
            contact_rule="none",
            questions=[
                {"field_type": "yes_no", "label": "Interpreter?", "section": "One"},
                {
                    "field_type": "singleline",
                    "label": "Language",
                    "section": "Two",
                    "show_if": "Interpreter?",
                    "show_if_answer": "Yes",
                },
            ],
        )
        visitor = Visitor(page.url).tick("No").press("Check your answers")
        visitor.press("Change").tick("Yes").press("Check your answers").press("Check your answers")
        assert len(visitor.errors) == 1

    def test_after_a_change_of_key_the_old_key_still_opens_the_state(self, appointment, settings):
        visitor = to_check(Visitor(appointment.url))
        new = "bmV3LWtleS0zMi1ieXRlcy1sb25nLWZvci10ZXN0cy4="
        with override_settings(FIELD_ENCRYPTION_KEYS=[new, *settings.FIELD_ENCRYPTION_KEYS]):
            visitor.press("Send request")
            assert visitor.title == "We have your request"
