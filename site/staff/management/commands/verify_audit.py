"""Whether the audit is whole: nothing changed, nothing missing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from staff.models import AuditEntry
from staff.trail import chain, guards


class Command(BaseCommand):
    """Check the audit's chain, in the database or in an export."""

    help = "Checks that no entry of the audit was changed, taken out or put in."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take a file, or what was noted earlier."""
        parser.add_argument(
            "--file", type=Path, help="an export (JSON lines) instead of the database"
        )
        parser.add_argument(
            "--noted",
            metavar="NUMBER:HASH",
            help="an end that was noted earlier, somewhere else: it must still be in the chain",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Say what was found. Raises CommandError, with the places, where something does not hold."""
        if options["file"]:
            number, last_hash, faults = chain.verify_lines(_read_file(options["file"]))
        else:
            number, last_hash, faults = chain.verify_chain()
            if options["noted"] and not _stands_whole(options["noted"]):
                faults.append(chain.Fault(number, f"follows no entry {options['noted']}"))
            if weak := guards.list_weak_guards(connection):
                self.stderr.write(
                    f"The database's own guard is missing or weakened: {', '.join(weak)}"
                )
        if faults:
            found = "\n  ".join(f"entry {fault.number} {fault.reason}" for fault in faults[:50])
            raise CommandError(f"The audit does not hold:\n  {found}")
        self.stdout.write(f"The audit is whole. Its end: {number}:{last_hash}")


def _read_file(path: Path) -> list[dict[str, Any]]:
    try:
        with path.open(encoding="utf-8") as file:
            return [json.loads(line) for line in file if line.strip()]
    except (OSError, ValueError) as error:
        raise CommandError(f"{path} could not be read as JSON lines: {error}") from error


def _stands_whole(noted: str) -> bool:
    number, _colon, hash_ = noted.partition(":")
    return number.isdigit() and AuditEntry.objects.filter(number=int(number), hash=hash_).exists()
