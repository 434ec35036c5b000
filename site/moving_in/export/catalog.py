"""What the first reading learns of an export, in a file beside it: who links to what must be known beforehand.

A small SQLite file and no dictionary, because an export of a gigabyte has no limit of its own. It holds
only what may be taken, and is deleted with the export.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .entry import ExportEntry
from .head import ExportHead, HeadTerm
from .uploads import Upload, file_in, original_in, without_size

_TABLES = """
CREATE TABLE page(key TEXT PRIMARY KEY, id INT, start INT UNIQUE, type TEXT, slug TEXT, status TEXT,
  parent INT, title TEXT, path TEXT, private INT, sort INT);
CREATE INDEX page_id ON page(id);
CREATE TABLE address(path TEXT PRIMARY KEY, key TEXT);
CREATE TABLE upload(id INTEGER PRIMARY KEY, parent INT, file TEXT, plain TEXT, url TEXT, original TEXT, alt TEXT,
  caption TEXT, title TEXT, path TEXT);
CREATE INDEX upload_file ON upload(plain);
CREATE INDEX upload_parent ON upload(parent);
CREATE INDEX upload_path ON upload(path);
CREATE TABLE part(id INTEGER PRIMARY KEY, content TEXT, used INT DEFAULT 0, private INT);
CREATE TABLE menu(seq INTEGER PRIMARY KEY, menu TEXT, id INT, parent INT, sort INT, title TEXT, kind TEXT,
  object TEXT, object_id INT, url TEXT);
CREATE TABLE personal(id INTEGER PRIMARY KEY);
CREATE TABLE fact(name TEXT PRIMARY KEY, value TEXT);
"""


@dataclass(frozen=True)
class PageRow:
    """A post or page as the first reading saw it."""

    key: str
    id: int
    start: int
    type: str
    slug: str
    status: str
    parent: int
    title: str
    path: str
    private: bool
    sort: int


class ExportCatalog:
    """The table of contents of one export."""

    def __init__(self, path: Path, *, new: bool = False) -> None:
        if new:
            path.unlink(missing_ok=True)
        self.path = path
        fresh = not path.exists()
        self.db = sqlite3.connect(path, isolation_level=None)
        self.db.execute("PRAGMA journal_mode=OFF")
        self.db.execute("PRAGMA synchronous=OFF")
        self.db.execute("PRAGMA cache_size=-8000")
        if fresh:
            self.db.executescript(_TABLES)

    def close(self) -> None:
        """Close the file of the catalog."""
        self.db.close()

    # --- Writing ---------------------------------------------------------------------------------
    def begin(self) -> None:
        """Write everything until `finish` at once."""
        self.db.execute("BEGIN")

    def finish(self) -> None:
        """Keep what was written since `begin`."""
        self.db.execute("COMMIT")

    def add_page(self, entry: ExportEntry) -> str:
        """Note a post or page; return its key. Of two with the same number the second is named by its address."""
        key = f"{entry.type}:{entry.id or entry.start}"
        if self.db.execute("SELECT 1 FROM page WHERE key=?", (key,)).fetchone():
            key = f"{key}#{entry.slug or entry.start}"
            if self.db.execute("SELECT 1 FROM page WHERE key=?", (key,)).fetchone():
                key = f"{key}@{entry.start}"
        self.db.execute(
            "INSERT INTO page VALUES(?,?,?,?,?,?,?,?,?,?,?)",
            (
                key, entry.id, entry.start, entry.type, entry.slug, entry.status, entry.parent,
                entry.title[:400], entry.path, int(entry.is_private), entry.order,
            ),
        )  # fmt: skip
        return key

    def add_address(self, path: str, key: str) -> None:
        """Note that links to `path` mean the page `key`. The first one keeps an address."""
        if path and path != "/":
            self.db.execute("INSERT OR IGNORE INTO address VALUES(?,?)", (path.lower(), key))

    def add_upload(self, entry: ExportEntry) -> None:
        """Note a file of the library."""
        file = entry.one("_wp_attached_file") or file_in(entry.attachment_url)
        self.db.execute(
            "INSERT OR IGNORE INTO upload VALUES(?,?,?,?,?,?,?,?,?,?)",
            (
                entry.id, entry.parent, file, without_size(file).lower(), entry.attachment_url,
                original_in(entry.one("_wp_attachment_metadata")),
                entry.one("_wp_attachment_image_alt"), entry.excerpt, entry.title, entry.path,
            ),
        )  # fmt: skip

    def add_part(self, entry: ExportEntry) -> None:
        """Note a reusable block."""
        self.db.execute(
            "INSERT OR IGNORE INTO part(id, content, private) VALUES(?,?,?)",
            (entry.id, entry.content, int(entry.is_private or entry.status == "trash")),
        )

    def add_menu_item(self, entry: ExportEntry, menu: str) -> None:
        """Note one line of a menu."""
        self.db.execute(
            "INSERT INTO menu(menu,id,parent,sort,title,kind,object,object_id,url) VALUES(?,?,?,?,?,?,?,?,?)",
            (
                menu, entry.id, _read_number(entry.one("_menu_item_menu_item_parent")), entry.order,
                entry.title, entry.one("_menu_item_type"), entry.one("_menu_item_object"),
                _read_number(entry.one("_menu_item_object_id")), entry.one("_menu_item_url"),
            ),
        )  # fmt: skip

    def add_personal(self, number: int) -> None:
        """Note the number of an entry that people sent, so that files which belong to it are left alone."""
        self.db.execute("INSERT OR IGNORE INTO personal VALUES(?)", (number,))

    def set_fact(self, name: str, value: Any) -> None:
        """Keep a small value by its name."""
        self.db.execute("INSERT OR REPLACE INTO fact VALUES(?,?)", (name, json.dumps(value)))

    # --- Reading ---------------------------------------------------------------------------------
    def fact(self, name: str, default: Any = None) -> Any:
        """Return a small value, or `default`."""
        row = self.db.execute("SELECT value FROM fact WHERE name=?", (name,)).fetchone()
        return json.loads(row[0]) if row else default

    def count(self, table: str) -> int:
        """Return the number of rows of a table of the catalog."""
        return int(self.db.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608

    def _read_page(self, query: str, value: Any) -> PageRow | None:
        row = self.db.execute(query, (value,)).fetchone()
        return _page_row(row) if row else None

    def page_at(self, start: int) -> PageRow | None:
        """Return the page whose entry begins at the byte `start`."""
        return self._read_page("SELECT * FROM page WHERE start=?", start)

    def page_by_key(self, key: str) -> PageRow | None:
        """Return the page of this key."""
        return self._read_page("SELECT * FROM page WHERE key=?", key)

    def page_by_id(self, number: int) -> PageRow | None:
        """Return the first post or page with this number."""
        return (
            self._read_page("SELECT * FROM page WHERE id=? ORDER BY start", number)
            if number
            else None
        )

    def page_by_address(self, path: str) -> PageRow | None:
        """Return the page that stood at an old address."""
        row = self.db.execute("SELECT key FROM address WHERE path=?", (path.lower(),)).fetchone()
        return self.page_by_key(row[0]) if row else None

    def upload(self, number: int) -> Upload | None:
        """Return a file of the library by its number."""
        row = self.db.execute("SELECT * FROM upload WHERE id=?", (number,)).fetchone()
        return _name_upload(row) if row else None

    def upload_of(self, address: str) -> Upload | None:
        """Return the file of the library that an address shows, in whatever size."""
        name = without_size(file_in(address)).lower()
        if not name:
            return None
        row = self.db.execute(
            "SELECT * FROM upload WHERE plain=? OR lower(file)=?", (name, name)
        ).fetchone()
        return _name_upload(row) if row else None

    def uploads(self, after: int = -1, limit: int = 50) -> list[Upload]:
        """Return the files after the number `after`, in order."""
        rows = self.db.execute(
            "SELECT * FROM upload WHERE id>? ORDER BY id LIMIT ?", (after, limit)
        )
        return [_name_upload(row) for row in rows.fetchall()]

    def uploads_of(self, parent: int) -> list[Upload]:
        """Return the files that were uploaded while `parent` was written."""
        rows = self.db.execute(
            "SELECT * FROM upload WHERE parent=? ORDER BY id LIMIT 200", (parent,)
        )
        return [_name_upload(row) for row in rows.fetchall()]

    def page_around(self, number: int, path: str = "") -> PageRow | None:
        """Return the page for which a file was uploaded: the file of this number, or with a page of its own at `path`."""
        row = self.db.execute(
            "SELECT parent FROM upload WHERE id=? OR (path=? AND path NOT IN ('', '/'))",
            (number, path),
        ).fetchone()
        return self.page_by_id(row[0]) if row else None

    def lonely_uploads(self) -> int:
        """Return how many files had a page of their own and none around them that visitors read."""
        return int(
            self.db.execute(
                "SELECT count(*) FROM upload WHERE parent NOT IN (SELECT id FROM page WHERE status='publish')"
            ).fetchone()[0]
        )

    def part(self, number: int) -> str | None:
        """Return the content of a reusable block; None where the export doesn't hold it for visitors."""
        row = self.db.execute(
            "SELECT content FROM part WHERE id=? AND private=0", (number,)
        ).fetchone()
        if row is not None:
            self.db.execute("UPDATE part SET used=1 WHERE id=?", (number,))
        return row[0] if row else None

    def unused_parts(self) -> int:
        """Return how many reusable blocks stand on no page."""
        return int(self.db.execute("SELECT count(*) FROM part WHERE used=0").fetchone()[0])

    def is_personal(self, number: int) -> bool:
        """Tell whether people sent the entry of this number."""
        return (
            bool(number)
            and self.db.execute("SELECT 1 FROM personal WHERE id=?", (number,)).fetchone()
            is not None
        )

    def menus(self) -> list[str]:
        """Return the names of the menus."""
        return [
            row[0]
            for row in self.db.execute("SELECT menu FROM menu GROUP BY menu ORDER BY min(seq)")
        ]

    def menu_items(self, menu: str) -> list[dict[str, Any]]:
        """Return the lines of a menu in their order."""
        cursor = self.db.execute(
            "SELECT * FROM menu WHERE menu=? ORDER BY sort, seq LIMIT 500", (menu,)
        )
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def head(self) -> ExportHead:
        """Return what stood before the first entry."""
        raw = self.fact("head", {})
        raw["terms"] = [HeadTerm(**term) for term in raw.get("terms", [])]
        return ExportHead(**raw)

    def pages(self) -> Iterator[PageRow]:
        """Yield every post and page in the order of the file."""
        for row in self.db.execute("SELECT * FROM page ORDER BY start"):
            yield _page_row(row)


def _read_number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0


def _page_row(row: tuple[Any, ...]) -> PageRow:
    return PageRow(*(*row[:9], bool(row[9]), *row[10:]))


def _name_upload(row: tuple) -> Upload:
    return Upload(row[0], row[1], row[2], *row[4:])


__all__ = ["ExportCatalog", "PageRow"]
