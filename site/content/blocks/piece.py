"""A piece of the clinic's own: blocks that are written once and shown on many pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from ..samples import sample_piece
from .base import Groups

NAME = "piece"


class PieceBlock(blocks.StructBlock):
    """Shows a piece as it was published last; nothing where it is a draft or was deleted."""

    piece = SnippetChooserBlock("content.Piece", label=_("Piece"))

    class Meta:
        icon = "copy"
        label = _("Own piece")
        group = Groups.OWN
        template = "blocks/piece.html"
        description = _(
            "Blocks of your own that stand on several pages. Changed once, they change wherever they are shown."
        )
        preview_value = {"piece": None}

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict:
        """Add `blocks`: those of the piece, where visitors may see it."""
        context: dict = super().get_context(value, parent_context=parent_context)
        context["blocks"] = list(list_shown(value))
        return context

    def get_preview_value(self) -> Any:
        """Show a piece of the clinic's, or a made-up one."""
        value = super().get_preview_value()
        value["piece"] = sample_piece()
        return value

    def get_searchable_content(self, value: Any) -> list[str]:
        """Return the words of the piece, so that the page is found by them."""
        found: list[str] = []
        for block in list_shown(value):
            found += block.block.get_searchable_content(block.value)
        return found


def list_shown(value: Any) -> Iterable[Any]:
    """Return the blocks of the chosen piece; none where visitors may not see it."""
    piece = (value or {}).get("piece")
    return piece.body if piece is not None and piece.live else ()


def walk_blocks(stream: Iterable[Any] | None) -> Iterator[Any]:
    """Yield the blocks of a stream in reading order, those of a piece in the piece's place."""
    for block in stream or ():
        if block.block_type == NAME:
            yield from list_shown(block.value)
        else:
            yield block
