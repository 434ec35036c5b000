"""Whether a file is what its name says: compared by content, never by what the browser claims."""

from __future__ import annotations

import zipfile
from pathlib import PurePath
from typing import Any, BinaryIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

NOT_WHAT_IT_SAYS = _(
    "This file is not what its name says (.%(ending)s). Open it on your device, save it anew in that format, and "
    "upload it again."
)
_MACROS = _(
    "This document holds macros, which can harm whoever opens it. Save it as .docx without them."
)
_HEAD = 1024
# How files begin that are no text, whatever their name says (ISO 32000, APPNOTE.TXT, PE, ELF, gzip, RAR, 7z, OLE).
_BINARY = (
    b"%PDF",
    b"PK\x03\x04",
    b"MZ",
    b"\x7fELF",
    b"\x1f\x8b",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\xd0\xcf\x11\xe0",
    b"{\\rtf",
)
_PRINTER = b"\x1b%-12345X@PJL"  # what printing into a file leaves there
_MARKUP = (b"<!doctype", b"<html", b"<script", b"<svg", b"<?xml")


def check_document(name: str, file: Any) -> None:
    """Compare a document's content with the ending of its name. Raises ValidationError with a sentence.

    Leaves the file at its beginning.
    """
    ending = PurePath(name).suffix.lower().lstrip(".")
    check = {"pdf": _is_pdf, "docx": _is_docx, "txt": _is_text, "csv": _is_text}.get(ending)
    try:
        file.seek(0)
        if check is not None and not check(file):
            raise ValidationError(NOT_WHAT_IT_SAYS, code="wrong_content", params={"ending": ending})
    finally:
        file.seek(0)


def _is_pdf(file: BinaryIO) -> bool:
    """A PDF begins with its mark. Before it stand at most blanks, or a printer's job language; never a page or a program."""
    before, mark, _rest = file.read(_HEAD).partition(b"%PDF-")
    before = before.removeprefix(b"\xef\xbb\xbf").strip(b"\x00\t\n\x0c\r ")
    printed = before.startswith(_PRINTER) and b"<" not in before
    return bool(mark) and (not before or printed)


def _is_docx(file: BinaryIO) -> bool:
    """A Word document is a ZIP with known parts. Raises ValidationError where it holds macros."""
    try:
        with zipfile.ZipFile(file) as parts:
            names = {part.filename for part in parts.infolist()}
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise ValidationError(_MACROS, code="macros")
    return {"[Content_Types].xml", "word/document.xml"} <= names


def _is_text(file: BinaryIO) -> bool:
    """A text has no NUL, does not begin like a program, an archive or a web page, and is in UTF-8, UTF-16 or Windows' letters."""
    head = file.read(_HEAD)
    if head.startswith(_BINARY):
        return False
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decodes_text(head[: len(head) // 2 * 2], "utf-16")
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_MARKUP):
        return False
    while piece := head:
        if b"\x00" in piece:
            return False
        head = file.read(1024 * 1024)
    return True


def _decodes_text(content: bytes, encoding: str) -> bool:
    try:
        content.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
