"""Search over the whole site, as a page and as suggestions while typing."""

from __future__ import annotations

from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from blog.latest import latest_posts
from blog.listing import FilterLink, paginate_results
from clinic.layout import Link, layout_for
from clinic.mail_words import fill_subject

from . import search as finder
from . import search_text
from .finding.crisis_search import asks_for_help
from .finding.results import SearchOutcome, load_results
from .finding.unanswered import note_phrase, note_unanswered

PER_PAGE = 10
SCOPES = ("", "blog")
# The value of `as` that asks for the words as they were typed.
AS_TYPED = "typed"


@require_safe
def show_results(request: HttpRequest) -> HttpResponse:
    """Show the results for `q`, in the whole site or, with `in=blog`, in the posts.

    A page number that isn't there shows the nearest page: nobody links to a search, so unlike a
    list it needs no single address, and whoever searches shouldn't meet an error.
    """
    typed = request.GET.get("q", "")[: search_text.LONGEST_QUERY * 4]
    query = search_text.clean_query(typed)
    scope = request.GET.get("in", "")
    scope = scope if scope in SCOPES else ""
    crisis = asks_for_help(typed)
    mend = request.GET.get("as") != AS_TYPED
    found = finder.find_answers(
        request, query, posts_only=scope == "blog", mend=mend, harmless=crisis
    )
    if not crisis:
        _note_in_vain(request, found)
    page: Any = Paginator(found.hits, PER_PAGE).get_page(request.GET.get("page"))
    page.object_list = load_results(found, page.object_list)
    mended = found.question.mended if found.hits else ""
    context = {
        "title": _write_title(query, crisis),
        "crisis": crisis,
        "robots": "noindex, follow",
        "query": query,
        "truncated": len(" ".join(typed.split())) > search_text.LONGEST_QUERY,
        "scope": scope,
        "scopes": _list_scopes(query, scope),
        "results": page,
        "count": len(found.hits),
        "relaxed": found.relaxed,
        "answer": found.answer,
        "mended": {"text": mended, "url": _write_address(query, scope, typed=True)}
        if mended
        else None,
        "sentence": _write_sentence(request, mended or query, found, crisis),
        "pagination": paginate_results(page, partial(_write_address, query, scope, typed=not mend)),
        **(_read_help(request, query) if not found.hits and not crisis else {}),
    }
    return _make_private(render(request, "pages/search.html", context))


def _note_in_vain(request: HttpRequest, found: SearchOutcome) -> None:
    """Count what has no good answer: words that nothing here knows, or that were taken for a slip; else the phrase.

    Words that are known one by one count together where nothing has them, or nothing has most of them in one place.
    """
    question = found.question
    # Where staff said what the mended words mean, it was a slip and nothing else.
    replaced = () if question.pins else question.replaced
    if words := (*question.unknown, *replaced):
        note_unanswered(request, words)
    elif question.words and found.answer is None and (found.weak or not found.hits):
        note_phrase(request, question.words)


@require_safe
def answer_suggestions(request: HttpRequest) -> HttpResponse:
    """Answer with titles that fit what has been typed so far, as JSON for the search box."""
    query = search_text.clean_query(request.GET.get("q", ""))
    found = finder.suggest_titles(request, query)
    crisis = asks_for_help(request.GET.get("q", "")[: search_text.LONGEST_QUERY * 4])
    if crisis:
        found = finder.select_harmless(found)
    rows = [{"title": t.title, "url": t.url, "label": t.label} for t in found]
    if not crisis:
        return _make_private(JsonResponse({"suggestions": rows}))
    line = layout_for(request).clinic.crisis_top
    help_now = {"title": line, "url": _write_address("988", ""), "label": _("Help now")}
    return _make_private(JsonResponse({"suggestions": [help_now, *rows], "crisis": line}))


def _make_private(response: HttpResponse) -> HttpResponse:
    """Keep what somebody looked for out of search engines, caches and the next page's log."""
    response["X-Robots-Tag"] = "noindex"
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response


def _write_title(query: str, crisis: bool) -> str:
    if crisis:
        return _("Help now: call or text 988")
    return _("Search results") if query else _("Search")


def _write_address(query: str, scope: str, page: int = 1, *, typed: bool = False) -> str:
    values: dict[str, Any] = {"q": query}
    if typed:
        values["as"] = AS_TYPED
    if scope:
        values["in"] = scope
    if page > 1:
        values["page"] = page
    return f"{reverse('search')}?{urlencode(values)}"


def _list_scopes(query: str, scope: str) -> list[FilterLink]:
    labels = {"": _("The whole site"), "blog": _("Posts only")}
    return [
        FilterLink(value, label, 0, _write_address(query, value), value == scope)
        for value, label in labels.items()
    ]


def _write_sentence(request: HttpRequest, query: str, found: SearchOutcome, crisis: bool) -> str:
    """Say in words what was found; the page shows it and announces it."""
    values = {"count": len(found.hits), "query": query}
    if not query:
        return ""
    if crisis and not found.hits:
        return _("No page of this site has these words. Help stands above, day and night.")
    if not found.hits and found.answer:
        return _("The answer stands below. No page says more about it.")
    if not found.hits:
        nothing = _("Nothing found for ‘%(query)s’.") % values
        return fill_subject(layout_for(request).clinic.search_nothing, {"words": query}, nothing)
    if found.relaxed:
        return (
            ngettext(
                "No page has all of these words. %(count)d page has some of them.",
                "No page has all of these words. %(count)d pages have some of them.",
                len(found.hits),
            )
            % values
        )
    return (
        ngettext(
            "%(count)d result for ‘%(query)s’.",
            "%(count)d results for ‘%(query)s’.",
            len(found.hits),
        )
        % values
    )


def _read_help(request: HttpRequest, query: str) -> dict[str, Any]:
    """Return what helps somebody who found nothing or hasn't typed yet."""
    menu = layout_for(request).main_menu.links
    # Of a group its first link, which leads to the whole of it.
    popular: list[Link] = [link for entry in menu for link in (entry.links or (entry,))[:1]]
    return {
        "closest": finder.find_closest(request, query) if query else [],
        "popular": [link for link in popular if link.url][:6],
        "latest": latest_posts(3),
    }
