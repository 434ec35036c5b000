"""`manage.py import_wordpress`: brings an old WordPress site in as drafts, and takes an import back."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError
from django.utils import timezone

from moving_in.export.errors import ExportError
from moving_in.folder import only_one
from moving_in.landing.engine import Engine
from moving_in.landing.undoing import Undo
from moving_in.models import ImportRun
from moving_in.report import text_report
from moving_in.starting import find_or_begin

SAY_EVERY = 5.0
TURN = 60.0
PATIENCE = 120


class Command(BaseCommand):
    """Everything arrives as a draft; nothing goes live, nothing is reviewed."""

    help = (
        "Brings the pages, posts, pictures and menus of a WordPress export in, as drafts. Begin with --dry-run. "
        "The same command again goes on where it was stopped; twice is once."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the file and what to do with it."""
        parser.add_argument(
            "export", nargs="?", help="the export: .xml, or the .zip or .gz that it came in"
        )
        parser.add_argument(
            "--media",
            default="",
            metavar="FOLDER_OR_ZIP",
            help="wp-content/uploads of the old site, or a zip of it",
        )
        parser.add_argument(
            "--no-network", action="store_true", help="never ask the old site for pictures"
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would happen, and keep nothing"
        )
        parser.add_argument(
            "--undo", type=int, metavar="RUN", help="take the import of this number back"
        )
        parser.add_argument("--list", action="store_true", help="list the imports, then end")
        parser.add_argument(
            "--report", metavar="FILE", help="write the whole report into this file"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Do what was asked. Whatever goes wrong is said in a sentence."""
        try:
            if options["list"]:
                self._list_runs()
            elif options["undo"] is not None:
                self._undo_run(options["undo"])
            elif options["export"]:
                self._import_file(options)
            else:
                raise CommandError(
                    "Give the export: manage.py import_wordpress export.xml --dry-run"
                )
        except ExportError as error:
            raise CommandError(str(error)) from error
        except DatabaseError as error:
            raise CommandError(
                "The database is away or not set up (manage.py migrate). Nothing is lost; start the same command again."
            ) from error
        except KeyboardInterrupt as error:
            raise CommandError(
                "Stopped. What is done stays; the same command again goes on."
            ) from error

    def _list_runs(self) -> None:
        for run in ImportRun.objects.all():
            look = " (only looked)" if run.dry_run else ""
            self.stdout.write(
                f"{run.pk}: {run.file_name}, {timezone.localtime(run.started_at):%Y-%m-%d %H:%M}, {run.get_state_display()}{look}"
            )

    def _import_file(self, options: dict[str, Any]) -> None:
        path = Path(options["export"]).expanduser().absolute()
        media = str(Path(options["media"]).expanduser().absolute()) if options["media"] else ""
        run, goes_on = find_or_begin(
            path, media=media, network=not options["no_network"], dry=options["dry_run"]
        )
        self.stdout.write(
            f"Import {run.pk} goes on where it was stopped."
            if goes_on
            else f"Import {run.pk} begins."
        )
        self._said = time.monotonic()
        while run.state not in (ImportRun.State.DONE, ImportRun.State.STOPPED):
            with self._hold_lease():
                Engine(run, say=self._print_run).advance(TURN)
        for line in text_report(run):
            self.stdout.write(line)
        self._write_report(run, options["report"])
        self.stdout.write("")
        if run.dry_run:
            self.stdout.write("Nothing was kept. Leave --dry-run away to bring it in.")
        else:
            self.stdout.write(
                f"Everything is a draft and nobody has reviewed it. To take it all back: manage.py import_wordpress --undo {run.pk}"
            )

    def _write_report(self, run: ImportRun, name: str | None) -> None:
        if not name:
            return
        try:
            Path(name).expanduser().write_text(
                "\n".join(text_report(run, most=1_000_000)) + "\n", encoding="utf-8"
            )
        except OSError as error:
            raise CommandError(
                f"The report can't be written to ‘{name}’. The import itself is done; see it in the admin."
            ) from error
        self.stdout.write(f"The whole report: {name}")

    def _print_run(self, run: ImportRun) -> None:
        if time.monotonic() - self._said > SAY_EVERY:
            self._said = time.monotonic()
            self.stdout.write(f"  {run.get_phase_display()}: {run.done:,} of {run.total:,}")

    @contextmanager
    def _hold_lease(self) -> Iterator[None]:
        """Bring imports forward alone: wait until the worker's own run has ended."""
        for second in range(PATIENCE):
            with only_one() as ours:
                if ours:
                    yield
                    return
            if not second:
                self.stdout.write("Another import is under way; this one waits for it.")
            time.sleep(1)
        raise CommandError(
            "Another import is under way. Wait until it has ended, or stop it in the admin."
        )

    def _undo_run(self, number: int) -> None:
        run = ImportRun.objects.filter(pk=number).first()
        if run is None:
            raise CommandError(
                f"There is no import {number}. manage.py import_wordpress --list shows all."
            )
        if run.dry_run:
            raise CommandError(f"Import {number} only looked; there is nothing to take back.")
        if run.state == ImportRun.State.UNDONE:
            self.stdout.write(f"Import {number} was taken back already.")
            return
        with self._hold_lease():
            Undo(run).take_back()
        kept = list(run.notes.filter(page_key__startswith="kept:").values_list("title", "text"))
        self.stdout.write(
            f"Import {number} is taken back."
            if not kept
            else f"Import {number} is taken back, but for {len(kept)}:"
        )
        for title, text in kept[:50]:
            self.stdout.write(f"  - {title}: {text}")
