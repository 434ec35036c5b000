"""The one element that stands for something of WordPress's while a text is converted: `<x-wp>`."""

from __future__ import annotations

import html
import json
from typing import Any

NAME = "x-wp"


def make_mark(kind: str, inner: str = "", **values: Any) -> str:
    """Return an element that stands for a thing of the kind `kind`, with what is known of it."""
    data = html.escape(json.dumps({k: v for k, v in values.items() if v not in (None, "")}))
    return f'<{NAME} data-x-kind="{kind}" data-x-values="{data}">{inner}</{NAME}>'


def values_of(written: str | None) -> dict[str, Any]:
    """Return what a mark knows."""
    try:
        values = json.loads(written or "{}")
    except ValueError:
        return {}
    return values if isinstance(values, dict) else {}


def make_details(question: str, answer: str) -> str:
    """Return a question that opens to show its answer."""
    return f"<details><summary>{question}</summary>{answer}</details>"


def is_prose(text: str) -> bool:
    """Tell whether a setting holds words for readers, and not a number, a colour or an address."""
    text = text.strip()
    if not text or text.startswith(("http", "/", "#", "{", "[", "var(", "<svg")):
        return False
    return text.startswith("<") or (" " in text and any(char.isalpha() for char in text))


# Settings that hold words; all others of a block or a shortcode are looks.
WORDS = (
    "title", "heading", "subtitle", "subheading", "label", "question", "name", "position", "text", "content", "description", "answer",
    "value", "caption", "body", "summary", "editor", "sum", "price",
)  # fmt: skip


def prose_in(data: Any, key: str = "", depth: int = 0) -> list[str]:
    """Return the words in a block's settings, in order, however deep they lie."""
    if depth > 12:
        return []
    if isinstance(data, str):
        plain = key.lower().rpartition("_")[2] in WORDS or key.lower() in WORDS
        found = is_prose(data) or (
            plain and bool(data.strip()) and not data.startswith(("#", "http"))
        )
        return [data] if found and not key.startswith("_") else []
    if isinstance(data, dict):
        skip = (
            "class",
            "style",
            "css",
            "url",
            "href",
            "icon",
            "anchor",
            "id",
            "metadata",
            "font",
            "alias",
        )
        pairs = ((name, value) for name, value in data.items() if isinstance(name, str))
        return [
            text
            for name, value in pairs
            if not name.lower().endswith(skip)
            for text in prose_in(
                value,
                name if name not in ("value", "desktop", "innerContent") else key or name,
                depth + 1,
            )
        ]
    if isinstance(data, list):
        return [text for item in data for text in prose_in(item, key, depth + 1)]
    return []
