"""Where pages meet Wagtail's admin: a newer draft of somebody else is noticed, and a copy takes no plans along."""

from __future__ import annotations

from django.http import HttpRequest
from wagtail import hooks
from wagtail.models import Page

from infra.editing.newer_draft import find_newer_draft

from .copying import leave_plans_behind


@hooks.register("before_edit_page")
def note_newer_draft(request: HttpRequest, page: Page) -> None:
    """Let the form of `page` know of a newer draft: previews, which use the same form, must not be refused."""
    page.newer_draft = find_newer_draft(request, page)


@hooks.register("after_copy_page")
def begin_copy_without_plans(request: HttpRequest, page: Page, new_page: Page) -> None:
    """Give a copy no day of its original."""
    leave_plans_behind(new_page)
