"""Rates entries against a question: the thing itself before what mentions it, the answer before the article around it.

One rating for every database, in the process; nothing here depends on how an index of a database ranks.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import log

from .entry import WEIGHTS, SearchEntry
from .stems import SMALL_WORDS, find_root, split_folded, stem_folded

IN_TITLE, IN_HEADING, IN_EXTRA, IN_TEXT = 3.0, 1.7, 1.2, 0.4
# How much a title that says the whole question is worth, in parts of a word in a title.
_ABOUT, _SAME = 3.5, 2.0
# An answer has this part of the question in one place, and stands among the first results.
_IN_ONE_PLACE, _LOOKED_AT = 0.6, 3


@dataclass(frozen=True)
class SearchTerm:
    """One word that is looked for: its stem and other stems that are as good, with how good they are."""

    stems: Mapping[str, float]
    # Of how much weight it is that an entry has it; a small word has little.
    need: float = 1.0


@dataclass(frozen=True)
class PassageHit:
    """An entry that was found. `coverage` is the part of the question's words that it has; `passage`, the best one.

    `together` is the part that stands in its title or in that passage: what lies scattered over a long page is no answer.
    """

    entry: SearchEntry
    score: float
    coverage: float
    passage: int = 0
    together: float = 0.0


@dataclass
class SearchTerms:
    """The stems of one entry: in its title, in what it is filed under, and in each passage."""

    title: frozenset[str]
    extra: frozenset[str]
    # By stem: for each passage that has it, its number, how often, and whether in the heading.
    places: dict[str, list[tuple[int, int, bool]]] = field(default_factory=dict)
    title_all: frozenset[str] = frozenset()


@dataclass
class PassageIndex:
    """The entries of a site, laid out by stem."""

    entries: dict[str, SearchEntry] = field(default_factory=dict)
    terms: dict[str, SearchTerms] = field(default_factory=dict)
    postings: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    # Surface words with how often they stand there, for spelling and beginnings.
    words: Counter[str] = field(default_factory=Counter)
    # Stems by their root, of those that stand somewhere.
    kin: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def replace_entries(self, entries: Iterable[SearchEntry]) -> bool:
        """Take in what is new and let go what is not there any more. Returns whether anything changed."""
        fresh = {entry.key: entry for entry in entries}
        gone = [key for key, entry in self.entries.items() if fresh.get(key) != entry]
        new = [entry for key, entry in fresh.items() if self.entries.get(key) != entry]
        for key in gone:
            self._drop_entry(key)
        for entry in new:
            self._add_entry(entry)
        # Which comes first of two that are equally good is the order of the tree.
        self.entries = {key: self.entries[key] for key in fresh}
        return bool(gone or new)

    def _add_entry(self, entry: SearchEntry) -> None:
        title = split_folded(entry.title)
        extra = split_folded(entry.extra)
        places: defaultdict[str, list[tuple[int, int, bool]]] = defaultdict(list)
        weight = Counter(dict.fromkeys((*title, *extra), 3))
        for number, passage in enumerate(entry.passages):
            heading = {stem_folded(word) for word in split_folded(passage.heading)}
            words = split_folded(passage.text)
            weight.update(words)
            weight.update(split_folded(passage.heading))
            counts = Counter(map(stem_folded, words))
            for stem in counts.keys() | heading:
                places[stem].append((number, counts[stem], stem in heading))
        self.words.update(weight)
        stems = frozenset(map(stem_folded, title))
        found = SearchTerms(
            frozenset(stem_folded(word) for word in title if word not in SMALL_WORDS) or stems,
            frozenset(map(stem_folded, extra)),
            dict(places),
            stems,
        )
        self.entries[entry.key], self.terms[entry.key] = entry, found
        for stem in {*found.title_all, *found.extra, *places}:
            self.postings[stem].add(entry.key)
            self.kin[find_root(stem)].add(stem)

    def _drop_entry(self, key: str) -> None:
        entry, found = self.entries.pop(key), self.terms.pop(key)
        for stem in {*found.title_all, *found.extra, *found.places}:
            self.postings[stem].discard(key)
            if not self.postings[stem]:
                del self.postings[stem]
                self.kin[find_root(stem)].discard(stem)
        weight = Counter(dict.fromkeys((*split_folded(entry.title), *split_folded(entry.extra)), 3))
        for passage in entry.passages:
            weight.update(split_folded(passage.text))
            weight.update(split_folded(passage.heading))
        self.words.subtract(weight)
        self.words = +self.words

    def knows_stem(self, stem: str) -> bool:
        """Tell whether any entry has it."""
        return stem in self.postings

    def find_kin(self, stem: str) -> set[str]:
        """Return the stems of the site with the same root, `stem` itself left out."""
        return self.kin.get(find_root(stem), set()) - {stem}

    def begins_word(self, start: str) -> bool:
        """Tell whether a longer word of the site begins with `start`."""
        return any(word.startswith(start) and word != start for word in self.words)

    def _measure_rarity(self, term: SearchTerm) -> float:
        n = max((len(self.postings.get(stem, ())) for stem in term.stems), default=0)
        return log(1 + (len(self.entries) + 1) / (n + 0.5))

    def _measure_title(self, found: SearchTerms, in_title: set[str]) -> float:
        """Return how much of what a title says was asked for; its rare words say most."""
        every = {
            stem: log(1 + (len(self.entries) + 1) / (len(self.postings.get(stem, ())) + 0.5))
            for stem in found.title
        }
        return sum(every[stem] for stem in in_title & found.title) / (sum(every.values()) or 1.0)

    def rate_entries(self, terms: list[SearchTerm], asked: frozenset[str]) -> list[PassageHit]:
        """Return every entry that has one of the words, the best first.

        Args:
            terms: the words that count.
            asked: the stems of the whole question, small words included; a title that says the same is the answer.
        """
        keys = {key for term in terms for stem in term.stems for key in self.postings.get(stem, ())}
        rarity = [self._measure_rarity(term) for term in terms]
        whole = sum(r * term.need for r, term in zip(rarity, terms, strict=True)) or 1.0
        order = {key: n for n, key in enumerate(self.entries)}
        hits = [self._rate_entry(key, terms, rarity, whole, asked) for key in keys]
        return sorted(hits, key=lambda hit: (-round(hit.score, 6), order[hit.entry.key]))

    def _rate_entry(
        self,
        key: str,
        terms: list[SearchTerm],
        rarity: list[float],
        whole: float,
        asked: frozenset[str],
    ) -> PassageHit:
        found, entry = self.terms[key], self.entries[key]
        anywhere, covered, titled = 0.0, 0.0, 0.0
        passages: defaultdict[int, float] = defaultdict(float)
        in_title: set[str] = set()
        places: list[tuple[float, dict[int, float]]] = []
        together = 0.0
        for term, rare in zip(terms, rarity, strict=True):
            share = rare * term.need / whole
            best, good, here = _rate_term(term, found)
            for number, part in here.items():
                passages[number] += share * part
            anywhere += share * best
            covered += share * good
            if met := found.title_all & term.stems.keys():
                titled += share
                in_title |= met
            if met or not found.extra.isdisjoint(term.stems):
                together += share * good
            else:
                places.append((share * good, here))
        number, passage = max(
            passages.items(), key=lambda item: (item[1], -item[0]), default=(0, 0.0)
        )
        about = self._measure_title(found, in_title) * titled
        both = found.title_all | asked
        alike = len(asked & found.title_all) / len(both) if both else 0.0
        score = anywhere + passage + _ABOUT * about + _SAME * alike
        together += sum(part for part, here in places if number in here)
        score *= covered**1.5 * WEIGHTS[entry.kind]
        return PassageHit(entry, score, covered, number, together)

    def list_beginning(self, beginnings: list[str], most: int) -> list[SearchEntry]:
        """Return the questions, people and lists whose titles have words that begin with all of `beginnings`."""
        found = []
        for entry in self.entries.values():
            if entry.page or entry.kind in ("source", "notice"):
                continue
            words = split_folded(entry.title)
            if all(any(word.startswith(start) for word in words) for start in beginnings):
                found.append(entry)
        return found[:most]


def _rate_term(term: SearchTerm, found: SearchTerms) -> tuple[float, float, dict[int, float]]:
    """Return how well an entry has a word, how good the best of its stems is, and how well each passage has it."""
    best, good_of_best = 0.0, 0.0
    here: defaultdict[int, float] = defaultdict(float)
    for stem, good in term.stems.items():
        value = IN_TITLE if stem in found.title_all else IN_EXTRA if stem in found.extra else 0.0
        for number, count, in_heading in found.places.get(stem, ()):
            part = count / (count + 1.2) + (IN_HEADING if in_heading else 0.0)
            here[number] = max(here[number], good * part)
            value = max(value, IN_TEXT)
        if value:
            good_of_best = max(good_of_best, good)
        best = max(best, good * value)
    return best, min(1.0, good_of_best), here


def are_weak(hits: list[PassageHit]) -> bool:
    """Tell whether none of the results that people look at has most of what was asked for in one place.

    A source or a list that has the words is no answer. No results are none, not weak ones.
    """
    return bool(hits) and not any(
        hit.together >= _IN_ONE_PLACE and hit.entry.kind not in ("source", "list")
        for hit in hits[:_LOOKED_AT]
    )
