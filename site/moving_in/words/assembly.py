"""Puts the parts of a text together as the blocks of a page's body."""

from __future__ import annotations

from typing import Any

from .flow import HARD_SPACE, FlowPart, make_plain

Blocks = list[dict[str, Any]]
MOST_QUESTIONS = 20


def assemble_blocks(parts: list[FlowPart], title: str = "") -> Blocks:
    """Return the blocks of a body. Headings follow one another without a jump; the page's title is the only h1.

    Parameter: `title`, the page's; a text that begins by repeating it does so no more.
    """
    parts = _without_title(parts, title)
    _order_headings(parts)
    blocks: Blocks = []
    text: list[str] = []
    for part in parts:
        if part.kind == "block":
            _end_text(blocks, text)
            _add_part(blocks, part.block)
        elif part.kind == "h":
            text.append(f"<h{part.level}>{part.html}</h{part.level}>")
        else:
            text.append(part.html if part.kind == "list" else f"<p>{part.html}</p>")
    _end_text(blocks, text)
    return blocks


def _end_text(blocks: Blocks, text: list[str]) -> None:
    if text:
        blocks.append({"type": "text", "value": "".join(text).replace(HARD_SPACE, "\u00a0")})
        text.clear()


def _add_part(blocks: Blocks, block: dict[str, Any]) -> None:
    """Add a block; questions that follow one another stand together, and one note of a form is enough."""
    last = blocks[-1] if blocks else None
    if last and block["type"] == last["type"] == "faq":
        room = len(last["value"]["entries"]) + len(block["value"]["entries"]) <= MOST_QUESTIONS
        if room:
            last["value"]["entries"] += block["value"]["entries"]
            return
    if last and block == last and block["type"] in ("callout", "latest_posts"):
        return
    blocks.append(block)


def _without_title(parts: list[FlowPart], title: str) -> list[FlowPart]:
    wanted = " ".join(title.split()).casefold()
    if parts and parts[0].kind == "h" and make_plain(parts[0].html).casefold() == wanted:
        return parts[1:]
    return parts


def _order_headings(parts: list[FlowPart]) -> None:
    """Give headings the levels 2 and 3 by their rank among each other."""
    above: list[int] = []
    for part in parts:
        if part.kind == "h":
            while above and above[-1] >= part.level:
                above.pop()
            above.append(part.level)
            part.level = min(len(above) + 1, 3)


__all__ = ["Blocks", "assemble_blocks"]
