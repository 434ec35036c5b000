"""What a search found, and each of it as visitors see it: title, place and words around the ones that were asked for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.utils.safestring import SafeString
from wagtail.models import Page

from home import search_text as words_in
from pages.models import BasePage

from .entry import SearchEntry
from .facts import Answer
from .no_money import drop_money
from .passage_index import PassageHit
from .question import AskedQuestion
from .stems import split_folded, stem_folded


@dataclass(frozen=True)
class SearchOutcome:
    """What a search found, the best first."""

    hits: tuple[PassageHit, ...] = ()
    # True where nothing has all the words, and these have some of them.
    relaxed: bool = False
    question: AskedQuestion = field(default_factory=AskedQuestion)
    answer: Answer | None = None
    # True where somebody may be in danger: no word of money is shown.
    harmless: bool = False
    # True where what was found hardly answers: the words lie scattered, or only a source or a list has them.
    weak: bool = False


@dataclass(frozen=True)
class SearchResult:
    """One result, ready to show. `title`, `place` and `excerpt` are HTML, escaped and marked."""

    title: SafeString
    url: str
    label: str
    excerpt: SafeString
    date: date | None = None
    # The heading of the passage that it leads to.
    place: str = ""


def load_results(found: SearchOutcome, hits: Iterable[PassageHit]) -> list[SearchResult]:
    """Return what was found as results, in this order. Only older posts are read from the database."""
    order = list(hits)
    words = list(found.question.words)
    bare = [hit.entry.page for hit in order if hit.entry.page and not hit.entry.passages]
    older = {page.pk: page for page in Page.objects.filter(pk__in=bare).specific()} if bare else {}
    return [_make_result(hit, words, found, older) for hit in order]


def _make_result(
    hit: PassageHit, words: list[str], found: SearchOutcome, older: dict[int, Page]
) -> SearchResult:
    entry = hit.entry
    page = older.get(entry.page)
    passage = entry.passages[hit.passage] if hit.passage < len(entry.passages) else None
    text = passage.text if passage else _read_text(page) if page is not None else ""
    text = drop_money(text) if found.harmless else text
    place, url = "", entry.url
    if (
        passage
        and entry.page
        and hit.passage
        and passage.anchor
        and _adds_words(entry, found.question)
    ):
        place, url = passage.heading, f"{entry.url}#{passage.anchor}"
    return SearchResult(
        title=words_in.mark_words(entry.title, words),
        url=url,
        label=str(entry.label),
        excerpt=words_in.cut_excerpt(text, words),
        date=entry.date or getattr(page, "date", None),
        place=words_in.mark_words(place, words),
    )


def _adds_words(entry: SearchEntry, question: AskedQuestion) -> bool:
    """Tell whether the question asks for more than the title says, so that a place inside the page is nearer."""
    title = {stem_folded(word) for word in split_folded(entry.title)}
    return any(title.isdisjoint(term.stems) for term in question.terms)


def _read_text(page: Page) -> str:
    """Return what a visitor reads on the page, as plain text."""
    text = page.searchable_text() if isinstance(page, BasePage) else ""
    return text or page.search_description
