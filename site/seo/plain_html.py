"""HTML for whoever reads without a screen of ours: feed readers and Markdown twins."""

from __future__ import annotations

import html
import re
from urllib.parse import urljoin

from bs4 import Tag

# What needs a screen or our script, in any part of a page.
SCREEN_ONLY = (
    "svg, script, style, source, button, [hidden], [aria-hidden=true], .c-references [href^='#']"
)


def make_plain_html(part: Tag, address: str, left_out: str) -> None:
    """Take out of `part` what needs a screen, and make its addresses absolute.

    Args:
        part: changed in place.
        address: the absolute address of the page that it comes from.
        left_out: a CSS selector of what else is left out.
    """
    for tag in part.select(f"{SCREEN_ONLY}, {left_out}"):
        tag.decompose()
    for tag in part.find_all(True):
        for name in ("href", "src"):
            if tag.get(name):
                tag[name] = urljoin(address, str(tag[name]))


# A source mark's words ('[source]', a number) mean nothing without the reference list.
_SOURCE_MARK = re.compile(r'<a\b[^>]*\blinktype="reference"[^>]*>.*?</a>', re.S)


# Tags that may begin and end inside of a word; every other one ends it.
_INLINE = (
    "a|abbr|acronym|b|bdi|bdo|big|button|cite|code|data|del|dfn|em|font|i|ins|kbd|label|mark|output|q|s|samp|small|span|strike|strong|"
    "sub|sup|time|tt|u|var|wbr"
)
_WORD_END = re.compile(rf"</?(?!(?:{_INLINE})[\s/>])[a-z][^>]*>", re.I)
_TAG = re.compile(r"<[^>]*>")


def make_plain(rich_text: str) -> str:
    """Return rich text or cleaned HTML on one line, without tags and source marks.

    A tag inside a line leaves no gap: '<b>Ket</b>amine' is one word, and a full stop stays at the word before it.
    """
    text = _TAG.sub("", _WORD_END.sub(" ", _SOURCE_MARK.sub("", rich_text)))
    return " ".join(html.unescape(text).split())
