"""Search over the whole site.

What visitors look for on a clinic's site is their own business: nothing here writes a query down,
neither in the database nor in a log. (`finding.unanswered` counts words that the site has none for, unreadable until many ask.)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Site

from blog.models import BlogPostPage
from infra.memory import memoize
from infra.searching.accents import fold_accents
from infra.view_restrictions import public_q

from . import index_query
from . import search_text as words_in
from .catalog import Catalog, CatalogRow, Title
from .finding.entries import MOST_POSTS
from .finding.entry import SearchEntry
from .finding.facts import answer_with
from .finding.no_money import clean_entry, speaks_of_money
from .finding.passage_index import PassageHit, are_weak
from .finding.question import AskedQuestion
from .finding.results import SearchOutcome
from .finding.site_index import SiteIndex, read_index
from .finding.stems import split_folded, stem_folded
from .models import StandardPage

MOST_RESULTS = 200
MOST_SUGGESTIONS = 6
MOST_CLOSEST = 5
ALIKE = 0.25  # of a title's trigrams; below that, 'closest' is not close
# Of the best one's score: what is far worse than it and lacks a word is left out.
_WORTH_SHOWING, _SOME_WORDS = 0.5, 0.3
LABELS = {
    "homepage": _("Home page"),
    "serviceindexpage": _("Treatments"),
    "servicepage": _("Treatment"),
    "aboutpage": _("About us"),
    "blogindexpage": _("Blog"),
    "blogpostpage": _("Post"),
    "formpage": _("Form"),
}


def catalog_of(request: HttpRequest) -> Catalog:
    """Return the titles of this request's site, read once a content version, and laid out anew when one changed."""
    site = Site.find_for_request(request)
    if site is None:
        return Catalog()
    return memoize(("search-titles", site.pk), lambda: _read_catalog(site))


def _read_catalog(site: Site) -> Catalog:
    root = site.root_page.url_path
    kinds = dict(ContentType.objects.values_list("pk", "model"))
    names = {model: str(label) for model, label in LABELS.items()}
    other, post = str(_("Page")), BlogPostPage._meta.model_name
    found = (
        _list_pages(site).order_by("path").values_list("pk", "title", "url_path", "content_type")
    )
    rows = tuple(
        CatalogRow(pk, title, path[len(root) :], names.get(kinds[kind], other), kinds[kind] == post)
        for pk, title, path, kind in found
    )
    # Most publishes change no title: then what was laid out before serves again.
    known = _laid_out.get(site.pk)
    if known is None or known[0] != rows:
        known = _laid_out[site.pk] = (rows, Catalog(rows))
    return known[1]


# By site: what was read last, and the catalog made of it.
_laid_out: dict[int, tuple[tuple[CatalogRow, ...], Catalog]] = {}


def _list_pages(site: Site) -> Any:
    return Page.objects.live().filter(public_q()).descendant_of(site.root_page, inclusive=True)


def index_of(request: HttpRequest) -> SiteIndex:
    """Return everything that can be found on this request's site, by passage."""
    return read_index(request, catalog_of(request).rows)


def find_answers(
    request: HttpRequest,
    query: str,
    *,
    posts_only: bool = False,
    mend: bool = True,
    harmless: bool = False,
) -> SearchOutcome:
    """Return what answers `query`, best first.

    Pages, questions, people, places and the rest are rated by passage (`finding.passage_index`), the same on every
    database. What staff put first for a phrase stands first. Posts beyond the newest hundred follow, from the database's index.

    Args:
        request: whose site.
        query: cleaned (`search_text.clean_query`).
        posts_only: leave out everything else.
        mend: whether spelling is mended.
        harmless: for somebody who may be in danger: words of money don't count, and what is offered is left out.
    """
    site = Site.find_for_request(request)
    if not words_in.query_words(query) or site is None:
        return SearchOutcome()
    index = index_of(request)
    question, hits = index.ask(query, mend=mend, money=not harmless)
    older = _find_older(site, index, question, catalog_of(request))
    if posts_only:
        hits = [hit for hit in hits if hit.entry.kind == "post"]
    relaxed = not older and not any(hit.coverage > 0.999 for hit in hits)
    least = hits[0].score * (_SOME_WORDS if relaxed else _WORTH_SHOWING) if hits else 0.0
    shown = [hit for hit in hits if hit.coverage > 0.999 or hit.score >= least]
    answer, fact = None, question.fact
    if not shown and not older:  # 'horario de atención', and no page in Spanish
        fact = fact or question.fact_named
    if fact and not posts_only:
        answer = answer_with(fact, index.layout, site, index.place_url)
    hits = [*shown, *older][:MOST_RESULTS]
    weak = not older and not question.pins and are_weak(shown)
    found = SearchOutcome(tuple(hits), relaxed and bool(shown), question, answer, harmless, weak)
    return _without_offers(found) if harmless else found


def _find_older(
    site: Site, index: SiteIndex, question: AskedQuestion, catalog: Catalog
) -> list[PassageHit]:
    """Return the posts that the process doesn't hold and that have all the words."""
    if sum(row.is_post for row in catalog.rows) <= MOST_POSTS or not question.words:
        return []
    words = list(question.words[: words_in.MOST_WORDS])
    in_title = catalog.count_words(words)
    ids = index_query.find_ids(_list_pages(site).type(BlogPostPage), words, MOST_RESULTS)
    ids += [catalog.rows[n].pk for n, count in sorted(in_title.items()) if count == len(words)]
    held = {entry.page for entry in index.passages.entries.values()}
    return [
        PassageHit(
            SearchEntry(f"page:{pk}", "post", row.title, f"/{row.path}", row.label, page=pk),
            0.0,
            1.0,
        )
        for pk in _order_ids(ids, in_title, catalog)
        if pk not in held and (row := catalog.rows[catalog.place_of[pk]]).is_post
    ]


def _order_ids(ids: Iterable[int], in_title: Counter[int], catalog: Catalog) -> list[int]:
    """Return the ids without doubles: those with most of the words in their title first, then the newest.

    How a database rates is its own, so it decides nothing here.
    """
    known = catalog.place_of
    # A page that isn't in the catalog is a draft, private, or was unpublished a moment ago.
    found = sorted(
        (pk for pk in set(ids) if pk in known), key=lambda pk: (-in_title[known[pk]], -pk)
    )
    # Only so many are named to the database.
    newest = BlogPostPage.objects.filter(pk__in=found[:MOST_RESULTS]).order_by("-date", "-pk")
    return sorted(newest.values_list("pk", flat=True), key=lambda pk: -in_title[known[pk]])


def _without_offers(found: SearchOutcome) -> SearchOutcome:
    """Return what was found without prices and forms: nobody in danger is asked to book or to pay."""
    hidden = _list_offers([hit.entry.page for hit in found.hits])
    kept = [
        replace(hit, entry=entry, passage=_choose_passage(entry, hit, found.question))
        for hit in found.hits
        if hit.entry.page not in hidden and (entry := clean_entry(hit.entry)) is not None
    ]
    return replace(found, hits=tuple(kept), answer=None, harmless=True)


def _choose_passage(entry: SearchEntry, hit: PassageHit, question: AskedQuestion) -> int:
    """Return the passage to show: the best one, or where nothing is left of it the first with one of the words, else the first."""
    left = [number for number, passage in enumerate(entry.passages) if passage.text]
    if hit.passage in left or not left:
        return hit.passage
    stems = {stem for term in question.terms for stem in term.stems}

    def has_word(number: int) -> bool:
        return not stems.isdisjoint(map(stem_folded, split_folded(entry.passages[number].text)))

    return next(filter(has_word, left), left[0])


def _list_offers(ids: Iterable[int]) -> set[int]:
    """Return which of these pages are forms or tell prices."""
    prices = (StandardPage.Purpose.COSTS, StandardPage.Purpose.GOOD_FAITH_ESTIMATE)
    offers = Q(formpage__isnull=False) | Q(standardpage__purpose__in=prices)
    wanted = [pk for pk in ids if pk]
    return set(Page.objects.filter(offers, pk__in=wanted).values_list("pk", flat=True))


def suggest_titles(request: HttpRequest, query: str) -> list[Title]:
    """Return up to six titles, of pages first and then of questions, with words that begin like those of `query`."""
    words = [fold_accents(word) for word in words_in.query_words(query)]
    if not words:
        return []
    pages = catalog_of(request).suggest_titles(words, MOST_SUGGESTIONS)
    more = index_of(request).suggest_entries(words, MOST_SUGGESTIONS - len(pages))
    return [*pages, *(Title(0, entry.title, entry.url, str(entry.label)) for entry in more)]


def select_harmless(titles: list[Title]) -> list[Title]:
    """Return the suggestions that lead to no form and speak of no price."""
    offers = _list_offers([title.pk for title in titles])
    return [
        title for title in titles if title.pk not in offers and not speaks_of_money(title.title)
    ]


def find_closest(request: HttpRequest, query: str) -> list[Title]:
    """Return the pages whose titles are most like the query, for a search that found nothing."""
    return catalog_of(request).find_closest(query, ALIKE, MOST_CLOSEST)
