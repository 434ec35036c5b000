"""Reads the fields out of one entry, or out of the head of an export, forgivingly.

The elements of an export are few and flat, so each runs from its mark to its closing mark outside CDATA.
Unescaped '&' and '<' are text; named characters of HTML are understood; nothing is ever expanded.
"""

from __future__ import annotations

import codecs
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

_NAMES = (
    r"title|link|pubDate|dc:creator|guid|description|language|content:encoded|excerpt:encoded|category"
    r"|wp:[a-z_]+"
)
_START = re.compile(rf"<({_NAMES})((?:\s[^<>]*?)?)(/?)>")
_NEXT = re.compile(rf"\s*</?(?:{_NAMES}|item|channel)[\s/>]")
_ATTRIBUTE = re.compile(r"""([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
# What only holds other elements.
CONTAINERS = frozenset(
    {"wp:postmeta", "wp:author", "wp:category", "wp:tag", "wp:term", "wp:termmeta"}
)
# Line breaks and tabs are the only control characters that a text may hold.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]")


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    """Read the bytes that are no UTF-8 as Word wrote them: Windows-1252."""
    assert isinstance(error, UnicodeDecodeError)
    wrong = error.object[error.start : error.end]
    return wrong.decode("cp1252", "ignore"), error.end


codecs.register_error("windows", _as_windows)


def decode_text(data: bytes, encoding: str = "utf-8") -> tuple[str, bool]:
    """Return the text of `data` without control characters, and whether anything in it was damaged.

    Parameter: `encoding`, what the export says of itself; UTF-8 is believed where it fits.
    """
    damaged = False
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text, damaged = _decode_otherwise(data, encoding)
    clean = _CONTROL.sub("", text)
    return clean.replace("\r\n", "\n").replace("\r", "\n"), damaged or clean != text


def _decode_otherwise(data: bytes, encoding: str) -> tuple[str, bool]:
    if encoding not in ("utf-8", "iso-8859-1", "latin-1", "us-ascii", "ascii"):
        try:
            return data.decode(encoding), False
        except (UnicodeDecodeError, LookupError):
            pass
    return data.decode("utf-8", "windows"), encoding in ("utf-8", "us-ascii", "ascii")


@dataclass(frozen=True)
class Element:
    """One element: its name, its text, its attributes as written, and whether its end was found."""

    name: str
    text: str
    attributes: dict[str, str]
    closed: bool = True


def list_elements(text: str) -> Iterator[Element]:
    """Yield the elements of `text` in order; of a container those inside it follow its own mark."""
    at = 0
    while match := _START.search(text, at):
        name, attributes = match[1], _read_attributes(match[2])
        if name in CONTAINERS or match[3]:
            yield Element(name, "", attributes)
            at = match.end()
        else:
            value, at, closed = _read_value(text, match.end(), name)
            yield Element(name, value, attributes, closed)


def _read_attributes(written: str) -> dict[str, str]:
    found = _ATTRIBUTE.findall(written)
    return {name: html.unescape(double or single) for name, double, single in found}


def _read_value(text: str, at: int, name: str) -> tuple[str, int, bool]:
    """Return the text of an element from `at` on, where it ends, and whether it was closed."""
    parts: list[str] = []
    end_mark = f"</{name}>"
    while True:
        end, cdata = text.find(end_mark, at), text.find("<![CDATA[", at)
        if cdata >= 0 and (end < 0 or cdata < end):
            if end < 0 and (broken := _NEXT.search(text, at, cdata)):
                parts.append(html.unescape(text[at : broken.start()]))
                return "".join(parts), broken.start(), False
            parts.append(html.unescape(text[at:cdata]))
            part, at, lost = _read_cdata(text, cdata + 9, end_mark)
            parts.append(part)
            if lost:
                return "".join(parts), at, False
            continue
        if end < 0:
            broken = _NEXT.search(text, at)
            end = broken.start() if broken else len(text)
            parts.append(html.unescape(text[at:end]))
            return "".join(parts), end, False
        parts.append(html.unescape(text[at:end]))
        return "".join(parts), end + len(end_mark), True


def _read_cdata(text: str, at: int, end_mark: str) -> tuple[str, int, bool]:
    """Return what a CDATA section holds, where it ends, and whether its end is missing."""
    end = text.find("]]>", at)
    stop = end if end >= 0 else len(text)
    inner = text.find(end_mark, at, stop)
    while inner >= 0:
        after = inner + len(end_mark)
        # The element was closed and another one begins: the section's own end is missing.
        if _NEXT.match(text, after) and (end < 0 or "<![CDATA[" in text[after:stop]):
            return text[at:inner], after, True
        inner = text.find(end_mark, after, stop)
    return text[at:stop], (end + 3 if end >= 0 else stop), end < 0
