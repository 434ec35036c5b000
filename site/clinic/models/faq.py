"""Questions with their answers: written once, shown on many pages."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.search import index

from infra.editing.panels import AppsPanel
from infra.editing.reviewed_snippet import ReviewedSnippet
from infra.editing.rich_text_features import INLINE_FEATURES


class FaqEntry(ReviewedSnippet):
    """A question and its answer, used on any number of pages. Health content: it has a draft and a review of its own."""

    question = models.CharField(_("question"), max_length=200)
    answer = RichTextField(_("answer"), features=INLINE_FEATURES)
    topic = models.CharField(
        _("topic"),
        max_length=60,
        blank=True,
        help_text=_("For staff: helps to find it, for example ‘Costs’."),
    )

    panels = [AppsPanel(), FieldPanel("question"), FieldPanel("answer"), FieldPanel("topic")]
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

    def get_preview_template(self, request, mode_name: str) -> str:
        """The entry as the FAQ block shows it."""
        return "previews/faq.html"
