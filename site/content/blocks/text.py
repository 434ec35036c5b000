"""Blocks of text: paragraphs, headings, key points, considerations, callouts, quotes, questions."""

from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from infra.editing.rich_text_features import ARTICLE_FEATURES

from ..samples import sample_faqs
from .base import Groups, list_existing, make_line, make_title, short_text


class ArticleTextBlock(blocks.RichTextBlock):
    """Paragraphs, lists and headings."""

    def __init__(self, **kwargs) -> None:
        kwargs.setdefault("features", ARTICLE_FEATURES)
        super().__init__(**kwargs)

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        group = Groups.TEXT
        template = "blocks/text.html"
        description = _(
            "Paragraphs, lists, headings and links. ‘Reference’ puts a numbered source mark into the text."
        )
        preview_value = "<p>After a session most people rest for about an hour. Someone else drives them home.</p>"


class HeadingBlock(blocks.StructBlock):
    """A heading that other pages can link to."""

    text = blocks.CharBlock(max_length=120)
    level = blocks.ChoiceBlock(
        choices=[("h2", _("Section")), ("h3", _("Subsection"))], default="h2"
    )
    anchor = blocks.CharBlock(
        required=False,
        max_length=60,
        validators=[
            RegexValidator(
                r"^(?!(?:ref|cite)-|main$|references$|contents$)[a-z][a-z0-9-]*$",
                _(
                    "Use small letters, digits and hyphens, starting with a letter. Names such as ref-1 belong to the reference list."
                ),
            )
        ],
        help_text=_(
            "For links to this place, for example who-should-not. Empty: made from the heading."
        ),
    )

    class Meta:
        icon = "title"
        label = _("Heading")
        group = Groups.TEXT
        template = "blocks/heading.html"
        description = _("A heading with an address of its own. Appears in the page's contents.")
        preview_value = {"text": "What an infusion is like", "level": "h2", "anchor": ""}


class KeyPointsBlock(blocks.StructBlock):
    """What a reader should take away, on top."""

    title = make_title("Key points")
    points = blocks.ListBlock(make_line(), min_num=1, max_num=7, label=_("Points"))

    class Meta:
        icon = "list-ul"
        label = _("Key points")
        group = Groups.TEXT
        template = "blocks/key_points.html"
        description = _("Two to five sentences that say the most important things. Put it first.")
        preview_value = {
            "title": "Key points",
            "points": [
                "<p>Ketamine is an anesthetic. Its use for depression is off-label.</p>",
                "<p>Many people improve quickly; many do not, and the benefit often fades.</p>",
            ],
        }


class ConsiderationsBlock(blocks.StructBlock):
    """The main considerations: things to weigh, each with a name and a short text."""

    title = make_title("Main considerations")
    introduction = make_line(required=False)
    items = blocks.ListBlock(
        blocks.StructBlock(
            [("title", blocks.CharBlock(max_length=120)), ("text", short_text())], icon="tick"
        ),
        min_num=1,
        max_num=12,
        label=_("Considerations"),
    )

    class Meta:
        icon = "list-ol"
        label = _("Main considerations")
        group = Groups.TEXT
        template = "blocks/considerations.html"
        description = _("A list of things to weigh before deciding, each with a short explanation.")
        preview_value = {
            "title": "Main considerations",
            "introduction": "<p>What to weigh before you decide.</p>",
            "items": [
                {
                    "title": "It is prescription-only",
                    "text": "<p>A licensed prescriber decides.</p>",
                },
                {
                    "title": "It can be misused",
                    "text": "<p>Tell us about past or present substance use.</p>",
                },
            ],
        }


class QuoteBlock(blocks.StructBlock):
    """Somebody's words, with where they are from."""

    text = blocks.TextBlock(max_length=600)
    source = blocks.CharBlock(
        max_length=160, help_text=_("Who said it, and where. Never a patient.")
    )
    reference = SnippetChooserBlock("clinic.Reference", required=False)

    class Meta:
        icon = "openquote"
        label = _("Quote")
        group = Groups.TEXT
        template = "blocks/quote.html"
        description = _(
            "A sentence from a published source, with its source. Not for testimonials."
        )
        preview_value = {
            "text": "The medical benefits of ketamine far outweigh potential harm from recreational use.",
            "source": "World Health Organization, 2015, on its use as an anaesthetic",
            "reference": None,
        }


class CalloutBlock(blocks.StructBlock):
    """A box that asks for attention without alarm."""

    tone = blocks.ChoiceBlock(
        choices=[("note", _("Note")), ("caution", _("Caution")), ("emergency", _("Emergency"))],
        default="note",
        label=_("How it looks"),
    )
    title = make_title(required=True)
    text = short_text()

    class Meta:
        icon = "info-circle"
        label = _("Callout")
        group = Groups.TEXT
        template = "blocks/callout.html"
        description = _("A note, a caution or what to do in an emergency.")
        preview_value = {
            "tone": "caution",
            "title": "Do not drive",
            "text": "<p>Not until the next day, after a night's sleep.</p>",
        }

    def get_context(self, value, parent_context=None):
        """Add `tone`, one of the three whatever is stored."""
        context = super().get_context(value, parent_context=parent_context)
        tone = value.get("tone")
        context["tone"] = tone if tone in ("note", "caution", "emergency") else "note"
        return context


class FaqBlock(blocks.StructBlock):
    """Questions and answers from the FAQ snippets."""

    title = make_title("Questions people ask")
    entries = blocks.ListBlock(SnippetChooserBlock("clinic.FaqEntry"), min_num=1, max_num=20)

    class Meta:
        icon = "help"
        label = _("FAQ")
        group = Groups.TEXT
        template = "blocks/faq.html"
        description = _(
            "Questions that open to show the answer. The same entry can stand on many pages."
        )
        preview_value = {"title": "Questions people ask", "entries": []}

    def get_context(self, value, parent_context=None):
        """Add `entries`: those that still exist and are published."""
        context = super().get_context(value, parent_context=parent_context)
        context["entries"] = [entry for entry in list_existing(value.get("entries")) if entry.live]
        return context

    def get_preview_value(self):
        """Show entries of the library, or made-up ones."""
        value = super().get_preview_value()
        value["entries"] = self.child_blocks["entries"].normalize(sample_faqs())
        return value
