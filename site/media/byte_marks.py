"""The encoding of a text file by the mark at its beginning, for every file that somebody chooses."""

from __future__ import annotations

import codecs

# Only the first that fits: the mark of UTF-32 begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (codecs.BOM_UTF8, "utf-8-sig"),
)


def find_marked_encoding(start: bytes) -> str:
    """Return the encoding that the mark at the start of a file names; '' where it has none."""
    return next((name for mark, name in _MARKS if start.startswith(mark)), "")
