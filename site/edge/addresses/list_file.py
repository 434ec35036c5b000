"""A list of old addresses as people have it: saved by Excel, Numbers or a text editor, in whatever encoding and columns.

Read here into rows of texts, all of one width, the first of them the headings. Nothing is known of addresses.
"""

from __future__ import annotations

import csv
import zipfile
from io import BytesIO, StringIO
from typing import Any

from django.utils.translation import gettext as _
from wagtail.contrib.redirects.base_formats import Dataset

from media.byte_marks import find_marked_encoding

MOST_BYTES = 5_000_000
MOST_ROWS = 20_000
MOST_COLUMNS = 20
LONGEST_CELL = 2_000
_MOST_UNPACKED = 60_000_000
_SEPARATORS = ",;\t|"


class UnreadableListError(ValueError):
    """The file is no list that can be read; the message says why, in plain words."""


def decode_text(data: bytes) -> str:
    """Return the text of a file: by its mark, else as UTF-8, else as older programs of Windows wrote it.

    Raises UnreadableListError for what is no text.
    """
    if encoding := find_marked_encoding(data):
        text = data.decode(encoding, "replace")
    else:
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            text = data.decode("cp1252", "replace")
    if "\x00" in text:
        raise UnreadableListError(
            _("This file is no text. Save the list as CSV and choose it again.")
        )
    return text


def find_separator(text: str) -> str:
    """Return what is between the columns: what the first lines have most of."""
    lines = [line for line in text.splitlines() if line.strip()][:5]
    counts = {mark: sum(line.count(mark) for line in lines) for mark in _SEPARATORS}
    best = max(counts, key=lambda mark: counts[mark])
    return best if counts[best] else ","


def read_table(text: str, separator: str = "") -> list[list[str]]:
    """Return the rows of a text file. Raises UnreadableListError."""
    first, _break, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        text, separator = rest, first.strip()[4]  # Excel's own first line
    try:
        return list(csv.reader(StringIO(text), delimiter=separator or find_separator(text)))
    except csv.Error as error:
        said = _(
            "This list can't be read: a quotation mark has no partner, or a cell is very long."
        )
        raise UnreadableListError(said) from error


def read_workbook(data: bytes) -> list[list[str]]:
    """Return the rows of a workbook's first sheet. Raises UnreadableListError."""
    import openpyxl

    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            if sum(part.file_size for part in packed.infolist()) > _MOST_UNPACKED:
                raise UnreadableListError(
                    _("This workbook is too large. Bring the list in as CSV.")
                )
        book = openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=True)
        try:
            rows = book.worksheets[0].iter_rows(
                max_row=MOST_ROWS + 2, max_col=MOST_COLUMNS, values_only=True
            )
            return [["" if cell is None else str(cell) for cell in row] for row in rows]
        finally:
            book.close()
    except UnreadableListError:
        raise
    except Exception as error:  # a broken workbook breaks its reader in many ways
        raise UnreadableListError(
            _("This workbook can't be read. Save it again, or as CSV.")
        ) from error


def make_dataset(rows: list[list[str]]) -> Dataset:
    """Return the rows that say something, with headings. Raises UnreadableListError for what is no list of two columns."""
    cut = [[cell.strip()[:LONGEST_CELL] for cell in row[:MOST_COLUMNS]] for row in rows]
    kept = [row for row in cut if any(row)]
    if len(kept) > MOST_ROWS:
        said = _("More than %(most)s lines. Bring the list in in parts.") % {"most": MOST_ROWS}
        raise UnreadableListError(said)
    width = max((n + 1 for row in kept for n, cell in enumerate(row) if cell), default=0)
    if width < 2:
        raise UnreadableListError(
            _("The list needs two columns: the old address, and where it leads. This file has one.")
            if width
            else _("There is nothing in this file.")
        )
    kept = [row[:width] + [""] * (width - len(row)) for row in kept]
    if kept[0][0].startswith(("/", "http://", "https://")):
        # No headings: the first line is an address like the others.
        kept.insert(0, [_("Column %(number)s") % {"number": n + 1} for n in range(width)])
    return Dataset(kept[1:], headers=kept[0])


class ListFormat:
    """What Wagtail's screens ask of a kind of file."""

    def is_binary(self) -> bool:
        """Say that the file is read as bytes: which letters it is written in is found out here."""
        return True

    def get_read_mode(self) -> str:
        """Return how the kept file is opened."""
        return "rb"

    def create_dataset(self, data: bytes) -> Dataset:
        """Return headings and rows. Raises UnreadableListError."""
        return make_dataset(self.read_rows(data))

    def read_rows(self, data: bytes) -> list[list[str]]:
        """Return the file's rows. Raises UnreadableListError."""
        return read_table(decode_text(data))


# Wagtail takes the ending of a file from the name of its class.
class CSV(ListFormat):
    """Columns with commas, semicolons, tabs or bars between them."""


class TSV(ListFormat):
    """Columns with tabs between them."""

    def read_rows(self, data: bytes) -> list[list[str]]:
        """Return the file's rows. Raises UnreadableListError."""
        return read_table(decode_text(data), "\t")


class XLSX(ListFormat):
    """A workbook; its first sheet counts."""

    def read_rows(self, data: bytes) -> list[list[str]]:
        """Return the first sheet's rows. Raises UnreadableListError."""
        return read_workbook(data)


FORMATS: list[Any] = [CSV, XLSX, TSV]
