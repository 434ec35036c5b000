"""What changes for visitors when a page is moved, in words, before it is."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page


def list_move_changes(page: Page, destination: Page) -> list[str]:
    """Return what a move of `page` under `destination` changes; nothing where visitors see neither."""
    count = page.get_descendants(inclusive=True).live().count()
    former = page.get_url()
    under = destination.get_url()
    if not count or not former or not under:
        return []
    sentences = [
        _("Its address changes from %(former)s to %(new)s.")
        % {"former": former, "new": f"{under.rstrip('/')}/{page.slug}/"},
        _("The former address leads on by itself, and links and menus follow it."),
    ]
    others = count - (1 if page.live else 0)
    if others:
        sentence = ngettext(
            "The same goes for %(count)s page below it.",
            "The same goes for %(count)s pages below it.",
            others,
        )
        sentences.append(sentence % {"count": others})
    if not destination.live:
        sentences.append(
            _(
                "‘%(title)s’ is not published, so visitors find it through links and the search only."
            )
            % {"title": destination.title}
        )
    return sentences


def list_changes_of_several(pages: Iterable[Page]) -> list[str]:
    """Return what a move of `pages` changes, before it is chosen under which page; nothing where visitors see none."""
    seen = [page for page in pages if page.live and page.get_url()]
    below = {each.pk for page in pages for each in page.get_descendants().live()}
    below -= {page.pk for page in seen}
    if not seen and not below:
        return []
    sentences = [
        _("%(former)s: its address changes, and begins with that of the page you choose.")
        % {"former": page.get_url()}
        for page in seen
    ]
    if below:
        sentence = ngettext(
            "The same goes for %(count)s page below.",
            "The same goes for %(count)s pages below.",
            len(below),
        )
        sentences.append(sentence % {"count": len(below)})
    sentences.append(
        _("The former addresses lead on by themselves, and links and menus follow them.")
    )
    return sentences
