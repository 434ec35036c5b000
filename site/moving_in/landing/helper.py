"""Answers what a text asks while it is converted: from the catalog, our library and our pages."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from clinic.models import FaqEntry

from ..editors.helper import KnownPicture, Target
from ..export.catalog import ExportCatalog, PageRow
from ..export.entry import ExportEntry
from ..ground.files import Files
from ..ground.links import Links, _is_external, is_corner, is_document, without_query
from ..ground.site import Arrival
from ..ground.stock import Stock
from ..notebook import Notebook, Topic
from ..words.flow import cut_text, make_plain


class LandingHelper:
    """The surroundings of one entry. In a dry run everything that would be made has the number 0."""

    def __init__(
        self,
        entry: ExportEntry,
        notebook: Notebook,
        *,
        stock: Stock,
        catalog: ExportCatalog,
        files: Files,
        links: Links,
        arrival: Arrival,
        find_page: Callable[[PageRow], int | None],
    ) -> None:
        self.entry, self.notebook = entry, notebook
        self.stock, self.catalog, self.files = stock, catalog, files
        self.links, self.arrival, self.find_page = links, arrival, find_page
        self.dry = stock.run.dry_run

    def link(self, address: str) -> Target:
        """Return where an address leads: a page or file of ours, the open web, or nowhere."""
        address = address.strip()
        if not self.links.is_old(address):
            return _is_external(address)
        row = self.links.row(address, beside=self.entry.link)
        if row is not None and row.status != "trash":
            number = self.find_page(row)
            if number is not None:
                return Target("page", number, address)
        if is_document(address):
            document = self.document(address)
            return (
                Target("document", document)
                if document is not None
                else Target("lost", url=address)
            )
        ours = self.links.page_of_ours(address)
        if ours is not None:
            return Target("page", ours, address)
        if not is_corner(address) and not self.catalog.upload_of(address):
            self.notebook.add(
                Topic.LINK,
                f"A link leads nowhere now, its words were kept: {cut_text(without_query(address), 300)}",
            )
        return Target("lost", url=address)

    def picture(self, number: int, address: str) -> KnownPicture | None:
        """Return a picture of our library; None, with a note, where it is missing."""
        upload = self.catalog.upload(number) if number else None
        upload = upload or self.catalog.upload_of(address)
        if upload is None and not address:
            what = (
                f"The picture number {number} is missing: the export doesn't hold it."
                if number
                else "A picture that was pasted into the text, and lies in no file, was left out."
            )
            self.notebook.add(Topic.PICTURE, what)
            return None
        if upload is not None and not upload.is_picture:
            self.notebook.add(
                Topic.PICTURE,
                f"‘{cut_text(upload.file or upload.title, 120)}’ is no picture for the web; it was left out.",
            )
            return None
        found = self.files.picture(upload, address, self.notebook)
        if found is None:
            return None
        alt = make_plain(upload.alt) if upload else ""
        return KnownPicture(found, alt, make_plain(upload.caption) if upload else "")

    def document(self, address: str) -> int | None:
        """Return a document of our library; None, with a note, where it is missing."""
        if self.entry.is_private:
            self.notebook.add(
                Topic.LEFT,
                "A file linked from a text that was not for visitors was left in the export.",
            )
            return None
        return self.files.document(self.catalog.upload_of(address), address, self.notebook)

    def question(self, question: str, answer: str) -> int | None:
        """Return our entry for a question, as a draft; the same question with the same answer is one."""
        self.stock.run.count("questions")
        if self.dry:
            return None
        digest = hashlib.sha256(f"{question}\n{answer}".encode()).hexdigest()[:40]
        known = self.stock.number(f"faq:{digest}")
        if known is not None and FaqEntry.objects.filter(pk=known).exists():
            return known
        entry = FaqEntry(question=question, answer=answer, live=False, has_unpublished_changes=True)
        entry.save()
        entry.save_revision(user=self.stock.run.started_by, log_action=False)
        self.stock.put(f"faq:{digest}", "faq", entry.pk)
        return int(entry.pk)

    def form(self) -> tuple[int, str] | None:
        """Return our form page."""
        return self.arrival.form

    def part(self, number: int) -> str | None:
        """Return the content of a reusable block."""
        return self.catalog.part(number)

    def gallery_of_entry(self) -> list[int]:
        """Return the pictures that were uploaded with this entry."""
        return [upload.id for upload in self.catalog.uploads_of(self.entry.id) if upload.is_picture]
