"""Panels of every page's editor, in words that editors know.

The fields of the tab 'Promote' are wagtail-seo's and Wagtail's own; their labels there are the trade's
('slug', 'title tag', 'canonical URL'), and one help text sends to a screen that this site hides.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, Panel
from wagtail.admin.widgets.slug import SlugInput

# What the fields are called in the editor and where something is missing.
NAMES = {
    "slug": _("Address of the page"),
    "seo_title": _("Title in search results"),
    "search_description": _("Description in search results"),
    "canonical_url": _("The same text stands elsewhere"),
    "og_image": _("Picture for shared links"),
    "picture_alt": _("Described otherwise"),
}


class SnippetPanel(Panel):
    """The place in which `static/admin/snippet.js` shows the page as search engines and shared links get it."""

    class BoundPanel(Panel.BoundPanel):
        """The place for one page."""

        template_name = "pages/snippet_place.html"

        def get_context_data(
            self, parent_context: Mapping[str, Any] | None = None
        ) -> dict[str, Any]:
            """Add the address that is asked, and the one to ask once a page that is being written is stored."""
            saved = reverse("page_snippet", args=[self.instance.pk or 0])
            address = saved if self.instance.pk else self._find_new_address()
            return {
                **super().get_context_data(parent_context),
                "address": address,
                "saved_address": saved,
            }

        def _find_new_address(self) -> str:
            """Return the address that is asked for a page that is being written; '' where nobody said under which page."""
            parent = getattr(self.form, "parent_page", None)
            kind = self.instance._meta.label_lower
            return reverse("new_page_snippet", args=[kind, parent.pk]) if parent else ""


def search_panels() -> list[Any]:
    """Return the panels of the tab 'Promote': address, search engines, shared links."""
    address = FieldPanel(
        "slug",
        widget=SlugInput,
        heading=NAMES["slug"],
        help_text=_(
            "The last part of the page's web address: first-visit for /first-visit/. The former "
            "address keeps leading here when you change it."
        ),
    )
    return [
        MultiFieldPanel([address], heading=_("Where it is")),
        _search_engine_panel(),
        SnippetPanel(heading=_("What goes out")),
        MultiFieldPanel(
            [
                FieldPanel(
                    "og_image",
                    heading=NAMES["og_image"],
                    help_text=_(
                        "Shown when somebody shares the page. Empty: the page's own picture, else the one in Settings → "
                        "Clinic settings."
                    ),
                )
            ],
            heading=_("When somebody shares it"),
        ),
    ]


def _search_engine_panel() -> MultiFieldPanel:
    """Return the panel of what search engines are told."""
    return MultiFieldPanel(
        [
            FieldPanel(
                "seo_title",
                heading=NAMES["seo_title"],
                help_text=_(
                    "Also on the browser's tab. Empty: the page's title and the clinic's name."
                ),
            ),
            FieldPanel(
                "search_description",
                heading=NAMES["search_description"],
                help_text=_("One or two sentences. Empty: the page's introduction."),
            ),
            FieldPanel(
                "noindex",
                help_text=_(
                    "Search engines are asked not to list this page. Whoever has its address can still read it."
                ),
            ),
            FieldPanel(
                "canonical_url",
                heading=NAMES["canonical_url"],
                help_text=_(
                    "Only if this text was first published at another web address: search engines are then "
                    "sent there. Empty for every text of your own."
                ),
            ),
        ],
        heading=_("For search engines"),
    )


def picture_panel() -> Any:
    """Return the panel of the page's picture with what the page says of it."""
    words = FieldPanel(
        "picture_alt",
        heading=NAMES["picture_alt"],
        help_text=_(
            "For people who don't see the picture. Empty: the picture's own description, from Images."
        ),
    )
    return MultiFieldPanel([FieldPanel("picture"), words], heading=_("Picture"))
