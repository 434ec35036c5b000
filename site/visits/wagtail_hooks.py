"""Where the report meets the admin: an address, and a line under 'Reports'."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from . import screens

report_urls = (
    [path("", screens.show_report, name="report"), path("csv/", screens.save_csv, name="csv")],
    "visits",
)


@hooks.register("register_admin_urls")
def admin_urls() -> list:
    """Give the report its address."""
    return [path("visits/", include(report_urls))]


class VisitsMenuItem(MenuItem):
    """'Visits' for those who work on pages or with requests."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Show it to whoever may open it."""
        return screens.may_see_visits(request.user)


@hooks.register("register_reports_menu_item")
def visits_menu_item() -> MenuItem:
    """Add the report to the menu."""
    return VisitsMenuItem(_("Visits"), reverse("visits:report"), icon_name="view", order=100)
