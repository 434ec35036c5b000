"""The sources that the sample texts cite, from `texts/references.yaml`, by key: `[[dean-2021]]`."""

from __future__ import annotations

from typing import Any

from .reading.site import read_texts

REFERENCES: list[dict[str, Any]]


def __getattr__(name: str) -> Any:
    if name == "REFERENCES":
        return read_texts().references
    raise AttributeError(name)
