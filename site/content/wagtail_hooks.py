"""What the rich text editor offers: source marks, quick page links, sure document links."""

from django.templatetags.static import static
from django.urls import reverse_lazy
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.rich_text.editors.draftail.features import EntityFeature

from .rich_text import (
    QuickPageLinkHandler,
    ReferenceElementHandler,
    ReferenceHandler,
    SureDocumentLinkHandler,
    reference_to_database,
)


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


@hooks.register("insert_global_admin_js")
def close_calendars() -> str:
    """Close a calendar when its field is left."""
    return format_html('<script src="{}"></script>', static("admin/picker.js"))


@hooks.register("insert_global_admin_js")
def editing_scripts() -> str:
    """What the editor's forms need: links to what is missing; a picture's description follows the picture."""
    return format_html(
        '<script src="{}" defer></script>'
        '<script src="{}" data-own="{}" data-none="{}" data-cleared="{}" data-back="{}"></script>',
        static("admin/editing.js"),
        static("admin/picture_words.js"),
        _("The picture's own: “%s”"),
        _("This picture has no description of its own yet."),
        _("These words were about the former picture and were taken away: “%s”"),
        _("Put them back"),
    )


@hooks.register("insert_global_admin_css")
def editing_css() -> str:
    """The look of what the editor adds."""
    return format_html('<link rel="stylesheet" href="{}">', static("admin/editing.css"))
