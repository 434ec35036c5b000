"""Rich text as search engines should read it."""

import re

from wagtail.rich_text import get_text_for_indexing

# A source mark's words ('[source]', a number) mean nothing without the reference list.
_SOURCE_MARK = re.compile(r'<a\b[^>]*\blinktype="reference"[^>]*>.*?</a>', re.S)


def make_plain(rich_text: str) -> str:
    """Return rich text, as the database holds it, on one line without tags and source marks."""
    return " ".join(get_text_for_indexing(_SOURCE_MARK.sub("", rich_text)).split())
