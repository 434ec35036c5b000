"""Reads the block editor's comments, `<!-- wp:name {…} -->`, and marks what they enclose."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

COMMENT = re.compile(
    r"<!--\s+(?P<closes>/)?wp:(?P<name>(?:[a-z][a-z0-9_-]*/)?[a-z][a-z0-9_-]*)\s+(?P<values>\{(?:(?!-->).)*?\}\s+)?(?P<void>/)?-->",
    re.DOTALL,
)
MOST_NESTED = 60


@dataclass
class CommentBlock:
    """One block: its name without WordPress's own prefix, its settings, and the HTML inside."""

    name: str
    values: dict[str, Any] = field(default_factory=dict)
    inner: str = ""
    void: bool = False


@dataclass
class _Open:
    block: CommentBlock
    parts: list[str] = field(default_factory=list)


def has_blocks(content: str) -> bool:
    """Tell whether a text was written in the block editor."""
    return COMMENT.search(content) is not None


def convert_blocks(
    content: str, convert: Callable[[CommentBlock], str], freeform: Callable[[str], str]
) -> str:
    """Return `content` with every block replaced by what `convert` makes of it, the innermost first.

    Parameter: `freeform`, for the text between blocks on the outside. A block that is never closed ends
    with the text; an end without a beginning is nothing.
    """
    stack = [_Open(CommentBlock(""))]
    at = 0
    for match in COMMENT.finditer(content):
        _add_block(stack, content[at : match.start()], freeform)
        at = match.end()
        name = match["name"].removeprefix("core/")
        if match["closes"]:
            if any(opened.block.name == name for opened in stack[1:]):
                while _close_block(stack, convert) != name:
                    pass
        elif match["void"] or len(stack) > MOST_NESTED:
            stack[-1].parts.append(
                convert(CommentBlock(name, _read_values(match["values"]), void=bool(match["void"])))
            )
        else:
            stack.append(_Open(CommentBlock(name, _read_values(match["values"]))))
    _add_block(stack, content[at:], freeform)
    while len(stack) > 1:
        _close_block(stack, convert)
    return "".join(stack[0].parts)


def _add_block(stack: list[_Open], text: str, freeform: Callable[[str], str]) -> None:
    if text.strip():
        stack[-1].parts.append(freeform(text) if len(stack) == 1 else text)


def _close_block(stack: list[_Open], convert: Callable[[CommentBlock], str]) -> str:
    opened = stack.pop()
    opened.block.inner = "".join(opened.parts)
    stack[-1].parts.append(convert(opened.block))
    return opened.block.name


def _read_values(written: str | None) -> dict[str, Any]:
    try:
        values = json.loads(written or "{}")
    except ValueError:
        return {}
    return values if isinstance(values, dict) else {}
