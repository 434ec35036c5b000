"""Where the edge app meets Wagtail's admin: addresses that were asked for and are not here."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from edge.addresses.screens import ADD, lead_address, show_not_found


@hooks.register("register_admin_urls")
def not_found_urls() -> list[URLPattern]:
    """Give the list and its question their addresses."""
    return [
        path("reports/not-found/", show_not_found, name="not_found_addresses"),
        path("reports/not-found/<int:pk>/", lead_address, name="lead_address"),
    ]


class NotFoundMenuItem(MenuItem):
    """'Asked for and not found' for those who may add old addresses."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Show it to those who may lead an address on."""
        return request.user.has_perm(ADD)


@hooks.register("register_reports_menu_item")
def not_found_menu_item() -> MenuItem:
    """Add the list of wrong addresses to the menu."""
    return NotFoundMenuItem(
        _("Asked for and not found"),
        reverse("not_found_addresses"),
        name="not-found",
        icon_name="redirect",
        order=940,
    )
