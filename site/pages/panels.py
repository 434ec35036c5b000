"""Panels of every page's editor, in words that editors know.

The fields of the tab 'Promote' are wagtail-seo's and Wagtail's own; their labels there are the trade's
('slug', 'title tag', 'canonical URL'), and one help text sends to a screen that this site hides.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.admin.widgets.slug import SlugInput


def search_panels() -> list[Any]:
    """Return the panels of the tab 'Promote': address, search engines, shared links."""
    address = FieldPanel(
        "slug",
        widget=SlugInput,
        heading=_("Address of the page"),
        help_text=_(
            "The last part of the page's web address: first-visit for /first-visit/. The former "
            "address keeps leading here when you change it."
        ),
    )
    return [
        MultiFieldPanel([address], heading=_("Where it is")),
        MultiFieldPanel(
            [
                FieldPanel(
                    "seo_title",
                    heading=_("Title in search results"),
                    help_text=_(
                        "Also on the browser's tab. Empty: the page's title and the clinic's name."
                    ),
                ),
                FieldPanel(
                    "search_description",
                    heading=_("Description in search results"),
                    help_text=_("One or two sentences. Empty: the page's introduction."),
                ),
                FieldPanel("noindex"),
                FieldPanel(
                    "canonical_url",
                    heading=_("The same text stands elsewhere"),
                    help_text=_(
                        "Only if this text was first published at another web address: search engines are then "
                        "sent there. Empty for every text of your own."
                    ),
                ),
            ],
            heading=_("For search engines"),
        ),
        MultiFieldPanel(
            [
                FieldPanel(
                    "og_image",
                    heading=_("Picture for shared links"),
                    help_text=_(
                        "Shown when somebody shares the page. Empty: the page's own picture, else the one in Settings → "
                        "Clinic settings."
                    ),
                )
            ],
            heading=_("When somebody shares it"),
        ),
    ]


def picture_panel() -> Any:
    """Return the panel of the page's picture with what the page says of it."""
    words = FieldPanel(
        "picture_alt",
        heading=_("Described otherwise"),
        help_text=_(
            "For people who don't see the picture. Empty: the picture's own description, from Images."
        ),
    )
    return MultiFieldPanel([FieldPanel("picture"), words], heading=_("Picture"))
