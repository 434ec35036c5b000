"""Answers are in the clinic's own words, and a condition waits for one or for any of several of them."""

from dataclasses import replace

import pytest
from bs4 import BeautifulSoup

from forms.models import Submission
from forms.pages.form_changes import pack_question, unpack_question
from forms.pages.form_field import LONGEST_ANSWER
from forms.pages.questions import find_asked, resolve_questions
from forms.pages.visit.preview_choice import answer_branch, list_branches
from tests.factories.forms import SMALL, FormPageFactory, request_settings
from tests.forms.pages.editor.test_editing import errors, publish, question
from tests.forms.pages.recovery.changes import stored
from tests.forms.pages.recovery.test_changed_questions import edit_question, finish
from tests.forms.visitor import Visitor, fill_small

pytestmark = pytest.mark.django_db

RIDE = question(
    label="How do you come?", field_type="radio", choices="By car\nBy bus 🚌\nOn foot, slowly"
)
OURS = "‘Call me’, ‘Text me’, ‘E-mail me’"


def asks_after(answer: str) -> dict:
    return question(
        label="Which way?", field_type="singleline", show_if=RIDE["label"], show_if_answer=answer
    )


@pytest.mark.parametrize(
    ("questions", "sentence"),
    [
        ([question(label="How?", field_type="contact_method", own_words="Ring me\nText me")], OURS),
        ([question(label="How?", field_type="contact_method", own_words="Ring\nRing\nWrite")], OURS),
        ([question(label="OK?", field_type="yes_no", own_words="Yes\nMy SSN")], "must not ask for ‘SSN’"),
        ([question(label="OK?", field_type="yes_no", own_words=f"Yes\n{'No' * LONGEST_ANSWER}")], "at most 200 letters"),
        ([question(label="Way?", field_type="radio", choices=f"A\n{'B' * 5000}")], "at most 200 letters"),
        ([RIDE, asks_after("By bus 🚌\nBy plane")], "no such answer"),
        ([RIDE, {**RIDE, "choices": "A\nB"}, asks_after("By car")], "Several questions before this one are called"),
    ],
)  # fmt: skip
def test_what_would_mean_something_else_is_refused_with_a_sentence(admin, questions, sentence):
    answer = publish(admin, question(), *[dict(each) for each in questions])
    assert answer.status_code == 200
    assert sentence in errors(answer)


def test_words_for_a_kind_that_has_no_answers_of_its_own_mean_nothing(admin):
    leftover = question(label="Town", field_type="singleline", own_words="A\nB", choices="C" * 999)
    assert publish(admin, question(), leftover).status_code == 302


def test_any_of_several_answers_will_do(admin):
    publish(admin, question(), dict(RIDE), asks_after("by bus 🚌\n\nOn foot, slowly"))
    page = FormPageFactory._meta.model.objects.get()
    asked = resolve_questions(page.form_fields.all(), use_steps=False)
    assert asked[-1].condition.codes == ("By bus 🚌", "On foot, slowly")
    assert list_branches(asked) == [
        (f"{asked[1].key}:By bus 🚌", "How do you come?: By bus 🚌"),
        (f"{asked[1].key}:On foot, slowly", "How do you come?: On foot, slowly"),
    ]
    shown = BeautifulSoup(Visitor(page.url).response.content, "html.parser")
    told = shown.select_one(".c-field__if").get_text(strip=True)
    assert told == "Only if you chose ‘By bus 🚌’ or ‘On foot, slowly’ at ‘How do you come?’."
    # One code a line: an answer of several words is one answer for the script, too.
    assert shown.select_one("[data-show-codes]")["data-show-codes"].split("\n") == [
        "By bus 🚌", "On foot, slowly",
    ]  # fmt: skip


BOTH = [
    {"field_type": "email", "label": "E-mail", "section": "You"},
    {"field_type": "yes_no", "label": "Is it far?"},
    {"field_type": "singleline", "label": "How far?", "section": "Your way", "show_if": "Is it far?", "show_if_answer": "Yes"},
    {"field_type": "yes_no", "label": "Do you drive?", "required": False},
    {"field_type": "singleline", "label": "Who drives?", "show_if": "Do you drive?", "show_if_answer": "No",
     "also_if": "Is it far?", "also_if_answer": "Yes"},
    {"field_type": "singleline", "label": "Which exit?", "show_if": "How far?"},
]  # fmt: skip


def ask(**values):
    request_settings()
    page = FormPageFactory(questions=BOTH, **values)
    page.save_revision().publish()
    return page


def test_two_conditions_both_have_to_hold(db):
    asked = resolve_questions(ask().form_fields.all(), use_steps=False)
    far, drives, who = asked[1].key, asked[3].key, asked[4]
    assert who.condition.words == (
        "Only if you chose ‘No’ at ‘Do you drive?’ and you chose ‘Yes’ at ‘Is it far?’."
    )
    for first, second, is_asked in (
        ("yes", "no", True),
        ("yes", "yes", False),
        ("no", "no", False),
    ):
        answers = {far: [first], drives: [second]}
        assert (who in find_asked(asked, answers)) is is_asked
    # The preview leads into what waits for two answers from either of them.
    for branch in (f"{far}:yes", f"{drives}:no"):
        assert branch in dict(list_branches(asked))
        assert who in find_asked(asked, answer_branch(asked, branch))


def test_a_step_draws_what_an_answer_on_it_can_bring_and_nothing_else(db):
    page = ask(use_steps=True)
    for far, drawn in (
        ("Yes", {"How far?", "Do you drive?", "Who drives?", "Which exit?"}),
        ("No", {"Do you drive?"}),
    ):
        visitor = Visitor(page.url).fill("E-mail", "ann@example.com").tick(far).press("Continue")
        assert {
            each for each in drawn | {"Who drives?", "Which exit?"} if each in visitor.text
        } == drawn


def test_a_form_that_is_open_carries_both_and_one_from_before_there_were_two(db):
    who = resolve_questions(ask().form_fields.all(), use_steps=False)[4]
    packed = pack_question(who)
    assert unpack_question(packed) == who
    assert unpack_question({**packed, "i": packed["i"][0]}).condition == replace(
        who.condition, also=None
    )


@pytest.mark.parametrize(
    ("values", "sentence"),
    [({"also_if": "Nothing"}, "called ‘Nothing’"), ({"also_if_answer": "Yes"}, "which question must have this answer"),
     ({"also_if": "How do you come?", "also_if_answer": "By plane"}, "no such answer")],
)  # fmt: skip
def test_the_second_condition_is_checked_like_the_first(admin, values, sentence):
    answer = publish(admin, question(), dict(RIDE), {**asks_after("By car"), **values})
    assert answer.status_code == 200 and sentence in errors(answer)


@pytest.fixture
def reworded(db):
    """The small form, with answers of kinds that the front desk works with in other words."""
    request_settings()
    own = {
        "contact_method": "Give me a ring ☎️\nSend a text\nWrite an e-mail",
        "help_wanted": "A first talk\nA visit\nWhat it would cost me\nSomething else",
    }
    questions = [{**each, "own_words": own.get(each["field_type"], "")} for each in SMALL]
    questions[4]["show_if_answer"] = "Give me a ring ☎️"
    page = FormPageFactory(questions=questions)
    page.save_revision().publish()
    return page


def test_own_words_are_asked_and_mean_what_ours_mean(reworded):
    visitor = fill_small(Visitor(reworded.url), how="Give me a ring").tick("Yes")
    visitor.tick("What it would cost me")
    finish(visitor)
    sent = Submission.objects.get()
    assert sent.wants_estimate is True
    assert "We try to call you" in visitor.text
    assert stored()["contact_method"] == "Give me a ring ☎️"
    told = {q["kind"]: dict(q["options"]) for q in sent.schema}
    assert told["help_wanted"]["estimate"] == "What it would cost me"


def test_words_that_are_changed_while_somebody_answers_keep_their_meaning(reworded):
    visitor = fill_small(Visitor(reworded.url), how="Give me a ring").tick("Yes")
    edit_question(reworded, "contact_method", own_words="Call\nText\nWrite")
    finish(visitor)
    assert "We try to call you" in visitor.text
    assert stored()["contact_method"] in ("Call", "Give me a ring ☎️")


def test_a_draft_with_too_few_words_asks_in_ours():
    page = FormPageFactory(
        questions=[{"field_type": "yes_no", "label": "OK?", "own_words": "Sure"}]
    )
    (asked,) = resolve_questions(page.form_fields.all(), use_steps=False)
    assert [text for _code, text in asked.options] == ["Yes", "No"]
