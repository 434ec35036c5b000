"""Where the inbox meets Wagtail's admin: addresses, menu and dashboard."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from forms.requests.inbox import panels
from staff import access


@hooks.register("register_admin_urls")
def inbox_urls() -> list[Any]:
    """Return the inbox's addresses."""
    return [path("requests/", include("forms.requests.inbox.urls"))]


class RequestsMenuItem(MenuItem):
    """'Requests' in the menu; a script adds the count of those that wait."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Show it to those who may read requests now."""
        return access.may(request.user, access.READ)


@hooks.register("register_admin_menu_item")
def requests_menu_item() -> MenuItem:
    """Add 'Requests' to the menu, with its badge."""
    return RequestsMenuItem(
        _("Requests"),
        reverse("inbox:index"),
        name="requests",
        icon_name="mail",
        order=10,
        attrs={"data-requests-counts": reverse("inbox:counts")},
    )


class ReportMenuItem(MenuItem):
    """'Requests' under 'Reports', for those who may read the report."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Show it to those who may see reports on requests."""
        return access.may(request.user, access.REPORTS)


@hooks.register("register_reports_menu_item")
def report_menu_item() -> MenuItem:
    """The report on requests."""
    return ReportMenuItem(
        _("Requests"), reverse("inbox:report"), name="requests-report", icon_name="mail", order=600
    )


@hooks.register("construct_homepage_panels")
def homepage_panels(request: HttpRequest, items: list[Any]) -> None:
    """Counts of what waits and of what is held back, and the red panel when nobody was told."""
    items += [panels.Untold(), panels.Waiting(), panels.HeldBack(), panels.WayOfTheMail()]
