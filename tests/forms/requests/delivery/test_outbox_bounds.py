"""Bounds of the outbox: how many, how long, how late, and what a moved clock does to it."""

from datetime import timedelta

import pytest
from django.core import mail as django_mail
from django.utils import timezone

from forms.models import OutboxMessage
from forms.requests.delivery import letters, mail, outbox
from forms.requests.delivery.outbox import (
    drain_outbox,
    get_delay,
    lease_messages,
    list_due_messages,
    outbox_status,
)
from tests.factories.forms import (
    OutboxMessageFactory,
)

pytestmark = pytest.mark.django_db
State = OutboxMessage.State


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
