"""Where core meets Wagtail's admin and rich text."""

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.rich_text.editors.draftail.features import EntityFeature
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from .models import FaqEntry, Location, Menu, Notice, Person, Reference
from .reference_chooser import ReferenceMarkChooser
from .rich_text import (
    QuickPageLinkHandler,
    ReferenceElementHandler,
    ReferenceHandler,
    SureDocumentLinkHandler,
    reference_to_database,
)


class PersonViewSet(SnippetViewSet):
    """People in the admin."""

    model = Person
    icon = "group"
    list_display = ["name", "credentials", "role", "show_on_team", "is_sample"]
    list_filter = ["show_on_team", "is_sample"]


class LocationViewSet(SnippetViewSet):
    """Places in the admin."""

    model = Location
    icon = "site"
    list_display = ["name", "city", "state", "is_sample"]


class MenuViewSet(SnippetViewSet):
    """Menus in the admin."""

    model = Menu
    icon = "list-ul"
    list_display = ["slot", "heading"]


class NoticeViewSet(SnippetViewSet):
    """Notices in the admin."""

    model = Notice
    icon = "info-circle"
    list_display = ["title", "place", "active", "starts", "ends"]
    list_filter = ["place", "active"]


class ClinicGroup(SnippetViewSetGroup):
    """'Clinic' in the admin's menu: what is used on many pages."""

    menu_label = _("Clinic")
    menu_icon = "home"
    menu_order = 150
    items = (PersonViewSet, LocationViewSet, MenuViewSet, NoticeViewSet)


class ReferenceViewSet(SnippetViewSet):
    """Sources in the admin."""

    model = Reference
    icon = "openquote"
    list_display = ["authors", "title", "year", "kind"]
    list_filter = ["kind", "year"]
    ordering = ["authors"]


class FaqViewSet(SnippetViewSet):
    """FAQ entries in the admin."""

    model = FaqEntry
    icon = "help"
    list_display = ["question", "topic"]
    list_filter = ["topic"]


class LibraryGroup(SnippetViewSetGroup):
    """'Library' in the admin's menu: what texts draw on."""

    menu_label = _("Library")
    menu_icon = "openquote"
    menu_order = 160
    items = (ReferenceViewSet, FaqViewSet)


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
