"""The Markdown twin of every public page (`…/index.md`), and all of them in one text (`llms-full.txt`).

A twin is made from the page as an anonymous visitor gets it, so it never says more or less.
Source of the addresses: llmstxt.org, a proposal ('a clean markdown version at the same URL with .md appended').
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import resolve
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.fields import StreamField
from wagtail.models import Site, get_page_models

from clinic.layout import layout_for
from infra.memory import memoize
from infra.view_restrictions import public_q
from pages.further_pages import FurtherPage, list_further_pages
from pages.models import BasePage
from pages.visitor import ask_as_visitor, route_page, serve_route

from .head import build_head, has_twin, site_root
from .markdown import convert_page

TYPE = "text/markdown; charset=utf-8"
# A reader of the whole site wants its pages and what is new. Older posts stand in the sitemap.
MOST_PAGES, MOST_POSTS = 200, 40


@require_safe
def show_twin(request: HttpRequest, path: str = "") -> HttpResponse:
    """Answer `…/index.md` with the page at `…/` as Markdown; 404 for what is no public page."""
    further = _find_further(request, path)
    if further:
        return _answer_twin(_read_further(further, request), further.path, request)
    page = _find_page(request, path)
    return _answer_twin(read_twin(page, request), page.get_url(request) or "/", request)


def has_twin_at(request: HttpRequest, path: str = "") -> bool:
    """Tell whether `…/index.md` answers below `path`, for addresses with a slip in them and for redirects."""
    try:
        return bool(_find_further(request, path) or _find_page(request, path))
    except Http404:
        return False


show_twin.is_there = has_twin_at  # (what asks is `edge.addresses.whereabouts`)


def _answer_twin(text: str, path: str, request: HttpRequest) -> HttpResponse:
    response = HttpResponse(text, content_type=TYPE)
    # Search engines list the page, not its twin.
    response["X-Robots-Tag"] = "noindex"
    response["Link"] = f'<{site_root(layout_for(request), request)}{path}>; rel="canonical"'
    return response


@require_safe
def show_full_text(request: HttpRequest) -> HttpResponse:
    """Answer `llms-full.txt`: the twins of all pages and of the newest posts, one after the other."""
    return HttpResponse("".join(_write_full_text(request)), content_type=TYPE)


def read_twin(page: BasePage, request: HttpRequest) -> str:
    """Return `page` as Markdown; made once a content version and day, since a review can fall due overnight.

    Of `page` only its number and its address are read, so that a list of pages need not fetch what they say.
    """
    root = site_root(layout_for(request), request)
    key = ("twin", page.pk, root, timezone.localdate())
    return memoize(key, lambda: _write_twin(page.get_url(request) or "/", request, root))


def _find_further(request: HttpRequest, path: str) -> FurtherPage | None:
    """Return the public page at `path` that is none of the CMS, or None."""
    wanted = f"/{path.strip('/')}/"
    return next((one for one in list_further_pages(request) if one.path == wanted), None)


def _read_further(further: FurtherPage, request: HttpRequest) -> str:
    """Return such a page as Markdown; made once a content version and day."""
    root = site_root(layout_for(request), request)
    key = ("twin", further.path, root, timezone.localdate())

    def write() -> str:
        found = resolve(further.path)
        asked = ask_as_visitor(request, further.path)
        response = found.func(asked, *found.args, **found.kwargs)
        facts = {
            "title": further.title,
            "address": f"{root}{further.path}",
            "description": further.description,
            "published_by": layout_for(asked).site_name,
        }
        return _convert_answer(response, facts)

    return memoize(key, write)


def _convert_answer(response: HttpResponse, facts: dict[str, str]) -> str:
    html, label = response.content.decode(), _("Fill in the form")
    return convert_page(html, facts["address"], facts, form_label=label)


def _find_page(request: HttpRequest, path: str) -> BasePage:
    page = route_page(request, path).page
    # A list inside a page (a category of the blog) has no twin, and neither has another spelling of an address.
    if not has_twin(page) or (page.get_url(request) or "").strip("/") != path.strip("/"):
        raise Http404
    return cast(BasePage, page)


def _write_twin(path: str, request: HttpRequest, root: str) -> str:
    asked = ask_as_visitor(request, path)
    route = route_page(asked, path)
    page = cast(BasePage, route.page)
    response = serve_route(asked, route)
    head = build_head({"page": page, "layout": layout_for(asked), "request": asked})
    line = page.review_line
    facts = {
        "title": page.title,
        "address": f"{root}{path}",
        "description": head.description,
        "published_by": head.site_name,
        "first_published": head.published[:10],
        "updated": head.modified[:10],
        "reviewed_by": line.person.display_name if line.is_current and line.person else "",
        "reviewed_on": line.day.isoformat() if line.is_current and line.day else "",
    }
    return _convert_answer(response, facts)


def newest_posts(request: HttpRequest) -> list[BasePage]:
    """Return the newest posts of the site that have a twin, at most 40, without what they say."""
    posts = [post for model in _page_types(posts=True) for post in _find_public(model, request)]
    return sorted(posts, key=_first_day, reverse=True)[:MOST_POSTS]


def _list_pages(request: HttpRequest) -> list[BasePage]:
    """Return the pages that have a twin: in the order of the tree, then the newest posts."""
    pages = [page for model in _page_types(posts=False) for page in _find_public(model, request)]
    return [*sorted(pages, key=lambda page: page.path)[:MOST_PAGES], *newest_posts(request)]


def _page_types(*, posts: bool) -> list[type[BasePage]]:
    """Return the types of pages that are posts, or that are none."""
    types = [model for model in get_page_models() if issubclass(model, BasePage)]
    return [model for model in types if (model.schema_type == "BlogPosting") is posts]


def _find_public(model: type[BasePage], request: HttpRequest) -> list[BasePage]:
    """Return the pages of a type that have a twin (see `head.has_twin`), without their streams."""
    site = Site.find_for_request(request)
    if site is None:
        return []
    streams = [field.name for field in model._meta.fields if isinstance(field, StreamField)]
    found = model.objects.live().filter(
        public_q(), noindex=False, path__startswith=site.root_page.path
    )
    newest = found.order_by("-first_published_at").defer(*streams)
    return list(newest[:MOST_PAGES])


def _first_day(page: BasePage) -> float:
    return page.first_published_at.timestamp() if page.first_published_at else 0.0


def _write_full_text(request: HttpRequest) -> Iterator[str]:
    name = " ".join(layout_for(request).site_name.split())
    yield f"# {name}\n\n"
    for page in _list_pages(request):
        yield f"{read_twin(page, request)}\n"
    for further in list_further_pages(request):
        yield f"{_read_further(further, request)}\n"
