"""What converting a text asks of the world around it: pages, pictures, files, questions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Target:
    """Where a link leads: `kind` is 'page', 'document', 'address' or 'lost'."""

    kind: str
    id: int = 0
    url: str = ""


@dataclass(frozen=True)
class KnownPicture:
    """A picture of our library, with what the old site said of it."""

    id: int
    alt: str = ""
    caption: str = ""


class Helper(Protocol):
    """What the text's surroundings can tell. A dry run answers without making anything."""

    def link(self, address: str) -> Target:
        """Return where an address of the old text leads."""

    def picture(self, number: int, address: str) -> KnownPicture | None:
        """Return the picture of this number in the old library, or at this address; None if it is missing."""

    def document(self, address: str) -> int | None:
        """Return our document for a file of the old library."""

    def question(self, question: str, answer: str) -> int | None:
        """Return our entry for a question and its answer; None where it can't have one."""

    def form(self) -> tuple[int, str] | None:
        """Return number and title of our form page."""

    def part(self, number: int) -> str | None:
        """Return the content of a reusable block."""

    def gallery_of_entry(self) -> list[int]:
        """Return the numbers of the pictures that were uploaded with this entry."""
