"""From the small markup of the sample texts to Wagtail's rich text.

The texts are Python strings that a person can read. `README.md` beside this file shows the markup
with examples. Everything unknown raises, at load time, with a sentence that names it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from textwrap import dedent

_MARKS = re.compile(r"\s*\[\[([^\]]+)\]\]")
_LINK = re.compile(r"\{\{(page|url|tel):([^|}]+)\|([^}]+)\}\}")
_BOLD = re.compile(r"\*\*(.+?)\*\*", re.S)
_ITALIC = re.compile(r"(?<![\*\w])\*([^*\s](?:[^*]*[^*\s])?)\*(?![\*\w])")
_ITEM = re.compile(r"^(?:-|\d+\.)\s+")

Find = Callable[[str, str], int]


class SampleTextError(Exception):
    """A sample text names something that does not exist, or is written in a way we can't read."""


def parse_inline(text: str, find: Find) -> str:
    """Return one paragraph's text as HTML.

    Parameters: `text`, with `**bold**`, `*italic*`, `[[reference-key]]`, `{{page:key|words}}`,
    `{{url:https://…|words}}` and `{{tel:988|words}}`; `find(kind, key)` returns the database id of a page or a reference
    and raises SampleTextError for an unknown key.
    """
    out = html.escape(" ".join(text.split()), quote=False)

    def link(match: re.Match[str]) -> str:
        kind, target, words = match.groups()
        if kind == "page":
            return f'<a linktype="page" id="{find("page", target.strip())}">{words}</a>'
        if kind == "tel":
            return f'<a href="tel:{html.escape(target)}">{words}</a>'
        if not target.startswith("https://"):
            raise SampleTextError(f"The address “{target}” must start with https://.")
        return f'<a href="{html.escape(target)}">{words}</a>'

    def marks(match: re.Match[str]) -> str:
        keys = [key.strip() for key in match[1].split(",")]
        ids = [find("reference", key) for key in keys]
        return "".join(f'<a linktype="reference" id="{pk}">[source]</a>' for pk in ids)

    out = _LINK.sub(link, out)
    out = _MARKS.sub(marks, out)
    out = _BOLD.sub(r"<b>\1</b>", out)
    out = _ITALIC.sub(r"<i>\1</i>", out)
    for leftover in ("{{", "}}", "[[", "]]", "**"):
        if leftover in out:
            raise SampleTextError(f"“{leftover}” is left over in “{text[:80]}…”. Check its markup.")
    return out


def rich_text(text: str, find: Find) -> str:
    """Return several paragraphs, lists and headings as rich text HTML.

    An empty line ends a paragraph; `- ` begins a bullet, `1. ` a numbered item, `## ` a section
    heading, `### ` a subsection. Parameters as in `inline`.
    """
    chunks = [chunk for chunk in re.split(r"\n\s*\n", dedent(text).strip()) if chunk.strip()]
    return "".join(_parse_chunk(chunk, find) for chunk in chunks)


def _parse_chunk(chunk: str, find: Find) -> str:
    chunk = dedent(chunk).strip()
    if chunk.startswith("### "):
        return f"<h3>{parse_inline(chunk[4:], find)}</h3>"
    if chunk.startswith("## "):
        return f"<h2>{parse_inline(chunk[3:], find)}</h2>"
    if _ITEM.match(chunk):
        tag = "ul" if chunk.startswith("-") else "ol"
        items = "".join(f"<li>{parse_inline(item, find)}</li>" for item in _parse_items(chunk))
        return f"<{tag}>{items}</{tag}>"
    return f"<p>{parse_inline(chunk, find)}</p>"


def _parse_items(chunk: str) -> list[str]:
    """Split a list into its items; a line that begins no item goes on with the one before."""
    items: list[str] = []
    for row in chunk.splitlines():
        if _ITEM.match(row.strip()):
            items.append(_ITEM.sub("", row.strip()))
        else:
            items[-1] += " " + row.strip()
    return items


__all__ = ["Find", "SampleTextError", "parse_inline", "rich_text"]
