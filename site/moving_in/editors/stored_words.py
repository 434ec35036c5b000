"""The words of page builders that keep them beside the text and leave the text itself empty: Oxygen, Bricks, Beaver Builder.

Oxygen keeps shortcodes. The others keep PHP's serialised values, of which only the strings are read that builders show as
words; nothing is unserialised. Source of the format: php.net/serialize (`s:<bytes>:"…";`).
"""

from __future__ import annotations

import re

# Where each builder keeps its page; read only where the text beside it is empty.
KEYS = (
    "ct_builder_shortcodes",
    "_bricks_page_content_2",
    "_bricks_page_content",
    "_fl_builder_data",
)
_SHOWN = re.compile(
    r's:\d+:"(text|title|heading|subtitle|content|description|html|label|question|answer)";s:(\d+):"'
)
_HEADINGS = frozenset({"title", "heading", "question"})
_TITLE = 200  # characters; what is longer is a text, whatever the builder calls it


def read_stored_words(data: str) -> str:
    """Return what a builder shows as words, as HTML or as text with shortcodes; '' where nothing is found."""
    if data.lstrip().startswith("["):
        return data
    found = []
    raw = data.encode()
    for match in _SHOWN.finditer(data):
        start = len(data[: match.end()].encode())
        words = raw[start : start + int(match[2])].decode(errors="ignore").strip()
        if not words:
            continue
        heads = match[1] in _HEADINGS and "<" not in words and len(words) <= _TITLE
        found.append(f"<h2>{words}</h2>" if heads else words)
    return "\n\n".join(dict.fromkeys(found))
