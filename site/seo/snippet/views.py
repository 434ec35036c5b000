"""Answers `static/admin/snippet.js`: a page as search engines, shared links and machines would get it now."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.text import slugify
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from wagtail.images import get_image_model
from wagtail.models import Page

from clinic.layout import layout_for
from pages.models import BasePage

from ..head import LONGEST_TITLE, build_head, has_twin, site_root
from ..model import Head
from .notes import LONGEST_DESCRIPTION, list_notes

# What the script sends of the form: nothing else of a page is in its head.
TEXTS = ("title", "seo_title", "search_description", "introduction", "canonical_url")
PICTURES = ("og_image", "picture")
_LONGEST = 2000
# Stands in the address of a page whose title holds no letter yet.
_NO_SLUG = "…"


@never_cache
@require_POST
def show_snippet(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the page `pk` with what is typed in its editor, as it would go out. Stores nothing.

    Raises PermissionDenied for who may not edit it, Http404 where it is no public page's type.
    """
    found = get_object_or_404(Page, pk=pk)
    if not found.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    page = found.get_latest_revision_as_object()
    if not isinstance(page, BasePage):
        return HttpResponse("", status=204)
    _take_typed(page, request)
    return _show_page(page, request)


@never_cache
@require_POST
def show_new_snippet(request: HttpRequest, kind: str, parent: int) -> HttpResponse:
    """Show a page that is being written below the page `parent`, as it would go out. Stores nothing.

    Args:
        request: with what is typed.
        kind: the page's type, as `home.standardpage`.
        parent: the number of the page it will lie under.

    Raises PermissionDenied for who may not write one there, Http404 where there is no such type or place.
    """
    above = get_object_or_404(Page, pk=parent).specific
    if not above.permissions_for_user(request.user).can_add_subpage():
        raise PermissionDenied
    model = next(
        (one for one in above.creatable_subpage_models() if one._meta.label_lower == kind), None
    )
    if model is None or not issubclass(model, BasePage):
        raise Http404
    page = model()
    page.depth = above.depth + 1
    # A place in the tree that is never taken, as the preview of an unsaved page needs one.
    page.path = above.path + page.alphabet[0] * page.steplen
    _take_typed(page, request)
    page.slug = page.slug or slugify(page.title) or _NO_SLUG
    page.set_url_path(above)
    return _show_page(page, request)


def _show_page(page: BasePage, request: HttpRequest) -> HttpResponse:
    # Without a request: the address is the page's own, and nothing of this screen gets into it.
    layout = layout_for(request)
    head = build_head({"page": page, "layout": layout, "article": None})
    context = {
        "page": page,
        "head": head,
        # By its path: staff may be at another name of this machine, whose pictures the admin's policy refuses.
        "picture": head.image.url.removeprefix(site_root(layout, None)) if head.image else "",
        "path": _split_address(head, page),
        "title_room": LONGEST_TITLE,
        "description_room": LONGEST_DESCRIPTION,
        "short_title": shorten_text(head.title, LONGEST_TITLE),
        "short_description": shorten_text(head.description, LONGEST_DESCRIPTION),
        "notes": list_notes(page, head, request),
        "twin": f"{page.url}index.md" if has_twin(page) else "",
        "kinds": _list_kinds(head),
    }
    return TemplateResponse(request, "seo/snippet.html", context)


def _take_typed(page: BasePage, request: HttpRequest) -> None:
    for name in TEXTS:
        if name in request.POST:
            setattr(page, name, request.POST[name].strip()[:_LONGEST])
    page.noindex = bool(request.POST.get("noindex"))
    slug = request.POST.get("slug", "").strip()[:_LONGEST]
    if slug and slug != page.slug and page.depth > 2:
        page.slug = slug
        if page.pk:
            page.set_url_path(page.get_parent())
    for name in PICTURES:
        if name in request.POST and hasattr(page, name):
            number = request.POST[name]
            chosen = (
                get_image_model().objects.filter(pk=number).first() if number.isdigit() else None
            )
            setattr(page, name, chosen)


def shorten_text(text: str, room: int) -> str:
    """Return as many whole words of `text` as fit into `room` characters, with '…' where it is cut."""
    if len(text) <= room:
        return text
    return (
        text[: room + 1].rpartition(" ")[0].rstrip(" ,;:–-") + " …"
        if " " in text[:room]
        else text[:room] + "…"
    )


def _split_address(head: Head, page: Any) -> list[str]:
    """Return host and steps of the address, as search engines write it."""
    parts = urlsplit(head.canonical or page.full_url or "")
    return [part for part in (parts.netloc, *parts.path.split("/")) if part]


def _list_kinds(head: Head) -> list[str]:
    """Return what the JSON-LD graph calls the page and what it is about, once each."""
    script = str(head.json_ld)
    graph = json.loads(script[script.index(">") + 1 : script.rindex("<")])["@graph"]
    kinds = [
        node["@type"]
        for node in graph
        if head.canonical and node["@id"].startswith(head.canonical + "#")
    ]
    return list(dict.fromkeys(str(kind) for kind in kinds if isinstance(kind, str)))
