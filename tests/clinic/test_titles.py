"""What somebody is called follows from the licence: a physician is an MD or a DO."""

import pytest
from django.core.exceptions import ValidationError

from tests.factories.clinic import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("role", "Lead physician"),
        ("role", "Psychiatrist and founder"),
        ("role", "Anesthesiologist"),
        ("role", "Medical doctor"),
        ("credentials", "CRNA, physician"),
        ("bio", "Ada is our lead physician."),
        ("summary", "Our lead physician since 2012."),
        ("bio", "She works as a board-certified psychiatrist."),
    ],
)
def test_no_other_licence_makes_a_physician(field, words):
    person = PersonFactory(**{"credentials": "PhD, CRNA", field: words})
    with pytest.raises(ValidationError) as refused:
        person.full_clean()
    assert field in refused.value.message_dict
    if field != "credentials":
        person.credentials = "MD"
        person.full_clean()


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("role", "Psychiatric nurse practitioner"),
        ("role", "Physician assistant"),
        ("role", "Certified anesthesiologist assistant"),
        ("bio", "She is supervised by a physician and works with two psychiatrists."),
        ("summary", "Works with our physicians on each plan."),
        ("bio", "As a nurse he calls the physician when something is unclear."),
    ],
)
def test_who_works_with_one_may_say_so(field, words):
    PersonFactory(**{"credentials": "PhD, CRNA", field: words}).full_clean()
