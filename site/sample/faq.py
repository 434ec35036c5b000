"""Questions that people ask, from `texts/faq.md`, by key: (question, answer, topic)."""

from __future__ import annotations

from typing import Any

from .reading.site import read_texts

FAQ: dict[str, tuple[str, str, str]]


def __getattr__(name: str) -> Any:
    if name == "FAQ":
        return read_texts().faq
    raise AttributeError(name)
