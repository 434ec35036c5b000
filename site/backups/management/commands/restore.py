"""Puts a backup in the place of the site's database and files."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, connection

from ...packing import databases, envelope
from ...packing.errors import BackupError
from ...replacing import describe_since, finish_restore
from ...restoring import Restored, restore_backup


class Command(BaseCommand):
    """Replaces everything, so it asks first."""

    help = "Puts a backup in the place of the database and the files. Stop web and worker first."
    requires_system_checks: list[str] = []  # the tables may not be there yet

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the file, --identity and --yes."""
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--identity", type=Path, help="file with the age secret key (BACKUP_IDENTITY_FILE if none is given)"
        )  # fmt: skip
        parser.add_argument("--yes", action="store_true", help="don't ask")

    def handle(self, *args: Any, **options: Any) -> None:
        """Restore. Raises CommandError with what to do; until the archive was checked nothing is changed."""
        named = options["identity"] or settings.BACKUP_IDENTITY_FILE
        if not named:
            raise CommandError("Say which key opens it: --identity key.txt")
        if not options["yes"] and not self._ask_agreement():
            raise CommandError("Nothing was changed.")
        try:
            identities = envelope.read_identities(Path(named))
            found = restore_backup(options["file"], identities, options["file"].absolute().parent)
        except BackupError as error:
            raise CommandError(str(error)) from None
        call_command("migrate", verbosity=0)
        self._say_what_to_check(found)
        self.stdout.write(
            f"Restored as of {found.manifest.made_at}: {found.requests} requests opened, {found.files} files. "
            "Start web and worker again."
        )

    def _say_what_to_check(self, found: Restored) -> None:
        """End what must not count any more, and name what somebody decided since the backup."""
        made_at, kept = found.manifest.made_at, found.kept
        ended, dropped = finish_restore(made_at, kept)
        say = self.stdout.write
        say(
            f"Everybody signs in anew ({ended} sessions), {dropped} unsent mails about accounts were dropped."
        )
        if kept is None:
            say(
                "There was no audit that could be read, so nothing names what came after the backup."
            )
        else:
            say(
                f"The audit until now ({kept.count} entries, its chain ends at {kept.end}) lies in {kept.path}:"
            )
            say("take it into the safe. The site's own audit goes on from the backup's day.")
            decided = describe_since(made_at, kept)
            say(
                "Decided since the backup, so do it again:"
                if decided
                else "Nothing was decided since the backup."
            )
            for line in decided:
                say(f"  {line}")
        say(
            "Check again: who has left or lost a role, factors that were removed, what was erased by hand."
        )

    def _ask_agreement(self) -> bool:
        """Ask, where there is something to lose."""
        if not self._holds_something():
            return True
        name = connection.settings_dict["NAME"]
        self.stdout.write(f"All that the database {name} holds now will be replaced.")
        return input("Type its name to go on: ").strip() == Path(str(name)).name

    @staticmethod
    def _holds_something() -> bool:
        if databases.is_sqlite(connection.settings_dict):
            path = Path(str(connection.settings_dict["NAME"]))
            if not path.exists() or not path.stat().st_size:
                return False
        try:
            return bool(connection.introspection.table_names())
        except DatabaseError as error:
            raise CommandError(f"The database does not answer: {type(error).__name__}.") from None
