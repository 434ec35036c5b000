"""'Which form do you want to start from?': asked before the editor opens a new form page."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.models import Page, PageSubscription

from .form_page import FormPage
from .starters import STARTERS, draft_form, starter_cards

EMPTY = "empty"


@hooks.register("before_create_page")
def choose_starter(request: HttpRequest, parent: Page, page_class: type) -> HttpResponse | None:
    """Offer the starting forms, and open the editor on a draft of the chosen one.

    Wagtail has checked by now that this person may add a form page here. What the editor itself
    posts carries no 'starter' and goes its usual way.
    """
    if page_class is not FormPage:
        return None
    starter = request.POST.get("starter", "")
    if request.method == "POST" and starter in (*STARTERS, EMPTY):
        return start_from(request, parent, starter)
    if request.method == "POST" and "starter" not in request.POST:
        return None
    return TemplateResponse(
        request,
        "admin/choose_form.html",
        {
            "cards": starter_cards(),
            "empty": EMPTY,
            "parent": parent,
            "page_title": _("New form"),
            "header_icon": "form",
        },
    )


def start_from(request: HttpRequest, parent: Page, starter: str) -> HttpResponse:
    """Make the draft and lead to its editor; nobody outside sees it before it is published."""
    user: Any = request.user
    page = draft_form(parent, "" if starter == EMPTY else starter, user)
    PageSubscription.objects.create(page=page, user=user, comment_notifications=True)
    messages.success(
        request,
        _(
            "This is a draft; no visitor sees it yet. Change what you like, look at the preview, then publish it."
        ),
    )
    return redirect("wagtailadmin_pages:edit", page.pk)
