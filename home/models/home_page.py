"""The home page, which routes every address to its page."""

from typing import ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.search import index
from wagtail.url_routing import RouteResult

from pages.models import BasePage, BodyPage

from ..routing import find_deepest_page, find_home


class HomePage(BodyPage):
    """The first page: a promise in one sentence, and the way to everything else."""

    template = "pages/home.html"
    page_description = _(
        "The first page of the site. There is one; its parts are blocks that you can put in any order."
    )
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    subpage_types: ClassVar[list[str]] = [
        "home.ServiceIndexPage",
        "home.AboutPage",
        "home.StandardPage",
        "blog.BlogIndexPage",
        "clinic_forms.FormPage",
    ]
    max_count = 1

    headline = models.CharField(
        _("promise"),
        max_length=120,
        help_text=_(
            "One sentence, the largest words on the page. Promise only what is always true."
        ),
    )

    content_panels = [
        *Page.content_panels,
        FieldPanel("headline"),
        *BasePage.intro_panels,
        *BodyPage.body_panels,
        *BasePage.review_panels,
    ]
    search_fields = [*BodyPage.search_fields, index.SearchField("headline")]

    class Meta:
        verbose_name = _("home page")

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Find the page of an address in one query, however deep it lies.

        Wagtail asks once a level, and twice for each page's own type. The deepest page whose
        address begins the requested one is found at once; what is left of the address is its
        own affair (a blog category, a feed).
        """
        if not path_components:
            # This page may be the one that all requests share (`infra.addresses.sites`): show a fresh one.
            return super(HomePage, find_home(self)).route(request, [])
        page, rest = find_deepest_page(self, path_components)
        return page.route(request, rest)
