"""What becomes of a decision: doubts that end or stay, wishes that are taken back, a database that is busy."""

import time
from dataclasses import replace
from datetime import datetime

import pytest
from cryptography.fernet import Fernet
from django.db import IntegrityError, OperationalError, connection
from django.utils import timezone

from forms.models import OutboxMessage, Submission
from forms.requests.defences.spam import HONEYPOT
from forms.requests.intake import storing
from forms.requests.models import EarlierWord
from forms.requests.tokens import read_token
from tests.forms.visitor import Visitor, fill_small

pytestmark = pytest.mark.django_db


def send(form_page, client=None, *, doubted=False, token=None, **answers) -> Visitor:
    """Send the small form; a doubted one at once and with the trap filled in. `token`: of the form that it was before."""
    visitor = fill_small(Visitor(form_page.url, client, patient=not doubted), **answers)
    if doubted:
        visitor.values[HONEYPOT] = ["x"]
    if token:
        started = time.time() - (0 if doubted else 60)
        visitor.values["_token"] = [replace(read_token(token), started=started).sign()]
    return visitor.press("Send")


def correct(visitor: Visitor, name: str, value: str) -> None:
    """Send the same form again with another answer to the question that was answered with `name`."""
    key = next(key for key, values in visitor.sent.items() if values == [name])
    visitor.sent[key] = [value]
    visitor.send_again()


class TestDoubt:
    def test_is_not_cast_on_a_request_that_had_none(self, form_page):
        visitor = send(form_page)
        send(form_page, visitor.client, doubted=True)
        request = Submission.objects.get()
        assert (request.verdict, request.reasons) == (Submission.Verdict.PASSED, [])

    def test_that_nobody_had_tells_nobody_again(self, form_page):
        visitor = send(form_page)
        Submission.objects.update(verdict=Submission.Verdict.UNVERIFIED, reasons=["old_token"])
        send(form_page, visitor.client)
        request = Submission.objects.get()
        assert (request.verdict, request.reasons) == ("unverified", ["old_token"])
        assert OutboxMessage.objects.count() == 1

    def test_that_comes_again_stays_and_tells_nobody(self, form_page):
        visitor = send(form_page, doubted=True)
        send(form_page, visitor.client, doubted=True)
        assert Submission.objects.get().verdict == Submission.Verdict.SUSPECT
        assert OutboxMessage.objects.count() == 0

    @pytest.mark.parametrize("first", [True, False])
    def test_about_a_correction_counts_where_there_was_one_before(self, form_page, first):
        visitor = send(form_page, doubted=first, name="Ann")
        before = Submission.objects.get().verdict
        token = visitor.sent["_token"][0]
        send(form_page, visitor.client, doubted=True, token=token, text="One more thing.")
        request = Submission.objects.get()
        assert len(request.amendments) == 1
        assert request.verdict == before
        send(form_page, visitor.client, token=token, text="Or another.")
        request = Submission.objects.get()
        assert len(request.amendments) == 2
        assert (request.verdict, request.reasons) == (Submission.Verdict.PASSED, [])


class TestAnEstimate:
    def ask_for_one(self, form_page) -> Visitor:
        visitor = fill_small(Visitor(form_page.url)).tick("I would like a cost estimate")
        return visitor.press("Send")

    def take_back(self, visitor: Visitor) -> Submission:
        visitor.sent = {key: v for key, v in visitor.sent.items() if v != ["estimate"]}
        visitor.send_again()
        return Submission.objects.get()

    @pytest.mark.parametrize(("planned", "left"), [("estimate", ""), ("call", "call")])
    def test_that_is_taken_back_takes_its_next_step_along_and_no_other(
        self, form_page, planned, left
    ):
        visitor = self.ask_for_one(form_page)
        due = Submission.objects.get().estimate_due
        Submission.objects.update(next_action=planned, next_due=due)
        request = self.take_back(visitor)
        assert not request.wants_estimate
        assert request.estimate_due is None
        assert request.next_action == left
        assert request.next_due == (due if left else None)

    def test_that_is_still_wanted_keeps_its_day(self, form_page):
        visitor = self.ask_for_one(form_page)
        Submission.objects.update(estimate_due="2026-01-05T12:00Z")
        correct(visitor, "Ann", "Anne")
        assert Submission.objects.get().estimate_due.isoformat() == "2026-01-05T12:00:00+00:00"


class TestAnEarlierWord:
    def test_finds_its_request_again(self, form_page):
        """Whoever corrects a slip, and then sends the first form once more from another window, has one request."""
        visitor = send(form_page, name="Ann")
        correct(visitor, "Ann", "Anne")
        assert EarlierWord.objects.count() == 1
        send(form_page, visitor.client, name="Ann")
        assert Submission.objects.count() == 1
        # And the corrected form finds it from anywhere.
        send(form_page, name="Anne")
        assert Submission.objects.count() == 1


class TestAnswersThatNoKeyOpens:
    @pytest.fixture
    def visitor(self, form_page, settings):
        """Somebody whose request was written under a key that is gone since."""
        visitor = send(form_page)
        settings.FIELD_ENCRYPTION_KEYS = [Fernet.generate_key().decode()]
        return visitor

    def test_are_known_by_their_hash_when_the_same_comes_again(self, form_page, visitor):
        send(form_page, visitor.client)
        assert Submission.objects.count() == 1

    def test_are_no_correction_of_others(self, form_page, visitor):
        send(form_page, visitor.client, token=visitor.sent["_token"][0], text="One more thing.")
        first, second = Submission.objects.without_answers().order_by("pk")
        assert not first.amendments
        assert second.form_data


class TestABusyDatabase:
    class Work:
        """Fails with each of some errors, then works."""

        def __init__(self, *errors: str) -> None:
            self.errors, self.tries = list(errors), 0

        def __call__(self) -> str:
            self.tries += 1
            if self.errors:
                raise OperationalError(self.errors.pop(0))
            return "done"

    @pytest.fixture(autouse=True)
    def clock(self, monkeypatch):
        """Let no time pass but what is waited."""
        now = [1000.0]
        monkeypatch.setattr(storing.time, "monotonic", lambda: now[0])
        monkeypatch.setattr(storing.random, "uniform", lambda low, high: 1.0)
        monkeypatch.setattr(
            storing.time, "sleep", lambda seconds: now.__setitem__(0, now[0] + seconds)
        )
        return now

    @pytest.mark.parametrize(
        "error", ["database is locked", "deadlock detected", "could not serialize access"]
    )
    def test_is_tried_again(self, error):
        work = self.Work(error, error)
        assert storing.with_patience(work) == "done"
        assert work.tries == 3

    def test_that_is_full_is_not(self):
        work = self.Work("database or disk is full")
        with pytest.raises(OperationalError, match="full"):
            storing.with_patience(work)
        assert work.tries == 1

    def test_is_waited_for_as_long_as_a_visitor_can_be_asked_to_and_no_longer(self, clock):
        work = self.Work(*["database is locked"] * 1000)
        with pytest.raises(OperationalError, match="locked"):
            storing.with_patience(work, patience=12)
        assert 11 <= clock[0] - 1000 <= 12
        # Soon at first, once a second later: 0.05, 0.1, 0.2, 0.4, 0.8, then 1.
        assert work.tries == 16


def test_a_key_that_another_stored_first_is_looked_for_again_and_not_for_ever():
    tries = []

    def collide(times: int) -> str:
        tries.append(times)
        if len(tries) <= times:
            raise IntegrityError("UNIQUE constraint failed: key")
        return "done"

    assert storing.with_patience(lambda: collide(2)) == "done"
    tries.clear()
    with pytest.raises(IntegrityError):
        storing.with_patience(lambda: collide(1000))
    assert len(tries) == 5


@pytest.mark.parametrize(
    ("day", "later"), [("2026-11-30", "2032-11-30"), ("2028-02-29", "2034-03-01")]
)
def test_a_consent_is_kept_to_a_day_that_there_is(day, later):
    moment = timezone.make_aware(datetime.fromisoformat(f"{day}T12:00"))
    assert str(storing.years_after(moment, 6)) == later


@pytest.mark.django_db(transaction=True)
def test_sqlite_waits_for_the_disk_while_a_request_is_written_and_only_then(monkeypatch):
    def read_level() -> int | None:
        if connection.vendor != "sqlite":
            return None  # PostgreSQL waits at every commit
        with connection.cursor() as cursor:
            return cursor.execute("PRAGMA synchronous").fetchone()[0]

    with storing._on_disk():
        inside = read_level()
    assert (inside, read_level()) in ((2, 1), (None, None))
