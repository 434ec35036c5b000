"""The clinic's own pieces: blocks that are written once and shown on any number of pages."""

from __future__ import annotations

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from infra.editing.panels import AppsPanel
from infra.editing.reviewed_snippet import ReviewedSnippet
from infra.stream_field import StreamField

from .blocks.body import list_own_blocks


class Piece(ReviewedSnippet):
    """Blocks under a name. It has a draft and a review of its own; pages show what was published last.

    It holds every block of a page but the one that shows pieces, so none can contain itself.
    """

    title = models.CharField(
        _("name"),
        max_length=120,
        help_text=_("For staff: visitors don’t see it. For example ‘What a first visit costs’."),
    )
    body = StreamField(list_own_blocks(), verbose_name=_("content"))

    panels = [AppsPanel(), FieldPanel("title"), FieldPanel("body")]
    search_fields = [
        index.SearchField("title", boost=2),
        index.SearchField("body"),
        index.AutocompleteField("title"),
    ]

    class Meta:
        ordering = ["title"]
        verbose_name = _("own piece")
        verbose_name_plural = _("own pieces")

    def __str__(self) -> str:
        return self.title

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """The blocks as a page shows them."""
        return "previews/piece.html"
