"""Where the app meets Wagtail's admin: what goes out of a page, beside the fields of its editor."""

from __future__ import annotations

from django.templatetags.static import static
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks

from .snippet.views import show_new_snippet, show_snippet


@hooks.register("register_admin_urls")
def snippet_urls() -> list[URLPattern]:
    """Give the snippet its addresses: of a page, and of one that is being written."""
    return [
        path("snippet/<int:pk>/", show_snippet, name="page_snippet"),
        path("snippet/new/<str:kind>/<int:parent>/", show_new_snippet, name="new_page_snippet"),
    ]


@hooks.register("insert_editor_js")
def snippet_script() -> SafeString:
    """Bring the script that asks for it while somebody types."""
    return format_html('<script src="{}" defer></script>', static("admin/snippet.js"))


@hooks.register("insert_global_admin_css")
def snippet_style() -> SafeString:
    """Bring the style of the snippet to the editor."""
    return format_html('<link rel="stylesheet" href="{}">', static("admin/snippet.css"))
