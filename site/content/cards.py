"""What a card shows of a page: its title, introduction and picture, read once a content version."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from wagtail.models import Page

from infra.memory import memoize
from infra.view_restrictions import public_q
from media.models import ClinicImage


@dataclass(frozen=True)
class PageCard:
    """A page as a card shows it."""

    title: str
    introduction: str = ""
    picture: ClinicImage | None = None


def page_cards(ids: Iterable[int]) -> dict[int, PageCard]:
    """Return the cards of live, public pages by id; drafts, private and deleted pages are left out."""
    wanted = frozenset(int(pk) for pk in ids if pk)
    return memoize(("cards", wanted), lambda: _read_card(wanted)) if wanted else {}


def _read_card(ids: frozenset[int]) -> dict[int, PageCard]:
    pages = Page.objects.live().filter(public_q(), pk__in=ids).specific()
    return {
        page.pk: PageCard(
            page.title, getattr(page, "introduction", ""), getattr(page, "picture", None)
        )
        for page in pages
    }
