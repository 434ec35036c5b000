"""What a search finds, and how words are compared."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from .other_names import FEW_SAY_MUCH, SAID_IN_TWO

AROUND = 90
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class ScreenHit:
    """One place: its title, the words around what was found, and where it leads."""

    title: str
    url: str
    excerpt: str = ""


@dataclass(frozen=True)
class HitGroup:
    """The hits of one kind; `more` tells that there are others."""

    label: str
    hits: tuple[ScreenHit, ...]
    more: bool = False


@dataclass(frozen=True)
class Query:
    """The words that somebody looks for, without their endings of the plural.

    `typed` are the words as they were typed; `heard` counts those of every text that was asked: what a misspelt one was
    meant to be stands among them.
    """

    words: tuple[str, ...]
    typed: tuple[str, ...] = ()
    heard: Counter[str] = field(default_factory=Counter, compare=False)

    @classmethod
    def parse(cls, text: str) -> Query:
        """Return the query of what was typed: at most eight words."""
        typed = drop_question(_WORD.findall(text.casefold()))[:8]
        return cls(tuple(_cut_plural(word) for word in typed), typed)

    def fits(self, text: str) -> bool:
        """Tell whether a text holds the beginning of each word."""
        found = set(_WORD.findall(text.casefold()))
        self.heard.update(found)
        return bool(self.words) and all(
            any(each.startswith(word) for each in found) for word in self.words
        )

    def cut_excerpt(self, text: str) -> str:
        """Return the text around the first of the words."""
        plain = " ".join(text.split())
        lowered = plain.casefold()
        starts = [
            at.start() for at in _WORD.finditer(lowered) if self._match_beginnings(at.group())
        ]
        start = max(0, (starts[0] if starts else 0) - AROUND // 2)
        part = plain[start : start + 2 * AROUND]
        return f"{'… ' if start else ''}{part.strip()}{' …' if start + 2 * AROUND < len(plain) else ''}"

    def _match_beginnings(self, found: str) -> bool:
        return any(found.startswith(word) for word in self.words)


def drop_question(words: list[str]) -> tuple[str, ...]:
    """Return the words that say what somebody looks for: 'how do I add a picture' looks for 'picture'.

    Two words that are one here ('log in') are put together. Where nothing else was typed, all words stay.
    """
    text = " ".join(words)
    for two, one in SAID_IN_TWO.items():
        text = re.sub(rf"\b{two}\b", one, text)
    joined = text.split()
    return tuple(word for word in joined if word not in FEW_SAY_MUCH) or tuple(joined)


def _cut_plural(word: str) -> str:
    """Return what a word and its plural both begin with: 'categor', 'address', 'price'."""
    if len(word) <= 4 or not word.endswith("s") or word.endswith("ss"):
        return word
    for ending, cut in (("ies", 3), ("sses", 2), ("ches", 2), ("shes", 2), ("xes", 2)):
        if word.endswith(ending):
            return word[:-cut]
    return word[:-1]
