"""Ways to be reached, and questions that are asked only after an answer."""

import pytest

from forms.models import Submission
from tests.factories.forms import FormPageFactory
from tests.forms.visitor import Visitor, fill_small

pytestmark = pytest.mark.django_db


class TestContactRules:
    def test_somebody_must_be_able_to_answer(self):
        page = FormPageFactory(
            questions=[
                {"field_type": "phone", "label": "Telephone", "required": False},
                {"field_type": "email", "label": "E-mail", "required": False},
            ]
        )
        visitor = Visitor(page.url).press("Send")
        assert visitor.errors == [
            "Leave a telephone number or an e-mail address, so that we can answer."
        ]
        visitor.fill("E-mail", "ann@example.com").press("Send")
        assert Submission.objects.count() == 1

    def test_both_when_the_form_wants_both(self):
        page = FormPageFactory(
            contact_rule="both",
            questions=[
                {"field_type": "phone", "label": "Telephone", "required": False},
                {"field_type": "email", "label": "E-mail", "required": False},
            ],
        )
        visitor = Visitor(page.url).fill("Telephone", "703 555 0123").press("Send")
        assert visitor.errors == ["Leave an e-mail address, so that we can write."]

    def test_neither_when_the_form_wants_neither(self):
        page = FormPageFactory(
            contact_rule="none", questions=[{"field_type": "singleline", "label": "Idea"}]
        )
        Visitor(page.url).fill("Idea", "More plants").press("Send")
        assert Submission.objects.count() == 1

    @pytest.mark.parametrize(
        ("how", "error"),
        [
            ("Call me", "You asked us to call. Write the number, with its area code."),
            ("Text me", "You asked us to text. Write the number, with its area code."),
            ("E-mail me", "You asked for an e-mail. Write the address."),
        ],
    )
    def test_the_chosen_way_needs_its_address(self, form_page, how, error):
        visitor = fill_small(Visitor(form_page.url), how=how, phone="")
        visitor.press("Send")
        assert error in visitor.errors

    def test_a_wrong_number_has_one_error_not_two(self, form_page):
        visitor = fill_small(Visitor(form_page.url), phone="12").press("Send")
        assert len(visitor.errors) == 1


class TestConditions:
    def test_a_question_that_is_not_asked_is_not_required(self, form_page):
        visitor = fill_small(Visitor(form_page.url), how="Text me").press("Send")
        assert visitor.title == "We have your request"

    def test_one_that_is_asked_is_required(self, form_page):
        visitor = fill_small(Visitor(form_page.url))
        del visitor.values[visitor.input("Yes")["name"]]
        visitor.press("Send")
        assert len(visitor.errors) == 1

    def test_what_was_answered_though_not_asked_is_not_stored(self, form_page):
        visitor = fill_small(Visitor(form_page.url), how="Text me").tick("Yes").press("Send")
        assert visitor.title == "We have your request"
        assert Submission.objects.get().answer("voicemail") == ""

    def test_without_script_the_condition_stands_in_words(self, form_page):
        assert (
            "Only if you chose ‘Call me’ at ‘How shall we reach you?’."
            in Visitor(form_page.url).text
        )

    def test_with_script_the_condition_stands_in_data(self, form_page):
        visitor = Visitor(form_page.url)
        field = visitor.input("Yes").find_parent(attrs={"data-show-if": True})
        assert field["data-show-if"] == visitor.input("Call me")["name"]
        assert field["data-show-codes"] == "call"

    def test_a_chain_of_conditions_breaks_at_its_first_link(self):
        page = FormPageFactory(
            contact_rule="none",
            questions=[
                {"field_type": "yes_no", "label": "Children?"},
                {
                    "field_type": "radio",
                    "label": "How many?",
                    "choices": "One\nMore",
                    "show_if": "Children?",
                    "show_if_answer": "Yes",
                },
                {
                    "field_type": "singleline",
                    "label": "Ages?",
                    "show_if": "How many?",
                    "show_if_answer": "More",
                },
            ],
        )
        visitor = Visitor(page.url).tick("No").tick("More").fill("Ages?", "3 and 5").press("Send")
        assert visitor.title == "We have your request"
        assert [row["text"] for row in Submission.objects.get().answers()] == ["No", "", ""]

    def test_a_condition_on_a_question_that_is_gone_asks_rather_than_hides(self):
        page = FormPageFactory(
            contact_rule="none",
            questions=[{"field_type": "singleline", "label": "Ages?", "show_if": "Nothing"}],
        )
        assert Visitor(page.url).press("Send").errors

    def test_any_answer_will_do_where_none_is_named(self):
        page = FormPageFactory(
            contact_rule="none",
            questions=[
                {"field_type": "singleline", "label": "Practice", "required": False},
                {"field_type": "singleline", "label": "Town", "show_if": "Practice"},
            ],
        )
        assert not Visitor(page.url).press("Send").errors
        assert Visitor(page.url).fill("Practice", "x").press("Send").errors
