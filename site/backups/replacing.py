"""What is kept of the state that a restore replaces, and what of the restored one must not count any more."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, transaction
from django.utils import timezone

from staff import audit
from staff.models import AccountMail
from staff.sign_in.sessions import SessionStore
from staff.trail import chain
from staff.trail.export import list_lines

# What a restore takes back although somebody decided it since: to be done again by hand.
DECIDED = frozenset(
    {
        "requests.person_erase", "requests.delete", "requests.delete_on", "requests.consent", "requests.hold",
        "staff.account_deactivated", "staff.account_left", "staff.account_made", "staff.account_changed",
        "staff.roles", "staff.role_confirmed", "staff.role_rights", "staff.own_rights", "staff.second_factor",
        "staff.password",
    }
)  # fmt: skip
MANY = 200  # lines; the file has all of them


@dataclass(frozen=True)
class SavedAudit:
    """The audit as it was before a restore: where it lies, and the end of its chain."""

    path: Path
    end: str
    count: int


def save_audit(beside: Path) -> SavedAudit | None:
    """Write the audit as JSON lines into BACKUP_DIR, or beside the backup; None where there is none to read.

    The restored database has the audit of its own day, whole in itself: what came since is in this file alone.
    """
    folder = Path(settings.BACKUP_DIR) if settings.BACKUP_DIR else beside
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / f"audit-before-restore-{timezone.now():%Y%m%d-%H%M%S-%f}.jsonl"
    count, last = 0, {"number": 0, "hash": ""}
    try:
        with (
            transaction.atomic(),
            os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out,
        ):
            for last in list_lines():
                out.write(json.dumps(last, ensure_ascii=False) + "\n")
                count += 1
            out.flush()
            os.fsync(out.fileno())
    except DatabaseError:
        count = 0  # a new machine, or a damaged database: nothing that could be read
    if not count:
        path.unlink(missing_ok=True)
        return None
    return SavedAudit(path, f"{last['number']}:{last['hash']}", count)


def finish_restore(made_at: str, kept: SavedAudit | None) -> tuple[int, int]:
    """End every session and drop every mail about accounts that came back, and put the restore on record.

    Returns how many of each. A session may have been ended since, a link asked for by somebody who has left.
    """
    with transaction.atomic():
        ended = SessionStore.get_model_class().objects.all().delete()[0]
        dropped = AccountMail.objects.all().delete()[0]
        audit.record(
            "staff.restored", data={"from": made_at, "end": kept.end if kept else "not readable"}
        )
    chain.seal_entries()
    return ended, dropped


def describe_since(made_at: str, kept: SavedAudit) -> list[str]:
    """Return a line for each decision that the restore took back, out of the audit that was kept."""
    lines = [
        _describe_line(line) for line in _read_since(made_at, kept) if line["action"] in DECIDED
    ]
    if len(lines) > MANY:
        lines[MANY:] = [f"… and {len(lines) - MANY} more, in {kept.path}"]
    return lines


def _read_since(made_at: str, kept: SavedAudit) -> Iterator[dict[str, Any]]:
    since = datetime.fromisoformat(made_at)
    with kept.path.open(encoding="utf-8") as stored:
        for text in stored:
            line = json.loads(text)
            if datetime.fromisoformat(line["at"]) >= since:
                yield line


def _describe_line(line: dict[str, Any]) -> str:
    label = audit.ACTIONS[line["action"]][0]
    data = ", ".join(f"{key} {value}" for key, value in line["data"].items())
    who = line["who"] or "the system"
    return f"{line['at'][:16]} {label}: {line['about']} (by {who}{'; ' + data if data else ''})"
