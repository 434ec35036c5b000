"""The guide's two screens: how-tos, and what the code says of itself."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from staff.screens.role_table import make_role_table

from .parts import list_chapters


def show_guide(request: HttpRequest) -> HttpResponse:
    """Show the how-tos, with pictures and the table of roles."""
    names, lines = make_role_table()
    context = {
        "page_title": _("Guide"),
        "header_icon": "help",
        "roles": names,
        "rights": lines,
        "idle_minutes": settings.STAFF_IDLE_MINUTES,
        "glass_minutes": settings.BREAK_GLASS_MINUTES,
    }
    return TemplateResponse(request, "admin/guide.html", context)


def show_parts(request: HttpRequest) -> HttpResponse:
    """Show every kind of page, block, thing and setting, with its preview, limits and fields."""
    chapters = list_chapters()
    parts = [part for chapter in chapters for part in chapter.parts]
    context = {
        "page_title": _("Everything you can make and set"),
        "header_icon": "help",
        "chapters": chapters,
        "open": {part.key for part in parts if part.opens_for(request.user)},
    }
    return TemplateResponse(request, "admin/guide_parts.html", context)
