"""Sends messages: each is a row first, and mail later, from the worker.

At least once: a row is leased before it is sent and marked afterwards. A worker that dies in between
leaves a lease that runs out, and the message goes again, under the same Message-ID, so that a mailbox
shows it once. Two workers never hold the same lease: taking it is one conditional UPDATE.
"""

from __future__ import annotations

import logging
import time
import uuid
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.functional import cached_property

from forms.requests.defences.held import list_unseen
from forms.requests.delivery import deliveries, letters, mail
from forms.requests.delivery.errors import say_error
from forms.requests.models import Delivery, Event, EventType, MessageType, OutboxMessage, Submission
from infra.jobs import is_stopping
from infra.resilience.mail_server import SERVER_IS_DOWN
from staff.audit import record

logger = logging.getLogger("clinic.outbox")
# Longer than the slowest honest conversation with a mail server (every step times out in seconds).
LEASE: Final = timedelta(minutes=5)
# Minutes until the next attempt; after the last of them, every two hours.
BACKOFF: Final = (1, 2, 5, 15, 30, 60, 120)
GIVE_UP: Final = timedelta(hours=24)
LEAST_ATTEMPTS: Final = 8
MOST_ATTEMPTS: Final = 18
BATCH: Final = 50
# Seconds after which a run of the job ends, so that the worker's other jobs get their turn. One letter more may
# be under way then; both together stay far below the lease.
LONGEST_RUN: Final = 20
# After this long a notice that nobody has tried to send means that no worker runs.
PATIENCE: Final = timedelta(minutes=5)
# A clock that went back leaves times in the future; more than this is not ours.
SLACK: Final = timedelta(minutes=1)

# What of it the request's own log says.
LOGGED: Final[dict[str, str]] = {
    MessageType.NOTICE: EventType.NOTICE,
    MessageType.RECEIPT: EventType.RECEIPT,
}


def get_delay(attempts: int) -> timedelta:
    """Return how long to wait after the `attempts`-th failure."""
    return timedelta(minutes=BACKOFF[min(max(attempts, 1), len(BACKOFF)) - 1])


def list_due_messages(now: datetime) -> QuerySet[OutboxMessage]:
    """Return the messages that may be sent now.

    A clock that went back must not hold a message up: what was never tried is always due, and a waiting
    time longer than any we give is taken for a clock's doing. Likewise a lease.
    """
    waiting = Q(next_at__lte=now) | Q(attempts=0)
    for attempts in range(1, len(BACKOFF) + 1):
        later = now + get_delay(attempts) + SLACK
        same = Q(attempts=attempts) if attempts < len(BACKOFF) else Q(attempts__gte=attempts)
        waiting |= same & Q(next_at__gt=later)
    free = Q(leased_until=None) | Q(leased_until__lte=now) | Q(leased_until__gt=now + LEASE + SLACK)
    return OutboxMessage.objects.filter(waiting, free, state=OutboxMessage.State.WAITING)


def lease_messages(now: datetime | None = None) -> Iterator[OutboxMessage]:
    """Take the due messages one by one, each under a lease of its own."""
    now = now or timezone.now()
    for pk in list(list_due_messages(now).values_list("pk", flat=True)[:BATCH]):
        token = uuid.uuid4().hex
        at = timezone.now()
        taken = (
            list_due_messages(at)
            .filter(pk=pk)
            .update(lease=token, leased_until=at + LEASE, attempts=F("attempts") + 1)
        )
        # Somebody may have deleted its request since: then there is nothing to tell.
        if taken and (message := OutboxMessage.objects.filter(pk=pk).first()):
            yield message


def _deliver_some(postman: mail.Postman, until: float) -> list[str]:
    """Send one batch. Returns a code for each message tried: '' for sent.

    Ends early where the time is up, where the worker is asked to stop, or where the server is down: it would
    keep each of the others waiting for the same silence.
    """
    codes: list[str] = []
    for message in lease_messages():
        codes.append(deliver_message(message, postman, until))
        if codes[-1] in SERVER_IS_DOWN or _must_stop(until):
            break
    return codes


def _must_stop(until: float | None) -> bool:
    return is_stopping() or (until is not None and time.monotonic() >= until)


def drain_outbox() -> str:
    """Send what is due. Returns a line of what was done, or ''. Never raises for a message's sake."""
    sent = failed = 0
    until = time.monotonic() + LONGEST_RUN
    with mail.Postman() as postman:
        while time.monotonic() < until:
            codes = _deliver_some(postman, until)
            sent += codes.count("")
            failed += len(codes) - codes.count("")
            if len(codes) < BATCH or set(codes) & SERVER_IS_DOWN:
                break
    return f"{sent} sent, {failed} to be tried again" if sent or failed else ""


def deliver_message(
    message: OutboxMessage, postman: mail.Postman, until: float | None = None
) -> str:
    """Send one leased message to each of its addresses and mark it. Returns '' or the code of what went wrong.

    Parameters: `until`, by `time.monotonic`: when it is over, addresses that had no turn wait for the next run.
    """
    try:
        letter = letters.compose_letter(message, postman.layout)
        if letter is None:
            _finish_message(message, OutboxMessage.State.SKIPPED)
            return ""
        outcome = deliveries.send_to_each(message, letter, postman, lambda: _must_stop(until))
    except Exception as error:  # one message must not stop the others
        code, detail = mail.explain_error(error)
        _postpone_message(message, code, detail)
        return code
    if outcome.code:
        _postpone_message(message, outcome.code, outcome.detail)
    elif outcome.unfinished:
        _return_message(message)
    else:
        _finish_message(message)
    return outcome.code


def _find_leased(message: OutboxMessage) -> QuerySet[OutboxMessage]:
    """Return the message's row, as long as the lease is ours and its request was not deleted meanwhile."""
    return OutboxMessage.objects.filter(pk=message.pk, lease=message.lease)


def _finish_message(message: OutboxMessage, state: str = OutboxMessage.State.SENT) -> None:
    """Mark a message as sent to everybody, or as not needed; what was sent goes into its request's log."""
    now = timezone.now()
    ours = _find_leased(message).update(
        state=state, sent_at=now, lease="", leased_until=None, last_error=""
    )
    kind = LOGGED.get(message.kind)
    if ours and kind and message.submission_id and state == OutboxMessage.State.SENT:
        # The request may be deleted in this very moment: then nobody needs the line.
        with suppress(IntegrityError), transaction.atomic():
            Event.objects.create(submission_id=message.submission_id, kind=kind, at=now)


def _return_message(message: OutboxMessage) -> None:
    """Give a message back that could not be finished in this run. That counts as no attempt."""
    _find_leased(message).update(
        attempts=max(message.attempts - 1, 0), next_at=timezone.now(), lease="", leased_until=None
    )


def _postpone_message(message: OutboxMessage, code: str, detail: str) -> None:
    now = timezone.now()
    # A clock that went back makes a message look newborn, a worker that was off makes it look old:
    # so attempts count as well.
    old = now - message.created_at > GIVE_UP and message.attempts >= LEAST_ATTEMPTS
    over = old or message.attempts >= MOST_ATTEMPTS
    ours = _find_leased(message).update(
        state=OutboxMessage.State.FAILED if over else OutboxMessage.State.WAITING,
        next_at=now + get_delay(message.attempts),
        lease="",
        leased_until=None,
        last_error=f"{code} {detail}".strip()[:200],
    )
    if ours and over:
        message.deliveries.filter(state=Delivery.State.WAITING).update(state=Delivery.State.FAILED)
    logger.warning("Message %s was not sent: %s %s", message.pk, code, detail)


# --- For staff ---------------------------------------------------------------------------------
@dataclass(frozen=True)
class OutboxStatus:
    """The state of the messages to staff.

    `count` requests are stored but nobody was told; of `partly` requests some address was not told; `other`
    letters to staff (a request is overdue, some are held back, emergency access) do not arrive.
    """

    count: int = 0
    partly: int = 0
    other: int = 0
    oldest: datetime | None = None
    why: str = ""
    failed: int = 0
    waiting: int = 0

    @property
    def is_red(self) -> bool:
        """Whether the dashboard must say so in red."""
        return self.count + self.partly + self.other > 0

    @cached_property
    def troubles(self) -> list[deliveries.Trouble]:
        """The staff addresses that do not get their mail, each with why and what to do."""
        return deliveries.list_troubles(list_untold())

    @cached_property
    def receipts(self) -> list[int]:
        """The numbers of open requests whose receipt could not be delivered."""
        rows = undelivered_receipts().order_by("submission")
        return list(rows.values_list("submission", flat=True)[: deliveries.MOST_SHOWN])

    def __bool__(self) -> bool:
        return self.is_red


def list_untold(now: datetime | None = None) -> QuerySet[OutboxMessage]:
    """Return the letters to staff that have failed, or wait for longer than a worker should need."""
    now = now or timezone.now()
    late = ~Q(last_error="") | Q(created_at__lt=now - PATIENCE)
    # The line of a day counts everything that is held back: a later one that arrived says what it said, and once
    # somebody has seen the list nobody needs it.
    said = OutboxMessage.objects.filter(
        kind=MessageType.HELD, state=OutboxMessage.State.SENT, pk__gt=OuterRef("pk")
    )
    return OutboxMessage.objects.filter(
        Q(state=OutboxMessage.State.FAILED) | Q(late, state=OutboxMessage.State.WAITING),
        kind__in=OutboxMessage.TO_STAFF,
    ).exclude(Q(Exists(said) | ~Exists(list_unseen()), kind=MessageType.HELD))


def undelivered_receipts() -> QuerySet[OutboxMessage]:
    """Return the receipts that did not arrive, of requests that somebody still works on."""
    refused = Q(state=OutboxMessage.State.WAITING, last_error__startswith="rejected 5")
    return OutboxMessage.objects.filter(
        Q(state=OutboxMessage.State.FAILED) | refused,
        kind=MessageType.RECEIPT,
        submission__in=Submission.objects.only_open(),
    )


def outbox_status(now: datetime | None = None) -> OutboxStatus:
    """Return what the dashboard's red panel shows, in two queries."""
    State = OutboxMessage.State
    told = Delivery.objects.filter(
        message__submission=OuterRef("submission"),
        message__kind=MessageType.NOTICE,
        state=State.SENT,
    )
    rows = list_untold(now).annotate(told=Exists(told))
    notice = Q(kind=MessageType.NOTICE)
    numbers = rows.aggregate(
        count=Count("submission", filter=notice & Q(told=False), distinct=True),
        partly=Count("submission", filter=notice & Q(told=True), distinct=True),
        other=Count("pk", filter=~notice),
        oldest=Min("submission__submit_time"),
        failed=Count("pk", filter=Q(state=State.FAILED)),
        waiting=Count("pk", filter=Q(state=State.WAITING)),
    )
    if not (numbers["failed"] or numbers["waiting"]):
        return OutboxStatus()
    last = rows.exclude(last_error="").order_by("-next_at").values_list("last_error", flat=True)
    return OutboxStatus(why=say_error(last.first() or ""), **numbers)


def retry_messages() -> int:
    """Make every message that failed or waits due at once. Returns how many."""
    now = timezone.now()
    State = OutboxMessage.State
    return OutboxMessage.objects.filter(
        Q(state=State.FAILED) | Q(state=State.WAITING, next_at__gt=now)
    ).update(state=State.WAITING, next_at=now, created_at=now, attempts=0)


def send_test(address: str, *, by: Any = None) -> OutboxMessage:
    """Queue a test message to `address`: it takes the same way as every notice. Returns its row."""
    message = OutboxMessage.objects.create(
        kind=MessageType.TEST, dedup_key=f"test:{uuid.uuid4()}", address=address
    )
    record("requests.test_mail", user=by)
    return message
