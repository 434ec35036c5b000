"""Where core meets Wagtail's admin and rich text."""

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse_lazy
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.rich_text.editors.draftail.features import EntityFeature
from wagtail.snippets.models import register_snippet

from clinic.reference_chooser import ReferenceMarkChooser
from clinic.viewsets import ClinicGroup, LibraryGroup, without_seo_settings

from .rich_text import (
    QuickPageLinkHandler,
    ReferenceElementHandler,
    ReferenceHandler,
    SureDocumentLinkHandler,
    reference_to_database,
)

register_snippet(ClinicGroup)
register_snippet(LibraryGroup)


@hooks.register("register_admin_viewset")
def reference_mark_chooser() -> ReferenceMarkChooser:
    """Register the chooser that the editor's 'Reference' button opens."""
    return ReferenceMarkChooser("reference_mark_chooser", url_prefix="references/choose")


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


@hooks.register("construct_settings_menu")
def hide_seo_settings(request: HttpRequest, menu_items: list) -> None:
    """Two places to say the clinic's name would be one too many."""
    without_seo_settings(menu_items)


@hooks.register("construct_snippet_action_menu")
def publish_first(menu_items, request, context) -> None:
    """Put 'Publish' in front: saving a draft that looks like saving leaves the old menu on the site."""
    menu_items.sort(key=lambda item: item.name != "action-publish")
