"""Cuts an export into its entries, as a stream, whatever is broken inside them.

An XML parser stops at the first damage and takes everything after it along. So the file is cut at its
`<item>` marks first, outside CDATA, and each entry is read by itself (`elements`). What is held in
memory is one entry. Comments never get that far: they are counted here and dropped while they pass.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from .errors import ExportError

CHUNK = 1 << 20
# An entry or a text that is longer is a mistake of the export; its beginning is kept.
LONGEST_ENTRY = 16 << 20
LONGEST_TEXT = 2 << 20
LONGEST_HEAD = 24 << 20
# No mark that is looked for is longer.
OVERLAP = 40

_OUTSIDE = re.compile(
    rb"<!\[CDATA\[|<item(?=[\s>])|<!--|<!DOCTYPE|<!ENTITY|</?channel(?=[\s>])", re.IGNORECASE
)
_INSIDE = re.compile(
    rb"<!\[CDATA\[|<item(?=[\s>])|</item\s*>|<wp:comment(?=[\s>])|</channel\s*>|<channel(?=[\s>])"
)
_CDATA_END = re.compile(rb"\]\]>")
_NOTE_END = re.compile(rb"-->")
_COMMENT = re.compile(
    rb"<!\[CDATA\[|</wp:comment\s*>|</item\s*>|<item(?=[\s>])"
    rb"|<wp:comment_author_email>(?!<!\[CDATA\[\]\]>|<)"
    rb"|<wp:comment_author_email>(?=<!\[CDATA\[[^\]])"
    rb"|<wp:comment_author_IP>(?!<!\[CDATA\[\]\]>|<)"
    rb"|<wp:comment_author_IP>(?=<!\[CDATA\[[^\]])"
)
# A CDATA section that was never closed has swallowed the beginning of the next entry, or of the next export of a zip.
_SWALLOWED = re.compile(
    rb"(?:</item>\s*<item>|<\?xml\s[^>]{0,200}\?>\s*(?:<!--.*?-->\s*)*<rss\s)(?=.*<!\[CDATA\[)",
    re.DOTALL,
)

DOCTYPE = (
    "This file defines a document type or entities of its own (DOCTYPE, ENTITY). A WordPress export has "
    "none; such a file can be an attack and is not opened. Export it anew under Tools → Export."
)


@dataclass
class RawEntry:
    """The bytes of one `<item>`, and what was found wrong while they were cut out."""

    start: int
    end: int = 0
    data: bytes = b""
    closed: bool = False
    too_long: bool = False
    personal: Counter[str] = field(default_factory=Counter)


class Stream:
    """A file that is read forwards in pieces, and searched for marks."""

    def __init__(self, file: BinaryIO, offset: int = 0) -> None:
        self.file = file
        self.go_to(offset)

    def go_to(self, offset: int) -> None:
        """Go on from the byte `offset`."""
        self.file.seek(offset)
        self.buffer, self.at, self.base, self.ended = b"", 0, offset, False

    @property
    def offset(self) -> int:
        """The byte of the file that is next."""
        return self.base + self.at

    def find(self, marks: re.Pattern[bytes], keep: Callable[[bytes], None]) -> bytes | None:
        """Go behind the next of `marks` and return it, in small letters; None at the end of the file.

        Parameter: `keep`, called with what lies before it, piece by piece.
        """
        while True:
            match = marks.search(self.buffer, self.at)
            # A mark at the very end of the buffer may mean something else with what follows.
            if match and (match.end() + OVERLAP <= len(self.buffer) or self.ended):
                keep(self.buffer[self.at : match.start()])
                self.at = match.end()
                return match.group().lower()
            if self.ended:
                keep(self.buffer[self.at :])
                self.at = len(self.buffer)
                return None
            safe = match.start() if match else max(self.at, len(self.buffer) - OVERLAP)
            keep(self.buffer[self.at : safe])
            self._fill_buffer(safe)

    def _fill_buffer(self, safe: int) -> None:
        chunk = self.file.read(CHUNK)
        self.buffer, self.base, self.at = self.buffer[safe:] + chunk, self.base + safe, 0
        self.ended = not chunk


class BoundedBuffer:
    """Collects bytes up to a limit."""

    def __init__(self, limit: int) -> None:
        self.parts: list[bytes] = []
        self.size, self.limit, self.full = 0, limit, False

    def __call__(self, piece: bytes) -> None:
        """Add `piece`, or what fits of it."""
        room = self.limit - self.size
        if len(piece) > room:
            self.full, piece = True, piece[: max(room, 0)]
        if piece:
            self.parts.append(piece)
            self.size += len(piece)

    def read_bytes(self) -> bytes:
        """Return what was collected."""
        return b"".join(self.parts)


def _drop_entry(piece: bytes) -> None:
    """Let go of what must not be read."""


class Scanner:
    """Reads one export from `offset` on.

    After the first entry `head` holds what is before it. `ended_well` is True once the end of the
    channel was seen; of several exports one after the other, the end of each. Raises ExportError for a document type.
    """

    def __init__(self, file: BinaryIO, offset: int = 0) -> None:
        self.stream = Stream(file, offset)
        self.head = b""
        self.ended_well = False
        self._broke_off = self._inside = False
        self._head = BoundedBuffer(LONGEST_HEAD if offset == 0 else 0)

    def entries(self) -> Iterator[RawEntry]:
        """Yield every entry in the order of the file."""
        while self._to_next_entry():
            self.head = self.head or self._head.read_bytes()
            again = True
            while again:  # an entry that was never closed ends where the next one begins
                entry = RawEntry(self.stream.offset)
                again = self._read_entry(entry)
                yield entry
        self.head = self.head or self._head.read_bytes()

    def _to_next_entry(self) -> bool:
        while mark := self.stream.find(_OUTSIDE, self._head):
            if mark == b"<item":
                return True
            if mark in (b"<!doctype", b"<!entity"):
                raise ExportError(DOCTYPE)
            if mark == b"<!--":
                self.stream.find(_NOTE_END, _drop_entry)
            elif mark.endswith(b"channel"):
                self._note_channel(mark)
            else:
                self._head(b"<![CDATA[")
                self.stream.find(_CDATA_END, self._head)
                self._head(b"]]>")
        return False

    def _note_channel(self, mark: bytes) -> None:
        """Note where an export begins or ends; one that begins before the last has ended, broke that one off."""
        begins = not mark.startswith(b"</")
        self._broke_off = self._broke_off or (begins and self._inside)
        self._inside = begins
        self.ended_well = not begins and not self._broke_off

    def _read_entry(self, entry: RawEntry) -> bool:
        """Read an entry to its end; return whether the next one has begun inside it."""
        kept = BoundedBuffer(LONGEST_ENTRY)
        begun: bool | None = False
        while mark := self.stream.find(_INSIDE, kept):
            if mark == b"<![cdata[":
                self._read_cdata(kept)
            elif mark.startswith(b"<wp:comment"):
                begun = self._pass_comment(entry)
                if begun is not None:
                    entry.closed = not begun
                    break
            else:
                begun = mark == b"<item"
                entry.closed = mark.startswith(b"</item")
                if b"channel" in mark:
                    self._note_channel(mark)
                break
        entry.data, entry.too_long = kept.read_bytes(), kept.full
        # Whoever goes on from here must find the next entry's mark.
        entry.end = self.stream.offset - (len(b"<item") if begun else 0)
        return bool(begun)

    def _read_cdata(self, kept: BoundedBuffer) -> None:
        start = self.stream.offset
        own = BoundedBuffer(LONGEST_TEXT)
        closed = self.stream.find(_CDATA_END, own)
        text = own.read_bytes()
        swallowed = _SWALLOWED.search(text)
        if swallowed:
            text, closed = text[: swallowed.start()], None
            self.stream.go_to(start + swallowed.start())
        kept(b"<![CDATA[" + text + (b"]]>" if closed else b""))
        kept.full = kept.full or own.full

    def _pass_comment(self, entry: RawEntry) -> bool | None:
        """Count a comment and let it pass unread.

        Returns None at its end; where it was never closed, whether the next entry has begun (True) or
        this one has ended (False).
        """
        entry.personal["comments"] += 1
        while mark := self.stream.find(_COMMENT, _drop_entry):
            if mark == b"<![cdata[":
                self.stream.find(_CDATA_END, _drop_entry)
            elif mark.startswith(b"</wp:comment"):
                return None
            elif mark.startswith(b"<wp:comment_author_email"):
                entry.personal["emails"] += 1
            elif mark.startswith(b"<wp:comment_author_ip"):
                entry.personal["addresses"] += 1
            else:
                return mark == b"<item"
        return False
