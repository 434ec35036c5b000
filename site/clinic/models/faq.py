"""Questions with their answers: written once, shown on many pages."""

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
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
from infra.editing.rich_text_features import INLINE_FEATURES


class FaqEntry(
    CheckedPublishMixin,
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    index.Indexed,
    models.Model,
):
    """A question and its answer, used on any number of pages. Health content: it has a draft and a review of its own."""

    base_form_class = CheckedModelForm

    question = models.CharField(_("question"), max_length=200)
    answer = RichTextField(_("answer"), features=INLINE_FEATURES)
    topic = models.CharField(
        _("topic"),
        max_length=60,
        blank=True,
        help_text=_("For staff: helps to find it, for example ‘Costs’."),
    )

    _revisions = GenericRelation("wagtailcore.Revision", related_query_name="faq_entry")
    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="faq_entry",
        for_concrete_model=False,
    )

    panels = [RoomsPanel(), FieldPanel("question"), FieldPanel("answer"), FieldPanel("topic")]
    search_fields = [
        index.SearchField("question", boost=2),
        index.SearchField("answer"),
        index.AutocompleteField("question"),
        index.FilterField("topic"),
    ]

    class Meta:
        ordering = ["topic", "question"]
        verbose_name = _("FAQ entry")
        verbose_name_plural = _("FAQ entries")

    def __str__(self) -> str:
        return self.question

    @property
    def revisions(self) -> models.Manager:
        """The earlier versions of the entry, as Wagtail stores them."""
        return self._revisions

    def get_preview_template(self, request, mode_name: str) -> str:
        """The entry as the FAQ block shows it."""
        return "previews/faq.html"
