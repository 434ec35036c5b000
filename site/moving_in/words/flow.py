"""What a text becomes on its way: paragraphs, headings, lists and blocks, in reading order."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import Any

from bs4 import Tag

from seo import plain_html

# Stands for a space that must stay one, until everything else is in order.
HARD_SPACE = "\ue002"
BREAK = "\n"
_SPACES = re.compile(r"[ \t\r\n\f\v\u00a0\u200b\ufeff]+")
# Tags that are opened around a leaf of text, the outermost first.
Wrappers = tuple[str, ...]


@dataclass
class FlowPart:
    """One part of a text: 'p', 'h' or 'list' with its HTML, or 'block' with a block of ours."""

    kind: str
    html: str = ""
    level: int = 0
    block: dict[str, Any] = field(default_factory=dict)


def read_line(tag: Tag) -> str:
    """Return the words of `tag` on one line: a space where a line or a block ends, none where only the type changes.

    'Is it <em>safe</em>?' is 'Is it safe?', '<p>One</p><p>Two</p>' is 'One Two'.
    """
    return plain_html.make_plain(tag.decode_contents())


class Flow:
    """Collects parts. Text is gathered until its paragraph ends."""

    def __init__(self) -> None:
        self.parts: list[FlowPart] = []
        self._leaves: list[tuple[Wrappers, str]] = []

    def text(self, wrappers: Wrappers, text: str) -> None:
        """Add text as it stands in the source: any white space is one space."""
        self._leaves.append((wrappers, _SPACES.sub(" ", text)))

    def line_break(self, wrappers: Wrappers) -> None:
        """End the line, not the paragraph."""
        self._leaves.append((wrappers, BREAK))

    def take_line(self) -> str:
        """Return what was gathered as HTML, and begin anew."""
        line, self._leaves = write_line(self._leaves), []
        return line

    def end_paragraph(self) -> None:
        """Make a paragraph of what was gathered."""
        if self._leaves and (line := self.take_line()):
            self.parts.append(FlowPart("p", line))

    def add(self, part: FlowPart) -> None:
        """Add a part after the paragraph before it."""
        self.end_paragraph()
        self.parts.append(part)

    def block(self, kind: str, /, **value: Any) -> FlowPart:
        """Add a block of ours and return its part."""
        part = FlowPart("block", block={"type": kind, "value": value})
        self.add(part)
        return part


def write_line(leaves: list[tuple[Wrappers, str]]) -> str:
    """Return leaves of text as one line of rich text: spaces in order, tags opened and closed once."""
    out: list[str] = []
    opened: list[str] = []
    for wrappers, text in _tidy_words(leaves):
        same = 0
        while same < min(len(opened), len(wrappers)) and opened[same] == wrappers[same]:
            same += 1
        out += [_find_closing(tag) for tag in reversed(opened[same:])]
        out += wrappers[same:]
        opened = list(wrappers)
        out.append("<br/>" if text == BREAK else html.escape(text, quote=False))
    out += [_find_closing(tag) for tag in reversed(opened)]
    return "".join(out)


def _find_closing(tag: str) -> str:
    return f"</{tag[1:].partition(' ')[0].rstrip('>')}>"


def _tidy_words(leaves: list[tuple[Wrappers, str]]) -> list[tuple[Wrappers, str]]:
    """Return the leaves without doubled spaces, and with none at the ends of lines."""
    tidy: list[tuple[Wrappers, str]] = []
    at_start = True
    for wrappers, text in leaves:
        if text == BREAK:
            _strip_end(tidy)
            if tidy and tidy[-1][1] != BREAK:
                tidy.append(((), BREAK))
            at_start = True
            continue
        if at_start:
            text = text.lstrip(" ")
        if not text:
            continue
        tidy.append((wrappers, text))
        at_start = text.endswith(" ")
    _strip_end(tidy)
    while tidy and tidy[-1][1] == BREAK:
        tidy.pop()
        _strip_end(tidy)
    return tidy


def _strip_end(tidy: list[tuple[Wrappers, str]]) -> None:
    while tidy and tidy[-1][1] != BREAK:
        wrappers, text = tidy.pop()
        if text := text.rstrip(" "):
            tidy.append((wrappers, text))
            return


def make_plain(line: str) -> str:
    """Return a line of rich text without its tags, and with a space where its break or its hard space was."""
    return plain_html.make_plain(line.replace(HARD_SPACE, " "))


def cut_text(text: str, longest: int) -> str:
    """Return `text`, ended after a whole word where it is longer than `longest`."""
    if len(text) <= longest:
        return text
    short = text[: longest - 1]
    head = short.rpartition(" ")[0]
    return (head if len(head) > longest // 2 else short).rstrip(" ,;:.-–") + "…"
