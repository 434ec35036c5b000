"""The keys that a text may name: references, pages, people, pictures and what else has a key."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import groupby

from ..described import Rich
from ..markup import SampleTextError, rich_text
from .lines import SourceLine

_CITED = re.compile(r"\[\[([^\]]+)\]\]")
_PAGE = re.compile(r"\{\{page:([^|}]+)\|")


@dataclass(frozen=True)
class Keys:
    """Known keys by kind: reference, page, person, image, faq, notice, category, location."""

    known: dict[str, frozenset[str]]

    def need(self, kind: str, key: str, place: SourceLine) -> str:
        """Return `key`. Raises SampleTextError, naming the place, where no `kind` has it."""
        names = self.known[kind]
        if key in names:
            return key
        near = get_close_matches(key, names, n=1)
        hint = f"Did you mean “{near[0]}”?" if near else f"Known are: {', '.join(sorted(names))}."
        raise place.error(f"There is no {kind} with the key “{key}”. {hint}")

    def rich(self, lines: Iterable[SourceLine]) -> str:
        """Return the words of `lines`. Raises SampleTextError for an unknown key or stray markup."""
        rows = list(lines)
        for line in rows:
            for cited in _CITED.findall(line.text):
                for key in cited.split(","):
                    self.need("reference", key.strip(), line)
            for key in _PAGE.findall(line.text):
                self.need("page", key.strip(), line)
        for filled, paragraph in groupby(rows, lambda line: bool(line.text.strip())):
            if filled:
                self._check_markup(list(paragraph))
        return "\n".join(line.text for line in rows).strip()

    def rich_row(self, words: str, place: SourceLine) -> Rich:
        """Return a text of a YAML file as Rich. Raises as `rich`; names the line of its field."""
        return Rich(
            self.rich([SourceLine(row, place.file, place.number) for row in words.split("\n")])
        )

    def _check_markup(self, paragraph: list[SourceLine]) -> None:
        place = paragraph[0]

        def find(kind: str, key: str) -> int:
            self.need(kind, key, place)
            return 0

        try:
            rich_text("\n".join(line.text for line in paragraph), find)
        except SampleTextError as error:
            if str(error).startswith(place.file):
                raise
            raise place.error(str(error)) from error
