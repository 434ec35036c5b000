"""What the first bytes of a file say: whether it is an export, and in which encoding it is written."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import IO

from media.byte_marks import find_marked_encoding

PIECE = 1 << 20
BEGINNING = 1 << 18
_WITHOUT_MARK = {b"<\x00?\x00": "utf-16-le", b"\x00<\x00?": "utf-16-be"}
_EXPORT = re.compile(rb"<(?:wp:wxr_version|wp:base_site_url|wp:post_type|wp:author|item[\s>])")


def find_encoding(start: bytes) -> str:
    """Return the encoding in which a file must be read before it can be cut; '' for those that hold ASCII as it is."""
    found = find_marked_encoding(start) or _WITHOUT_MARK.get(start[:4], "")
    return "" if found == "utf-8-sig" else found


def is_export(start: bytes) -> bool:
    """Tell whether a file begins as an export of WordPress does, in whatever encoding."""
    if encoding := find_encoding(start):
        start = start.decode(encoding, "ignore").encode()
    return bool(_EXPORT.search(start)) or (b"<channel" in start and b"wordpress" in start.lower())


def recode_pieces(file: IO[bytes], encoding: str) -> Iterator[bytes]:
    """Yield the text of an open file as UTF-8; what can't be read becomes a mark."""
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    while piece := file.read(PIECE):
        yield decoder.decode(piece).encode("utf-8", "replace")
    yield decoder.decode(b"", final=True).encode("utf-8", "replace")
