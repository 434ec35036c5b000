"""What the rich text editor offers: source marks, quick page links, sure document links."""

import json
from collections.abc import Iterator
from typing import Any

from django.templatetags.static import static
from django.urls import path, reverse, reverse_lazy
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.rich_text.editors.draftail.features import EntityFeature
from wagtail.admin.widgets import Button
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from .rich_text import (
    QuickPageLinkHandler,
    ReferenceElementHandler,
    ReferenceHandler,
    SureDocumentLinkHandler,
    reference_to_database,
)
from .taking import can_take, take_blocks
from .viewsets import PieceViewSet

register_snippet(PieceViewSet)


@hooks.register("register_rich_text_features", order=20)
def rich_text_features(features) -> None:
    """Add source marks, and page links that cost no query a paragraph."""
    features.register_link_type(QuickPageLinkHandler)
    features.register_link_type(SureDocumentLinkHandler)
    features.register_link_type(ReferenceHandler)
    features.register_editor_plugin(
        "draftail",
        "reference",
        EntityFeature(
            {
                "type": "REFERENCE",
                "icon": "superscript",
                "description": str(_("Reference")),
                "attributes": ["id", "string"],
                "chooserUrls": {"referenceChooser": reverse_lazy("reference_mark_chooser:choose")},
            },
            js=["wagtailadmin/js/chooser-modal.js", "admin/reference.js"],
        ),
    )
    features.register_converter_rule(
        "contentstate",
        "reference",
        {
            "from_database_format": {
                'a[linktype="reference"]': ReferenceElementHandler("REFERENCE")
            },
            "to_database_format": {"entity_decorators": {"REFERENCE": reference_to_database}},
        },
    )


@hooks.register("register_admin_urls")
def admin_urls() -> list:
    """Add the screen that makes a piece of blocks of a page."""
    return [path("pieces/take/<int:page_id>/", take_blocks, name="take_blocks")]


@hooks.register("register_page_header_buttons")
def take_button(
    page: Page, user: Any, view_name: str = "", next_url: str | None = None
) -> Iterator[Button]:
    """Offer 'Save blocks as an own piece' beside what can be done with a page."""
    if view_name == "edit" and can_take(page.specific, user):
        yield Button(
            _("Save blocks as an own piece"),
            reverse("take_blocks", args=[page.pk]),
            icon_name="copy",
            priority=60,
        )


@hooks.register("insert_global_admin_js")
def close_calendars() -> str:
    """Close a calendar when its field is left."""
    return format_html('<script src="{}"></script>', static("admin/picker.js"))


@hooks.register("insert_global_admin_js")
def editing_scripts() -> str:
    """What the editor's forms need: links to what is missing, rows by keyboard, a word where a field is full, a picture's description."""
    return format_html(
        '<script src="{}" defer></script>'
        '<script src="{}" defer></script>'
        '<script src="{}" data-cut="{}" data-full="{}"></script>'
        '<script src="{}" data-own="{}" data-none="{}" data-cleared="{}" data-back="{}"></script>',
        static("admin/editing.js"),
        static("admin/rows.js"),
        static("admin/room.js"),
        _("%most letters fit here. The last %over of what you pasted were left out."),
        _("%most letters fit here; no more can be typed."),
        static("admin/picture_words.js"),
        _("The picture's own: “%s”"),
        _("This picture has no description of its own yet."),
        _("These words were about the former picture and were taken away: “%s”"),
        _("Put them back"),
    )


# What a text can't hold of what is pasted into it (static/admin/paste.js), and what to do instead.
NOT_HELD = {
    "tables": _("A table can’t stand inside a text: each of its rows is one line now."),
    "tables_instead": _("To show it as a table, add the block ‘Comparison table’."),
    "pictures": _("Pictures don’t come along with a text."),
    "pictures_instead": _("Add them by the block ‘Picture’; each needs a description."),
    "headings": _("This text has no headings: those that you pasted are plain lines now."),
    "headings_instead": _("The block ‘Heading’ makes one, and so does the block ‘Text’."),
    "lists": _("This text has no lists: each entry that you pasted is a line of its own now."),
    "quotes": _("What was set off as a quotation is plain text now."),
    "quotes_instead": _("The block ‘Quote’ shows it as one, with its source."),
    "footnotes": _("Footnotes came as plain text."),
    "footnotes_instead": _("Take their numbers out, and put a source there by ‘Reference’."),
    "struck": _("Words that were deleted or crossed out in what you pasted were left out."),
    "remarks": _("Comments on what you pasted were left out."),
}


@hooks.register("insert_global_admin_js")
def text_scripts() -> str:
    """Put what is pasted into what a text holds, say what was left out, and name each text to a screen reader."""
    words = json.dumps({key: str(sentence) for key, sentence in NOT_HELD.items()})
    return format_html(
        '<script src="{}" data-words="{}"></script><script src="{}"></script>',
        static("admin/paste.js"),
        words,
        static("admin/names.js"),
    )


@hooks.register("insert_global_admin_css")
def editing_css() -> str:
    """The look of what the editor adds."""
    return format_html('<link rel="stylesheet" href="{}">', static("admin/editing.css"))
