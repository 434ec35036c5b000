"""What visitors lose when a page goes, in words, before it goes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.urls import NoReverseMatch, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page, ReferenceIndex

from .standing_losses import list_standing_losses

NAMED = 12


@dataclass(frozen=True)
class Loss:
    """One thing that visitors lose, with the places where somebody may want to put something else."""

    sentence: str
    places: tuple[tuple[str, str], ...] = ()


def list_losses(page: Page, user: Any, below_stays: bool = False) -> list[Loss]:
    """Return what visitors lose when `page` and what lies under it leave the site.

    Parameters: `below_stays`, that what lies under it goes along only if somebody ticks it.
    """
    going = page.get_descendants(inclusive=True)
    below = [each for each in going.live() if each.pk != page.pk]
    losses = []
    if page.live:
        losses.append(
            Loss(_("The page at %(address)s is gone.") % {"address": page.url or page.title})
        )
    if below:
        losses.append(_tell_of_below(below, below_stays))
    if below_stays:
        going = going.filter(pk=page.pk)
    pages, others = _users_of(going, user)
    if pages:
        losses.append(
            Loss(
                ngettext(
                    "A link to it disappears from %(count)s page.",
                    "Links to it disappear from %(count)s pages.",
                    len(pages),
                )
                % {"count": len(pages)},
                tuple(pages[:NAMED]),
            )
        )
    if others:
        losses.append(Loss(_("A link or button disappears from:"), tuple(others[:NAMED])))
    return losses


def _tell_of_below(below: list[Page], stays: bool) -> Loss:
    if stays:
        sentence = ngettext(
            "%(count)s page below it stays on the site unless you tick that it goes, too.",
            "%(count)s pages below it stay on the site unless you tick that they go, too.",
            len(below),
        )
    else:
        sentence = ngettext(
            "So is %(count)s page below it.", "So are %(count)s pages below it.", len(below)
        )
    places = tuple((each.title, each.url or "") for each in below[:NAMED])
    return Loss(sentence % {"count": len(below)}, places)


def list_thing_losses(thing: Model, user: Any) -> list[Loss]:
    """Return where visitors no longer see a picture, a document or a snippet once it is deleted or taken down."""
    kind = ContentType.objects.get_for_model(thing)
    losses = [Loss(sentence) for sentence in list_standing_losses(thing)]
    if not getattr(thing, "live", True):
        return losses
    pages, others = _list_owners(kind, {str(thing.pk)}, user, Page.objects.live())
    if pages:
        sentence = ngettext(
            "It disappears from %(count)s page.", "It disappears from %(count)s pages.", len(pages)
        )
        losses.append(Loss(sentence % {"count": len(pages)}, tuple(pages[:NAMED])))
    if others:
        losses.append(Loss(_("It disappears from:"), tuple(others[:NAMED])))
    return losses


def _users_of(going: Any, user: Any) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Return the live pages, and the menus and settings, that show one of the pages that go."""
    keys = {str(pk) for pk in going.values_list("pk", flat=True)}
    kind = ContentType.objects.get_for_model(Page)
    return _list_owners(kind, keys, user, Page.objects.live().exclude(pk__in=keys))


def _list_owners(
    kind: ContentType, keys: set[str], user: Any, staying: Any
) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Return the pages among `staying`, and what is no page, that show one of the rows `keys` of a kind."""
    finder = AdminURLFinder(user)
    page_kind = ContentType.objects.get_for_model(Page)
    rows = ReferenceIndex.objects.filter(to_content_type=kind, to_object_id__in=keys)
    owners = {(row.base_content_type_id, row.object_id) for row in rows}
    pages: list[tuple[str, str]] = []
    others: list[tuple[str, str]] = []
    for type_id, key in sorted(owners):
        if type_id == page_kind.pk:
            owner = staying.filter(pk=key).first()
            if owner is not None:
                pages.append((owner.title, _edit_page(owner)))
            continue
        owner = (
            ContentType.objects.get_for_id(type_id).get_all_objects_for_this_type(pk=key).first()
        )
        if owner is not None and getattr(owner, "live", True):
            name = f"{capfirst(str(owner._meta.verbose_name))}: {owner}"
            others.append((name, finder.get_edit_url(owner) or ""))
    return pages, others


def _edit_page(page: Page) -> str:
    try:
        return reverse("wagtailadmin_pages:edit", args=[page.pk])
    except NoReverseMatch:
        return ""
