"""Cuts a page into passages: a heading, its anchor on the page, and the words under it.

Read from the fields and streams themselves, so nothing is rendered and no picture is asked for. The anchors are those that
`content.article` gives the same headings; a test opens every one of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.text import slugify
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTable
from wagtail.rich_text import RichText

from content.blocks.piece import walk_blocks
from seo.plain_html import make_plain

_CITED = re.compile(
    r'<a\b[^>]*\blinktype="reference"[^>]*\bid="(\d+)"|<a\b[^>]*\bid="(\d+)"[^>]*\blinktype="reference"'
)
_HEADING = re.compile(r"<h([23])\b[^>]*>(.*?)</h\1>", re.S)
_TAG = re.compile(r"<[^>]*>")
# Blocks that lead elsewhere, ask for the next step, or show what is indexed by itself.
_LEADS_ON = frozenset(
    {
        "cards",
        "latest_posts",
        "call_to_action",
        "text_us",
        "form_link",
        "request_banner",
        "document",
    }
)
_NO_ANCHOR = frozenset({"evidence", "callout"})
_TAKEN = ("main", "references", "contents", "who-should-not")


@dataclass(frozen=True)
class Passage:
    """Some words of a page. `anchor` is '' on top of it; `heading` is '' where none stands above them."""

    anchor: str
    heading: str
    text: str


class PassageCutter:
    """Collects the passages of one page in reading order, and what it shows of other tables.

    After cutting: `passages`; `faq`, the numbers of the questions with their answers; `cited`, the numbers of the sources;
    `shows`, which kinds of blocks there are ('people', 'locations'), and `notices`.
    """

    def __init__(self, not_given: str = "", ask_first: str = "") -> None:
        # The headings that a block on who should not have it has of the clinic.
        self._headings = (("not", not_given), ("ask", ask_first))
        self._done: list[tuple[str, str, list[str]]] = [("", "", [])]
        self._anchors: set[str] = set(_TAKEN)
        self.faq: list[int] = []
        self.cited: list[int] = []
        self.shows: set[str] = set()
        self.notices: list[int] = []

    @property
    def passages(self) -> tuple[Passage, ...]:
        """The passages that have words."""
        cut = (Passage(a, h, " ".join(words)) for a, h, words in self._done)
        return tuple(passage for passage in cut if passage.heading or passage.text)

    def begin_passage(self, heading: str, anchor: str = "", *, linked: bool = True) -> None:
        """Begin a passage under `heading`; with `linked` false it keeps the anchor of the one before."""
        heading = " ".join(heading.split())
        if not heading:
            return
        if not linked:
            anchor = self._done[-1][0]
        elif not anchor:
            base = slugify(heading)[:60].strip("-") or "section"
            anchor, n = base, 2
            while anchor in self._anchors:
                anchor, n = f"{base}-{n}", n + 1
        self._anchors.add(anchor)
        self._done.append((anchor, heading, []))

    def add_words(self, text: str) -> None:
        """Add plain words to the present passage."""
        if text.strip():
            self._done[-1][2].append(" ".join(text.split()))

    def add_html(self, source: str) -> None:
        """Add rich text; its headings begin passages of their own."""
        self.cited += [int(a or b) for a, b in _CITED.findall(source)]
        last = 0
        for match in _HEADING.finditer(source):
            self.add_words(make_plain(source[last : match.start()]))
            self.begin_passage(make_plain(match[2]))
            last = match.end()
        self.add_words(make_plain(source[last:]))

    def add_stream(self, stream: Iterable[Any]) -> None:
        """Add every block of a stream."""
        for child in walk_blocks(stream):
            self._add_block(child.block_type, child.value)

    def _add_block(self, kind: str, value: Any) -> None:
        special: dict[str, Callable[[Any], None]] = {
            "heading": lambda v: self.begin_passage(v.get("text") or "", v.get("anchor") or ""),
            "faq": self._add_faq,
            "who_should_not": self._add_who_should_not,
            "notice": self._note_notice,
        }
        if kind in _LEADS_ON:
            return
        if kind in ("people", "locations"):
            self.shows.add(kind)
        if kind in special:
            special[kind](value)
        else:
            self._add_value(value, linked=kind not in _NO_ANCHOR)

    def _add_faq(self, value: Any) -> None:
        self.begin_passage(value.get("title") or "")
        self.faq += [entry.pk for entry in value.get("entries") or () if entry is not None]

    def _note_notice(self, value: Any) -> None:
        notice = value.get("notice")
        if notice is not None:
            self.notices.append(notice.pk)

    def _add_who_should_not(self, value: Any) -> None:
        self.begin_passage(value.get("title") or "")
        self._add_value(value.get("introduction"))
        for kind, heading in self._headings:
            items = [item for item in value.get("items") or () if item.get("kind") == kind]
            if items:
                self.begin_passage(heading)
            for item in items:
                self._add_value(item.get("text"))

    def add_list(self, heading: str, items: Iterable[Any], anchor: str = "") -> None:
        """Add a list of a page's own field under the heading that its template gives it."""
        found = list(items)
        if found:
            self.begin_passage(heading, anchor)
            for item in found:
                self._add_value(item.value)

    def _add_value(self, value: Any, *, linked: bool = True) -> None:
        if isinstance(value, RichText):
            self.add_html(value.source)
        elif isinstance(value, str):
            self.add_words(_TAG.sub(" ", value))
        elif isinstance(value, TypedTable):
            for row in value.rows:
                for cell in row:
                    self._add_value(cell)
        elif isinstance(value, blocks.StructValue):
            self._add_struct(value, linked=linked)
        elif isinstance(value, blocks.StreamValue):
            self.add_stream(value)
        elif isinstance(value, (list, tuple, blocks.list_block.ListValue)):
            for item in value:
                self._add_value(item)
        elif value.__class__.__name__ == "Reference":
            self.cited.append(value.pk)

    def _add_struct(self, value: blocks.StructValue, *, linked: bool) -> None:
        headed = next((name for name in ("title", "name") if isinstance(value.get(name), str)), "")
        if headed:
            self.begin_passage(value[headed], linked=linked)
        for name, part in value.items():
            field = value.block.child_blocks[name]
            if name != headed and not isinstance(field, (blocks.ChoiceBlock, blocks.URLBlock)):
                self._add_value(part)
