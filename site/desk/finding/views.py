"""The screen of the admin's search."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from staff import access

from .search import find_everywhere

LONGEST = 120


def show_results(request: HttpRequest) -> HttpResponse:
    """Show what is found for `q`, group by group."""
    text = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST]
    groups, meant = find_everywhere(request, text)
    context = {
        "text": text,
        "groups": groups,
        "meant": meant,
        # People who wrote are found in a place of its own, which keeps on record who looked.
        "people_url": reverse("inbox:find") if access.may(request.user, access.READ) else "",
        "page_title": _("Search"),
        "header_icon": "search",
    }
    return TemplateResponse(request, "admin/found.html", context)
