"""The screen of the admin's search."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

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
        "page_title": _("Search"),
        "header_icon": "search",
    }
    return TemplateResponse(request, "admin/found.html", context)
