"""Which links of a page lead nowhere: to what was deleted or is a draft, to an address or a place on a page that isn't there."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from django.core.serializers.json import DjangoJSONEncoder
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.fields import StreamField
from wagtail.models import Page

from infra.memory import memoize
from pages.models import BasePage
from pages.visitor import ask_as_visitor, render_answer, route_page, serve_route

_LINK = re.compile(r'<a\b[^>]*\bhref=\\?"([^"\\]+)\\?"', re.S)
# The address of a button or a card, which stands alone in its field.
_WHOLE = re.compile(r'"(https?://[^"\\\s]+)"')
_PLACE = re.compile(r"""\s(?:id|name)=["']?([^"'\s>]+)""")
_MOST = 5
# So many pages are looked into for a place that a link names; each is read once a content version.
_MOST_LOOKED_INTO = 12


@dataclass
class _Links:
    pages: set[int] = field(default_factory=set)
    documents: set[int] = field(default_factory=set)
    # Path and place of each address on this site; an empty path is the page itself.
    addresses: list[tuple[str, str]] = field(default_factory=list)


def say_links(page: BasePage, request: HttpRequest) -> Iterator[str]:
    """Yield a sentence for each link of `page` that leads nowhere, the first few of each kind."""
    links = _read_links(page, request)
    for name in [*_list_broken(links, request)][:_MOST]:
        yield _("A link in the text leads nowhere: %(target)s.") % {"target": name}
    for name in [*_list_missing_places(page, links, request)][:_MOST]:
        yield _("A link leads to a place that isn’t on its page: %(target)s.") % {"target": name}


def _list_broken(links: _Links, request: HttpRequest) -> Iterator[str]:
    found = {one.pk: one for one in Page.objects.filter(pk__in=links.pages)}
    for pk in sorted(links.pages):
        if pk not in found:
            yield _("a page that was deleted")
        elif not found[pk].live:
            yield found[pk].title
    there = get_document_model().objects.filter(pk__in=links.documents).count()
    yield from [_("a document that was deleted")] * (len(links.documents) - there)
    for path in dict.fromkeys(path for path, _place in links.addresses if path):
        if not _leads_somewhere(path, request):
            yield path


def _read_links(page: BasePage, request: HttpRequest) -> _Links:
    """Return what text, buttons and cards of a page lead to on this site."""
    links, written = _Links(), list[str]()
    for model_field in page._meta.fields:
        if not isinstance(model_field, StreamField):
            continue
        value = model_field.value_from_object(page)
        for model, number, *_path in value.stream_block.extract_references(value):
            if issubclass(model, Page):
                links.pages.add(int(number))
            elif issubclass(model, get_document_model()):
                links.documents.add(int(number))
        # A block may hold a day or a moment, which JSON by itself does not know.
        text = json.dumps(value.get_prep_value(), ensure_ascii=False, cls=DjangoJSONEncoder)
        written += [*_LINK.findall(text), *_WHOLE.findall(text)]
    own = request.get_host()
    found = [_split_address(html.unescape(address), own) for address in written]
    links.addresses = list(dict.fromkeys(one for one in found if one))
    return links


def _split_address(address: str, own: str) -> tuple[str, str] | None:
    """Return path and place of an address on this site, whether typed out with its host or not; None for any other."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.netloc and parts.netloc.lower() == own.lower():
        return parts.path or "/", parts.fragment
    if parts.netloc or not address.startswith(("/", "#")):
        return None
    return parts.path, parts.fragment


def _leads_somewhere(path: str, request: HttpRequest) -> bool:
    try:
        return resolve(path).url_name != "wagtail_serve" or bool(route_page(request, path))
    except (Http404, Resolver404):
        return False


def _list_missing_places(page: BasePage, links: _Links, request: HttpRequest) -> Iterator[str]:
    """Yield the addresses whose page is there and has no such place."""
    asked = [(path, place) for path, place in links.addresses if _is_named(place)]
    own_path = page.url or ""
    looked_into: dict[str, frozenset[str] | None] = {}
    for path, place in asked:
        own = not path or path == own_path
        key = "" if own else path
        if key not in looked_into:
            if len(looked_into) >= _MOST_LOOKED_INTO:
                return
            looked_into[key] = _own_places(page, request) if own else _places_at(path, request)
        places = looked_into[key]
        if places is not None and unquote(place) not in places:
            yield f"{path}#{place}"


def _is_named(place: str) -> bool:
    """Tell whether a place must have a name on the page: the top needs none, nor does a browser's 'text='."""
    return bool(place) and place.lower() != "top" and not place.startswith(":~:")


def _places_at(path: str, request: HttpRequest) -> frozenset[str] | None:
    """Return the places of the page at `path`, read once a content version; None where no page of ours answers."""
    return memoize(("places", request.get_host(), path), lambda: _read_places(path, request))


def _read_places(path: str, request: HttpRequest) -> frozenset[str] | None:
    asked = ask_as_visitor(request, path)
    try:
        if resolve(path).url_name != "wagtail_serve":
            return None
        route = route_page(asked, path)
    except (Http404, Resolver404):
        return None
    return _places_in(serve_route(asked, route))


def _own_places(page: BasePage, request: HttpRequest) -> frozenset[str] | None:
    """Return the places of the page that is edited, as it was saved last and with what is typed."""
    asked = ask_as_visitor(request, page.url or "/")
    asked.is_preview = True  # type: ignore[attr-defined]
    return _places_in(render_answer(page.serve_preview(asked, page.default_preview_mode)))


def _places_in(response: HttpResponse) -> frozenset[str] | None:
    if response.status_code != 200:
        return None
    return frozenset(html.unescape(name) for name in _PLACE.findall(response.content.decode()))
