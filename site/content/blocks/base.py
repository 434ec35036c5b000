"""What all blocks share."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from clinic.layout import Layout, layout_for
from infra.editing.rich_text_features import INLINE_FEATURES, LINE_FEATURES


class Groups:
    """The headings in the editor's 'add a block' menu."""

    TEXT = _("Text")
    TREATMENT = _("Treatment")
    EVIDENCE = _("Safety and evidence")
    MEDIA = _("Pictures and files")
    CLINIC = _("The clinic")
    ACTION = _("Next steps")
    OWN = _("Your own")


def make_line(**kwargs) -> blocks.RichTextBlock:
    """One or two sentences with bold, links and references."""
    return blocks.RichTextBlock(features=LINE_FEATURES, **kwargs)


def short_text(**kwargs) -> blocks.RichTextBlock:
    """A few paragraphs inside a block."""
    return blocks.RichTextBlock(features=INLINE_FEATURES, **kwargs)


def make_title(default: str = "", *, required: bool = False, **kwargs) -> blocks.CharBlock:
    """The heading of a section; empty means none."""
    return blocks.CharBlock(
        required=required, max_length=120, default=default, label=_("Heading"), **kwargs
    )


def layout_in(parent_context: dict[str, Any] | None) -> "Layout":
    """Return the layout that the page's context carries, or that of nobody's site (a feed has none)."""
    found = (parent_context or {}).get("layout")
    return found if found is not None else layout_for((parent_context or {}).get("request"))


def list_existing(values: Iterable[Any] | None) -> list[Any]:
    """Return what choosers still find: a deleted snippet, page or picture arrives as None."""
    return [value for value in values or () if value is not None]
