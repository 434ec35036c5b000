"""Every address is told on its own: one letter to each, one state for each, and nobody twice.

A mail server may take a letter for one address and refuse it for the other. `smtplib` then only returns the
refused ones, Django drops that list, and the refused colleague is never told of the request. So a message with
two addresses is two letters under one Message-ID, and a delivery that is through is never sent again.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from django.core.validators import validate_email
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from forms.requests.defences.limits import mailbox_hash
from forms.requests.delivery import mail
from forms.requests.delivery.errors import say_advice, say_error
from forms.requests.models import Delivery, MessageType, OutboxMessage, Submission
from infra.resilience.mail_server import SERVER_IS_DOWN

State = OutboxMessage.State
LONGEST_ADDRESS: Final = 320
MOST_SHOWN: Final = 10


# --- Queueing ------------------------------------------------------------------------------------
def save_messages(messages: list[OutboxMessage]) -> None:
    """Save messages, each of them once; those that were skipped before wait again, unless they are skipped now, too."""
    OutboxMessage.objects.bulk_create(messages, ignore_conflicts=True)
    wanted = [message.dedup_key for message in messages if message.state != State.SKIPPED]
    wake_skipped(OutboxMessage.objects.filter(dedup_key__in=wanted))


def wake_skipped(messages: QuerySet[OutboxMessage]) -> int:
    """Make skipped messages of a query wait again, due at once. Returns how many.

    One that a worker holds at this moment is taken from it: the worker may be about to skip it.
    """
    now = timezone.now()
    held = Q(state=State.WAITING) & ~Q(lease="")
    return messages.filter(Q(state=State.SKIPPED) | held).update(
        state=State.WAITING,
        attempts=0,
        created_at=now,
        next_at=now,
        sent_at=None,
        lease="",
        leased_until=None,
    )


def wake_notices(submission: Submission) -> bool:
    """Make the notice of a request wait again where it was skipped or given up. Returns whether one goes out.

    Of a first notice and those of corrections, one is enough: the first where it never went, else the last.
    """
    notices = OutboxMessage.objects.filter(submission=submission, kind=MessageType.NOTICE)
    now = timezone.now()
    notices.filter(state=State.FAILED).update(
        state=State.WAITING, next_at=now, created_at=now, attempts=0
    )
    if not notices.filter(state=State.WAITING).exists():
        told = notices.filter(state=State.SENT).exists()
        skipped = notices.filter(state=State.SKIPPED).order_by("-pk" if told else "pk").first()
        if skipped is not None:
            wake_skipped(notices.filter(pk=skipped.pk))
    return notices.filter(state=State.WAITING).exists()


# --- Sending -------------------------------------------------------------------------------------
@dataclass
class DeliveryOutcome:
    """How one round with a message went. `code` is '' where nothing went wrong."""

    code: str = ""
    detail: str = ""
    sent: int = 0
    # Whether the time ran out before every address had its turn.
    unfinished: bool = False

    def note(self, code: str, detail: str) -> None:
        """Keep what went wrong; a server that is down outweighs an address that it refuses."""
        if not self.code or code in SERVER_IS_DOWN:
            self.code, self.detail = code, detail


def send_to_each(
    message: OutboxMessage,
    letter: EmailMultiAlternatives,
    postman: mail.Postman,
    must_stop: Callable[[], bool],
) -> DeliveryOutcome:
    """Send a letter to each of its addresses that has not got it, one after the other.

    Parameters: `letter`, with all addresses in `to`; `must_stop`, asked before every address but the first.
    Ends early where the server is down.
    """
    outcome = DeliveryOutcome()
    for delivery, address in _list_waiting(message, letter.to):
        if outcome.sent and must_stop():
            outcome.unfinished = True
            break
        try:
            _send_one(letter, address, postman)
        except Exception as error:  # one address must not stop the others
            code, detail = mail.explain_error(error)
            _note_failure(delivery, code, detail)
            outcome.note(code, detail)
            if code in SERVER_IS_DOWN:
                break
        else:
            _note_sent(delivery)
            if message.kind == MessageType.RECEIPT:
                # It was queued for the address of that moment, and goes to the last word.
                mailbox = mailbox_hash(address)
                OutboxMessage.objects.filter(pk=message.pk).update(mailbox_hash=mailbox)
            outcome.sent += 1
    return outcome


def _list_waiting(message: OutboxMessage, addresses: Iterable[str]) -> list[tuple[Delivery, str]]:
    """Return the deliveries still to be made with their addresses, after what staff changed meanwhile.

    An address that was taken out of the settings is dropped, a new one is added. A receipt's address stays
    out of the table.
    """
    secret = message.kind == MessageType.RECEIPT
    wanted: dict[str, str] = {}
    for address in addresses:
        wanted.setdefault("" if secret else _address_key(address), address)
    known = {row.address: row for row in message.deliveries.all()}
    new = [Delivery(message=message, address=key) for key in wanted if key not in known]
    Delivery.objects.bulk_create(new, ignore_conflicts=True)
    gone = [row.pk for key, row in known.items() if key not in wanted and row.state != State.SENT]
    Delivery.objects.filter(pk__in=gone).update(state=State.SKIPPED, last_error="")
    again = [row.pk for key, row in known.items() if key in wanted and row.state != State.SENT]
    Delivery.objects.filter(pk__in=again).update(state=State.WAITING)
    # Whoever was tried least goes first: an address at which the server breaks off must not keep the others waiting
    # behind it for ever.
    rows = message.deliveries.filter(address__in=list(wanted), state=State.WAITING)
    rows = rows.order_by("attempts", "pk")
    return [(row, wanted[row.address]) for row in rows]


def _address_key(address: str) -> str:
    """Return how an address is written in the table: one that differs in capitals alone is the same mailbox."""
    return address.strip().casefold()[:LONGEST_ADDRESS]


def _send_one(letter: EmailMultiAlternatives, address: str, postman: mail.Postman) -> None:
    try:
        validate_email(address)
    except ValidationError:
        raise mail.BadAddress from None
    single = copy.copy(letter)
    single.to = [address]
    postman.send(single)


def _note_sent(delivery: Delivery) -> None:
    Delivery.objects.filter(pk=delivery.pk).update(
        state=State.SENT,
        sent_at=timezone.now(),
        attempts=delivery.attempts + 1,
        last_error="",
    )


def _note_failure(delivery: Delivery, code: str, detail: str) -> None:
    error = f"{code} {detail}".strip()[:200]
    Delivery.objects.filter(pk=delivery.pk).update(attempts=delivery.attempts + 1, last_error=error)


# --- For staff -----------------------------------------------------------------------------------
@dataclass(frozen=True)
class Trouble:
    """One address that does not get its mail: since when it is tried is on the messages."""

    address: str
    error: str
    count: int

    @property
    def why(self) -> str:
        """What is wrong, as a sentence."""
        return say_error(self.error)

    @property
    def advice(self) -> str:
        """What somebody can do about it."""
        return say_advice(self.error)


def list_troubles(messages: QuerySet[OutboxMessage]) -> list[Trouble]:
    """Return the addresses that messages of a query could not reach, the most affected first."""
    rows = (
        Delivery.objects.filter(message__in=messages)
        .exclude(state__in=[State.SENT, State.SKIPPED])
        .exclude(Q(last_error="") | Q(address=""))
        .values("address", "last_error")
        .annotate(count=Count("pk"))
        .order_by("-count", "address")
    )
    return [Trouble(r["address"], r["last_error"], r["count"]) for r in rows[:MOST_SHOWN]]


def addresses_changed() -> int:
    """Make due at once what an old list of addresses held up. Returns how many messages.

    Called when staff change who is told: a refused address that was corrected or taken out must not stay red
    until somebody finds the button.
    """
    now = timezone.now()
    troubled = ~Q(last_error="") & Q(state__in=[State.WAITING, State.FAILED])
    return (
        OutboxMessage.objects.filter(troubled)
        .exclude(kind__in=[MessageType.RECEIPT, MessageType.TEST])
        .update(state=State.WAITING, next_at=now, created_at=now, attempts=0)
    )
