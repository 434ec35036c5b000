"""What an editor should know of a page before others find it: lengths, doubles, what hides it, links that lead nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, ReferenceIndex

from pages.models import BasePage
from pages.panels import NAMES

from ..head import LONGEST_TITLE
from ..model import Head
from .links import say_links

# What search engines show of a description before they cut it, in characters.
LONGEST_DESCRIPTION = 155


def list_notes(page: BasePage, head: Head, request: HttpRequest) -> list[str]:
    """Return everything worth saying of `page`, as it would go out, one sentence each."""
    return [
        *_say_hidden(page, head),
        *_say_lengths(page, head),
        *_say_doubles(page),
        *say_links(page, request),
        *_say_orphan(page),
    ]


def _say_hidden(page: BasePage, head: Head) -> Iterator[str]:
    if page.noindex:
        yield _("Hidden: search engines are asked not to list this page.")
    elif page.canonical_url:
        yield _(
            "Search engines are sent to %(address)s and list that one in the place of this page."
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


def _say_orphan(page: BasePage) -> Iterator[str]:
    parent = page.get_parent() if page.pk else None
    if parent is None or page.depth <= 2 or getattr(parent.specific_class, "lists_children", False):
        return
    if not _is_led_to(page):
        yield _(
            "No page, menu or button leads here: only search finds it. Link to it from a page, or put it into a menu."
        )


def _is_led_to(page: BasePage) -> bool:
    """Tell whether something that visitors see leads to `page`: no draft, no redirect and no word of the search."""
    rows = ReferenceIndex.get_references_to(page).exclude(
        object_id=str(page.pk), base_content_type=page.cached_content_type
    )
    numbers: dict[int, set[str]] = {}
    for kind, number in rows.values_list("base_content_type", "object_id"):
        numbers.setdefault(kind, set()).add(number)
    for kind, found in numbers.items():
        model = ContentType.objects.get_for_id(kind).model_class()
        if model in (None, Redirect) or not getattr(model, "is_a_way", True):
            continue
        things = model._default_manager.filter(pk__in=found)
        drafts = any(field.name == "live" for field in model._meta.fields)
        if (things.filter(live=True) if drafts else things).exists():
            return True
    return False
