"""The clinic's own pieces: blocks that are written once and shown on any number of pages."""

from __future__ import annotations

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    RevisionMixin,
    WorkflowMixin,
)
from wagtail.search import index

from infra.editing.checked_form import CheckedModelForm
from infra.editing.panels import RoomsPanel
from infra.editing.publishing import CheckedPublishMixin
from infra.stream_field import StreamField

from .blocks.body import list_own_blocks


class Piece(
    CheckedPublishMixin,
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    index.Indexed,
    models.Model,
):
    """Blocks under a name. It has a draft and a review of its own; pages show what was published last.

    It holds every block of a page but the one that shows pieces, so none can contain itself.
    """

    base_form_class = CheckedModelForm

    title = models.CharField(
        _("name"),
        max_length=120,
        help_text=_("For staff: visitors don’t see it. For example ‘What a first visit costs’."),
    )
    body = StreamField(list_own_blocks(), verbose_name=_("content"))

    _revisions = GenericRelation("wagtailcore.Revision", related_query_name="piece")
    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="piece",
        for_concrete_model=False,
    )

    panels = [RoomsPanel(), FieldPanel("title"), FieldPanel("body")]
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

    @property
    def revisions(self) -> models.Manager:
        """The earlier versions of the piece, as Wagtail stores them."""
        return self._revisions

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """The blocks as a page shows them."""
        return "previews/piece.html"
