"""Runs an import in steps: any step may be the last for now, and the next one goes on where it ended."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from infra.content_version import change_version

from ..export.catalog import ExportCatalog
from ..export.entry import read_entry
from ..export.errors import ExportError
from ..export.kinds import PAGES
from ..export.opening import encoding_of, prepare_export
from ..export.scanner import Scanner
from ..folder import clear_folder, work_folder
from ..ground.files import Files
from ..ground.links import Links
from ..ground.site import Arrival
from ..ground.stock import Stock
from ..models import ImportNote, ImportRun
from ..notebook import Notebook, Topic
from ..pictures.fetching import Fetcher
from ..pictures.shelves import open_shelf
from .around import lead_documents, lead_lists, note_lines, tell_of_the_whole
from .entries import Entries
from .indexing import weigh_titles_later
from .menus import Menus
from .reading import FirstReading

State, Phase = ImportRun.State, ImportRun.Phase
# After so many entries it looks whether somebody asked it to stop.
LOOK_EVERY = 10
UPLOADS_AT_ONCE = 20
# All but the wish to stop, which somebody else may write meanwhile.
OWN_FIELDS = [
    field.name
    for field in ImportRun._meta.concrete_fields
    if field.name not in ("id", "stop_asked")
]
Say = Callable[[ImportRun], None]


class Stopped(Exception):
    """Somebody asked the import to stop, or its time is up."""


class Engine:
    """Brings one import forward.

    Parameters: `run`; `say`, called with it now and then; `stopping`, asked between steps; `make_fetcher`, for tests.
    """

    def __init__(
        self,
        run: ImportRun,
        *,
        say: Say | None = None,
        stopping: Callable[[], bool] = lambda: False,
        make_fetcher: Callable[[str], Fetcher] = Fetcher,
    ) -> None:
        self.run, self.say, self.stopping, self.make_fetcher = (
            run,
            say or (lambda run: None),
            stopping,
            make_fetcher,
        )
        self.end: float | None = None
        self.steps = 0
        self._lines: dict[tuple[str, str], int] | None = None

    def advance(self, seconds: float | None = None) -> None:
        """Work until everything is done, or for `seconds`. Raises ExportError where it can't be done at all."""
        self.end = time.monotonic() + seconds if seconds else None
        self.run.state = State.RUNNING
        self.run.save(update_fields=["state"])
        try:
            self._run_steps()
        except Stopped:
            self._pause_run()
        except ExportError as error:
            self.run.state, self.run.trouble = State.FAILED, str(error)[:500]
            self.run.finished_at = timezone.now()
            self.run.save(update_fields=OWN_FIELDS)
            self._delete_files()
            raise
        self.say(self.run)

    def _pause_run(self) -> None:
        """Keep how far it is. Out of time it stays under way; asked to stop it waits for somebody to go on."""
        if ImportRun.objects.filter(pk=self.run.pk, stop_asked=True).exists():
            self.run.state = State.STOPPED
            ImportRun.objects.filter(pk=self.run.pk).update(stop_asked=False)
        self.run.save(update_fields=OWN_FIELDS)

    def _check_stop(self) -> None:
        """Raise Stopped where this is the place to stop."""
        self.steps += 1
        if self.end is not None and time.monotonic() > self.end:
            raise Stopped
        if self.stopping():
            raise Stopped
        if self.steps % LOOK_EVERY == 0:
            self.say(self.run)
            if ImportRun.objects.filter(pk=self.run.pk, stop_asked=True).exists():
                raise Stopped

    # --- Phases ----------------------------------------------------------------------------------
    def _run_steps(self) -> None:
        run = self.run
        work = work_folder(run)
        shelf = open_shelf(run.media_path)
        self.path = prepare_export(Path(run.path), work)
        stock = Stock(run)
        arrival = Arrival(stock)
        arrival.site  # noqa: B018  (raises where there is nowhere to arrive)
        catalog = self._read_export(work)
        try:
            hosts = {run.source, f"www.{run.source}"} - {"", "www."}
            links = Links(catalog, hosts, arrival.home())
            fetcher = self.make_fetcher(run.source) if run.use_network and run.source else None
            files = Files(stock, catalog, shelf, fetcher, dry=run.dry_run)
            entries = Entries(stock, catalog, arrival, files, links)
            if run.phase == Phase.PAGES:
                with weigh_titles_later():
                    self._bring_pages(entries)
            if run.phase == Phase.PICTURES:
                self._bring_pictures(files, catalog)
            if run.phase == Phase.AROUND:
                self._bring_around(stock, catalog, arrival, links, entries)
        finally:
            catalog.close()
        self._finish_run()

    def _read_export(self, work: Path) -> ExportCatalog:
        """Return the catalog of the file; read the file where there is none yet."""
        place = work / "catalog.sqlite"
        catalog = ExportCatalog(place)
        if catalog.fact("complete"):
            return catalog
        catalog.close()
        catalog = ExportCatalog(place, new=True)
        try:
            FirstReading(self.run, self.path, catalog).read()
        except BaseException:
            catalog.close()
            place.unlink(missing_ok=True)
            raise
        run = self.run
        run.source = run.source or catalog.head().host.removeprefix("www.")[:200]
        run.total = catalog.count("page") + catalog.count("upload")
        if run.phase == Phase.READING:
            run.phase, run.offset, run.done = Phase.PAGES, 0, 0
        run.save(update_fields=OWN_FIELDS)
        self.say(run)
        return catalog

    def _bring_pages(self, entries: Entries) -> None:
        run, encoding = self.run, encoding_of(self.path)
        with self.path.open("rb") as file:
            for raw in Scanner(file, run.offset).entries():
                entry = read_entry(raw, encoding)
                with transaction.atomic():
                    if entry.type in PAGES:
                        entries.bring_entry(entry)
                        run.done += 1
                    run.offset = raw.end
                    run.save(update_fields=["offset", "done", "counts"])
                if entry.type in PAGES:
                    self._check_stop()
        run.phase, run.offset = Phase.PICTURES, -1
        run.save(update_fields=OWN_FIELDS)

    def _bring_pictures(self, files: Files, catalog: ExportCatalog) -> None:
        """Bring in the pictures of the library that stand in no text. Documents come only where a page links to them."""
        run = self.run
        while uploads := catalog.uploads(run.offset, UPLOADS_AT_ONCE):
            for upload in uploads:
                notebook = Notebook()
                above = catalog.page_by_id(upload.parent)
                if above is not None and above.private:
                    notebook.add(
                        Topic.LEFT,
                        "Pictures of texts that were not for visitors, and stand in none, were left in the export.",
                    )
                elif upload.is_picture:
                    files.picture(upload, upload.url, notebook)
                elif (
                    not upload.was_sent
                    and files.stock.number(f"file:{upload.file.lower()}") is None
                    and not run.dry_run
                ):
                    notebook.add(
                        Topic.LEFT,
                        "Files that no page links to were left in the export: nobody can say for whom they were.",
                    )
                with transaction.atomic():
                    self._write_notes(notebook)
                    run.offset, run.done = upload.id, run.done + 1
                    run.save(update_fields=["offset", "done", "counts"])
                self._check_stop()
        run.phase, run.offset = Phase.AROUND, 0
        run.save(update_fields=OWN_FIELDS)

    def _bring_around(
        self, stock: Stock, catalog: ExportCatalog, arrival: Arrival, links: Links, entries: Entries
    ) -> None:
        notebook = Notebook()
        with transaction.atomic():
            Menus(stock, catalog, links, arrival, entries.find_or_make_page).bring_menus(notebook)
            if not self.run.dry_run:
                lead_lists(stock, catalog, arrival, lambda: False)
                lead_documents(stock, arrival)
            note_lines(notebook, tell_of_the_whole(self.run, catalog))
            self._write_notes(notebook)
            self.run.phase = Phase.END
            self.run.save(update_fields=OWN_FIELDS)
        if not self.run.dry_run:
            change_version()

    def _write_notes(self, notebook: Notebook) -> None:
        """Store lines that belong to no page, the same one once. Those that are there are read once, not for every picture."""
        if self._lines is None:
            rows = ImportNote.objects.filter(run=self.run, page_key="")
            self._lines = {
                (kind, text): pk for kind, text, pk in rows.values_list("kind", "text", "pk")
            }
        for note in notebook.notes():
            known = self._lines.get((note.kind, note.text))
            if known is not None:
                ImportNote.objects.filter(pk=known).update(times=F("times") + note.times)
            else:
                made = ImportNote.objects.create(
                    run=self.run, kind=note.kind, text=note.text, times=note.times
                )
                self._lines[note.kind, note.text] = made.pk

    def _finish_run(self) -> None:
        run = self.run
        run.state, run.finished_at = State.DONE, timezone.now()
        run.save(update_fields=OWN_FIELDS)
        self._delete_files()

    def _delete_files(self) -> None:
        """Delete the catalog, and the export itself where it lies with us; a look alone keeps it for the import."""
        if self.run.owns_file and self.run.dry_run and self.run.state == State.DONE:
            (work_folder(self.run) / "catalog.sqlite").unlink(missing_ok=True)
            return
        clear_folder(self.run)
