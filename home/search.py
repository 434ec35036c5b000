"""Search over the whole site.

What visitors look for on a clinic's site is their own business: nothing here writes a query down,
neither in the database nor in a log.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from difflib import SequenceMatcher
from heapq import nlargest
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Site
from wagtail.search.query import And, Or, PlainText

from blog.models import BlogCategory, BlogPostPage
from infra.accents import fold_accents
from infra.memory import memoize
from infra.view_restrictions import public_q
from pages.models import BasePage

from . import search_text as words_in
from .models import StandardPage

MOST_RESULTS = 200
MOST_SUGGESTIONS = 6
MOST_CLOSEST = 5
ALIKE = 0.25  # of a title's trigrams; below that, 'closest' is not close
LABELS = {
    "homepage": _("Home page"),
    "serviceindexpage": _("Treatments"),
    "servicepage": _("Treatment"),
    "aboutpage": _("About us"),
    "blogindexpage": _("Blog"),
    "blogpostpage": _("Post"),
    "formpage": _("Form"),
}


@dataclass(frozen=True)
class Title:
    """A page as the catalog of titles knows it."""

    pk: int
    title: str
    url: str
    label: str
    is_post: bool
    words: tuple[str, ...]
    trigrams: frozenset[str]


@dataclass(frozen=True)
class Catalog:
    """The titles of all live, public pages, and the words in them."""

    titles: tuple[Title, ...] = ()
    vocabulary: dict[str, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Found:
    """What a search found: ids of pages, the best first."""

    ids: tuple[int, ...] = ()
    # True where no page has all the words, and these have some of them.
    relaxed: bool = False


@dataclass(frozen=True)
class Result:
    """One result, ready to show. `title` and `excerpt` are HTML, escaped and marked."""

    title: SafeString
    url: str
    label: str
    excerpt: SafeString
    date: date | None = None


def catalog_of(request: HttpRequest) -> Catalog:
    """Return the titles of this request's site, read once a content version."""
    site = Site.find_for_request(request)
    if site is None:
        return Catalog()
    return memoize(("search-titles", site.pk), lambda: _read_catalog(site, request))


def _read_catalog(site: Site, request: HttpRequest) -> Catalog:
    pages = _list_pages(site).only("title", "url_path", "content_type", "path", "depth")
    titles = tuple(_match_titles(page, request) for page in pages.order_by("path"))
    names = [word for title in titles for word in title.words]
    for name in BlogCategory.objects.values_list("name", flat=True):
        names += words_in.words_of(name)
    # A word of three letters is close to too many others to be a correction.
    vocabulary = {word: words_in.split_trigrams(word) for word in names if len(word) > 3}
    return Catalog(titles, vocabulary)


def _match_titles(page: Page, request: HttpRequest) -> Title:
    model = page.cached_content_type.model
    return Title(
        pk=page.pk,
        title=page.title,
        url=page.get_url(request) or "",
        label=str(LABELS.get(model, _("Page"))),
        is_post=model == BlogPostPage._meta.model_name,
        words=tuple(words_in.words_of(page.title)),
        trigrams=words_in.split_trigrams(page.title),
    )


def _list_pages(site: Site) -> Any:
    return Page.objects.live().filter(public_q()).descendant_of(site.root_page, inclusive=True)


def find_pages(request: HttpRequest, query: str, *, posts_only: bool = False) -> Found:
    """Return the pages that hold the words of `query`, best first.

    Pages with the words in their title come first, then those with the words as typed, then other
    forms of them, then titles with words that begin so. Where none has all the words, those
    that have some. Both databases are asked the same, and both answers are ordered here.
    """
    words, site = words_in.query_words(query), Site.find_for_request(request)
    if not words or site is None:
        return Found()
    pages = _list_pages(site)
    if posts_only:
        pages = pages.type(BlogPostPage)
    plain = " ".join(words)
    forms = And([Or([PlainText(form) for form in words_in.list_variants(w)]) for w in words])
    titles = [t for t in catalog_of(request).titles if t.is_post or not posts_only]
    # The first one is ranked by the database; it can't rank combined questions on SQLite.
    hits = _read_ids(pages.search(plain, operator="and"))
    hits += _read_ids(pages.search(forms, order_by_relevance=False))
    hits += _read_ids(pages.autocomplete(plain, operator="and"))
    hits += [t.pk for t in titles if _in_title(words, t) == len(words)]
    if hits:
        return Found(_order_hits(hits, words, titles))
    return Found(
        _order_hits(_read_ids(pages.search(plain, operator="or")), words, titles), relaxed=True
    )


def without_offers(found: Found) -> Found:
    """Return what was found without prices and forms: nobody in danger is asked to book or to pay."""
    prices = (StandardPage.Purpose.COSTS, StandardPage.Purpose.GOOD_FAITH_ESTIMATE)
    offers = Q(formpage__isnull=False) | Q(standardpage__purpose__in=prices)
    hidden = set(Page.objects.filter(offers, pk__in=found.ids).values_list("pk", flat=True))
    return Found(tuple(pk for pk in found.ids if pk not in hidden), found.relaxed)


def _read_ids(results: Any) -> list[int]:
    return [page.pk for page in results[:MOST_RESULTS]]


def _order_hits(hits: Iterable[int], words: list[str], titles: list[Title]) -> tuple[int, ...]:
    """Return the hits without doubles, those with most of the words in their title first."""
    known = {t.pk: t for t in titles}
    # A page that isn't in the catalog was unpublished a moment ago.
    unique = [pk for pk in dict.fromkeys(hits) if pk in known]
    unique.sort(key=lambda pk: -_in_title(words, known[pk]))
    return tuple(unique[:MOST_RESULTS])


def _in_title(words: list[str], title: Title) -> int:
    return sum(any(w.startswith(words_in.stem_word(word)) for w in title.words) for word in words)


def load_results(request: HttpRequest, ids: Iterable[int], query: str) -> list[Result]:
    """Return the pages with these ids as results, in this order; a query for each type of page."""
    order = list(ids)
    words = words_in.query_words(query)
    labels = {t.pk: t.label for t in catalog_of(request).titles}
    found = {page.pk: page for page in Page.objects.filter(pk__in=order).specific()}
    return [
        Result(
            title=words_in.mark_words(page.title, words),
            url=page.get_url(request) or "",
            label=labels.get(page.pk, ""),
            excerpt=words_in.cut_excerpt(text_of(page), words),
            date=getattr(page, "date", None),
        )
        for pk in order
        if (page := found.get(pk)) is not None
    ]


def text_of(page: Page) -> str:
    """Return what a visitor reads on the page, as plain text."""
    text = page.searchable_text() if isinstance(page, BasePage) else ""
    return text or page.search_description


def suggest_pages(request: HttpRequest, query: str) -> list[Title]:
    """Return up to six pages whose titles have words that begin like those of `query`."""
    words = [fold_accents(word) for word in words_in.query_words(query)]
    if not words:
        return []
    found = [
        (_find_position(words, t), i, t)
        for i, t in enumerate(catalog_of(request).titles)
        if all(any(w.startswith(word) for w in t.words) for word in words)
    ]
    return [t for _place, _i, t in sorted(found)[:MOST_SUGGESTIONS]]


def _find_position(words: list[str], title: Title) -> int:
    """Return how far back in the title the first word is."""
    return next((i for i, w in enumerate(title.words) if w.startswith(words[0])), 99)


def did_you_mean(request: HttpRequest, query: str) -> str:
    """Return the query with words that no title knows replaced by the closest that one does.

    Returns '' where there is nothing to correct, or what is corrected would find nothing either.
    """
    vocabulary = catalog_of(request).vocabulary
    words = words_in.query_words(query)
    corrected = [_closest_word(fold_accents(word), vocabulary) or word for word in words]
    if corrected == words:
        return ""
    text = " ".join(corrected)
    found = find_pages(request, text)
    return text if found.ids and not found.relaxed else ""


def _closest_word(word: str, vocabulary: dict[str, frozenset[str]]) -> str:
    if len(word) < 4 or len(word) > 40 or word in vocabulary:
        return ""
    own = words_in.split_trigrams(word)
    # Trigrams choose the candidates cheaply; only those few are compared letter by letter.
    near = nlargest(20, vocabulary, key=lambda w: words_in.measure_likeness(own, vocabulary[w]))
    rated = [(SequenceMatcher(None, word, other).ratio(), other) for other in near]
    best = max(rated, default=(0.0, ""))
    return best[1] if best[0] >= 0.72 else ""


def find_closest(request: HttpRequest, query: str) -> list[Title]:
    """Return the pages whose titles are most like the query, for a search that found nothing."""
    own = words_in.split_trigrams(query)
    rated = [(words_in.measure_likeness(own, t.trigrams), t) for t in catalog_of(request).titles]
    near = nlargest(MOST_CLOSEST, rated, key=lambda pair: pair[0])
    return [t for alike, t in near if alike >= ALIKE]
