"""Choosers: where that of pages opens, and for whom the chosen thing's own screen does."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from django.http import HttpRequest, HttpResponse
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.views.chooser import BrowseView
from wagtail.admin.widgets import BaseChooser
from wagtail.models import Site

from infra.addresses.staff_paths import ADMIN

# Widgets are drawn without a request, those in blocks included.
_asking: ContextVar[HttpRequest | None] = ContextVar("asking", default=None)


class AskingMiddleware:
    """Lets choosers know who looks at a screen of the admin. Stands behind what says who is signed in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request, and remember meanwhile whose it is."""
        if not request.path.startswith(ADMIN):
            return self.get_response(request)
        mark = _asking.set(request)
        try:
            return self.get_response(request)
        finally:
            _asking.reset(mark)


_get_value_data = BaseChooser.get_value_data_from_instance


def _get_value_data_for_user(self: Any, instance: Any) -> dict[str, Any]:
    """Return what a chooser shows of `instance`, with a link to its screen for those who may open it."""
    data = _get_value_data(self, instance)
    if (request := _asking.get()) and data.get("edit_url"):
        data["edit_url"] = AdminURLFinder(request.user).get_edit_url(instance) or ""
    return data


def link_only_what_opens() -> None:
    """Have choosers offer 'Edit this image' and the like to who may edit it: Wagtail's offer it to everybody."""
    BaseChooser.get_value_data_from_instance = _get_value_data_for_user


def start_chooser_at_home() -> None:
    """Have Wagtail's chooser of any page begin with the home page and what lies under it, where there is one site."""
    browse = BrowseView.get

    def get(self: Any, request: HttpRequest, parent_page_id: int | None = None) -> HttpResponse:
        if parent_page_id is None and request.GET.get("page_type", "") in ("", "wagtailcore.page"):
            homes = list(Site.objects.values_list("root_page_id", flat=True)[:2])
            parent_page_id = homes[0] if len(homes) == 1 else None
        return browse(self, request, parent_page_id)

    BrowseView.get = get
