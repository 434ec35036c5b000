"""What a snippet is that holds health content: it has drafts, locks, versions and a review of its own."""

from __future__ import annotations

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    RevisionMixin,
    WorkflowMixin,
)
from wagtail.search import index

from .checked_form import CheckedModelForm
from .publishing import CheckedPublishMixin


class ReviewedSnippet(
    CheckedPublishMixin,
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    index.Indexed,
    models.Model,
):
    """The base of such snippets: published only through every check, previewed, searched, and found by its versions."""

    base_form_class = CheckedModelForm

    _revisions = GenericRelation("wagtailcore.Revision", related_query_name="%(class)s")
    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="%(class)s",
        for_concrete_model=False,
    )

    class Meta:
        abstract = True

    @property
    def revisions(self) -> models.Manager:
        """The earlier versions, as Wagtail stores them."""
        return self._revisions
