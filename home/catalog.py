"""The titles of a site's public pages, laid out so that a search looks at those with its words and at no other.

The same for everybody until a title or an address changes. Numbers in arrays and no object a title: ten thousand
titles take a few megabytes of a process.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from heapq import nlargest, nsmallest
from urllib.parse import quote

from . import search_text as words_in

# A word's place in its title is kept in the lowest bits of its entry.
_BITS = 6
_LAST = (1 << _BITS) - 1
# Characters that an address carries as they are (RFC 3986, as Django's `reverse`).
_SAFE = "/~:@!$&'()*+,;="


@dataclass(frozen=True)
class Title:
    """A page as the catalog of titles knows it."""

    pk: int
    title: str
    url: str
    label: str


@dataclass(frozen=True)
class CatalogRow:
    """What is read of a page: its number, title, path below the site's root, label, and whether it is a post."""

    pk: int
    title: str
    path: str
    label: str
    is_post: bool


class Trigrams:
    """Texts by their groups of three letters."""

    def __init__(self, texts: Iterable[str]) -> None:
        postings: defaultdict[str, array] = defaultdict(lambda: array("I"))
        self._sizes = array("H")
        for number, text in enumerate(texts):
            groups = words_in.split_trigrams(text)
            self._sizes.append(min(len(groups), 65_535))
            for group in groups:
                postings[group].append(number)
        self._postings = dict(postings)

    def find_near(self, text: str, most: int) -> list[tuple[float, int]]:
        """Return the likeness and number of the texts that are most like `text`, the closest first."""
        own = words_in.split_trigrams(text)
        common: Counter[int] = Counter()
        for group in own:
            common.update(self._postings.get(group, ()))
        rated = (
            (shared / (len(own) + self._sizes[number] - shared), -number)
            for number, shared in common.items()
        )
        return [(alike, -number) for alike, number in nlargest(most, rated)]


class Catalog:
    """All titles of a site. Places are their numbers in the order of the tree."""

    def __init__(self, rows: tuple[CatalogRow, ...] = ()) -> None:
        self.rows = rows
        self.place_of = {row.pk: place for place, row in enumerate(rows)}
        postings: defaultdict[str, array] = defaultdict(lambda: array("I"))
        for place, row in enumerate(rows):
            for position, word in enumerate(words_in.words_of(row.title)):
                postings[word].append(place << _BITS | min(position, _LAST))
        self._postings = dict(postings)
        self._words = sorted(self._postings)

    @cached_property
    def _alike_titles(self) -> Trigrams:
        """Only a search without a hit asks for it."""
        return Trigrams(row.title for row in self.rows)

    def read_title(self, place: int) -> Title:
        """Return the title at `place`."""
        row = self.rows[place]
        return Title(row.pk, row.title, f"/{quote(row.path, safe=_SAFE)}", row.label)

    def _find_entries(self, start: str) -> Iterable[int]:
        """Yield the entries of every word that begins with `start`."""
        for number in range(bisect_left(self._words, start), len(self._words)):
            word = self._words[number]
            if not word.startswith(start):
                return
            yield from self._postings[word]

    def count_words(self, words: list[str]) -> Counter[int]:
        """Return how many of the words each title has, in whatever form, by its place."""
        counts: Counter[int] = Counter()
        for word in words:
            counts.update(
                {entry >> _BITS for entry in self._find_entries(words_in.stem_word(word))}
            )
        return counts

    def suggest_titles(self, beginnings: list[str], most: int) -> list[Title]:
        """Return the titles with words that begin with all of `beginnings`, those that begin so first."""
        first: dict[int, int] = {}
        for entry in self._find_entries(beginnings[0]):
            place, position = entry >> _BITS, entry & _LAST
            if position < first.get(place, _LAST + 1):
                first[place] = position
        for other in beginnings[1:]:
            there = {entry >> _BITS for entry in self._find_entries(other)}
            first = {place: position for place, position in first.items() if place in there}
        best = nsmallest(most, ((position, place) for place, position in first.items()))
        return [self.read_title(place) for _position, place in best]

    def find_closest(self, text: str, least: float, most: int) -> list[Title]:
        """Return the titles that are most like `text`, at least as much as `least`."""
        near = self._alike_titles.find_near(text, most)
        return [self.read_title(place) for alike, place in near if alike >= least]
