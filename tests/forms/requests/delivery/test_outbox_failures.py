"""What could not be told: said to staff in words and in red, and mended by a press."""

import errno
import smtplib
import socket
import ssl
from datetime import timedelta

import pytest
from django.core import mail as django_mail
from django.utils import timezone

from forms.models import OutboxMessage, Submission
from forms.requests.delivery import errors, mail, outbox
from forms.requests.delivery.outbox import (
    drain_outbox,
    outbox_status,
    retry_messages,
    send_test,
)
from forms.requests.encryption import DecryptionError
from forms.requests.models import MessageType
from tests.factories.forms import (
    OutboxMessageFactory,
    SubmissionFactory,
    member_of,
    request_settings,
)

pytestmark = pytest.mark.django_db
State = OutboxMessage.State


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
