"""What the head of a page says, worked out from its context. Templates only show it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, to_locale
from django.utils.translation import gettext as _
from wagtail.models import Page

from clinic.layout import Layout
from infra.addresses.sites import running_root
from infra.view_restrictions import restrictions_of
from pages.content_change import read_content_change

from .graph import build_graph
from .model import INDEXED, NOT_INDEXED, Head
from .pictures import shared_picture

# Search engines cut titles after about 60 characters; what is the page's own comes first.
LONGEST_TITLE = 60
_BETWEEN = " – "
_JOINING = frozenset({"and", "&", "of", "for", "the", "in", "at", "y", "de"})
# What `django.utils.html.json_script` escapes: inside <script> these three could end it.
_SCRIPT_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def build_head(context: Mapping[str, Any]) -> Head:
    """Return the head for a template's context, see `seo_tags.seo_head`. Asks nothing twice."""
    layout, request = context.get("layout"), context.get("request")
    # A view may call one page of its list `page`; only a page of the CMS counts.
    page = context.get("page") if isinstance(context.get("page"), Page) else None
    site_name = layout.site_name if layout else settings.WAGTAIL_SITE_NAME
    root = site_root(layout, request)
    number = _page_number(context, page, request)
    # The home page's own title is for staff: shared links show the clinic's name, which stands once.
    own_title = page.title if page is not None and page.depth > 2 else ""
    og_title = str(context.get("title") or own_title or site_name)
    robots = _build_robots(context, page)
    # What is kept out of the index gets no canonical address; to say both would contradict itself.
    hidden = robots == NOT_INDEXED or (page is None and not context.get("title"))
    canonical = "" if hidden else _build_canonical(context, page, request, root, number)
    published, modified = _read_dates(page)
    facts: dict[str, Any] = {
        "title": _build_title(context, page, layout, site_name, number),
        "og_title": og_title,
        "description": _build_description(context, page, layout, number),
        "canonical": canonical,
        "robots": "noindex, nofollow" if settings.REFUSE_ROBOTS else robots,
        "og_type": "article" if _is_article(page) else "website",
        "site_name": site_name,
        "locale": to_locale(get_language() or settings.LANGUAGE_CODE),
        "image": shared_picture(page, layout.clinic if layout else None, root),
        "published": published,
        "modified": modified,
        "twin": _find_twin(context, page, hidden),
        "verifications": _list_verifications(page, layout),
        "feeds": tuple(context.get("feeds") or ()),
        "breadcrumbs": tuple(_read_trail(context, page)),
    }
    around = {"article": context.get("article"), "profile": context.get("profile")}
    nodes = build_graph(Head(**facts), layout=layout, root=root, page=page, **around)
    return Head(**facts, json_ld=render_script(nodes))


def _read_trail(context: Mapping[str, Any], page: Page | None) -> Any:
    """Return the trail that the page shows: a view's own, else the page's."""
    return context.get("breadcrumbs") or getattr(page, "breadcrumbs", None) or ()


def _find_twin(context: Mapping[str, Any], page: Page | None, hidden: bool) -> str:
    """Return the path of the page's Markdown twin; of what is no page of the CMS, a view says where it is."""
    if hidden or page is None:
        return "" if hidden else str(context.get("twin") or "")
    return f"{page.url}index.md" if has_twin(page) else ""


def _list_verifications(page: Page | None, layout: Layout | None) -> tuple[tuple[str, str], ...]:
    """Return the tags of the home page that prove to a search engine whose site it is."""
    if page is None or page.depth != 2 or not layout:
        return ()
    clinic = layout.clinic
    tags = (
        ("google-site-verification", clinic.google_verification),
        ("msvalidate.01", clinic.bing_verification),
    )
    return tuple((name, key) for name, key in tags if key)


def has_twin(page: Page | None) -> bool:
    """Whether `page` is offered as Markdown too: public, live, and not kept from search engines."""
    return (
        page is not None
        and page.live
        and hasattr(page, "noindex")
        and not page.noindex
        and not restrictions_of(page)
    )


def render_script(nodes: dict[str, Any]) -> SafeString:
    """Return `nodes` as a JSON-LD script that no title can end early."""
    data = json.dumps(nodes, cls=DjangoJSONEncoder, ensure_ascii=False)
    return mark_safe(
        f'<script type="application/ld+json">{data.translate(_SCRIPT_ESCAPES)}</script>'
    )


def site_root(layout: Layout | None, request: HttpRequest | None) -> str:
    """Return the site's address without a slash at its end: the CMS's, else the request's."""
    root = running_root(layout.root_url if layout else "", request)
    return root or settings.WAGTAILADMIN_BASE_URL.rstrip("/")


def _build_title(
    context: Mapping[str, Any],
    page: Page | None,
    layout: Layout | None,
    site_name: str,
    number: int,
) -> str:
    own = str(context.get("title") or "")
    if not own and page is not None:
        own = page.seo_title
        if not own and page.depth == 2:
            tagline = layout.clinic.tagline if layout else ""
            own = f"{site_name} – {tagline}" if tagline else site_name
        if own:
            return own + _build_page_suffix(number)
        own = page.title
    if not own or own == site_name:
        return site_name + _build_page_suffix(number)
    own += _build_page_suffix(number)
    short = shorten_name(site_name, LONGEST_TITLE - len(own) - len(_BETWEEN))
    return f"{own}{_BETWEEN}{short}" if short else own


def shorten_name(name: str, room: int) -> str:
    """Return as many of the first words of the clinic's name as fit into `room` characters; '' if none does.

    A name never ends in a word that only joins ('Still Water and').
    """
    words = name.split()
    while words and (len(" ".join(words)) > room or words[-1].lower() in _JOINING):
        words.pop()
    return " ".join(words)


def _build_page_suffix(number: int) -> str:
    return _(" – page %(number)d") % {"number": number} if number > 1 else ""


def _page_number(context: Mapping[str, Any], page: Page | None, request: HttpRequest | None) -> int:
    """Return which page of a list this is. Only lists have any: elsewhere `?page=2` is noise."""
    given = context.get("page_number")
    if not given and request is not None and getattr(page, "schema_type", "") == "CollectionPage":
        given = request.GET.get("page")
    text = str(given or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 1


def _build_description(
    context: Mapping[str, Any], page: Page | None, layout: Layout | None, number: int
) -> str:
    text = str(context.get("description") or "") or getattr(page, "seo_description", "")
    if not text and page is not None and page.depth == 2 and layout:
        text = layout.clinic.description
    text = " ".join(text.split())
    if number > 1 and text:
        # In front, since search engines cut the end.
        text = _("Page %(number)d. %(text)s") % {"number": number, "text": text}
    return text


def _build_canonical(
    context: Mapping[str, Any],
    page: Page | None,
    request: HttpRequest | None,
    root: str,
    number: int,
) -> str:
    """Return the one address of this page: absolute, and without any query but the list's page."""
    override = context.get("canonical_url") or ""
    if not override and page is not None:
        override = page.canonical_url
    if override:
        return urljoin(f"{root}/", str(override))
    if page is not None and (request is None or getattr(request, "is_preview", False)):
        path = page.url or ""
    else:
        path = request.path if request is not None else ""
    if not path:
        return ""
    address = urljoin(f"{root}/", path)
    return f"{address}?page={number}" if number > 1 else address


def _build_robots(context: Mapping[str, Any], page: Page | None) -> str:
    given = str(context.get("robots") or "")
    if "noindex" in given or getattr(page, "noindex", False):
        return NOT_INDEXED
    if page is None and not context.get("title"):
        return NOT_INDEXED  # an error page
    return given or INDEXED


def _is_article(page: Page | None) -> bool:
    if page is None:
        return False
    return page.schema_type == "BlogPosting" or bool(page.is_health_content)


def _read_dates(page: Page | None) -> tuple[str, str]:
    """Return when the page was published and last changed, as ISO texts; '' for what its readers don't see."""
    if page is None or not getattr(page, "shows_dates", False):
        return "", ""
    first = getattr(page, "date", None)
    last = _to_clinic_time(changed_at(page)) if page.updated_on else None
    shown = first.isoformat() if first else ""
    return shown, last.isoformat() if last else shown


def changed_at(page: Page) -> datetime | None:
    """Return when what visitors read on `page` last changed. Head, graph and sitemap all say this."""
    return read_content_change(page)


def _to_clinic_time(moment: datetime | None) -> datetime | None:
    """Return a moment by the clinic's clock, so that its day is the same wherever it is told."""
    return timezone.localtime(moment) if moment else None
