"""Brings in one entry: its place, its words, its old addresses, and what there is to say of it."""

from __future__ import annotations

from typing import Any

from django.db import DatabaseError, transaction
from wagtail.models import Page

from blog.models import BlogPostPage
from home.models import StandardPage
from infra.jobs import describe_error
from pages.models import BodyPage

from ..editors.stored_words import KEYS, read_stored_words
from ..export.catalog import ExportCatalog, PageRow
from ..export.entry import ExportEntry
from ..ground.files import Files
from ..ground.links import Links
from ..ground.redirects import OldAddresses, file_addresses, old_addresses
from ..ground.site import Arrival
from ..ground.stock import Stock
from ..models import ImportedThing, ImportNote, ImportRun
from ..notebook import Notebook, Topic, without_addresses
from ..words.converting import convert_text
from ..words.flow import cut_text
from .claims import note_claims
from .fill import fill_page, save_draft
from .helper import LandingHelper
from .places import Places, is_taken, title_of
from .terms import TakenTerms, note_labels

_STATUS = {
    "draft": "It was a draft and stays one.",
    "pending": "It waited for approval; here it is a draft.",
    "private": "It was private: only people who are signed in may read it, and no search finds its words.",
}


class Entries:
    """Brings in the posts and pages of one import."""

    def __init__(
        self, stock: Stock, catalog: ExportCatalog, arrival: Arrival, files: Files, links: Links
    ) -> None:
        self.stock, self.catalog, self.arrival, self.files, self.links = (
            stock,
            catalog,
            arrival,
            files,
            links,
        )
        self.run: ImportRun = stock.run
        self.places = Places(stock, catalog, arrival)
        by_id = {
            term.id: term.slug
            for term in catalog.head().terms
            if term.domain == "category" and term.id
        }
        self.terms = TakenTerms(stock, by_id)

    def bring_entry(self, entry: ExportEntry) -> None:
        """Bring in one entry. Whatever it holds, the next one still comes."""
        row = self.catalog.page_at(entry.start)
        if row is None or not is_taken(row):
            return
        notebook = Notebook(row.key)
        page: Page | None = None
        try:
            with transaction.atomic():
                if self.run.dry_run:
                    self._try_entry(entry, row, notebook)
                else:
                    page = self._store_page(entry, row, notebook)
        except DatabaseError:
            raise
        except Exception as error:
            # One strange entry must not stop the others; what it holds is nobody's business in a log.
            notebook = Notebook(row.key)
            notebook.add(
                Topic.LEFT,
                f"It could not be brought in ({describe_error(error)}). Copy its text by hand, and tell your developer.",
            )
        self._write_notes(notebook, row, page)

    def find_or_make_page(self, row: PageRow) -> int | None:
        """Return the page of an entry that something links to."""
        if self.run.dry_run:
            return 0 if is_taken(row) else None
        return self.places.find_or_make_page(row)

    def _make_helper(self, entry: ExportEntry, notebook: Notebook) -> LandingHelper:
        return LandingHelper(
            entry, notebook, stock=self.stock, catalog=self.catalog, files=self.files, links=self.links,
            arrival=self.arrival, find_page=self.find_or_make_page,
        )  # fmt: skip

    def _fill_page(self, page: BodyPage, entry: ExportEntry, notebook: Notebook) -> None:
        """Give `page` its words, and say what was wrong with them."""
        helper = self._make_helper(entry, notebook)
        title = title_of(self.catalog.page_at(entry.start))  # type: ignore[arg-type]
        builder = (
            entry.one("_elementor_data") if entry.one("_elementor_edit_mode") == "builder" else ""
        )
        stored = (read_stored_words(entry.one(key)) for key in KEYS)
        content = entry.content if entry.content.strip() else next(filter(None, stored), "")
        blocks = convert_text(
            content, helper, notebook,
            title=title, footnotes=entry.one("footnotes"), elementor=builder, private=entry.is_private,
        )  # fmt: skip
        fill_page(page, entry, blocks, helper, self.terms, notebook)
        self._note_remarks(entry, notebook, bool(blocks))

    def _note_remarks(self, entry: ExportEntry, notebook: Notebook, has_words: bool) -> None:
        if not entry.whole:
            notebook.add(
                Topic.DAMAGE,
                "The file is broken in this entry: what could be read is here, its end may be missing.",
            )
        if entry.damaged:
            notebook.add(
                Topic.DAMAGE,
                "Damaged characters were mended (Windows quotation marks, control characters).",
            )
        if entry.status in _STATUS:
            notebook.add(Topic.CHANGED, _STATUS[entry.status])
        if entry.protected:
            notebook.add(
                Topic.CHANGED,
                "It was behind a password, which was not taken: only people who are signed in may read it; no search finds its words.",
            )
        if not has_words:
            notebook.add(Topic.CHANGED, "It holds no words.")
        if entry.fields:
            notebook.add(
                Topic.LEFT,
                "A plugin for extra fields (ACF or its kin) keeps a part of it outside its text, and that was not read: it may hold "
                "anything. Look at the old page, and copy by hand what is missing.",
            )
        note_labels(entry, notebook)

    def _store_page(self, entry: ExportEntry, row: PageRow, notebook: Notebook) -> Page | None:
        known = self.stock.find(row.key)
        if known is not None and known.filled:
            there = Page.objects.filter(pk=known.object_id).first()
            self.run.count("known" if there else "deleted_here")
            return there
        page, fresh = self._new_or_placed(entry, row, notebook)
        if page is None:
            self.run.count("deleted_here")
            return None
        revision = save_draft(page, entry, self.run.started_by, fresh=fresh)
        ImportedThing.objects.filter(source=self.run.source, key=row.key[:250]).update(
            filled=True, revision_id=revision
        )
        self.run.count("posts" if isinstance(page, BlogPostPage) else "pages")
        if entry.was_public:
            self._lead_addresses(entry, page, notebook)
        stops = note_claims(page, notebook, private=entry.is_private)
        self.run.count("stops", stops)
        return page

    def _new_or_placed(
        self, entry: ExportEntry, row: PageRow, notebook: Notebook
    ) -> tuple[BodyPage | None, bool]:
        """Return the page with its words, and whether it was made with them.

        Where something linked to it before, it is there already and is filled.
        """
        parent, why = self.places.parent_of(row)
        if why:
            notebook.add(Topic.CHANGED, f"It stands at the top now: {why}.")
        if self.stock.find(row.key) is None and not entry.is_private:
            page: Any = self.places.new_page(row)
            trial = Notebook(row.key)
            self._fill_page(page, entry, trial)
            # Converting its text may have made the page: a page below it, or the text itself, links to it.
            if self.stock.find(row.key) is None:
                notebook.lines.update(trial.lines)
                self.places.store_page(row, page, Page.objects.get(pk=parent.pk))
                return page, True
        number = self.places.find_or_make_page(row)
        found = Page.objects.filter(pk=number).first() if number else None
        page = found.specific if found is not None else None
        if not isinstance(page, BodyPage):
            return None, False
        self._fill_page(page, entry, notebook)
        return page, False

    def _lead_addresses(self, entry: ExportEntry, page: BodyPage, notebook: Notebook) -> None:
        """Lead the old addresses of a page to it; they work from the day it is published."""
        old = OldAddresses(self.arrival.site, self.stock)
        made, refused = old.lead_paths(old_addresses(entry), page)
        made += old.lead_paths(self._list_file_addresses(entry), page)[0]
        self.run.count("redirects", made)
        for path in refused:
            notebook.add(
                Topic.LINK,
                f"The old address {cut_text(path, 120)} can't lead here: this site needs it itself, or it is too long.",
            )
        if entry.slug and page.slug != entry.slug:
            notebook.add(
                Topic.CHANGED,
                f"Its address name is ‘{page.slug}’ now, because ‘{cut_text(entry.slug, 80)}’ could not stay as it was.",
            )

    def _list_file_addresses(self, entry: ExportEntry) -> list[str]:
        """Return the addresses of the pages of single pictures that were uploaded with an entry; a page's own stay its own."""
        uploads = self.catalog.uploads_of(entry.id) if entry.id else []
        paths = [
            path for upload in uploads if not upload.was_sent for path in file_addresses(upload)
        ]
        return [path for path in paths if self.catalog.page_by_address(path) is None]

    def _try_entry(self, entry: ExportEntry, row: PageRow, notebook: Notebook) -> None:
        """Do everything but keep it."""
        known = self.stock.find(row.key)
        if known is not None and known.filled:
            self.run.count("known")
            return
        page: BodyPage = BlogPostPage() if row.type == "post" else StandardPage()
        self._fill_page(page, entry, notebook)
        self.run.count("posts" if row.type == "post" else "pages")
        self.run.count("stops", note_claims(page, notebook, private=entry.is_private))

    def _write_notes(self, notebook: Notebook, row: PageRow, page: Page | None) -> None:
        shown = page.title if page is not None else title_of(row) or f"Entry {row.id}"
        title = without_addresses(cut_text(shown, 90))
        ImportNote.objects.bulk_create(
            ImportNote(
                run=self.run, kind=note.kind, text=note.text, title=title, page_key=row.key[:250],
                page_id=page.pk if page is not None else None, times=note.times,
            )
            for note in notebook.notes()
        )  # fmt: skip
