"""One person's request never replaces another's, and one person's slip of the pen is one request.

In doubt they are two: one request too many costs a telephone call, one that is replaced costs a patient.
"""

import pytest
from django.test import Client

from forms.models import Consent, OutboxMessage, Submission
from forms.requests.intake.decision import Word, is_same_person
from forms.requests.models import ConsentType
from forms.requests.privacy import consents
from tests.forms.visitor import Visitor, fill_small

ONE_PERSON = [
    ("Tom", "Tom Baker"), ("Baker Tom", "Tom Baker"), ("Baker, Tom", "Tom Baker"),
    ("José Núñez", "Jose Nunez"), ("Jürgen Müller", "Juergen Mueller"), ("Jürgen", "Jurgen"),
    ("Łukasz", "Lukasz"), ("Søren", "Soren"), ("Jan Groß", "Jan Gross"), ("Ann Baker", "Ann Baker-Carter"),
    ("Ann Marie", "Ann-Marie"), ("ANN", "ann"), ("Dr. Ann Lee", "Ann Lee"), ("Mr Tom Lee", "Tom Lee"),
    ("Ann Lee", "Ann B. Lee"), ("Pat O'Brien", "Pat O’Brien"), ("Pat O'Brien", "Pat OBrien"),
    ("Ann Smiht", "Ann Smith"), ("Jonh", "John"), ("Ann\u00a0Lee", "Ann  Lee"), ("Ann 🙂", "Ann"),
    ("Alex Lee (they/them)", "Alex Lee"), ("Alex Lee", "Alex Lee she/her"),
]  # fmt: skip
# Spelt anew: one person while all else that was said is the same.
RESPELT = [
    ("Rob", "Robert"), ("Jon", "John"), ("Anm", "Ann"), ("A.", "Ann"), ("Miller", "Ann Miller"),
    ("Ann", "Anne"), ("Karl", "Kadl"), ("Rita", "Rifa"), ("Hank", "Hanj"), ("Ted", "Tex"),
]  # fmt: skip
TWO_PEOPLE = [
    ("Maria Lopez", "Mario Lopez"), ("Tom Baker", "Kim Baker"), ("Mr Lee", "Mrs Lee"), ("Mr Lee", "Lee"),
    ("Mr Lee", "Mr and Mrs Lee"), ("John Lee", "John Lee Jr"), ("John Lee", "John Lee, Jr."),
    ("John Lee", "John Lee III"), ("John", "John's son"), ("Mary", "Mary's son"), ("John", "John for my mom"),
    ("Ann", "Ann & Bob"), ("Ann", "Ann and Bob"), ("Ann", "Ann, Bob"), ("Ann", "Ann/Bob"), ("Ann", "Ann + Bob"),
    ("Ana", "Ava"), ("Erik", "Erika"), ("Daniel", "Daniela"), ("Daniel", "Danielle"), ("Paul", "Paulette"),
    ("Joseph", "Josephine"), ("Christian", "Christina"), ("Gabriel", "Gabriella"), ("John", "Joan"),
    ("Tim", "Tom"), ("Ann", "Bob"), ("Ann", "Hanna"), ("李小龙", "李小凤"), ("Lee family", "Ann Lee"),
    ("Anna", "Hanno"), ("Marie", "Maria"), ("Carlo", "Carla"), ("Ann Lee", "Bob Lee"), ("Robert", "Bob"),
    ("Tina", "Tita"), ("Karl", "Kawl"), ("Ned", "Nek"),
]  # fmt: skip


def word(name: str, matter: str = "m", *, phone: str = "p", email: str = "e") -> Word:
    return Word(1, phone, email, name, f"{name} {phone} {email} {matter}", matter)


def list_corrections(pairs, matter: str) -> set:
    """Return the pairs that count as one person, asked both ways, at one telephone and mailbox."""
    found = set()
    for one, other in pairs:
        answers = {
            is_same_person(word(one), word(other, matter)),
            is_same_person(word(other), word(one, matter)),
        }
        assert len(answers) == 1, (one, other)
        found |= {(one, other)} if answers == {True} else set()
    return found


def test_sixty_pairs_of_names_at_one_telephone_and_one_mailbox():
    for matter in ("m", "another matter"):
        assert list_corrections(ONE_PERSON, matter) == set(ONE_PERSON)
        assert list_corrections(TWO_PEOPLE, matter) == set()
    assert list_corrections(RESPELT, "m") == set(RESPELT)
    assert list_corrections(RESPELT, "another matter") == set()


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (word("Ann"), word("Ann", "x", phone="q"), True),
        (word("Ann"), word("Bob", "x", phone="q"), False),
        (word("Ann"), word("Ann", phone="q", email="f"), False),
        (word("Ann", email=""), word("Ann", phone="q", email=""), True),
        (word("Ann", email=""), word("Ann", phone="", email="f"), True),
        (word("Ann", email=""), word("Bob", phone="", email="f"), False),
        # Another Maria, of whom only the first name is known.
        (word("Maria", email=""), word("Maria", "x", phone="q", email=""), False),
        (word("Maria", email=""), word("Maria", "x", phone="", email="f"), False),
        (word("Maria", phone="", email=""), word("Maria", "x", phone="q", email=""), False),
        (word("", phone="", email=""), word("", "x", phone="", email=""), False),
    ],
)
def test_numbers_and_addresses_that_were_corrected(before, after, expected):
    assert is_same_person(before, after) is expected
    assert is_same_person(after, before) is expected


def names() -> list[str]:
    return sorted(s.answer("name") for s in Submission.objects.all())


def send(visitor: Visitor, **changes: str) -> None:
    """Send the same page again with other answers, as Back and a corrected field do."""
    for label, value in changes.items():
        visitor.sent[visitor.names[label]] = [value]
    assert visitor.send_again().status_code == 302


@pytest.fixture
def ann(form_page):
    """Ann at the form of her household's tablet, sent."""
    visitor = fill_small(Visitor(form_page.url), email="home@example.com")
    labels = {
        "name": "First name", "phone": "Telephone", "email": "E-mail (optional)",
        "text": "Anything else?", "texts": "You may text me",
    }  # fmt: skip
    visitor.names = {key: visitor.input(label)["name"] for key, label in labels.items()}
    visitor.tick("You may text me")
    return visitor.press("Send")


@pytest.mark.django_db
class TestAtOneTablet:
    def test_each_of_a_family_who_goes_back_has_a_request(self, ann):
        """The same telephone, mailbox and ticks: only the name was written anew, again and again."""
        for name in ("Bob", "Anna", "Ann, Bob", "Ann Jr.", "Bob"):
            send(ann, name=name)
        assert names() == ["Ann", "Ann Jr.", "Ann, Bob", "Anna", "Bob"]
        assert not any(s.amendments for s in Submission.objects.all())
        assert OutboxMessage.objects.filter(kind="notice").count() == 5

    def test_there_and_back_between_two_people_keeps_the_last_word_of_each(self, ann):
        send(ann, name="Bob", text="first")
        send(ann, name="Ann", text="mornings")
        send(ann, name="Bob", text="evenings")
        send(ann, name="Ann", text="noon")
        send(ann, name="Bob", text="first")
        said = {s.answer("name"): s.answer("short_text") for s in Submission.objects.all()}
        assert said == {"Ann": "noon", "Bob": "first"}

    def test_number_there_and_back_and_there_from_fresh_forms(self, ann, form_page):
        """The last word is stored, whatever page it came from, and it stays one request."""
        numbers = ["703 555 0199", "703 555 0123", "703 555 0199"]
        for number in numbers:
            send(ann, phone=number)
        fresh = fill_small(
            Visitor(form_page.url, Client()), phone="703 555 0123", email="home@example.com"
        )
        fresh.tick("You may text me").press("Send")
        assert Submission.objects.get().answer("phone") == "+17035550123"
        assert len(Submission.objects.get().amendments) == 4

    def test_two_of_one_first_name_with_a_number_each(self, ann):
        """Only the first name is asked for; who corrects nothing but a number stays one."""
        send(ann, email="", text="I use a wheelchair.", phone="703 555 0124")
        send(ann, phone="703 555 0125 (cell)")
        send(ann, text="Evenings are best for me.", phone="703 555 0199")
        said = {s.answer("short_text"): s.answer("phone") for s in Submission.objects.all()}
        assert said == {
            "": "+17035550123", "I use a wheelchair.": "+17035550125",
            "Evenings are best for me.": "+17035550199",
        }  # fmt: skip

    def test_a_consent_taken_back_and_given_again(self, ann):
        request = Submission.objects.get()
        yes = ann.sent[ann.names["texts"]]
        for ticked in (False, True, False, True):
            ann.sent.pop(ann.names["texts"], None)
            if ticked:
                ann.sent[ann.names["texts"]] = yes
            ann.send_again()
            assert consents.read_standing(Submission.objects.get()).may_text is ticked
        assert Submission.objects.get() == request
        lines = Consent.objects.filter(kind=ConsentType.TEXT).order_by("pk")
        assert [line.given for line in lines if line.given] == [True] * 3
        assert sum(line.withdrawn_at is not None for line in lines) == 2

    def test_a_mistyped_number_and_a_consent_are_corrected_at_once(self, ann):
        """How somebody may be reached tells no two people apart."""
        send(ann, email="", phone="703 555 0124")
        ann.sent.pop(ann.names["texts"])
        send(ann, phone="703 555 0142 no voicemail please")
        request = Submission.objects.get()
        assert request.answer("phone") == "+17035550142"
        assert not consents.read_standing(request).may_text

    def test_another_persons_no_ends_nobody_elses_yes_on_their_own_request(self, ann):
        """Bob, at the same number, does not want to be texted: the number is not texted at all."""
        ann.sent.pop(ann.names["texts"])
        send(ann, name="Bob")
        first, second = Submission.objects.order_by("pk")
        assert first.answer("name") == "Ann"
        assert not consents.read_standing(second).may_text
        assert not consents.read_standing(first).may_text
