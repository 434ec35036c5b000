"""Mail servers that fall silent or close in the middle, requests deleted meanwhile, and a worker that hangs."""

import time
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from forms.models import Event, OutboxMessage, Submission
from forms.requests.delivery import mail, outbox
from forms.requests.delivery.outbox import drain_outbox, outbox_status
from forms.requests.models import EventType
from infra import jobs
from infra.models import Heartbeat
from infra.resilience import smtp
from staff import roles
from tests.factories.forms import (
    OutboxMessageFactory,
)
from tests.faults.counts import count_told
from tests.faults.mail.letters import later
from tests.staff.people import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.faults]
State = OutboxMessage.State
DESK, MANAGER = "desk@clinic.example", "manager@clinic.example"


def taken(line: float) -> float:
    return time.monotonic() - line


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
        assert Heartbeat.take_job("outbox", now - timedelta(seconds=200), 5, 300)
        status = next(job for job in jobs.worker_status(now).jobs if job.name == "outbox")
        assert status.running_for(now) == timedelta(seconds=200)
        assert status.is_stuck(now)
        Heartbeat.give_back("outbox", now)
        status = next(job for job in jobs.worker_status(now).jobs if job.name == "outbox")
        assert status.running_for(now) == timedelta()

    def test_the_dashboard_says_it_in_red(self):
        client = sign_in(roles.MANAGER)
        Heartbeat.take_job("outbox", timezone.now() - timedelta(seconds=200), 5, 300)
        html = BeautifulSoup(client.get("/admin/").content, "html.parser")
        alarm = html.find(id="stuck-heading").parent
        assert "Telling staff and visitors" in alarm.text
        assert "3\xa0minutes" in alarm.text

    def test_readiness_says_which_and_how_long(self):
        from edge.health import long_runs

        assert long_runs() == (True, "none runs")
        Heartbeat.take_job("outbox", timezone.now() - timedelta(seconds=200), 5, 300)
        well, line = long_runs()
        assert not well
        assert line.startswith("outbox has run for 20")
