"""A page that shows a piece nobody can see yet would go live with a hole in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from wagtail.fields import StreamField
from wagtail.models import Page

from content.blocks.piece import NAME
from content.models import Piece


def refuse_hidden_pieces(thing: Any) -> str:
    """Return why a page can't be published because of the pieces it shows, with what to do; empty where it can."""
    if not isinstance(thing, Page):
        return ""
    hidden = [str(piece) for piece in _list_pieces(thing) if not piece.live]
    if not hidden:
        return ""
    return _(
        "Not published yet: the own piece ‘%(name)s’ on this page is still a draft, so visitors would not see it. Publish it "
        "first (Own pieces), or take it out. Your text is kept."
    ) % {"name": hidden[0]}


def _list_pieces(page: Page) -> Iterator[Piece]:
    for field in page._meta.concrete_fields:
        if not isinstance(field, StreamField):
            continue
        for block in getattr(page, field.name, None) or ():
            if block.block_type == NAME and (piece := block.value.get("piece")) is not None:
                yield piece
