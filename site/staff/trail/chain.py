"""The audit's chain: each entry carries a number and the hash of the one before.

An entry is written in the transaction of what it is about, so neither exists without the other, and sealed right
after that commits, in a transaction of its own. Sealing takes the lock on the chain's head; taken inside the longer
transaction, two people's actions on the same requests could wait for each other for ever. What a process that died
left unsealed the worker seals.

Models are looked up by name: they write entries, so they stand above this module.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from django.utils import timezone

# 45 CFR 164.316(b)(2)(i): six years. Two leap days at most lie in them.
RETENTION = timedelta(days=6 * 365 + 2)
AT_ONCE = 500
# A statement that seals names each row four times; databases limit how long one may be.
AT_ONCE_WRITTEN = 100
PRUNED = "staff.audit_pruned"
# What the hash is made of, beside the hash before it. In this order in every export.
FIELDS = ("number", "at", "action", "who", "who_id", "about_kind", "about_id", "about", "data")


@dataclass(frozen=True)
class Fault:
    """Where a chain does not hold."""

    number: int
    reason: str


def _find_model(name: str) -> Any:
    return apps.get_model("staff", name)


def normalize_data(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return an entry's data as the database will give it back."""
    return json.loads(json.dumps(data, cls=DjangoJSONEncoder))


def make_line(entry: Any) -> dict[str, Any]:
    """Return a sealed entry as it is exported: what the hash is made of, and both hashes."""
    values = {name: getattr(entry, name) for name in FIELDS}
    values["at"] = entry.at.astimezone(UTC).isoformat()
    return {**values, "previous": entry.previous, "hash": entry.hash}


def compute_hash(line: Mapping[str, Any]) -> str:
    """Return the hash of an exported entry, computed from its values and the hash before it."""
    hashed = {name: line[name] for name in (*FIELDS, "previous")}
    text = json.dumps(hashed, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()


def seal_after_commit() -> None:
    """Seal after the current transaction: once, however many entries it writes. A failure is left to the worker."""
    waiting: list[Any] = [entry[1] for entry in connection.run_on_commit]
    if seal_entries not in waiting:
        transaction.on_commit(seal_entries, robust=True)


def seal_entries() -> int:
    """Give every entry without one its number, the hash before it and its own; return how many."""
    sealed = 0
    while count := _seal_some():
        sealed += count
    return sealed


def _seal_some() -> int:
    with transaction.atomic():
        head = _locked_head()
        rows = list(
            _find_model("AuditEntry").objects.filter(number__isnull=True).order_by("pk")[:AT_ONCE]
        )
        for entry in rows:
            entry.number, entry.previous = head.number + 1, head.hash
            entry.hash = compute_hash(make_line(entry))
            head.number, head.hash = entry.number, entry.hash
        if rows:
            _find_model("AuditEntry").objects.bulk_update(
                rows, ["number", "previous", "hash"], batch_size=AT_ONCE_WRITTEN
            )
            head.save()
    return len(rows)


def _locked_head() -> Any:
    head = _find_model("AuditHead").objects.select_for_update().filter(pk=1).first()
    return head or _find_model("AuditHead").objects.create(pk=1)


def prune_entries(now: datetime | None = None) -> tuple[int, str]:
    """Delete what is older than six years, from the chain's beginning.

    Returns how many entries, and 'number:hash' of the last one ('' for none). The chain then begins behind that
    one; the caller puts both on record, so that the new beginning is itself part of the chain.
    """
    before = (now or timezone.now()) - RETENTION
    entries = _find_model("AuditEntry").objects
    with transaction.atomic():
        head = _locked_head()
        # Never past an entry that must still be kept: the chain has no holes.
        young = entries.filter(number__isnull=False, at__gte=before).order_by("number").first()
        old = entries.filter(number__isnull=False, at__lt=before)
        if young is not None:
            old = old.filter(number__lt=young.number)
        last = old.order_by("-number").first()
        if last is None:
            return 0, ""
        head.anchor_number, head.anchor_hash = last.number, last.hash
        head.save()
        count, _models = entries.filter(number__lte=last.number).delete()
    return count, f"{last.number}:{last.hash}"


def verify_lines(
    lines: Iterable[Mapping[str, Any]], number: int | None = None, previous: str = ""
) -> tuple[int, str, list[Fault]]:
    """Check a chain of exported entries that begins behind `number` and its hash `previous`.

    `number` None: an export of a part, whose own first entry says what is stored before it. Returns the last
    number, its hash, and what does not hold.
    """
    faults: list[Fault] = []
    for line in lines:
        if number is None:
            number, previous = line["number"] - 1, line["previous"]
        if line["number"] != number + 1:
            faults.append(Fault(number + 1, "is missing"))
        elif line["previous"] != previous:
            faults.append(Fault(line["number"], "does not follow the one before"))
        if compute_hash(line) != line["hash"]:
            faults.append(Fault(line["number"], "was changed"))
        number, previous = line["number"], line["hash"]
    return number or 0, previous, faults


def _make_lines(entries: Any) -> Iterator[dict[str, Any]]:
    return (make_line(entry) for entry in entries.iterator())


def verify_chain() -> tuple[int, str, list[Fault]]:
    """Check the whole stored chain; return its last number, its hash, and what does not hold.

    Six years are read without the lock that sealing needs; what came meanwhile is read under it.
    Raises nothing for a broken chain: the faults say where.
    """
    seal_entries()
    entries = _find_model("AuditEntry").objects.filter(number__isnull=False).order_by("number")
    begin = _find_model("AuditHead").objects.filter(pk=1).first() or _find_model("AuditHead")()
    number, last_hash, faults = verify_lines(
        _make_lines(entries.filter(number__lte=begin.number)),
        begin.anchor_number,
        begin.anchor_hash,
    )
    with transaction.atomic():
        head = _locked_head()  # nothing is sealed meanwhile
        rest = _make_lines(entries.filter(number__gt=begin.number))
        number, last_hash, more = verify_lines(rest, number, last_hash)
        faults += more
    if (number, last_hash) != (head.number, head.hash):
        faults.append(Fault(head.number, "should be the last one, and is not"))
    return number, last_hash, faults + _faults_of_anchor(head)


def _faults_of_anchor(head: Any) -> list[Fault]:
    """Return what is wrong with the chain's beginning: its last pruning, which is on record, must have made it."""
    pruned = (
        _find_model("AuditEntry")
        .objects.filter(action=PRUNED, number__isnull=False)
        .order_by("-number")
        .first()
    )
    said = pruned.data.get("to", "") if pruned else ""
    is_ = f"{head.anchor_number}:{head.anchor_hash}" if head.anchor_number else ""
    return [] if said == is_ else [Fault(head.anchor_number, "is no beginning that is on record")]
