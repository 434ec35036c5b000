"""Telling: at least once, never twice at once, later if not now, and never anything personal."""

import errno
import smtplib
import socket
import ssl
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core import mail as django_mail
from django.utils import timezone
from wagtail.models import Site

from clinic.models import ClinicSettings
from forms.models import OutboxMessage, Submission
from forms.requests.delivery import errors, letters, mail, outbox
from forms.requests.delivery.outbox import (
    drain_outbox,
    get_delay,
    lease_messages,
    list_due_messages,
    outbox_status,
    retry_messages,
    send_test,
)
from forms.requests.encryption import DecryptionError
from forms.requests.models import EventType, MessageType
from tests.factories.forms import (
    FormPageFactory,
    OutboxMessageFactory,
    SubmissionFactory,
    member_of,
    request_settings,
)
from tests.forms.visitor import Visitor, fill_small

pytestmark = pytest.mark.django_db
State = OutboxMessage.State


@pytest.fixture
def told(db):
    return request_settings(notify="desk@clinic.example, manager@clinic.example")


@pytest.fixture
def broken(monkeypatch):
    """Let sending fail with what the test says."""

    def break_with(error):
        def fail(_self, _letter):
            raise error

        monkeypatch.setattr(mail.Postman, "send", fail)

    return break_with


class TestNotice:
    def test_carries_a_number_and_a_link_and_nothing_else(self, told):
        request = SubmissionFactory(
            name="Ann Secret", email="ann@secret.example", how="email", form_title="Free ketamine"
        )
        OutboxMessageFactory(submission=request)
        drain_outbox()
        letter = django_mail.outbox[0]
        everything = letter.message().as_string() + letter.body + letter.alternatives[0].content
        assert f"#{request.pk}" in letter.subject
        assert f"#{request.pk}" in letter.alternatives[0].content
        for secret in ("Ann", "secret", "ketamine", "0123", request.reference, "write/"):
            assert secret.lower() not in everything.lower()

    def test_is_in_the_clinics_own_words(self, told):
        site = Site.objects.get(is_default_site=True)
        words = {"notice_subject": "Inbox {number}", "notice_text": "Have a look at {number}."}
        ClinicSettings.objects.update_or_create(site=site, defaults={"name": "Harbor", **words})
        message = OutboxMessageFactory()
        drain_outbox()
        letter = django_mail.outbox[0]
        number = message.submission_id
        assert letter.subject == f"Inbox {number} – Harbor"
        assert f"Have a look at {number}." in letter.body
        assert f"Have a look at {number}." in letter.alternatives[0].content

    def test_goes_to_those_of_the_settings(self, told):
        OutboxMessageFactory()
        drain_outbox()
        assert [letter.to for letter in django_mail.outbox] == [
            ["desk@clinic.example"],
            ["manager@clinic.example"],
        ]

    def test_or_to_those_of_the_form(self, told):
        page = FormPageFactory(notify="own@clinic.example")
        OutboxMessageFactory(submission__page=page)
        drain_outbox()
        assert django_mail.outbox[0].to == ["own@clinic.example"]

    def test_is_plain_and_html_with_the_same_link(self, told):
        OutboxMessageFactory()
        drain_outbox()
        letter = django_mail.outbox[0]
        html = BeautifulSoup(letter.alternatives[0].content, "html.parser")
        assert html.find("a")["href"] in letter.body
        assert not html.find_all(["script", "img", "link"])

    def test_has_the_same_message_id_however_often_it_is_sent(self, told):
        message = OutboxMessageFactory()
        drain_outbox()
        OutboxMessage.objects.update(state=State.WAITING, next_at=timezone.now())
        message.deliveries.all().delete()
        drain_outbox()
        ids = {letter.extra_headers["Message-ID"] for letter in django_mail.outbox}
        assert len(django_mail.outbox) == 4
        assert ids == {letters.message_id(message.dedup_key)}

    def test_asks_no_machine_for_an_answer(self, told):
        OutboxMessageFactory()
        drain_outbox()
        assert django_mail.outbox[0].extra_headers["Auto-Submitted"] == "auto-generated"

    def test_needs_no_key(self, told, settings):
        OutboxMessageFactory()
        settings.FIELD_ENCRYPTION_KEYS = []
        drain_outbox()
        assert len(django_mail.outbox) == len(told.notify_addresses)

    def test_is_written_into_the_log_of_the_request(self, told):
        message = OutboxMessageFactory()
        drain_outbox()
        assert message.submission.events.get().kind == EventType.NOTICE

    def test_about_a_deleted_request_is_not_sent(self, told):
        message = OutboxMessageFactory()
        Submission.objects.filter(pk=message.submission_id).delete()
        drain_outbox()
        assert not django_mail.outbox

    def test_about_what_turned_out_to_be_spam_is_not_sent(self, told):
        message = OutboxMessageFactory()
        Submission.objects.update(verdict=Submission.Verdict.SUSPECT)
        drain_outbox()
        message.refresh_from_db()
        assert message.state == State.SKIPPED
        assert not django_mail.outbox


class TestReceipt:
    def send(self, **answers):
        request_settings()
        page = FormPageFactory(
            title="Free ketamine consultation", next_steps="We talk about treatment."
        )
        visitor = fill_small(Visitor(page.url), **answers).press("Send")
        drain_outbox()
        letters = [m for m in django_mail.outbox if m.to == ["ann@example.com"]]
        return visitor, letters

    def test_goes_to_whoever_chose_e_mail(self):
        visitor, letters = self.send(how="E-mail me", email="ann@example.com", phone="")
        assert len(letters) == 1
        assert visitor.reference in letters[0].body

    def test_and_to_nobody_else(self):
        _visitor, letters = self.send(email="ann@example.com")
        assert not letters

    def test_is_neutral_in_every_word(self):
        _visitor, letters = self.send(
            how="E-mail me", email="ann@example.com", text="my depression", name="Ann"
        )
        letter = letters[0]
        everything = (letter.subject + letter.body + letter.alternatives[0].content).lower()
        for word in ("ketamine", "depression", "consultation", "treatment", "ann,", "patient"):
            assert word not in everything

    @pytest.mark.parametrize(("answer", "named"), [("Yes", True), ("No", False), (None, False)])
    def test_names_the_clinic_only_with_the_visitors_leave(self, answer, named):
        request_settings()
        site = Site.objects.get(is_default_site=True)
        ClinicSettings.objects.update_or_create(site=site, defaults={"name": "Ketamine Harbor"})
        page = FormPageFactory(
            questions=[
                {"field_type": "contact_method", "label": "How?"},
                {"field_type": "email", "label": "Address"},
                {"field_type": "say_clinic", "label": "Our name?", "required": False},
            ]
        )
        visitor = Visitor(page.url).tick("E-mail me").fill("Address", "ann@example.com")
        if answer:
            visitor.tick(answer)
        visitor.press("Send")
        drain_outbox()
        letter = next(m for m in django_mail.outbox if m.to == ["ann@example.com"])
        everything = letter.subject + letter.body + letter.alternatives[0].content
        assert ("Ketamine Harbor" in everything) is named

    def test_says_what_happens_next_and_by_when(self):
        _visitor, letters = self.send(how="E-mail me", email="ann@example.com")
        assert "We write to you by" in letters[0].body
        assert "988" in letters[0].body

    def test_is_in_the_clinics_own_words_in_both_of_its_parts(self):
        site = Site.objects.get(is_default_site=True)
        words = {
            "receipt_subject": "Thank you – {reference}",
            "receipt_text": "Hello.\n\nOur plan\n- Number {reference}\n- Estimate {estimate}\n\nCall {phone}.",
            "receipt_foot": "Call 911.",
            "phone": "(703) 555-0100",
        }
        ClinicSettings.objects.update_or_create(site=site, defaults=words)
        visitor, (letter,) = self.send(how="E-mail me", email="ann@example.com")
        number = visitor.reference
        assert letter.subject == f"Thank you – {number}"
        html = BeautifulSoup(letter.alternatives[0].content, "html.parser")
        for text in (letter.body, html.get_text("\n")):
            lines = [line.strip(" -") for line in text.splitlines()]
            assert {"Hello.", "Our plan", "Call 911."} <= set(lines)
            assert number in text and "{" not in text and "Estimate" not in text
        assert html.select_one("a")["href"] == "tel:+17035550100"
        assert [item.get_text() for item in html.select("li")] == [f"Number {number}"]

    def test_is_not_sent_where_the_form_says_so(self):
        request_settings()
        page = FormPageFactory(send_receipt=False)
        fill_small(Visitor(page.url), how="E-mail me", email="ann@example.com").press("Send")
        drain_outbox()
        assert [m.to for m in django_mail.outbox] == [["desk@clinic.example"]]

    def test_without_the_key_it_waits_and_says_why(self, settings):
        request_settings()
        request = SubmissionFactory(how="email", email="ann@example.com")
        OutboxMessageFactory(submission=request, kind=MessageType.RECEIPT, dedup_key="receipt:1")
        keys = settings.FIELD_ENCRYPTION_KEYS
        settings.FIELD_ENCRYPTION_KEYS = []
        drain_outbox()
        message = OutboxMessage.objects.get()
        assert (message.state, message.last_error) == (State.WAITING, "key")
        settings.FIELD_ENCRYPTION_KEYS = keys
        retry_messages()
        drain_outbox()
        assert django_mail.outbox[0].to == ["ann@example.com"]


class TestLease:
    def test_two_workers_never_hold_the_same_message(self, told):
        for _n in range(3):
            OutboxMessageFactory()
        first = list(lease_messages())
        assert len(first) == 3
        assert list(lease_messages()) == []

    def test_a_worker_that_died_lets_go_after_a_while(self, told):
        OutboxMessageFactory()
        assert len(list(lease_messages())) == 1
        later = timezone.now() + outbox.LEASE + timedelta(seconds=1)
        assert list_due_messages(later).count() == 1

    def test_a_worker_that_was_thought_dead_changes_nothing_any_more(self, told):
        OutboxMessageFactory()
        slow = next(lease_messages())
        OutboxMessage.objects.update(lease="another", attempts=2)
        outbox._finish_message(slow, State.SENT)
        assert OutboxMessage.objects.get().state == State.WAITING

    def test_one_message_that_fails_does_not_stop_the_others(self, told, monkeypatch):
        OutboxMessageFactory()
        OutboxMessageFactory()
        compose, calls = letters.compose_letter, []

        def first_fails(message, layout):
            calls.append(message)
            if len(calls) == 1:
                raise RuntimeError("odd")
            return compose(message, layout)

        monkeypatch.setattr(letters, "compose_letter", first_fails)
        drain_outbox()
        assert sorted(OutboxMessage.objects.values_list("state", flat=True)) == ["sent", "waiting"]

    def test_a_server_that_is_down_is_asked_once_a_run(self, told, broken):
        for _n in range(5):
            OutboxMessageFactory()
        broken(ConnectionRefusedError())
        drain_outbox()
        assert OutboxMessage.objects.filter(attempts=1).count() == 1

    def test_a_worker_asked_to_stop_stops_after_its_letter(self, told, monkeypatch):
        for _n in range(3):
            OutboxMessageFactory()
        monkeypatch.setattr(outbox, "is_stopping", lambda: True)
        drain_outbox()
        assert len(django_mail.outbox) == 1
        assert OutboxMessage.objects.filter(state=State.WAITING, attempts=0).count() == 3

    def test_more_than_a_batch_goes_in_one_run(self, told, monkeypatch):
        monkeypatch.setattr(outbox, "BATCH", 2)
        for _n in range(5):
            OutboxMessageFactory()
        assert drain_outbox() == "5 sent, 0 to be tried again"


class TestTwoAddresses:
    @pytest.mark.parametrize(
        "error",
        [
            smtplib.SMTPRecipientsRefused({"bad@clinic.example": (421, b"later")}),
            TimeoutError(),
            smtplib.SMTPServerDisconnected(),
        ],
    )
    @pytest.mark.parametrize("order", ["bad good", "good bad"])
    def test_one_at_which_the_server_breaks_off_does_not_hold_up_the_other(
        self, db, monkeypatch, error, order
    ):
        """The round ends at the bad one, so the next begins with whoever was tried least."""
        request_settings(notify="\n".join(f"{who}@clinic.example" for who in order.split()))
        got = []

        def send(_self, letter):
            if letter.to == ["bad@clinic.example"]:
                raise error
            got.append(letter.to)

        monkeypatch.setattr(mail.Postman, "send", send)
        message = OutboxMessageFactory()
        for _round in range(3):
            drain_outbox()
            OutboxMessage.objects.update(next_at=timezone.now())
        assert got == [["good@clinic.example"]]
        states = dict(message.deliveries.values_list("address", "state"))
        assert states == {"good@clinic.example": State.SENT, "bad@clinic.example": State.WAITING}
        assert outbox_status().partly == 1


class TestBounds:
    """Each figure is meant: one more or one less would be noticed."""

    def left(self, broken, **values):
        """Let one message fail once and return its row."""
        broken(ConnectionRefusedError())
        now = timezone.now()
        age = values.pop("age", timedelta(hours=1))
        message = OutboxMessageFactory(created_at=now - age, next_at=now, **values)
        drain_outbox()
        message.refresh_from_db()
        return message

    @pytest.mark.parametrize(
        ("attempts", "age", "state"),
        [
            (6, timedelta(hours=25), State.WAITING),
            (7, timedelta(hours=25), State.FAILED),
            (7, timedelta(hours=23, minutes=59), State.WAITING),
            (7, timedelta(hours=24, seconds=1), State.FAILED),
            (16, timedelta(hours=1), State.WAITING),
            (17, timedelta(hours=1), State.FAILED),
        ],
    )
    def test_given_up_after_a_day_and_eight_tries_or_after_eighteen(
        self, told, broken, attempts, age, state
    ):
        assert self.left(broken, attempts=attempts, age=age).state == state

    def test_the_waits_between_tries(self):
        minutes = [get_delay(attempts) / timedelta(minutes=1) for attempts in range(10)]
        assert minutes == [1, 1, 2, 5, 15, 30, 60, 120, 120, 120]

    def test_a_round_ends_after_twenty_seconds(self, told, monkeypatch):
        clock, sent = [1000.0], []

        def send(_self, letter):
            clock[0] += 5
            sent.append(letter.to)

        monkeypatch.setattr(outbox.time, "monotonic", lambda: clock[0])
        monkeypatch.setattr(mail.Postman, "send", send)
        OutboxMessageFactory.create_batch(4)
        assert drain_outbox() == "2 sent, 0 to be tried again"
        assert len(sent) == 4  # two addresses each
        clock[0] += 0.5
        assert drain_outbox() == "2 sent, 0 to be tried again"

    @pytest.mark.parametrize(
        ("seconds", "free"), [(-1, True), (1, False), (359, False), (362, True)]
    )
    def test_a_lease_holds_for_five_minutes_and_a_minute_of_a_wrong_clock(
        self, told, seconds, free
    ):
        now = timezone.now()
        OutboxMessageFactory(leased_until=now + timedelta(seconds=seconds))
        assert list_due_messages(now).exists() is free

    def test_a_lease_is_taken_for_five_minutes(self, told):
        OutboxMessageFactory()
        before = timezone.now()
        message = next(lease_messages())
        left = message.leased_until - before
        assert timedelta(minutes=5) <= left < timedelta(minutes=5, seconds=30)

    @pytest.mark.parametrize(
        ("seconds", "due"), [(0, True), (59, False), (119, False), (122, True)]
    )
    def test_a_wait_longer_than_any_is_a_clocks_doing(self, told, seconds, due):
        """After one failure the wait is a minute; a minute more is a clock that went back."""
        now = timezone.now()
        OutboxMessageFactory(attempts=1, next_at=now + timedelta(seconds=seconds))
        assert list_due_messages(now).exists() is due

    @pytest.mark.parametrize(("seconds", "red"), [(290, False), (301, True)])
    def test_what_nobody_tried_is_red_after_five_minutes(self, told, seconds, red):
        OutboxMessageFactory(created_at=timezone.now() - timedelta(seconds=seconds))
        assert outbox_status().is_red is red


class TestBackoff:
    def test_waits_longer_each_time_for_a_day(self, told, broken):
        OutboxMessageFactory()
        broken(ConnectionRefusedError())
        waits = []
        for _attempt in range(9):
            drain_outbox()
            message = OutboxMessage.objects.get()
            waits.append(round((message.next_at - timezone.now()).total_seconds() / 60))
            OutboxMessage.objects.update(next_at=timezone.now())
        assert waits == [1, 2, 5, 15, 30, 60, 120, 120, 120]

    def test_gives_up_after_24_hours_but_keeps_the_message(self, told, broken):
        yesterday = timezone.now() - timedelta(hours=25)
        OutboxMessageFactory(created_at=yesterday, attempts=outbox.LEAST_ATTEMPTS)
        broken(ConnectionRefusedError())
        drain_outbox()
        assert OutboxMessage.objects.get().state == State.FAILED

    def test_does_not_give_up_at_once_after_the_worker_was_off_for_days(self, told, broken):
        OutboxMessageFactory(created_at=timezone.now() - timedelta(days=3))
        broken(ConnectionRefusedError())
        drain_outbox()
        assert OutboxMessage.objects.get().state == State.WAITING

    def test_a_message_that_is_not_due_is_left_alone(self, told):
        OutboxMessageFactory(attempts=1, next_at=timezone.now() + timedelta(seconds=50))
        drain_outbox()
        assert not django_mail.outbox

    def test_the_longest_wait_fits_into_a_day(self):
        total = sum((get_delay(n) for n in range(1, outbox.MOST_ATTEMPTS)), timedelta())
        assert timedelta(hours=20) < total < timedelta(hours=30)


class TestClock:
    def test_going_back_an_hour_holds_up_nothing_new(self, told):
        OutboxMessageFactory(next_at=timezone.now() + timedelta(hours=1))
        drain_outbox()
        assert len(django_mail.outbox) == len(told.notify_addresses)

    def test_going_back_a_day_holds_up_nothing_that_waits(self, told):
        tomorrow = timezone.now() + timedelta(days=1)
        OutboxMessageFactory(attempts=2, next_at=tomorrow, leased_until=tomorrow)
        drain_outbox()
        assert len(django_mail.outbox) == len(told.notify_addresses)

    def test_a_real_wait_is_still_waited(self, told):
        OutboxMessageFactory(attempts=6, next_at=timezone.now() + timedelta(minutes=59))
        assert list_due_messages(timezone.now()).count() == 0


class TestErrors:
    @pytest.mark.parametrize(
        ("error", "code"),
        [
            (ConnectionRefusedError(), "refused"),
            (socket.gaierror(-2, "x"), "unknown_host"),
            (TimeoutError(), "timeout"),
            (ConnectionResetError(), "dropped"),
            (BrokenPipeError(), "dropped"),
            (smtplib.SMTPServerDisconnected("x"), "dropped"),
            (ssl.SSLError(1, "x"), "tls"),
            (smtplib.SMTPAuthenticationError(535, b"bad password for desk"), "auth 535"),
            (smtplib.SMTPAuthenticationError(421, b"closing"), "busy 421"),
            (smtplib.SMTPConnectError(450, b"too many"), "busy 450"),
            (smtplib.SMTPConnectError(554, b"no mail here"), "refused 554"),
            (smtplib.SMTPHeloError(504, b"who are you"), "refused 504"),
            (OSError(errno.ENETDOWN, "x"), "unreachable"),
            (smtplib.SMTPDataError(554, b"ann@secret.example is bad"), "rejected 554"),
            (
                smtplib.SMTPRecipientsRefused({"ann@secret.example": (550, b"no such ann")}),
                "rejected 550",
            ),
            (smtplib.SMTPNotSupportedError("x"), "other SMTPNotSupportedError"),
            (DecryptionError("x"), "key"),
            (mail.NoAddress(), "no_address"),
            (RuntimeError("Ann Secret"), "other RuntimeError"),
        ],
    )
    def test_are_kept_as_a_code_without_anything_personal(self, told, broken, error, code):
        OutboxMessageFactory()
        broken(error)
        drain_outbox()
        assert OutboxMessage.objects.get().last_error == code

    def test_every_code_has_a_sentence(self):
        for code in errors.ERRORS:
            assert errors.say_error(code).endswith(".")
        assert "550" in errors.say_error("rejected 550")
        assert errors.say_error("never heard of")
        assert "worker" in errors.say_error("")


class TestRedPanel:
    def test_is_quiet_while_all_goes_well(self, told):
        OutboxMessageFactory()
        assert not outbox_status()
        drain_outbox()
        assert not outbox_status()

    def test_counts_requests_that_nobody_was_told_of_and_says_why(self, told, broken):
        for _n in range(3):
            OutboxMessageFactory()
        broken(ConnectionRefusedError())
        for _n in range(3):
            drain_outbox()
        status = outbox_status()
        assert status.count == 3
        assert status.why.startswith("The mail server does not answer")
        assert status.oldest == Submission.objects.earliest("submit_time").submit_time

    def test_says_that_nobody_is_set(self, db):
        request_settings(notify="")
        OutboxMessageFactory()
        drain_outbox()
        assert "Nobody is set to be told" in outbox_status().why

    def test_notices_a_worker_that_does_not_run(self, told):
        OutboxMessageFactory(created_at=timezone.now() - timedelta(minutes=6))
        assert outbox_status().count == 1
        assert "worker" in outbox_status().why

    def test_a_request_with_two_notices_counts_once(self, told, broken):
        request = SubmissionFactory()
        for n in range(2):
            OutboxMessageFactory(submission=request, dedup_key=f"n{n}", state=State.FAILED)
        assert outbox_status().count == 1

    def test_retry_makes_everything_due_at_once(self, told):
        OutboxMessageFactory(state=State.FAILED, attempts=18)
        OutboxMessageFactory(attempts=3, next_at=timezone.now() + timedelta(minutes=5))
        assert retry_messages() == 2
        drain_outbox()
        assert len(django_mail.outbox) == 2 * len(told.notify_addresses)
        assert not outbox_status()

    def test_takes_two_queries(self, told, django_assert_max_num_queries):
        OutboxMessageFactory(state=State.FAILED)
        with django_assert_max_num_queries(2):
            outbox_status()


class TestUndeliveredReceipts:
    @pytest.mark.parametrize(
        ("values", "status", "listed"),
        [
            ({"state": State.FAILED}, "new", True),
            ({"last_error": "rejected 550"}, "new", True),
            ({"last_error": "rejected 450"}, "new", False),
            ({"last_error": "timeout"}, "new", False),
            ({"state": State.SENT}, "new", False),
            ({"state": State.FAILED}, "booked", False),
            ({"state": State.FAILED}, "closed", False),
            ({"state": State.FAILED, "kind": MessageType.NOTICE}, "new", False),
        ],
    )
    def test_are_named_while_somebody_works_on_the_request(self, told, values, status, listed):
        request = SubmissionFactory(status=status)
        OutboxMessageFactory(**{"submission": request, "kind": MessageType.RECEIPT, **values})
        assert list(outbox.undelivered_receipts().values_list("submission", flat=True)) == (
            [request.pk] if listed else []
        )
        if values.get("kind") != MessageType.NOTICE:
            assert outbox_status().receipts == ([request.pk] if listed else [])


class TestTest:
    def test_takes_the_same_way_as_every_notice(self, told):
        message = send_test("me@clinic.example", by=member_of("Manager"))
        assert message.state == State.WAITING
        drain_outbox()
        assert django_mail.outbox[0].to == ["me@clinic.example"]
        message.refresh_from_db()
        assert message.state == State.SENT

    def test_is_audited_without_the_address(self, told):
        from wagtail.models import ModelLogEntry

        send_test("me@clinic.example", by=member_of("Manager"))
        entry = ModelLogEntry.objects.get(action="requests.test_mail")
        assert "me@clinic.example" not in f"{entry.label}{entry.data}"


def test_the_worker_knows_the_jobs():
    from infra.jobs import all_jobs

    jobs = {job.name: job.every for job in all_jobs()}
    assert jobs["outbox"] == 5
    assert jobs["retention"] == 24 * 3600
