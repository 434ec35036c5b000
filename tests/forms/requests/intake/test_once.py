"""However often it is sent, it is one request, and nothing that was sent is lost."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from forms.models import Consent, OutboxMessage, Submission
from forms.requests.defences.spam import HONEYPOT
from forms.requests.intake import decision
from tests.factories.forms import FormPageFactory
from tests.forms.visitor import Visitor, fill_small

pytestmark = pytest.mark.django_db


def test_a_double_click_is_one_request(form_page):
    visitor = fill_small(Visitor(form_page.url)).press("Send")
    again = visitor.send_again()
    assert again["Location"] == visitor.posted["Location"]
    assert Submission.objects.count() == 1
    assert OutboxMessage.objects.count() == 1
    # One line each: contact yes, text messages no, voicemail yes.
    assert Consent.objects.count() == 3


def test_a_hundred_clicks_are_one_request(form_page):
    visitor = fill_small(Visitor(form_page.url)).press("Send")
    places = {visitor.send_again()["Location"] for _click in range(20)}
    assert places == {visitor.posted["Location"]}
    assert Submission.objects.count() == 1


def test_reloading_the_confirmation_sends_nothing(form_page):
    visitor = fill_small(Visitor(form_page.url)).press("Send")
    first = visitor.reference
    visitor.open(visitor.posted["Location"])
    assert visitor.reference == first
    assert Submission.objects.count() == 1


def test_sending_from_another_browser_after_a_crash_is_one_request(form_page):
    visitor = fill_small(Visitor(form_page.url)).press("Send")
    assert visitor.send_again(Client()).status_code == 302
    assert Submission.objects.count() == 1


def test_two_tabs_with_the_same_answers_are_one_request(form_page):
    client = Client()
    tabs = [fill_small(Visitor(form_page.url, client)) for _tab in range(2)]
    for tab in tabs:
        tab.press("Send")
    assert tabs[0].reference == tabs[1].reference
    assert Submission.objects.count() == 1


def test_the_back_button_and_a_second_sending_is_one_request(form_page):
    client = Client()
    fill_small(Visitor(form_page.url, client)).press("Send")
    # 'no-store' makes the browser fetch the form anew: another token, the same answers.
    fill_small(Visitor(form_page.url, client)).press("Send")
    assert Submission.objects.count() == 1


def test_a_correction_goes_into_the_same_request_and_loses_nothing(form_page):
    visitor = fill_small(Visitor(form_page.url), phone="703 555 0123").press("Send")
    name = next(
        k for k, v in visitor.sent.items() if v == ["(703) 555-0123"] or v == ["703 555 0123"]
    )
    visitor.sent[name] = ["703 555 0199"]
    again = visitor.send_again()
    request = Submission.objects.get()
    assert again["Location"] == visitor.posted["Location"]
    assert request.answer("phone") == "+17035550199"
    assert [a["form_data"][name] for a in request.amendments] == ["+17035550123"]
    # Staff are told again, and duplicates are found by the new number.
    assert OutboxMessage.objects.count() == 2
    assert [e.kind for e in request.events.all()] == ["received", "resent"]


def test_after_so_many_corrections_another_one_is_a_request_of_its_own(form_page, monkeypatch):
    monkeypatch.setattr(decision, "MOST_CORRECTIONS", 5)
    visitor = fill_small(Visitor(form_page.url), text="word").press("Send")
    text = next(k for k, v in visitor.sent.items() if v == ["word"])
    for number in range(8):
        visitor.sent[text] = [f"word {number}"]
        assert visitor.send_again().status_code == 302
    rows = list(Submission.objects.order_by("pk"))
    said = [row.form_data[text] for row in rows]
    kept = [earlier["form_data"][text] for row in rows for earlier in row.amendments or []]
    assert {*said, *kept} == {"word", *(f"word {n}" for n in range(8))}
    assert [len(row.amendments or []) for row in rows] == [5, 2]


def test_people_of_other_names_under_one_token_lose_nothing(form_page):
    visitor = fill_small(Visitor(form_page.url)).press("Send")
    name = next(k for k, v in visitor.sent.items() if v == ["Ann"])
    for number in range(8):
        visitor.sent[name] = [f"Ann {number}"]
        assert visitor.send_again().status_code == 302
    names = {s.answer("name") for s in Submission.objects.all()}
    kept = {a["form_data"][name] for s in Submission.objects.all() for a in s.amendments or []}
    assert names | kept == {"Ann", *(f"Ann {n}" for n in range(8))}


def test_other_answers_a_day_later_are_a_new_request(form_page):
    visitor = fill_small(Visitor(form_page.url)).press("Send")
    Submission.objects.update(submit_time=timezone.now() - timedelta(hours=25))
    name = next(k for k, v in visitor.sent.items() if v == ["Ann"])
    visitor.sent[name] = ["Ann B."]
    visitor.send_again()
    assert Submission.objects.count() == 2
    # And sending that twice is still one.
    visitor.send_again()
    assert Submission.objects.count() == 2


def test_the_same_answers_after_it_was_closed_are_a_new_request(form_page):
    from forms.requests.workflow import change_status
    from tests.factories.forms import member_of

    fill_small(Visitor(form_page.url)).press("Send")
    change_status(Submission.objects.get(), "closed", by=member_of("Front desk"), reason="declined")
    fill_small(Visitor(form_page.url)).press("Send")
    assert Submission.objects.count() == 2


def test_two_people_with_the_same_answers_but_no_contact_are_two(db):
    page = FormPageFactory(
        contact_rule="none", questions=[{"field_type": "singleline", "label": "Idea"}]
    )
    for _person in range(2):
        Visitor(page.url).fill("Idea", "Longer hours").press("Send")
    assert Submission.objects.count() == 2


def test_the_same_person_may_send_two_different_forms(form_page):
    other = FormPageFactory(slug="other")
    fill_small(Visitor(form_page.url)).press("Send")
    fill_small(Visitor(other.url)).press("Send")
    assert Submission.objects.count() == 2


def test_somebody_elses_token_opens_nothing(form_page):
    """Who copies a token sees a reference number and a time, never an answer."""
    visitor = fill_small(Visitor(form_page.url), text="a secret of mine").press("Send")
    thief = Visitor(form_page.url, Client())
    thief.values["_token"] = visitor.sent["_token"]
    fill_small(thief, name="Eve", phone="703 555 0177").press("Send")
    assert "secret" not in thief.text
    assert "Ann" not in thief.text
    everything = [s.form_data for s in Submission.objects.all()]
    everything += [a["form_data"] for s in Submission.objects.all() for a in s.amendments or []]
    assert len(everything) == 2


def test_a_doubted_request_sent_again_without_the_doubt_is_told(form_page):
    hasty = fill_small(Visitor(form_page.url, patient=False))
    hasty.values[HONEYPOT] = ["x"]
    hasty.press("Send")
    assert Submission.objects.get().verdict == Submission.Verdict.SUSPECT
    assert OutboxMessage.objects.count() == 0
    fill_small(Visitor(form_page.url, hasty.client)).press("Send")
    assert Submission.objects.get().verdict == Submission.Verdict.PASSED
    assert OutboxMessage.objects.count() == 1
