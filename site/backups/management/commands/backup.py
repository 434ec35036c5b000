"""Makes a backup now, or a copy without personal data."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from ... import keys
from ...developer_copy import make_developer_copy
from ...making import make_backup
from ...packing.errors import BackupError


class Command(BaseCommand):
    """Database, pictures and documents in one encrypted file."""

    help = "Makes an encrypted backup of database and files in BACKUP_DIR and deletes those that are too old."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add --without-personal-data, --to, --recipient and --key-ids."""
        parser.add_argument(
            "--without-personal-data",
            action="store_true",
            help="a copy for developers: no request, no account, no log; needs --to",
        )
        parser.add_argument("--to", type=Path, help="the file of the copy for developers")
        parser.add_argument(
            "--recipient",
            action="append",
            default=[],
            help="age public key of the developer (BACKUP_RECIPIENTS if none is given)",
        )
        parser.add_argument(
            "--key-ids",
            action="store_true",
            help="only name the keys of FIELD_ENCRYPTION_KEYS and LOOKUP_KEY as backups do",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Make it. Raises CommandError with what to do."""
        if options["key_ids"]:
            self.stdout.write(f"FIELD_ENCRYPTION_KEYS: {', '.join(keys.field_key_ids()) or 'none'}")
            self.stdout.write(f"LOOKUP_KEY: {keys.lookup_key_id()}")
            return
        try:
            if options["without_personal_data"]:
                self._make_copy(options["to"], options["recipient"])
                return
            if options["to"] or options["recipient"]:
                raise CommandError("--to and --recipient belong to --without-personal-data.")
            run = make_backup()
        except BackupError as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"{run.file}: {run.size / 1_000_000:.1f} MB, in {settings.BACKUP_DIR}")

    def _make_copy(self, target: Path | None, recipients: list[str]) -> None:
        if target is None:
            raise CommandError("Say where the copy goes: --to copy.tar.age")
        report = make_developer_copy(target, recipients or settings.BACKUP_RECIPIENTS)
        self.stdout.write(
            f"{target}: {target.stat().st_size / 1_000_000:.1f} MB; {report.deleted} rows left out, "
            f"{report.changed} rows made nameless, {report.files} closed documents left out"
        )
