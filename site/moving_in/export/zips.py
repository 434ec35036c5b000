"""The exports inside a zip: a large site gives several, and a computer adds files of its own."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

from .errors import HOW_TO, ExportError
from .text_bytes import BEGINNING, PIECE, find_encoding, is_export, recode_pieces

# A name inside, and what a zip that has it is.
_OTHERS = (
    ("xl/workbook.xml", "a spreadsheet of Excel"),
    ("word/document.xml", "a file of Word"),
    ("ppt/presentation.xml", "a presentation"),
    ("wp-includes/version.php", "WordPress itself, without the texts of a site"),
)


def unpack_zip(path: Path) -> Iterator[bytes]:
    """Yield the exports inside a zip, one after the other, as WordPress.com packs them.

    Raises ExportError, with a sentence, where it holds none.
    """
    try:
        box = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError) as error:
        raise ExportError(f"‘{path.name}’ can't be unpacked; it is damaged.") from error
    with box:
        names = box.namelist()
        what = next(
            (what for inside, what in _OTHERS if any(n.endswith(inside) for n in names)), ""
        )
        if what:
            raise ExportError(f"‘{path.name}’ is {what}. {HOW_TO}")
        written = [info for info in box.infolist() if _may_be_export(info.filename)]
        exports = [info for info in written if _begins_export(box, info)]
        if not exports:
            holds = "no export of WordPress" if written else "no .xml file"
            raise ExportError(f"‘{path.name}’ holds {holds}. {HOW_TO}")
        for info in sorted(exports, key=lambda info: info.filename):
            yield from _read_export(box, info)


def _may_be_export(name: str) -> bool:
    """Tell whether a file inside may be an export: a Mac puts a shadow of each file beside it."""
    last = name.rpartition("/")[2]
    return name.lower().endswith(".xml") and "__MACOSX" not in name and not last.startswith("._")


def _begins_export(box: zipfile.ZipFile, info: zipfile.ZipInfo) -> bool:
    with box.open(info) as file:
        return is_export(file.read(BEGINNING))


def _read_export(box: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield one export; each may be written in an encoding of its own."""
    with box.open(info) as file:
        encoding = find_encoding(file.read(4))
    with box.open(info) as file:
        if encoding:
            yield from recode_pieces(file, encoding)
            return
        while piece := file.read(PIECE):
            yield piece
