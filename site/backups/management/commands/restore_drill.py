"""Tries a backup: puts it beside the site, opens every request in it, takes it away again."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from ...packing import envelope
from ...packing.errors import BackupError
from ...restoring import drill_restore


class Command(BaseCommand):
    """The site's own data are not touched."""

    help = "Restores the newest backup (or FILE) into a database of its own, opens every request, and cleans up."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the file and --identity."""
        parser.add_argument("file", type=Path, nargs="?")
        parser.add_argument(
            "--identity", type=Path, help="file with the age secret key (BACKUP_IDENTITY_FILE if none is given)"
        )  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        """Try it. Raises CommandError with what was wrong."""
        named = options["identity"] or settings.BACKUP_IDENTITY_FILE
        if not named:
            raise CommandError("Say which key opens it: --identity key.txt")
        try:
            run = drill_restore(options["file"], envelope.read_identities(Path(named)))
        except BackupError as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"{run.file}: {run.note}. The drill is on record.")
