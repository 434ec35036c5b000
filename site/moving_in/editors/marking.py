"""From the text of an entry, in whatever editor it was written, to one kind of HTML with marks in it."""

from __future__ import annotations

import re
from typing import Any

from ..notebook import Notebook, Topic
from .autop import make_paragraphs
from .block_comments import CommentBlock, convert_blocks, has_blocks
from .block_kinds import FAMILIAR, FORMS, NOTHING, POSTS, QUESTIONS, TESTIMONIALS, WORDS
from .builders import convert_builder
from .divi_blocks import PREFIX, read_divi
from .elementor import elementor_html
from .helper import Helper
from .known_shortcodes import ShortcodeConverter, is_known
from .marks import make_details, make_mark, prose_in
from .shortcodes import convert_shortcodes

_MORE = re.compile(r"<!--\s*more\b.*?-->|<!--\s*noteaser\s*-->", re.DOTALL)
_NEXT_PAGE = re.compile(r"<!--\s*nextpage\s*-->")
# An address alone on its line: WordPress showed what stands there.
_BARE = re.compile(r"^[ \t]*(?:<p>)?\s*(https?://[^\s<>\"']+)\s*(?:</p>)?[ \t]*$", re.MULTILINE)
_FENCED = re.compile(r"<(pre|code|script|style|textarea)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)


class Marker:
    """Marks up the text of one entry."""

    def __init__(self, helper: Helper, notebook: Notebook) -> None:
        self.helper = helper
        self.notebook = notebook
        self.shortcodes = ShortcodeConverter(notebook, helper.gallery_of_entry)
        self.parts: list[int] = []

    def mark_up(self, content: str, elementor: str = "") -> str:
        """Return the text as HTML.

        Parameter: `elementor`, what the builder Elementor keeps beside the text, which is then only a copy.
        """
        if elementor:
            made = elementor_html(elementor, self.notebook)
            if made is not None:
                return self._convert_codes(made)
            self.notebook.add(
                Topic.CHANGED,
                "What the page builder Elementor keeps could not be read; the plain text beside it was taken.",
            )
        pages = len(_NEXT_PAGE.findall(content))
        if pages:
            self.notebook.add(
                Topic.CHANGED, f"The text was divided into {pages + 1} pages; here it is one."
            )
        content = _NEXT_PAGE.sub("\n\n", content)
        if not has_blocks(content):
            return self.classic(content)
        return self._convert_codes(convert_blocks(content, self.block, self.classic_between))

    def _convert_codes(self, html: str) -> str:
        return convert_shortcodes(html, self.shortcodes, is_known)

    def classic(self, text: str) -> str:
        """Return text of the classic editor as HTML."""
        return make_paragraphs(self._convert_codes(self._mark_embeds(_MORE.sub("\n\n", text))))

    def classic_between(self, text: str) -> str:
        """Return what lies between blocks as HTML; its shortcodes are converted with all others."""
        return make_paragraphs(self._mark_embeds(_MORE.sub("\n\n", text)))

    def _mark_embeds(self, text: str) -> str:
        fenced = [match.span() for match in _FENCED.finditer(text)]

        def embed(match: re.Match[str]) -> str:
            if any(start <= match.start() < end for start, end in fenced):
                return match.group()
            return f"\n\n{make_mark('embed', url=match[1])}\n\n"

        return _BARE.sub(embed, text)

    # --- Blocks ----------------------------------------------------------------------------------
    def block(self, block: CommentBlock) -> str:
        """Return the HTML of one block."""
        name = block.name
        if name == "block":
            return self._mark_reusable_block(block.values.get("ref"))
        if name in NOTHING:
            if NOTHING[name]:
                self.notebook.add(
                    Topic.LEFT,
                    f"{_first_large(NOTHING[name])} was left out: this site makes its own.",
                )
            return ""
        if name in POSTS:
            return make_mark("posts")
        if TESTIMONIALS.fullmatch(name):
            self.notebook.add(
                Topic.LEFT,
                "A patient's testimonial was left out: this site shows none, and the words are somebody's own.",
            )
            return ""
        if FORMS.fullmatch(name):
            return make_mark("form", name=name)
        if name in WORDS:
            return self._mark_own_block(block)
        if name.startswith(PREFIX):
            return convert_builder(read_divi(block), self.notebook)
        return self._mark_foreign_block(block)

    def _mark_own_block(self, block: CommentBlock) -> str:
        values, inner = block.values, block.inner
        if block.name == "freeform":
            return self.classic_between(inner)
        if block.name in ("embed", "video"):
            address = values.get("url") or values.get("src")
            return (
                make_mark("embed", inner, url=str(address))
                if address
                else make_mark("embed", inner)
            )
        if block.name == "file":
            return make_mark("file", inner, id=values.get("id"), url=values.get("href"))
        if block.void:
            return "".join(f"<p>{text}</p>" for text in prose_in(values))
        return inner

    def _mark_reusable_block(self, reference: Any) -> str:
        number = reference if isinstance(reference, int) and not isinstance(reference, bool) else 0
        content = (
            self.helper.part(number)
            if number and number not in self.parts and len(self.parts) < 8
            else None
        )
        if content is None:
            why = "it contains itself" if number in self.parts else "the export doesn't hold it"
            self.notebook.add(
                Topic.LEFT,
                f"The reusable block {number or 'without a number'} was left out: {why}.",
            )
            return ""
        self.parts.append(number)
        try:
            if not has_blocks(content):
                return self.classic_between(content)
            return convert_blocks(content, self.block, self.classic_between)
        finally:
            self.parts.pop()

    def _mark_foreign_block(self, block: CommentBlock) -> str:
        """Return the words of a block of a plugin."""
        asked = self._mark_questions(block)
        if asked:
            return asked
        words = block.inner
        if not _has_words(words):
            words += "".join(
                text if text.lstrip().startswith("<") else f"<p>{text}</p>"
                for text in prose_in(block.values)
            )
        if not (
            FAMILIAR.fullmatch(block.name) or QUESTIONS.fullmatch(block.name)
        ) or not _has_words(words):
            kept = "its words were kept" if _has_words(words) else "it holds no words"
            self.notebook.add(
                Topic.LEFT, f"Unknown block ‘{block.name}’: {kept}; what it looked like is gone."
            )
        return words

    @staticmethod
    def _mark_questions(block: CommentBlock) -> str:
        """Return the questions that a block keeps in its settings alone; '' where its HTML has them."""
        if not QUESTIONS.fullmatch(block.name):
            return ""
        rows = (
            block.values.get("questions")
            or block.values.get("faq")
            or block.values.get("items")
            or [block.values]
        )
        found = []
        for row in rows if isinstance(rows, list) else []:
            if not isinstance(row, dict):
                continue
            question = _join_parts(
                row.get("jsonQuestion") or row.get("question") or row.get("title")
            )
            answer = _join_parts(row.get("jsonAnswer") or row.get("answer") or row.get("content"))
            if question and (answer or block.inner):
                found.append(make_details(question, answer or block.inner))
        listed = block.name.endswith(("faq-block", "faq")) and bool(found)
        return "".join(found) if found and (listed or not _has_words(block.inner)) else ""


def _join_parts(value: Any) -> str:
    """Return a text that may come in pieces, as Yoast keeps it."""
    if isinstance(value, list):
        return "".join(_join_parts(part) for part in value)
    if isinstance(value, dict):
        tag, props = value.get("type"), value.get("props") or {}
        inner = _join_parts(props.get("children")) if isinstance(props, dict) else ""
        return (
            f"<{tag}>{inner}</{tag}>"
            if tag in ("strong", "em", "p", "ul", "ol", "li", "br")
            else inner
        )
    return value if isinstance(value, str) else ""


def _has_words(html: str) -> bool:
    return bool(re.sub(r"<[^<>]*>|&nbsp;|\s", "", html)) or "<img" in html or "<x-wp" in html


def _first_large(text: str) -> str:
    return text[:1].upper() + text[1:]
