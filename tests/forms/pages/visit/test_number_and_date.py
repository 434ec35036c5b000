"""Questions for a number and for a date near today: understood as people write them; a birth date is refused."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from forms.models import Submission
from forms.pages.inputs import Date, Number
from forms.requests.privacy.never_asked import find_never_asked
from tests.factories.forms import SMALL, FormPageFactory, request_settings
from tests.forms.visitor import Visitor, fill_small

SOON = timezone.localdate() + timedelta(days=30)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [("3", "3"), (" 1,200 ", "1200"), ("2.5", "2.5"), ("٣", "3"), ("12,345,678", "12345678"), ("", "")],
)  # fmt: skip
def test_a_number_as_people_write_it(typed, stored):
    assert Number(required=False).clean(typed) == stored


@pytest.mark.parametrize("typed", ["three", "3 people", "1,2", "1-2", "--", "1e5", "3.", "."])
def test_what_is_no_number_is_said(typed):
    with pytest.raises(ValidationError, match="for example 12"):
        Number().clean(typed)


@pytest.mark.parametrize(
    "pattern",
    ["%Y-%m-%d", "%m/%d/%Y", "%m/%d/%y", "%m-%d-%Y", "%B %d, %Y", "%b. %d %Y", "%d %B %Y", "%m.%d.%Y", "%m / %d / %Y"],
)  # fmt: skip
def test_a_date_as_people_write_it(pattern):
    assert Date().clean(SOON.strftime(pattern)) == SOON.isoformat()


def test_september_as_americans_shorten_it():
    day = SOON.replace(month=9, day=3)
    assert Date().clean(f"Sept. 3, {day.year}") == day.isoformat()


@pytest.mark.parametrize("typed", ["31/31/2026", "tomorrow", "5/12", "2026-02-30"])
def test_what_is_no_date_is_said(typed):
    with pytest.raises(ValidationError, match="month, day and year"):
        Date().clean(typed)


@pytest.mark.parametrize("typed", ["1984-05-12", "5/12/84", "2199-01-01"])
def test_a_birth_date_is_refused(typed):
    with pytest.raises(ValidationError, match="within three years"):
        Date().clean(typed)


@pytest.mark.parametrize(
    "words",
    [
        "Date of birth", "Birth year", "DOB", "D.O.B.", "When were you born?", "How old are you?", "Your age",
        "Which diagnosis?", "Were you diagnosed before?", "Your medications", "Dose", "How many mg?", "Your weight",
        "Medicare number", "Driver’s license",
    ],
)  # fmt: skip
def test_what_must_not_be_asked(words):
    assert find_never_asked(words)


@pytest.mark.parametrize(
    "words",
    [
        "When would you like to come?", "How many people come along?", "Wait for us", "Do you have Medicare?",
        "Management", "Message", "How old is the building?", "Language", "Stage", "Weighty matters",
    ],
)  # fmt: skip
def test_what_may_be_asked(words):
    assert not find_never_asked(words)


@pytest.mark.django_db
def test_are_asked_kept_after_an_error_and_read_in_words():
    request_settings()
    page = FormPageFactory(
        slug="visit",
        questions=[
            *SMALL,
            {"field_type": "number", "label": "How many come along?", "required": False},
            {"field_type": "date", "label": "Which day?", "required": False},
        ],
    )
    visitor = fill_small(Visitor(page.url))
    number, day = visitor.input("How many come along?"), visitor.input("Which day?")
    assert (number["inputmode"], number["type"], day["type"]) == ("decimal", "text", "date")
    visitor.fill("How many come along?", "two").fill("Which day?", "1970-01-01").press("Send")
    assert len(visitor.errors) == 2
    assert visitor.input("How many come along?")["value"] == "two"
    visitor.fill("How many come along?", "2").fill("Which day?", SOON.isoformat()).press("Send")
    texts = {row["label"]: row["text"] for row in Submission.objects.get().answers()}
    assert texts["How many come along?"] == "2"
    assert texts["Which day?"] == f"{SOON:%a}, {SOON:%b} {SOON.day}, {SOON.year}"
