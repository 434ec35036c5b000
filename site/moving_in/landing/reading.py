"""The first reading of an export: what is in it, what may be taken, and what people sent, as numbers alone."""

from __future__ import annotations

import re
from dataclasses import asdict
from pathlib import Path

from ..editors.block_comments import CommentBlock, convert_blocks
from ..export.catalog import ExportCatalog
from ..export.entry import ExportEntry, read_entry
from ..export.errors import HOW_TO, ExportError
from ..export.head import read_head
from ..export.kinds import PAGES, other_kind, personal_kind
from ..export.opening import encoding_of, opened_whole
from ..export.scanner import RawEntry, Scanner
from ..ground.links import is_corner
from ..ground.redirects import old_addresses
from ..models import ImportRun

_ID = re.compile(rb"<wp:post_id>\s*(?:<!\[CDATA\[)?\s*(\d{1,15})")


class FirstReading:
    """Fills a catalog. Raises ExportError where the file is none that may be read."""

    def __init__(self, run: ImportRun, path: Path, catalog: ExportCatalog) -> None:
        self.run, self.path, self.catalog = run, path, catalog
        self.encoding = encoding_of(path)

    def read(self) -> None:
        """Read the whole file once."""
        counts: dict[str, int] = {}
        self.run.counts = counts
        self.catalog.begin()
        entries = 0
        with self.path.open("rb") as file:
            scanner = Scanner(file)
            for raw in scanner.entries():
                entries += 1
                self._note_entry(raw)
        head = read_head(scanner.head, self.encoding)
        if not entries:
            raise ExportError(f"‘{self.run.file_name}’ holds no pages and no posts. {HOW_TO}")
        self.run.count("author_emails", head.emails)
        self.catalog.set_fact("head", asdict(head))
        self.catalog.set_fact("authors", head.authors)
        self.catalog.set_fact("ended_well", scanner.ended_well)
        self.catalog.set_fact("opened_whole", opened_whole(self.catalog.path.parent))
        self.catalog.set_fact("counts", counts)
        self.catalog.set_fact("complete", True)
        self.catalog.finish()

    def _note_entry(self, raw: RawEntry) -> None:
        for name, times in raw.personal.items():
            self.run.count(f"personal:{name}", times)
        entry = read_entry(raw, self.encoding)
        if entry.type in PAGES:
            self._note_page(entry)
        elif entry.type == "attachment":
            self.run.count("attachments")
            if not entry.is_private and entry.status != "trash":
                self.catalog.add_upload(entry)
        elif entry.type == "wp_block":
            self.catalog.add_part(entry)
        elif entry.type == "nav_menu_item":
            menus = [term for term in entry.terms if term.domain == "nav_menu"]
            if entry.status == "publish":
                self.catalog.add_menu_item(entry, menus[0].name if menus else "Menu")
        elif entry.type == "wp_navigation":
            if entry.status == "publish":
                self._note_navigation(entry)
        else:
            self._count_other(raw, entry.type)

    def _note_page(self, entry: ExportEntry) -> None:
        if entry.status == "auto-draft" or (entry.status == "trash"):
            self.run.count("trash" if entry.status == "trash" else "auto_drafts")
        key = self.catalog.add_page(entry)
        for path in old_addresses(entry):
            if not is_corner(path):
                self.catalog.add_address(path, key)

    def _count_other(self, raw: RawEntry, kind: str) -> None:
        personal = personal_kind(kind)
        if personal:
            self.run.count(f"personal:{personal}")
            found = _ID.search(raw.data)
            if found:
                self.catalog.add_personal(int(found[1]))
        elif kind:
            self.run.count(f"other:{other_kind(kind)}")
        else:
            self.run.count("unnamed")

    def _note_navigation(self, entry: ExportEntry) -> None:
        """Note the lines of a menu of the block editor as the older ones are noted."""
        rows: list[tuple[CommentBlock, int]] = []

        def note_line(block: CommentBlock) -> str:
            if block.name in ("navigation-link", "navigation-submenu", "home-link"):
                rows.append((block, len(rows)))
                below = [int(number) for number in re.findall(r"\ue020(\d+)\ue021", block.inner)]
                block.values["_below"] = below
                return f"\ue020{len(rows) - 1}\ue021"
            return block.inner

        convert_blocks(entry.content, note_line, lambda text: "")
        # A submenu closes after what is in it, so the lines come from the inside out.
        parents = {child: number for block, number in rows for child in block.values["_below"]}
        base = entry.start * 1000
        for order, number in enumerate(_top_down(rows, parents)):
            block = rows[number][0]
            values = block.values
            kind = (
                "post_type" if values.get("kind") == "post-type" and values.get("id") else "custom"
            )
            line = ExportEntry(
                id=base + number, order=order, title=str(values.get("label") or ("Home" if block.name == "home-link" else "")),
                meta={
                    "_menu_item_type": [kind],
                    "_menu_item_object_id": [str(values.get("id") or "")],
                    "_menu_item_url": ["/" if block.name == "home-link" else str(values.get("url") or "")],
                    "_menu_item_menu_item_parent": [str(base + parents[number]) if number in parents else "0"],
                },
            )  # fmt: skip
            self.catalog.add_menu_item(line, entry.title or "Navigation")


def _top_down(rows: list[tuple[CommentBlock, int]], parents: dict[int, int]) -> list[int]:
    """Return the numbers of lines with every submenu before what is in it."""
    order: list[int] = []
    pending = [number for _block, number in rows if number not in parents]
    while pending:
        number = pending.pop(0)
        order.append(number)
        pending = [*rows[number][0].values["_below"], *pending]
    return order
