"""Sample profiles and a sample address, from `texts/`. Nobody here exists, and each entry says so."""

from __future__ import annotations

from typing import Any

from .reading.site import read_texts

PEOPLE: list[dict[str, Any]]
LOCATIONS: list[dict[str, Any]]


def __getattr__(name: str) -> Any:
    if name in ("PEOPLE", "LOCATIONS"):
        return getattr(read_texts(), name.lower())
    raise AttributeError(name)
