"""Two addresses and one is refused, servers that fall silent or close, with a real mail server each time."""

import time
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from forms.models import Delivery, Event, OutboxMessage, RequestSettings, Submission
from forms.requests.delivery import mail, outbox
from forms.requests.delivery.outbox import drain_outbox, outbox_status, retry_messages
from forms.requests.health import check_outbox
from forms.requests.models import EventType, MessageType
from infra import jobs
from infra.models import Heartbeat
from infra.resilience import smtp
from staff import roles
from tests.factories.forms import (
    FormPageFactory,
    OutboxMessageFactory,
    SubmissionFactory,
    request_settings,
)
from tests.faults.counts import count_told
from tests.staff.people import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.faults]
State = OutboxMessage.State
DESK, MANAGER = "desk@clinic.example", "manager@clinic.example"


@pytest.fixture
def server(settings, mail_server):
    request_settings(notify=f"{DESK}\n{MANAGER}")
    settings.EMAIL_BACKEND = "infra.resilience.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = mail_server.port
    settings.EMAIL_TIMEOUT = 1
    return mail_server


def later() -> None:
    past = timezone.now() - timedelta(seconds=1)
    OutboxMessage.objects.filter(state=State.WAITING).update(next_at=past)


def states() -> dict[str, str]:
    return dict(Delivery.objects.values_list("address", "state"))


def taken(line: float) -> float:
    return time.monotonic() - line


class TestOneOfTwoIsRefused:
    @pytest.mark.parametrize("refused", [DESK, MANAGER])
    def test_once_then_only_that_address_is_tried_again(self, server, refused):
        OutboxMessageFactory()
        server.refusing[refused] = [450]
        drain_outbox()
        other = MANAGER if refused == DESK else DESK
        assert states() == {refused: State.WAITING, other: State.SENT}
        assert OutboxMessage.objects.get().state == State.WAITING
        later()
        drain_outbox()
        assert dict(server.got) == {DESK: 1, MANAGER: 1}
        assert OutboxMessage.objects.get().state == State.SENT
        assert not outbox_status()

    def test_for_ever_is_red_and_says_who_why_and_what_to_do(self, server):
        OutboxMessageFactory()
        server.refusing[MANAGER] = 550
        for _round in range(4):
            drain_outbox()
            later()
        assert dict(server.got) == {DESK: 1}
        status = outbox_status()
        assert (status.count, status.partly) == (0, 1)
        trouble = status.troubles[0]
        assert (trouble.address, trouble.count) == (MANAGER, 1)
        assert "550" in trouble.why
        assert "Settings" in trouble.advice
        well, line = check_outbox()
        assert not well
        assert "not every address" in line
        assert MANAGER not in line

    def test_for_a_day_is_given_up_and_the_button_takes_it_up_again(self, server):
        OutboxMessageFactory(
            created_at=timezone.now() - timedelta(hours=25), attempts=outbox.LEAST_ATTEMPTS
        )
        server.refusing[MANAGER] = 550
        drain_outbox()
        assert states()[MANAGER] == State.FAILED
        assert OutboxMessage.objects.get().state == State.FAILED
        assert outbox_status().partly == 1
        server.refusing.clear()
        assert retry_messages() == 1
        drain_outbox()
        assert dict(server.got) == {DESK: 1, MANAGER: 1}
        assert not outbox_status()

    def test_correcting_the_address_sends_to_the_new_one_alone(self, server):
        OutboxMessageFactory()
        server.refusing[MANAGER] = 550
        drain_outbox()
        settings = RequestSettings.objects.get()
        settings.notify = f"{DESK}, boss@clinic.example"
        settings.save()
        drain_outbox()
        assert dict(server.got) == {DESK: 1, "boss@clinic.example": 1}
        assert states()[MANAGER] == State.SKIPPED
        assert not outbox_status()

    def test_taking_the_address_out_ends_the_matter(self, server):
        OutboxMessageFactory(state=State.FAILED, last_error="rejected 550")
        server.refusing[MANAGER] = 550
        settings = RequestSettings.objects.get()
        settings.notify = DESK
        settings.save()
        drain_outbox()
        assert OutboxMessage.objects.get().state == State.SENT
        assert not outbox_status()

    def test_an_own_address_of_the_form_that_is_published_anew_counts(self, server):
        page = FormPageFactory(notify="typo@clinic.example")
        OutboxMessageFactory(submission=SubmissionFactory(page=page))
        server.refusing["typo@clinic.example"] = 550
        drain_outbox()
        assert outbox_status().count == 1
        page.notify = MANAGER
        page.save_revision().publish()
        drain_outbox()
        assert dict(server.got) == {MANAGER: 1}
        assert not outbox_status()

    def test_what_is_no_address_at_all_holds_up_nobody(self, server):
        RequestSettings.objects.update(notify=f"not-an-address {DESK} desk@@x {MANAGER.upper()}")
        RequestSettings.objects.get().save()
        OutboxMessageFactory()
        drain_outbox()
        assert dict(server.got) == {DESK: 1, MANAGER.upper(): 1}
        shown = {trouble.address: trouble.why for trouble in outbox_status().troubles}
        assert set(shown) == {"not-an-address", "desk@@x"}
        assert all("not an e-mail address" in why for why in shown.values())

    def test_the_same_address_twice_gets_one_letter(self, server):
        RequestSettings.objects.update(notify=f"{DESK} Desk@Clinic.example")
        RequestSettings.objects.get().save()
        OutboxMessageFactory()
        drain_outbox()
        assert sum(server.got.values()) == 1

    def test_an_empty_list_is_red_and_never_sent(self, server):
        request_settings(notify="")
        OutboxMessageFactory()
        drain_outbox()
        assert OutboxMessage.objects.get().state == State.WAITING
        assert outbox_status().count == 1
        assert "Nobody is set to be told" in outbox_status().why
        assert count_told()["told"] == 0
        request_settings(notify=DESK)
        drain_outbox()
        assert dict(server.got) == {DESK: 1}

    def test_a_worker_that_died_after_the_first_letter_does_not_send_it_again(self, server):
        message = OutboxMessageFactory()
        Delivery.objects.create(message=message, address=DESK, state=State.SENT)
        drain_outbox()
        assert dict(server.got) == {MANAGER: 1}


class TestReceipts:
    def test_a_refused_one_is_shown_with_its_request_and_no_address_is_stored(self, server):
        request = SubmissionFactory(how="email", email="ann@gmial.example")
        OutboxMessageFactory(submission=request, kind=MessageType.RECEIPT, dedup_key="receipt:1")
        server.refusing["ann@gmial.example"] = 550
        drain_outbox()
        assert outbox_status().receipts == [request.pk]
        assert not outbox_status()
        assert set(states()) == {""}
        Submission.objects.update(status=Submission.Status.BOOKED)
        assert outbox_status().receipts == []


class TestServersThatFallSilent:
    def test_after_data_with_fifty_waiting_costs_one_time_out(self, server):
        for _n in range(50):
            OutboxMessageFactory()
        server.mode = "mute"
        start = time.monotonic()
        drain_outbox()
        assert taken(start) < 3
        assert OutboxMessage.objects.exclude(last_error="").values_list(
            "last_error", flat=True
        ).get() == "timeout"  # fmt: skip
        server.mode = "ok"
        later()
        drain_outbox()
        assert count_told() == {"stored": 50, "told": 50}
        assert dict(server.got) == {DESK: 50, MANAGER: 50}

    def test_at_the_greeting_with_fifty_waiting_costs_one_time_out(self, server):
        for _n in range(50):
            OutboxMessageFactory()
        server.mode = "hang"
        start = time.monotonic()
        drain_outbox()
        assert taken(start) < 3
        assert OutboxMessage.objects.exclude(last_error="").count() == 1

    def test_a_silence_between_two_letters_is_a_time_out_too(self, server):
        for _n in range(20):
            OutboxMessageFactory()
        server.mode = "deaf"
        start = time.monotonic()
        drain_outbox()
        assert taken(start) < 3
        assert dict(server.got) == {DESK: 1}
        assert OutboxMessage.objects.get(attempts=1).last_error == "timeout"

    @pytest.mark.parametrize("mode", ["drip", "drip-greeting", "drip-data"])
    def test_a_server_that_speaks_byte_by_byte_costs_one_deadline(self, server, monkeypatch, mode):
        monkeypatch.setattr(smtp, "LONGEST_LETTER", 1)
        for _n in range(20):
            OutboxMessageFactory()
        server.mode = mode
        start = time.monotonic()
        drain_outbox()
        assert taken(start) < 3
        assert OutboxMessage.objects.exclude(last_error="").get().last_error == "timeout"
        monkeypatch.undo()
        server.mode = "ok"
        later()
        drain_outbox()
        assert dict(server.got) == {DESK: 20, MANAGER: 20}

    def test_a_letter_has_a_deadline_of_its_own(self, server, monkeypatch):
        """Ten letters over one connection take longer than one may."""
        monkeypatch.setattr(smtp, "LONGEST_LETTER", 4)
        for _n in range(2):
            OutboxMessageFactory()
        server.mode = "slow"
        drain_outbox()
        assert dict(server.got) == {DESK: 2, MANAGER: 2}
        assert server.connections == 1

    def test_the_good_bye_is_not_waited_for_long(self, server, monkeypatch):
        monkeypatch.setattr(mail, "GOOD_BYE", 0.2)
        OutboxMessageFactory()
        server.mode = "silent-bye"
        start = time.monotonic()
        drain_outbox()
        assert taken(start) < 1
        assert OutboxMessage.objects.get().state == State.SENT

    def test_a_slow_server_gives_the_other_jobs_their_turn(self, server, monkeypatch):
        monkeypatch.setattr(outbox, "LONGEST_RUN", 2)
        for _n in range(20):
            OutboxMessageFactory()
        server.mode = "slow"
        start = time.monotonic()
        drain_outbox()
        assert taken(start) < 7
        left = OutboxMessage.objects.filter(state=State.WAITING)
        assert left.count() > 10
        # Whoever had no turn was not tried, and is due at once.
        assert not left.exclude(attempts=0).exists()
        server.mode = "ok"
        drain_outbox()
        assert dict(server.got) == {DESK: 20, MANAGER: 20}

    def test_a_run_ends_long_before_the_jobs_lease(self):
        # One letter more, which may need a new connection and meet silence until the last.
        longest = outbox.LONGEST_RUN + 2 * (smtp.LONGEST_LETTER + smtp.LONGEST_WORD)
        assert timedelta(seconds=longest) < outbox.LEASE


class TestServersThatClose:
    @pytest.mark.parametrize("mode", ["once", "few", "tired"])
    def test_after_each_letter_costs_no_minute(self, server, mode):
        for _n in range(10):
            OutboxMessageFactory()
        server.mode = mode
        start = time.monotonic()
        drain_outbox()
        assert taken(start) < 5
        assert count_told() == {"stored": 10, "told": 10}
        assert dict(server.got) == {DESK: 10, MANAGER: 10}

    def test_a_good_connection_is_used_for_all(self, server):
        for _n in range(10):
            OutboxMessageFactory()
        drain_outbox()
        assert server.connections == 1

    def test_busy_at_the_greeting_ends_the_round(self, server):
        for _n in range(10):
            OutboxMessageFactory()
        server.mode = "busy"
        drain_outbox()
        assert server.connections == 1
        assert "busy" in outbox_status().why

    @pytest.mark.parametrize("refused", [DESK, MANAGER])
    def test_at_one_address_ends_nothing_for_the_others(self, server, refused):
        for _n in range(3):
            OutboxMessageFactory()
        server.refusing[refused] = 421
        drain_outbox()
        other = MANAGER if refused == DESK else DESK
        assert dict(server.got) == {other: 3}
        # It had its turn: nobody knocks three times at a door that was just closed.
        assert server.asked[refused] == (1 if refused == DESK else 2)
        troubles = outbox_status().troubles
        assert [(t.address, t.count) for t in troubles] == [(refused, 3)]
        assert "at this address" in troubles[0].why
        assert "by ourselves" in troubles[0].advice
        server.refusing.clear()
        later()
        drain_outbox()
        assert dict(server.got) == {DESK: 3, MANAGER: 3}
        assert not outbox_status()

    def test_at_every_letter_is_a_server_that_is_busy(self, server):
        for _n in range(10):
            OutboxMessageFactory()
        server.mode = "choosy"
        drain_outbox()
        assert server.connections == mail.MOST_PUT_OFF
        assert not server.got
        assert "busy" in outbox_status().why
        server.mode = "ok"
        later()
        drain_outbox()
        assert dict(server.got) == {DESK: 10, MANAGER: 10}


class TestDeletedMeanwhile:
    def test_between_lease_and_reading(self, server, monkeypatch):
        first, second = OutboxMessageFactory(), OutboxMessageFactory()
        due, calls = outbox.list_due_messages, []

        class Deleting:
            """A due list whose first row disappears once it is leased."""

            def __init__(self, rows):
                self.rows = rows

            def filter(self, **values):
                self.rows = self.rows.filter(**values)
                return self

            def update(self, **values):
                done = self.rows.update(**values)
                if not calls:
                    calls.append(1)
                    Submission.objects.filter(pk=first.submission_id).delete()
                return done

            def __getattr__(self, name):
                return getattr(self.rows, name)

        monkeypatch.setattr(outbox, "list_due_messages", lambda now: Deleting(due(now)))
        drain_outbox()
        second.refresh_from_db()
        assert second.state == State.SENT
        assert not OutboxMessage.objects.filter(pk=first.pk).exists()

    def test_between_sending_and_marking(self, server, monkeypatch):
        first, second = OutboxMessageFactory(), OutboxMessageFactory()
        send = mail.Postman.send

        def send_then_delete(postman, letter):
            send(postman, letter)
            Submission.objects.filter(pk=first.submission_id).delete()

        monkeypatch.setattr(mail.Postman, "send", send_then_delete)
        drain_outbox()
        second.refresh_from_db()
        assert second.state == State.SENT
        assert Event.objects.filter(kind=EventType.NOTICE).count() == 1


class TestWatchdog:
    def test_a_job_that_runs_too_long_is_seen(self):
        now = timezone.now()
        assert Heartbeat.take("outbox", now - timedelta(seconds=200), 5, 300)
        status = next(job for job in jobs.worker_status(now).jobs if job.name == "outbox")
        assert status.running_for(now) == timedelta(seconds=200)
        assert status.is_stuck(now)
        Heartbeat.give_back("outbox", now)
        status = next(job for job in jobs.worker_status(now).jobs if job.name == "outbox")
        assert status.running_for(now) == timedelta()

    def test_the_dashboard_says_it_in_red(self):
        client = sign_in(roles.MANAGER)
        Heartbeat.take("outbox", timezone.now() - timedelta(seconds=200), 5, 300)
        html = BeautifulSoup(client.get("/admin/").content, "html.parser")
        alarm = html.find(id="stuck-heading").parent
        assert "Telling staff and visitors" in alarm.text
        assert "3\xa0minutes" in alarm.text

    def test_readiness_says_which_and_how_long(self):
        from edge.health import long_runs

        assert long_runs() == (True, "none runs")
        Heartbeat.take("outbox", timezone.now() - timedelta(seconds=200), 5, 300)
        well, line = long_runs()
        assert not well
        assert line.startswith("outbox has run for 20")
