"""Walks through cleaned HTML and writes it down as parts: paragraphs, headings, lists, blocks."""

from __future__ import annotations

import html
import re

from bs4 import BeautifulSoup, NavigableString, Tag

from ..editors.helper import Helper
from ..notebook import Notebook, Topic
from .block_readers import READERS, BlockReaders, split_line
from .flow import Flow, FlowPart, Wrappers, cut_text, read_line
from .media_parts import MediaParts
from .questions import fold_questions

BOLD, ITALIC = "<b>", "<i>"
_BOLD = frozenset({"b", "strong"})
_ITALIC = frozenset({"i", "em", "cite", "dfn", "var"})
_INLINE = frozenset(
    {
        "span", "font", "mark", "u", "ins", "abbr", "small", "code", "kbd", "samp", "tt", "time", "label", "acronym", "big", "bdo",
        "bdi", "data", "wbr", "output", "button",
    }
)  # fmt: skip
_STRUCK = frozenset({"del", "s", "strike"})
_ABOVE = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_BELOW = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_BUTTON = re.compile(
    r"^(?:wp-block-button__link|wp-element-button|btn|button|elementor-button.*|et_pb_button|vc_btn3?|"
    r"su-button|fusion-button)$"
)
# A text that is nested deeper is no text.
DEEPEST = 120


class Walker(BlockReaders):
    """Reads the HTML of one page. `private`: nothing of it may leave the page, so questions stay text."""

    def __init__(
        self, helper: Helper, notebook: Notebook, title: str, *, private: bool = False
    ) -> None:
        self.helper = helper
        self.notebook = notebook
        self.title = title
        self.private = private
        self.media = MediaParts(helper, notebook, title)
        self.flow = Flow()
        self.depth = 0

    def read(self, cleaned: str) -> list[FlowPart]:
        """Return the parts of a text. Parameter: `cleaned`, its HTML as `cleaning.clean_html` gives it."""
        soup = BeautifulSoup(cleaned, "html.parser")
        fold_questions(soup)
        self.children(soup, ())
        self.flow.end_paragraph()
        return self.flow.parts

    def children(self, tag: Tag, wrappers: Wrappers) -> None:
        """Walk through what is inside `tag`."""
        if self.depth >= DEEPEST:
            self.flow.text(wrappers, tag.get_text(" "))
            return
        self.depth += 1
        for child in list(tag.children):
            if isinstance(child, Tag):
                self.element(child, wrappers)
            elif type(child) is NavigableString:
                self.flow.text(wrappers, str(child))
        self.depth -= 1

    def inside(self, tag: Tag) -> list[FlowPart]:
        """Return the parts inside `tag`, without adding them."""
        outer, self.flow = self.flow, Flow()
        self.children(tag, ())
        self.flow.end_paragraph()
        parts, self.flow = self.flow.parts, outer
        return parts

    def line(self, tag: Tag) -> str:
        """Return what is inside `tag` as one line of rich text; pictures and the like follow after it."""
        lines, others = split_line(self.inside(tag))
        for part in others:
            self.flow.add(part)
        return lines

    # --- Elements --------------------------------------------------------------------------------
    def element(self, tag: Tag, wrappers: Wrappers) -> None:
        """Read one element into parts."""
        name = tag.name
        if tag.has_attr("hidden"):
            if tag.get_text(strip=True):
                self.notebook.add(
                    Topic.LEFT, "Words that no reader could see were left out (hidden by a style)."
                )
        elif name in _BOLD:
            self.children(tag, wrappers if BOLD in wrappers else (*wrappers, BOLD))
        elif name in _ITALIC:
            self.children(tag, wrappers if ITALIC in wrappers else (*wrappers, ITALIC))
        elif name in _INLINE:
            self.children(tag, wrappers)
        elif name == "a":
            self._read_link(tag, wrappers)
        elif name == "br":
            self.flow.line_break(wrappers)
        elif name in ("sup", "sub"):
            self._read_raised(tag, wrappers)
        elif name == "q":
            self.flow.text(wrappers, "“")
            self.children(tag, wrappers)
            self.flow.text(wrappers, "”")
        elif name in _STRUCK:
            if tag.get_text(strip=True):
                self.notebook.add(
                    Topic.LEFT,
                    f"Crossed-out words were left out: “{cut_text(' '.join(tag.get_text().split()), 60)}”",
                )
        else:
            self._block_element(tag, name)

    def _block_element(self, tag: Tag, name: str) -> None:
        read = getattr(self, f"_read_{READERS.get(name, 'other')}")
        if name != "img":
            self.flow.end_paragraph()
        read(tag)
        if name != "img":
            self.flow.end_paragraph()

    def _read_link(self, tag: Tag, wrappers: Wrappers) -> None:
        address = str(tag.get("href") or "").strip()
        classes: list[str] = list(tag.get("class") or [])
        if any(_BUTTON.match(name) for name in classes) and not tag.find("img"):
            self.flow.end_paragraph()
            self.media.button(self.flow, address, read_line(tag))
            return
        opening = ""
        if address and not address.startswith("#") and tag.get_text(strip=True):
            opening = self._write_opening(address)
        plain_wrappers = tuple(one for one in wrappers if not one.startswith("<a "))
        self.children(tag, (*plain_wrappers, opening) if opening else plain_wrappers)

    def _write_opening(self, address: str) -> str:
        target = self.helper.link(address)
        if target.kind in ("page", "document"):
            return f'<a linktype="{target.kind}" id="{target.id}">'
        return f'<a href="{html.escape(target.url)}">' if target.kind == "address" else ""

    def _read_raised(self, tag: Tag, wrappers: Wrappers) -> None:
        if tag.has_attr("data-fn") or "fn" in (tag.get("class") or []):
            self.flow.text(wrappers, f"[{tag.get_text(strip=True)}]")
            return
        text = tag.get_text()
        moved = text.translate(_ABOVE if tag.name == "sup" else _BELOW)
        if moved != text and not any(char.isalpha() and char.isascii() for char in moved):
            self.flow.text(wrappers, moved)
        else:
            self.children(tag, wrappers)
