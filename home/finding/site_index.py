"""The index of one site in this process: brought up to date once a content version, under a lock."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from threading import RLock

from django.http import HttpRequest
from django.utils import timezone, translation
from wagtail.models import Site

from clinic.layout import Layout, layout_for
from home.catalog import CatalogRow
from home.models import SearchWord
from infra import content_version
from infra.memory import forget_with

from .entries import read_entries
from .entry import SearchEntry
from .no_money import ask_without_money
from .passage_index import PassageHit, PassageIndex
from .question import AskedQuestion, Hints, collect_hints, read_question
from .spelling import Speller

# A pinned page that is not the whole answer to the question stands higher by this part of the best one's score.
_PINNED = 0.6


@dataclass
class SiteIndex:
    """What can be found, the words it is made of, and what staff say of them."""

    layout: Layout
    passages: PassageIndex = field(default_factory=PassageIndex)
    speller: Speller = field(default_factory=lambda: Speller({}))
    hints: Hints = field(default_factory=Hints)
    made_of: tuple = ()
    lock: RLock = field(default_factory=RLock)

    @property
    def place_url(self) -> str:
        """The address at which the clinic's places are shown, or ''."""
        return next(
            (entry.url for entry in self.passages.entries.values() if entry.kind == "place"), ""
        )

    def bring_up_to_date(self, site: Site, rows: tuple[CatalogRow, ...], layout: Layout) -> None:
        """Take in what changed since the last content version."""
        self.layout = layout
        changed = self.passages.replace_entries(read_entries(site, rows, layout))
        hints = collect_hints(SearchWord.objects.order_by("pk"))
        if changed or hints.words != self.hints.words:
            self.speller = Speller(self.passages.words | dict.fromkeys(hints.words, 1))
        self.hints = hints

    def ask(
        self, query: str, *, mend: bool = True, money: bool = True
    ) -> tuple[AskedQuestion, list[PassageHit]]:
        """Return what was understood, and every entry with one of its words, the best first.

        Parameter: `money`, whether words of money count.
        """
        with self.lock:
            question = read_question(query, self.passages, self.speller, self.hints, mend=mend)
            question = question if money else ask_without_money(question)
            hits = self.passages.rate_entries(list(question.terms), question.asked)
            return question, self._heed_pins(question, hits)

    def read_as(self, query: str) -> str:
        """Return how a question is understood where its spelling is mended; '' where it is left as typed."""
        with self.lock:
            return read_question(query, self.passages, self.speller, self.hints).mended

    def _heed_pins(self, question: AskedQuestion, hits: list[PassageHit]) -> list[PassageHit]:
        best = hits[0].score if hits else 1.0
        for key, whole in question.pins:
            entry = self.passages.entries.get(key)
            if entry is None:
                continue  # unpublished, or not on this site
            own = next((hit for hit in hits if hit.entry.key == key), PassageHit(entry, 0.0, 0.0))
            score = best + own.score + 1 if whole else own.score + _PINNED * best
            raised = replace(own, score=score, coverage=1.0 if whole else own.coverage)
            hits = [raised, *(hit for hit in hits if hit.entry.key != key)]
        # Whoever types a question as it stands gets its answer, whatever is pinned.
        same = [
            hit for hit in hits if self.passages.terms[hit.entry.key].title_all == question.asked
        ]
        exact = {hit.entry.key for hit in same if hit.entry.kind == "faq"}
        return sorted(hits, key=lambda hit: (hit.entry.key not in exact, -hit.score))

    def suggest_entries(self, beginnings: list[str], most: int) -> list[SearchEntry]:
        """Return what is no page and has words in its title that begin so."""
        if most <= 0:
            return []
        with self.lock:
            return self.passages.list_beginning(beginnings, most)


_indexes: dict[tuple, SiteIndex] = {}
_lock = RLock()
forget_with(_indexes.clear)


def read_index(request: HttpRequest, rows: tuple[CatalogRow, ...]) -> SiteIndex:
    """Return the index of the request's site as it is now.

    Args:
        request: whose site and language.
        rows: the public pages, as the catalog has them.
    """
    site = Site.find_for_request(request)
    if site is None:
        return SiteIndex(layout_for(request))
    key = (site.pk, translation.get_language())
    # A notice shows from a day on; so the day counts as well.
    made_of = (
        content_version.read_version(),
        content_version.read_version(content_version.Part.SEARCHES),
        timezone.localdate(),
    )
    with _lock:
        index = _indexes.setdefault(key, SiteIndex(layout_for(request)))
    with index.lock:
        if index.made_of != made_of:
            index.bring_up_to_date(site, rows, layout_for(request))
            index.made_of = made_of
    return index
