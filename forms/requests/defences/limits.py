"""How much one source can do: what it may store within an hour, and how many receipts an address gets a day.

The counts of an hour live in the cache, under keyed hashes that change every day; where the cache is away,
`infra.resilience.resilient_cache` counts in the process. What was refused or left out is counted a day in the database,
without any address, so that staff see it.
"""

from __future__ import annotations

import json
import logging
from datetime import timedelta
from typing import Any, Final

from django.core.cache import cache
from django.core.serializers.json import DjangoJSONEncoder
from django.db import DatabaseError, transaction
from django.db.models import F, Q
from django.utils import timezone

from forms.requests.encryption import keyed_hash
from forms.requests.models import DefenceCount, DefenceType, MessageType, OutboxMessage, Submission

logger = logging.getLogger("clinic.forms")
State = OutboxMessage.State
HOUR: Final = 3600
# Receipts that one mailbox gets within a day, however often its address is typed into a form.
RECEIPTS_A_DAY: Final = 3
# Beginning of the keys that count sources; the cache's option `counted` names it.
COUNTED: Final = "clinic_forms.rate."


def count_source(address: str, *, again: bool = False) -> int:
    """Count one request of a network address and return how many it sent within the hour.

    Parameters: `again`, whether the request was counted before, so that it is not counted twice.
    '' (behind a socket, in a test) is never counted: it would be everybody.
    """
    if not address:
        return 0
    today = timezone.localdate().isoformat()
    key = COUNTED + keyed_hash(f"{today} {address}", "address")[:40]
    if again:
        return int(cache.get(key) or 1)
    if cache.add(key, 1, timeout=HOUR):
        return 1
    try:
        return cache.incr(key)
    except ValueError:  # it ran out in this very moment
        return 1


def was_counted(key: object, cleaned: dict[str, Any]) -> bool:
    """Tell whether these very answers came before under the same key of a request: a double click.

    The first call remembers them for an hour, as a keyed hash.
    """
    content = json.dumps(cleaned, sort_keys=True, cls=DjangoJSONEncoder)
    mark = "clinic_forms.sent." + keyed_hash(f"{key} {content}", "sent")[:40]
    return not cache.add(mark, 1, timeout=HOUR)


def mailbox_hash(address: str) -> str:
    """Return the keyed hash of the mailbox behind an address: without '+tag', for Gmail without dots.

    Otherwise ann+1@…, ann+2@… would be as many receipts for one person. Never used to tell people apart.
    """
    local, _at, domain = str(address or "").strip().casefold().rpartition("@")
    local = local.partition("+")[0] or local
    if domain in ("gmail.com", "googlemail.com"):
        local, domain = local.replace(".", ""), "gmail.com"
    return keyed_hash(f"{local}@{domain}", "mailbox") if local else ""


def list_receipted(submission: Submission, *, beside: int = 0) -> set[str]:
    """Return the hashes of the mailboxes to which a receipt of this request really went.

    Parameters: `beside`, the number of a message that is not counted: the one that asks.
    """
    receipts = OutboxMessage.objects.filter(submission=submission, kind=MessageType.RECEIPT)
    out = receipts.filter(Q(state=State.SENT) | Q(deliveries__state=State.SENT)).exclude(pk=beside)
    return set(out.values_list("mailbox_hash", flat=True)) - {""}


def may_get_receipt(mailbox: str, *, beside: str = "") -> bool:
    """Tell whether a mailbox (its hash) got fewer than RECEIPTS_A_DAY receipts within a day.

    Parameters: `beside`, the key of a message that is not counted: the one that asks.
    """
    since = timezone.now() - timedelta(days=1)
    sent = OutboxMessage.objects.filter(
        kind=MessageType.RECEIPT, mailbox_hash=mailbox, created_at__gte=since
    ).exclude(Q(state=State.SKIPPED) | Q(dedup_key=beside))
    return sent.count() < RECEIPTS_A_DAY


def limit_receipts(messages: list[OutboxMessage], submission: Submission) -> list[OutboxMessage]:
    """Return the messages about a request, a receipt too many marked as not needed.

    A receipt that still waits goes to the address of the last word, so a corrected address is counted, too.
    """
    for message in messages:
        if message.kind != MessageType.RECEIPT:
            continue
        message.mailbox_hash = mailbox_hash(submission.answer("email"))
        known = OutboxMessage.objects.filter(dedup_key=message.dedup_key)
        if known.filter(state__in=[State.SENT, State.FAILED]).exists():
            continue
        if may_get_receipt(message.mailbox_hash, beside=message.dedup_key):
            known.update(mailbox_hash=message.mailbox_hash)
            continue
        message.state, message.last_error = State.SKIPPED, "limit"
        known.update(state=State.SKIPPED, last_error="limit", mailbox_hash=message.mailbox_hash)
        note_defence(DefenceType.RECEIPT)
    return messages


def note_defence(kind: str) -> None:
    """Count for today that something was refused or left out. A busy database costs the number, no more."""
    try:
        with transaction.atomic():
            row, made = DefenceCount.objects.get_or_create(
                day=timezone.localdate(), kind=kind, defaults={"count": 1}
            )
            if not made:
                DefenceCount.objects.filter(pk=row.pk).update(count=F("count") + 1)
    except DatabaseError as error:
        logger.warning("A refusal could not be counted: %s", type(error).__name__)
