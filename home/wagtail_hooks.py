"""Where the home app meets Wagtail's admin: the style guide, and what a page can be started from."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.permissions import page_permission_policy
from wagtail.snippets.models import register_snippet

from staff.screens.shortcuts import Shortcut, make_link, register_shortcuts

from .models import StandardPage
from .starters.choosing import choose_starter
from .style_guide import show_style_guide
from .viewsets import ADD, SearchWordViewSet, show_unanswered
from .was_this_clear import ClearReport

register_snippet(SearchWordViewSet)

hooks.register("before_create_page", choose_starter)


@register_shortcuts
def lead_to_prices(user: Any) -> list[Shortcut]:
    """Return the way to the page of the prices, for those who may change it."""
    costs = (
        StandardPage.objects.filter(purpose=StandardPage.Purpose.COSTS).order_by("-live").first()
    )
    if costs is None or not costs.permissions_for_user(user).can_edit():
        return []
    hint = _("What a visit costs, and as of when")
    links = make_link("wagtailadmin_pages:edit", _("Change a price"), hint, "tag", costs.pk)
    newest = costs.get_latest_revision_as_object()
    place = next((b.id for b in newest.body or () if b.block_type == "price_table"), None)
    return [
        replace(link, url=f"{link.url}#block-{place}-section") for link in links if place
    ] or links


@hooks.register("register_admin_urls")
def style_guide_url() -> list[URLPattern]:
    """Give the style guide its address in the admin, which asks who one is."""
    return [
        path("style-guide/", show_style_guide, name="style_guide"),
        path("reports/looked-for/", show_unanswered, name="unanswered_searches"),
        path("reports/was-this-clear/", ClearReport.as_view(), name="was_this_clear"),
        path(
            "reports/was-this-clear/results/",
            ClearReport.as_view(results_only=True),
            name="was_this_clear_results",
        ),
    ]


class UnansweredMenuItem(MenuItem):
    """'Looked for in vain' in the menu of those who may say what a word means."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Show it to those who may add words for the search."""
        return request.user.has_perm(ADD)


@hooks.register("register_reports_menu_item")
def unanswered_menu_item() -> MenuItem:
    """Add the list of searches without an answer to the menu."""
    return UnansweredMenuItem(
        _("Looked for in vain"),
        reverse("unanswered_searches"),
        name="unanswered",
        icon_name="search",
        order=950,
    )


class ClearMenuItem(MenuItem):
    """'Was this clear?' under 'Reports'."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Show it to those who may change pages."""
        return page_permission_policy.user_has_permission(request.user, "change")


@hooks.register("register_reports_menu_item")
def clear_menu_item() -> MenuItem:
    """Add the report to the menu."""
    return ClearMenuItem(
        _("Was this clear?"),
        reverse("was_this_clear"),
        name="was-this-clear",
        icon_name="help",
        order=60,
    )


@hooks.register("register_help_menu_item")
def style_guide_menu_item() -> MenuItem:
    """Put the style guide under Help."""
    return MenuItem(
        _("Style guide"),
        reverse("style_guide"),
        name="style-guide",
        icon_name="view",
        order=900,
    )
