"""What the sample texts become before they are stored: rich texts, references to keys, blocks, pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Rich:
    """Text in the markup of `markup.py`."""

    text: str


@dataclass(frozen=True)
class Ref:
    """Something that has an id once it is loaded: a page, reference, person, image, …"""

    kind: str
    key: str


@dataclass(frozen=True)
class DescribedBlock:
    """One block of a stream."""

    name: str
    value: Any


@dataclass(frozen=True, kw_only=True)
class PageText:
    """A page: what it is, where it is, and what it says."""

    key: str
    model: str
    title: str
    parent: str = "home"
    slug: str = ""
    introduction: str = ""
    picture: str = ""
    author: str = "health-writer"
    # When the text was written or last corrected. Nobody has reviewed it.
    written: date | None = None
    further: tuple[str, ...] = ()
    seo_title: str = ""
    description: str = ""
    # Where it is among its siblings; lower numbers come first.
    order: int = 100
    body: Sequence[DescribedBlock] = ()
    fields: dict[str, Any] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """The last part of the page's address."""
        return self.slug or self.key
