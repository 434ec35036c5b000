"""Shows the facts about the clinic in Wagtail's admin."""

from django.http import HttpRequest
from django.urls import URLPattern, path
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from .look.accent_field import ADDRESS_NAME, answer_accent
from .reference_chooser import ReferenceMarkChooser
from .viewsets import ClinicGroup, LibraryGroup, without_seo_settings

register_snippet(ClinicGroup)
register_snippet(LibraryGroup)


@hooks.register("register_admin_viewset")
def reference_mark_chooser() -> ReferenceMarkChooser:
    """Register the chooser that the editor's 'Reference' button opens."""
    return ReferenceMarkChooser("reference_mark_chooser", url_prefix="references/choose")


@hooks.register("register_admin_urls")
def check_accent_address() -> list[URLPattern]:
    """Answer the field for the color of buttons while a color is picked."""
    return [path("look/accent/", answer_accent, name=ADDRESS_NAME)]


@hooks.register("construct_settings_menu")
def hide_seo_settings(request: HttpRequest, menu_items: list) -> None:
    """Two places to say the clinic's name would be one too many."""
    without_seo_settings(menu_items)


@hooks.register("construct_snippet_action_menu")
def publish_first(menu_items, request, context) -> None:
    """Put 'Publish' in front: saving a draft that looks like saving leaves the old menu on the site."""
    menu_items.sort(key=lambda item: item.name != "action-publish")
