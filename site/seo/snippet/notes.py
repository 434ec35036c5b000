"""What an editor should know of a page before others find it: lengths, doubles, what hides it, links that lead nowhere."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.db.models import Q
from django.http import Http404, HttpRequest
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from wagtail.fields import StreamField
from wagtail.models import Page, ReferenceIndex, Site

from pages.models import BasePage
from pages.panels import NAMES

from ..head import LONGEST_TITLE
from ..model import Head

# What search engines show of a description before they cut it, in characters.
LONGEST_DESCRIPTION = 155
_PAGE_LINK = re.compile(r'<a\b[^>]*\blinktype=\\?"page\\?"[^>]*>', re.S)
_LINK = re.compile(r'<a\b[^>]*\bhref=\\?"([^"\\]+)\\?"', re.S)
_ID = re.compile(r'\bid=\\?"(\d+)\\?"')
_MOST = 5


def list_notes(page: BasePage, head: Head, request: HttpRequest) -> list[str]:
    """Return everything worth saying of `page`, as it would go out, one sentence each."""
    return [
        *_say_hidden(page, head),
        *_say_lengths(page, head),
        *_say_doubles(page),
        *_say_links(page, request),
        *_say_orphan(page),
    ]


def _say_hidden(page: BasePage, head: Head) -> Iterator[str]:
    if page.noindex:
        yield _("Hidden: search engines are asked not to list this page.")
    elif page.canonical_url:
        yield _(
            "Search engines are sent to %(address)s and list that one. This page leaves the sitemap."
        ) % {"address": head.canonical}
    elif page.get_view_restrictions():
        yield _("Private: nobody finds it without signing in.")


def _say_lengths(page: BasePage, head: Head) -> Iterator[str]:
    if len(head.title) > LONGEST_TITLE:
        yield _(
            "The title has %(count)d characters. Search engines cut it after about %(most)d."
        ) % {"count": len(head.title), "most": LONGEST_TITLE}
    if not head.description:
        yield _(
            "There is no description: neither here nor an introduction. Search engines pick some words of the page."
        )
    elif len(head.description) > LONGEST_DESCRIPTION:
        yield _(
            "The description has %(count)d characters. Search engines cut it after about %(most)d."
        ) % {"count": len(head.description), "most": LONGEST_DESCRIPTION}
    if not page.seo_title:
        yield _("‘%(field)s’ is empty: the page’s title and the clinic’s name are used.") % {
            "field": NAMES["seo_title"]
        }
    if not page.search_description and head.description:
        yield _("‘%(field)s’ is empty: the introduction is used.") % {
            "field": NAMES["search_description"]
        }
    if head.image is None:
        yield _("There is no picture for shared links: neither the page nor the clinic has one.")


def _say_doubles(page: BasePage) -> Iterator[str]:
    others = Page.objects.live().filter(depth__gt=1).exclude(pk=page.pk)
    own = page.seo_title or page.title
    same = others.filter(Q(seo_title__iexact=own) | Q(seo_title="", title__iexact=own)).first()
    if own and same is not None:
        yield _("‘%(page)s’ (%(address)s) has the same title. Readers can’t tell them apart.") % {
            "page": same.title,
            "address": same.url or "",
        }
    text = page.search_description
    same = others.filter(search_description__iexact=text).first() if text else None
    if same is not None:
        yield _("‘%(page)s’ (%(address)s) has the same description.") % {
            "page": same.title,
            "address": same.url or "",
        }


def _say_links(page: BasePage, request: HttpRequest) -> Iterator[str]:
    numbers, paths = _read_links(page)
    found = {one.pk: one for one in Page.objects.filter(pk__in=numbers)}
    broken = [
        found[pk].title if pk in found else _("a page that was deleted")
        for pk in sorted(numbers)
        if pk not in found or not found[pk].live
    ]
    broken += [path for path in paths if not _leads_somewhere(path, request)]
    for name in broken[:_MOST]:
        yield _("A link in the text leads nowhere: %(target)s.") % {"target": name}


def _read_links(page: BasePage) -> tuple[set[int], list[str]]:
    """Return the numbers of the pages that the text links to, and the paths on this site that are typed out."""
    written = "".join(
        json.dumps(field.value_from_object(page).get_prep_value(), ensure_ascii=False)
        for field in page._meta.fields
        if isinstance(field, StreamField)
    )
    numbers = {int(pk[1]) for link in _PAGE_LINK.findall(written) if (pk := _ID.search(link))}
    paths = [urlsplit(address).path for address in _LINK.findall(written) if _is_path(address)]
    return numbers, list(dict.fromkeys(paths))


def _is_path(address: str) -> bool:
    return address.startswith("/") and not address.startswith("//")


def _leads_somewhere(path: str, request: HttpRequest) -> bool:
    try:
        if resolve(path).url_name != "wagtail_serve":
            return True
        site = Site.find_for_request(request)
        parts = [part for part in path.split("/") if part]
        return site is None or bool(site.root_page.specific.route(request, parts))
    except (Http404, Resolver404):
        return False


def _say_orphan(page: BasePage) -> Iterator[str]:
    parent = page.get_parent() if page.pk else None
    if parent is None or page.depth <= 2 or getattr(parent.specific_class, "lists_children", False):
        return
    rows = ReferenceIndex.get_references_to(page)
    if not rows.exclude(
        object_id=str(page.pk), base_content_type=page.cached_content_type
    ).exists():
        yield _(
            "No page, menu or button leads here: only search finds it. Link to it from a page, or put it into a menu."
        )
