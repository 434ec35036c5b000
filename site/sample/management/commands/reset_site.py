"""`make reset`: start afresh."""

from __future__ import annotations

import shutil
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    """Delete this machine's SQLite database and pictures, after asking."""

    help = "Deletes the local database and pictures. Asks first; --yes answers for scripts."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take --yes, which asks nothing."""
        parser.add_argument("--yes", action="store_true", help="Do not ask.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Ask, delete, say what comes next."""
        database = settings.DATABASES["default"]
        if not database["ENGINE"].endswith("sqlite3"):
            raise CommandError(
                "This only deletes a local SQLite database. Yours is on a server: drop it there."
            )
        files = [Path(f"{database['NAME']}{end}") for end in ("", "-wal", "-shm", "-queue")]
        self.stdout.write(
            f"  This deletes {files[0].name} and every picture in {Path(settings.MEDIA_ROOT).name}/."
        )
        if not options["yes"] and input("  Type yes to go on: ").strip().lower() != "yes":
            self.stdout.write("  Nothing was deleted.")
            return
        for file in files:
            file.unlink(missing_ok=True)
        shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)
        self.stdout.write("  Deleted. `make run` sets everything up again.")
