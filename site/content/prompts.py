"""The mark of what a starter asks somebody to write: it stands in the text until somebody has written it."""

from __future__ import annotations

from typing import Final

MARK: Final = "✎"


def write_prompt(words: str) -> str:
    """Return `words` as a prompt, as it stands in a field until it is replaced."""
    return f"{MARK} {words}"


def has_prompt(text: str) -> bool:
    """Tell whether a text still asks for something."""
    return MARK in text
