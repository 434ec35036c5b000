"""A page whose content is a stream of blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.search import index

from content.blocks import body_blocks
from content.blocks.piece import walk_blocks
from infra.stream_field import StreamField

if TYPE_CHECKING:
    pass


from .base_page import BasePage

# Blocks that ask a reader to take the next step.
INVITATIONS = frozenset({"call_to_action", "form_link", "text_us"})


class BodyPage(BasePage):
    """A page whose content is a stream of blocks."""

    needs_review = True  # type: ignore[assignment]

    body = StreamField(body_blocks(), blank=True, verbose_name=_("content"))

    body_panels: ClassVar[list] = [FieldPanel("body")]
    content_panels = [
        *Page.content_panels,
        *BasePage.intro_panels,
        *body_panels,
        *BasePage.review_panels,
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]
    # The template of everything that may carry headings and references.
    article_template: ClassVar[str] = "components/body.html"
    # The streams that a visitor reads last, the last one first.
    closing_streams: ClassVar[tuple[str, ...]] = ("body",)

    class Meta:
        abstract = True

    @property
    def has_own_invitation(self) -> bool:
        """Whether the content ends with an invitation of its own, so that the page adds none."""
        for name in self.closing_streams:
            kinds = [block.block_type for block in walk_blocks(getattr(self, name))]
            if kinds:
                return not INVITATIONS.isdisjoint(kinds[-3:])
        return False

    def article_html(self, context: dict[str, Any]) -> str:
        """Render the body with its blocks."""
        return render_to_string(self.article_template, context, request=context.get("request"))
