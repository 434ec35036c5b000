"""Search over the whole site.

What visitors look for on a clinic's site is their own business: nothing here writes a query down,
neither in the database nor in a log.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Site

from blog.models import BlogCategory, BlogPostPage
from infra.accents import fold_accents
from infra.memory import memoize
from infra.view_restrictions import public_q
from pages.models import BasePage

from . import index_query
from . import search_text as words_in
from .catalog import Catalog, Row, Title
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
        Row(pk, title, path[len(root) :], names.get(kinds[kind], other), kinds[kind] == post)
        for pk, title, path, kind in found
    )
    groups = BlogCategory.objects.values_list("name", flat=True)
    extra = tuple(word for name in groups for word in words_in.words_of(name))
    # Most publishes change no title: then what was laid out before serves again.
    known = _laid_out.get(site.pk)
    if known is None or known[0] != (rows, extra):
        known = _laid_out[site.pk] = ((rows, extra), Catalog(rows, extra))
    return known[1]


# By site: what was read last, and the catalog made of it.
_laid_out: dict[int, tuple[tuple, Catalog]] = {}


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
    catalog = catalog_of(request)
    in_title = catalog.count_words(words)
    hits = index_query.find_ids(pages, words, MOST_RESULTS)
    hits += [catalog.rows[n].pk for n, count in sorted(in_title.items()) if count == len(words)]
    ordered = _order_hits(hits, in_title, catalog, posts_only)
    if ordered:
        return Found(ordered)
    some = index_query.find_some(pages, words, MOST_RESULTS)
    return Found(_order_hits(some, in_title, catalog, posts_only), relaxed=True)


def _order_hits(
    hits: Iterable[int], in_title: Counter[int], catalog: Catalog, posts_only: bool
) -> tuple[int, ...]:
    """Return the hits without doubles, those with most of the words in their title first."""
    known = catalog.place_of
    # A page that isn't in the catalog is a draft, private, or was unpublished a moment ago.
    places = [known[pk] for pk in dict.fromkeys(hits) if pk in known]
    if posts_only:
        places = [place for place in places if catalog.rows[place].is_post]
    places.sort(key=lambda place: -in_title[place])
    return tuple(catalog.rows[place].pk for place in places[:MOST_RESULTS])


def without_offers(found: Found) -> Found:
    """Return what was found without prices and forms: nobody in danger is asked to book or to pay."""
    prices = (StandardPage.Purpose.COSTS, StandardPage.Purpose.GOOD_FAITH_ESTIMATE)
    offers = Q(formpage__isnull=False) | Q(standardpage__purpose__in=prices)
    hidden = set(Page.objects.filter(offers, pk__in=found.ids).values_list("pk", flat=True))
    return Found(tuple(pk for pk in found.ids if pk not in hidden), found.relaxed)


def load_results(request: HttpRequest, ids: Iterable[int], query: str) -> list[Result]:
    """Return the pages with these ids as results, in this order; a query for each type of page."""
    order = list(ids)
    words = words_in.query_words(query)
    catalog = catalog_of(request)
    found = {page.pk: page for page in Page.objects.filter(pk__in=order).specific()}
    return [
        Result(
            title=words_in.mark_words(page.title, words),
            url=page.get_url(request) or "",
            label=catalog.label_of(page.pk),
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
    return catalog_of(request).suggest_titles(words, MOST_SUGGESTIONS) if words else []


def did_you_mean(request: HttpRequest, query: str) -> str:
    """Return the query with words that no title knows replaced by the closest that one does.

    Returns '' where there is nothing to correct, or what is corrected would find nothing either.
    """
    catalog = catalog_of(request)
    words = words_in.query_words(query)
    corrected = [catalog.correct_word(fold_accents(word)) or word for word in words]
    if corrected == words:
        return ""
    text = " ".join(corrected)
    found = find_pages(request, text)
    return text if found.ids and not found.relaxed else ""


def find_closest(request: HttpRequest, query: str) -> list[Title]:
    """Return the pages whose titles are most like the query, for a search that found nothing."""
    return catalog_of(request).find_closest(query, ALIKE, MOST_CLOSEST)
