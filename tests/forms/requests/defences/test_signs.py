"""Honest answers are never suspect: one weak sign is a doubt, several or a strong one hold a request back."""

import json
from itertools import combinations

import pytest
from django.test import Client

from forms.models import Submission
from forms.requests.defences.signs import SIGNS, Weight, verdict_of
from forms.requests.defences.spam import HONEYPOT, LONG_TEXT
from tests.factories.forms import FormPageFactory, request_settings
from tests.forms.requests.defences.test_captcha import answers, keys  # noqa: F401
from tests.forms.visitor import Visitor, fill_small

WEAK = ["honeypot", "too_fast", "rate", "repeated", "links", "captcha_score"]
STRONG = ["no_token", "markup", "captcha_action"]
NOTED = [
    "bad_token", "old_token", "captcha_missing", "captcha_unreachable", "captcha_unusable",
]  # fmt: skip
LONG = "We are three friends and would like to come together to talk about what you offer. " * 2


class TestTable:
    def test_says_how_much_each_sign_weighs(self):
        weights = {code: sign.weight for code, sign in SIGNS.items()}
        assert weights == {
            **dict.fromkeys(WEAK, Weight.WEAK),
            **dict.fromkeys(STRONG, Weight.STRONG),
            **dict.fromkeys(NOTED, Weight.NOTED),
        }

    def test_nothing_is_passed(self):
        assert verdict_of([]) == "passed"

    @pytest.mark.parametrize("code", WEAK + NOTED)
    def test_one_weak_sign_is_a_doubt(self, code):
        assert verdict_of([code]) == "unverified"

    @pytest.mark.parametrize("code", STRONG)
    def test_a_strong_one_is_enough(self, code):
        assert verdict_of([code]) == "suspect"

    @pytest.mark.parametrize("pair", list(combinations(WEAK, 2)))
    def test_two_weak_signs_hold_back_unless_they_have_one_cause(self, pair):
        same_cause = set(pair) == {"rate", "captcha_score"}
        assert verdict_of(pair) == ("unverified" if same_cause else "suspect")

    def test_what_is_only_noted_never_adds_up(self):
        assert verdict_of([*NOTED, "links"]) == "unverified"

    def test_every_sign_has_words(self):
        assert all(str(sign.words) for sign in SIGNS.values())

    def test_every_weak_sign_names_its_cause(self):
        assert all(sign.cause for sign in SIGNS.values() if sign.weight == Weight.WEAK)


def send(page, client=None, change=None, patient=True, **values) -> Submission:
    visitor = fill_small(Visitor(page.url, client, patient=patient), **values)
    if change:
        change(visitor)
    visitor.press("Send")
    assert visitor.title == "We have your request"
    return Submission.objects.latest("pk")


def told(request: Submission) -> int:
    return request.messages.filter(kind="notice", state="waiting").count()


@pytest.mark.parametrize(
    "text",
    [
        "I use a wheelchair.",
        "Please call after 5 pm",
        "I prefer mornings, because I work in the afternoon.",
        "x" * (LONG_TEXT - 1),
    ],
)
def test_what_many_people_write_is_no_sign(form_page, text):
    requests = [send(form_page, phone=f"703 555 01{n:02}", text=text) for n in range(5)]
    assert {r.verdict for r in requests} == {"passed"}
    assert all(told(r) == 1 for r in requests)


def test_two_short_answers_are_not_one_long(db):
    request_settings()
    page = FormPageFactory(
        questions=[
            {"field_type": "phone", "label": "Telephone"},
            {"field_type": "access", "label": "Access"},
            {"field_type": "short_text", "label": "Anything else?"},
        ]
    )
    for n in range(4):
        visitor = Visitor(page.url).fill("Telephone", f"703 555 01{n:02}")
        visitor.fill("Access", "I use a wheelchair and need a ramp and a wide door, please.")
        visitor.fill("Anything else?", "Please call after 5 pm, before that I am at work.")
        visitor.press("Send")
    assert set(Submission.objects.values_list("verdict", flat=True)) == {"passed"}


def test_the_same_long_text_from_several_people_is_one_weak_sign(form_page):
    requests = [send(form_page, phone=f"703 555 01{n:02}", text=LONG) for n in range(4)]
    assert [r.verdict for r in requests] == ["passed", "passed", "unverified", "unverified"]
    assert all(told(r) == 1 for r in requests)


def test_a_telephone_of_one_household_is_not_several_people(form_page):
    how = {"how": "E-mail me", "text": LONG}
    requests = [send(form_page, email=f"p{n}@example.com", **how) for n in range(4)]
    assert {r.verdict for r in requests} == {"passed"}  # fill_small leaves one telephone number


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("I refer a patient. Our practice: www.practice.example", "unverified"),
        ("Write to office@practice.example, thank you.", "passed"),
        ("I read https://testserver/ketamine/ and have a question.", "passed"),
        ("HELLO, PLEASE CALL ME! THANK YOU!!!", "passed"),
        ("Necesito una cita, gracias. ¿Hablan español?", "passed"),
        ("我想预约，谢谢", "passed"),
        ("💛💛💛 🙏", "passed"),
        ("word " * 59, "passed"),
        ("703-555-0123, 703-555-0199 or 571-555-0100", "passed"),
        ("I weigh <a lot more> than I should", "passed"),
        ("test", "passed"),
    ],
)
def test_honest_notes(form_page, text, verdict):
    request = send(form_page, text=text, name="Test")
    assert request.verdict == verdict
    assert told(request) == 1


def test_a_clinician_who_refers_may_name_the_practices_address(db):
    request_settings()
    page = FormPageFactory(
        questions=[
            {"field_type": "visitor_kind", "label": "Who asks?"},
            {"field_type": "phone", "label": "Telephone"},
            {"field_type": "short_text", "label": "Anything else?"},
        ]
    )
    visitor = Visitor(page.url).tick("I am a clinician").fill("Telephone", "703 555 0123")
    visitor.fill("Anything else?", "See www.practice.example").press("Send")
    assert Submission.objects.get().verdict == "passed"


def test_the_fifteenth_visitor_behind_a_hospitals_address(form_page):
    hospital = {"REMOTE_ADDR": "198.51.100.7"}
    requests = [
        send(form_page, Client(**hospital), phone=f"703 555 01{n:02}", text="I use a wheelchair.")
        for n in range(15)
    ]
    assert Submission.objects.only_suspect().count() == 0
    assert requests[-1].reasons == ["rate"]
    assert all(told(r) == 1 for r in requests)


def test_behind_a_hospitals_address_with_a_low_score(form_page, keys, monkeypatch):  # noqa: F811
    request_settings(hourly_limit=1)
    answers(monkeypatch, json.dumps({"success": True, "score": 0.1, "action": "request"}))
    send(form_page)
    request = send(form_page, phone="703 555 0144")
    assert "rate" in request.reasons
    assert request.verdict == "unverified"


def test_an_extension_that_fills_everything(form_page):
    request = send(form_page, change=lambda v: v.values.update({HONEYPOT: ["Ann"]}))
    assert (request.verdict, told(request)) == ("unverified", 1)


def test_a_browser_that_fills_the_form_at_once(form_page):
    request = send(form_page, patient=False)
    assert (request.verdict, request.reasons) == ("unverified", ["too_fast"])
    assert told(request) == 1


def test_a_visitor_who_corrects_several_times(form_page):
    request_settings(hourly_limit=3)
    visitor = fill_small(Visitor(form_page.url))
    for n in range(5):
        visitor.open() if n else None
        fill_small(visitor, phone="703 555 0100", text=f"Call after {n + 1} pm").press("Send")
    assert not Submission.objects.only_suspect().exists()


def test_a_program_is_held_back_and_told_to_nobody(form_page):
    def fill_all(visitor):
        visitor.values[HONEYPOT] = ["https://cheap.example"]

    request = send(form_page, change=fill_all, text="https://cheap.example", patient=False)
    assert request.verdict == "suspect"
    assert request.messages.count() == 0


def test_pressing_twice_takes_no_sign_away(form_page):
    request_settings(hourly_limit=1)
    send(form_page)
    visitor = fill_small(Visitor(form_page.url), phone="703 555 0177", text="https://a.example")
    visitor.press("Send")
    visitor.send_again()
    assert Submission.objects.latest("pk").verdict == "suspect"
