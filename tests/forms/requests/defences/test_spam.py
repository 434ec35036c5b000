"""The defences sort requests. They refuse none and drop none."""

import time
from datetime import timedelta

import pytest
from django.core import mail as django_mail
from django.core.cache import cache
from django.test import Client, RequestFactory
from django.utils import timezone

from forms.models import OutboxMessage, Submission
from forms.requests.defences import spam
from forms.requests.defences.limits import count_source
from forms.requests.defences.spam import HONEYPOT
from forms.requests.delivery.outbox import drain_outbox
from forms.requests.tokens import (
    SubmissionToken,
    confirmation_token,
    new_token,
    read_confirmation_token,
    read_token,
)
from infra.addresses.client_address import client_address
from tests.factories.forms import FormPageFactory, request_settings
from tests.forms.visitor import Visitor, fill_small

pytestmark = pytest.mark.django_db


def send(form_page, *, patient: bool = True, change=None, client=None, **answers) -> Submission:
    visitor = Visitor(form_page.url, client, patient=patient)
    fill_small(visitor, **answers)
    if change:
        change(visitor)
    visitor.press("Send")
    assert visitor.title == "We have your request"
    return Submission.objects.latest("pk")


def suspect(form_page, **answers) -> Submission:
    """Send what a program sends: at once, with the hidden field filled."""
    return send(
        form_page, patient=False, change=lambda v: v.values.update({HONEYPOT: ["x"]}), **answers
    )


def test_an_ordinary_request_passes(form_page):
    request = send(form_page)
    assert (request.verdict, request.reasons) == ("passed", [])


def test_the_field_that_people_do_not_see_is_only_a_doubt(form_page):
    request = send(form_page, change=lambda v: v.values.update({HONEYPOT: ["http://spam.example"]}))
    assert (request.verdict, request.reasons) == ("unverified", ["honeypot"])
    assert request.messages.filter(kind="notice").count() == 1


def test_it_counts_on_every_step(db):
    from tests.factories.forms import starter_form

    visitor = Visitor(starter_form("consultation").url)
    visitor.values[HONEYPOT] = ["x"]
    visitor.tick("I am new here").fill("First name", "Ann").tick("18 or older")
    visitor.tick("Text me").fill("Telephone", "703 555 0123").tick("You may use what I wrote")
    visitor.press("Check your answers").press("Send")
    assert Submission.objects.get().reasons == ["honeypot"]


def test_faster_than_anybody_can_read(form_page):
    assert send(form_page, patient=False).reasons == ["too_fast"]


@pytest.mark.parametrize("part", [0.0, 0.04, 0.05, 0.06, 0.099])
def test_a_signed_start_never_lies_in_the_future(part):
    """Else a program that sends at once would look like a clock that went back."""
    token = SubmissionToken(new_token().key, 1_700_000_000 + part)
    assert 0 <= read_token(token.sign()).age(1_700_000_000 + part) < 0.2


def test_without_ever_opening_the_form(form_page):
    def forget(visitor):
        visitor.values["_token"] = [""]

    request = send(form_page, change=forget)
    assert (request.verdict, request.reasons) == ("suspect", ["no_token"])


def test_a_token_that_can_not_be_read_is_only_a_doubt(form_page):
    def break_it(visitor):
        visitor.values["_token"] = ["broken"]

    request = send(form_page, change=break_it)
    assert (request.verdict, request.reasons) == ("unverified", ["bad_token"])


@pytest.mark.parametrize("text", ["see https://x.example", "www.x.example"])
def test_links_in_the_text_are_only_a_doubt(form_page, text):
    request = send(form_page, text=text)
    assert (request.verdict, request.reasons) == ("unverified", ["links"])


@pytest.mark.parametrize("text", ["<a href=x>", "[URL=x]", "[link=x]y[/link]"])
def test_link_code_in_the_text_is_what_only_programs_write(form_page, text):
    request = send(form_page, text=text)
    assert (request.verdict, request.reasons) == ("suspect", ["markup"])


def test_an_e_mail_address_is_no_link(form_page):
    request = send(form_page, how="E-mail me", email="ann@www.example.com")
    assert request.verdict == "passed"


def test_the_same_text_from_several_people(form_page):
    text = (
        "Buy cheap things at our shop today, we have everything that you could wish for in this season. "
        * 2
    )
    first = [send(form_page, phone=f"703 555 01{n:02}", text=text) for n in range(2)]
    assert {r.verdict for r in first} == {"passed"}
    third = send(form_page, phone="703 555 0150", text=text.upper())
    assert (third.verdict, third.reasons) == ("unverified", ["repeated"])


def test_the_same_text_from_one_person_is_no_spam(form_page):
    for n in range(4):
        send(form_page, name=f"Ann {n}", text="Please call me after five o'clock")
    assert not Submission.objects.only_suspect().exists()


def test_short_texts_may_repeat(form_page):
    for n in range(4):
        send(form_page, phone=f"703 555 01{n:02}", text="Thank you!")
    assert not Submission.objects.only_suspect().exists()


def test_many_from_one_address(form_page):
    request_settings(hourly_limit=2)
    reasons = [send(form_page, phone=f"703 555 01{n:02}").reasons for n in range(4)]
    assert reasons == [[], [], ["rate"], ["rate"]]


def test_pressing_the_button_again_and_again_does_not_make_one_suspect(form_page):
    request_settings(hourly_limit=2)
    visitor = fill_small(Visitor(form_page.url)).press("Send")
    for _click in range(6):
        visitor.send_again()
    assert Submission.objects.get().verdict == "passed"


class TestSuspects:
    def test_are_stored_thanked_and_told_to_nobody(self, form_page):
        request = suspect(form_page)
        assert request.messages.count() == 0
        assert list(Submission.objects.only_suspect()) == [request]
        assert not Submission.objects.only_genuine().exists()

    def test_get_no_receipt_so_that_nobody_is_mailed_in_their_name(self, form_page):
        suspect(form_page, how="E-mail me", email="victim@example.com")
        assert OutboxMessage.objects.count() == 0

    def test_every_reason_has_words(self, form_page):
        assert all(str(words) for words in spam.REASONS.values())


class TestReceipts:
    """A stranger's mailbox gets three a day, whichever way its address came into the forms."""

    def fill(self, page, n, **answers):
        names = {"name": f"Ann {n}", "phone": f"703 555 {1000 + n}"}
        return fill_small(Visitor(page.url), **names, **answers).press("Send")

    def correct(self, visitor, **answers):
        """Send the same form once more with other answers."""
        again = Visitor(visitor.url)
        again.values = {name: list(values) for name, values in visitor.sent.items()}
        again.fill("E-mail (optional)", answers["email"]).tick("E-mail me")
        again.press("Send")

    def receipts(self):
        drain_outbox()
        return [letter.to for letter in django_mail.outbox if "message" in letter.subject]

    def test_typed_into_form_after_form(self, form_page):
        for n in range(5):
            self.fill(form_page, n, how="E-mail me", email="victim@example.com")
        assert self.receipts() == [["victim@example.com"]] * 3

    def test_corrected_to_it_before_the_worker_comes(self, form_page):
        for n in range(5):
            visitor = self.fill(form_page, n, how="E-mail me", email=f"a{n}@example.com")
            self.correct(visitor, email="victim@example.com")
        assert Submission.objects.count() == 5
        assert self.receipts() == [["victim@example.com"]] * 3

    def test_asked_for_in_a_correction(self, form_page):
        for n in range(5):
            visitor = self.fill(form_page, n, how="Call me")
            self.correct(visitor, email="victim@example.com")
            # Whatever else is corrected wakes no receipt that was one too many.
            self.correct(visitor, email="VICTIM@example.com")
        assert [to[0].casefold() for to in self.receipts()] == ["victim@example.com"] * 3

    def test_who_corrects_the_own_address_gets_theirs(self, form_page):
        visitor = self.fill(form_page, 1, how="E-mail me", email="anm@example.com")
        self.correct(visitor, email="ann@example.com")
        assert self.receipts() == [["ann@example.com"]]


class TestAddress:
    @pytest.mark.parametrize(
        ("proxies", "forwarded", "expected"),
        [
            (0, "6.6.6.6", "10.0.0.1"),
            (0, "", "10.0.0.1"),
            (1, "1.2.3.4", "1.2.3.4"),
            (1, "6.6.6.6, 1.2.3.4", "1.2.3.4"),
            (2, "6.6.6.6, 1.2.3.4, 10.0.0.9", "1.2.3.4"),
            (2, "1.2.3.4", "10.0.0.1"),
            (1, "", "10.0.0.1"),
            (1, " , ", "10.0.0.1"),
        ],
    )
    def test_is_believed_as_far_as_our_own_proxies_only(
        self, settings, proxies, forwarded, expected
    ):
        settings.TRUSTED_PROXIES = proxies
        headers = {"X-Forwarded-For": forwarded} if forwarded else {}
        request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", headers=headers)
        assert client_address(request) == expected

    def test_is_kept_as_a_hash_only_and_for_an_hour(self):
        count_source("203.0.113.77")
        keys = list(cache._wrapped._cache)
        assert len(keys) == 1
        assert "203.0.113" not in keys[0]
        assert cache._wrapped._expire_info[keys[0]] <= time.time() + 3600

    def test_changes_its_hash_every_day(self, monkeypatch):
        count_source("203.0.113.77")
        tomorrow = timezone.now() + timedelta(days=1)
        monkeypatch.setattr("django.utils.timezone.now", lambda: tomorrow)
        count_source("203.0.113.77")
        assert len(cache._wrapped._cache) == 2

    def test_a_cache_that_is_down_costs_nothing(self, form_page, gone_cache):
        assert send(form_page).verdict == "passed"


class TestToken:
    def test_comes_back_as_it_was(self):
        token = new_token()
        assert read_token(token.sign()).key == token.key

    @pytest.mark.parametrize("text", ["x", "a:b:c", "\x00", "💛", "e30:1:1", "x" * 5000])
    def test_nothing_sent_as_one_can_fail(self, text):
        assert read_token(text).problem == "bad_token"

    def test_a_clock_that_went_back_makes_nobody_suspect(self, form_page):
        def from_the_future(visitor):
            token = read_token(visitor.values["_token"][0])
            visitor.values["_token"] = [SubmissionToken(token.key, time.time() + 7200).sign()]

        assert send(form_page, change=from_the_future).verdict == "passed"

    def test_a_form_left_open_for_a_month_is_taken(self, form_page):
        def long_ago(visitor):
            token = read_token(visitor.values["_token"][0])
            visitor.values["_token"] = [SubmissionToken(token.key, time.time() - 30 * 86400).sign()]

        assert send(form_page, change=long_ago).verdict == "passed"

    def test_the_confirmation_token_can_not_be_made_up(self):
        key = new_token().key
        token = confirmation_token(key)
        assert read_confirmation_token(token) == key
        assert read_confirmation_token(token[:-1] + ("A" if token[-1] != "A" else "B")) is None


def test_a_visitor_without_an_address_is_served(form_page):
    client = Client(REMOTE_ADDR="")
    assert send(form_page, client=client).verdict == "passed"


def test_a_page_of_one_question_is_no_special_case(db):
    page = FormPageFactory(questions=[{"field_type": "email", "label": "E-mail"}])
    Visitor(page.url).fill("E-mail", "ann@example.com").press("Send")
    assert Submission.objects.get().verdict == "passed"
