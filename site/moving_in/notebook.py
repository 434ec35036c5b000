"""What an import tells of itself, line by line: taken, changed, left out, and why."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum


class Topic(StrEnum):
    """What a line of the report is about."""

    TAKEN = "taken"
    CHANGED = "changed"
    LEFT = "left"
    PICTURE = "picture"
    CLAIM = "claim"
    LINK = "link"
    PERSONAL = "personal"
    DAMAGE = "damage"


@dataclass(frozen=True)
class Note:
    """One line: of what kind, what happened and why, on which page, how often."""

    kind: Topic
    text: str
    # The key of the page it is about; '' for the import as a whole.
    page: str = ""
    times: int = 1


# A report is read, printed and sent around: nobody's address stands in it, wherever it came from.
_EMAIL = re.compile(r"[^\s@/?&=:,;<>“”‘’\"'()]+(?:@|%40)[^\s@/?&,;<>“”‘’\"'()]+")
_IP = re.compile(r"(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])")


def without_addresses(text: str) -> str:
    """Return `text` without e-mail and IP addresses."""
    return _IP.sub("…", _EMAIL.sub("…@…", text))


@dataclass
class Notebook:
    """The lines about one page, equal ones counted once. `subject` is the page's key."""

    subject: str = ""
    lines: Counter[tuple[Topic, str]] = field(default_factory=Counter)

    def add(self, kind: Topic, text: str, times: int = 1) -> None:
        """Write one line of the report, or count it once more."""
        self.lines[kind, without_addresses(" ".join(text.split()))[:700]] += times

    def notes(self) -> list[Note]:
        """Return the lines in the order in which they were first written."""
        return [Note(kind, text, self.subject, times) for (kind, text), times in self.lines.items()]
