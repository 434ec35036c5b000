"""'What do you want to start from?': asked before the editor opens a new page of a type that has starters."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from wagtail.models import Page, PageSubscription

from content.prompts import MARK
from pages.free_title import find_free_title
from pages.models import BodyPage

from .texts import STARTERS, Starter, fill_page, list_starters

# In the address: the empty page, for whoever knows what to write.
EMPTY = "empty"


def choose_starter(request: HttpRequest, parent: Page, page_class: type) -> HttpResponse | None:
    """Offer the starters of a type of page, and open the editor on a draft of the chosen one.

    Wagtail has checked by now that this person may add such a page here. What the editor itself posts
    carries no 'starter' and goes its usual way, and so does whoever asks for an empty page.
    """
    starters = list_starters(page_class)
    if not starters:
        return None
    chosen = request.POST.get("starter", "")
    if request.method == "POST":
        return start_from(request, parent, starters[chosen]) if chosen in starters else None
    if EMPTY in request.GET:
        return None
    context = {
        "starters": starters,
        "empty": EMPTY,
        "mark": MARK,
        "page_title": _("New %(kind)s") % {"kind": page_class._meta.verbose_name},  # type: ignore[attr-defined]
        "header_icon": "doc-empty-inverse",
    }
    return TemplateResponse(request, "admin/choose_page.html", context)


def start_from(request: HttpRequest, parent: Page, starter: Starter) -> HttpResponse:
    """Make the draft and lead to its editor; nobody outside sees it before it is published."""
    page = draft_page(parent, starter, request.user)
    PageSubscription.objects.create(page=page, user=request.user, comment_notifications=True)  # type: ignore[misc]
    messages.success(
        request,
        _(
            "This is a draft; no visitor sees it. Where ‘%(mark)s’ stands, write your own words or delete the "
            "block: before that it can't be published."
        )
        % {"mark": MARK},
    )
    return redirect("wagtailadmin_pages:edit", page.pk)


def draft_page(parent: Page, starter: Starter, owner: Any) -> BodyPage:
    """Put an unpublished page of a starter under `parent`, with an address that is free. Returns the page."""
    page = fill_page(starter)
    page.owner = owner
    page.title = find_free_title(parent, page.title)
    with transaction.atomic():
        parent.add_child(instance=page)
        page.save_revision(user=owner, log_action=False)
    return page


__all__ = ["EMPTY", "STARTERS", "choose_starter", "draft_page"]
