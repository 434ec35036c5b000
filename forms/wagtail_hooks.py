"""Where requests meet Wagtail's admin: its own list of submissions is closed, and no page takes them along."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from .pages import choose_starter
from .pages.form_page import FormPage
from .pages.trial.views import try_form
from .requests.inbox import hooks as inbox_hooks
from .requests.inbox import settings_audit
from .requests.models import Submission

# These bring hooks of their own; importing them registers them.
__all__ = ["choose_starter", "inbox_hooks", "settings_audit"]


@hooks.register("filter_form_submissions_for_user")
def nobody_through_the_back_door(user: Any, pages: Any) -> Any:
    """Close Wagtail's own list: there, whoever edits a form page reads and deletes its requests."""
    return pages.none()


def requests_under(page: Page) -> int:
    """Return how many requests were sent through `page` or a page below it."""
    return Submission.objects.filter(page__path__startswith=page.path).count()


def explain_refusal(page: Page, count: int) -> str:
    """Return why `page` can't be deleted, and what to do instead."""
    return ngettext(
        "‘%(title)s’ can't be deleted: %(count)d request was sent through it. Unpublish it instead; it can be "
        "deleted when the retention has deleted the request.",
        "‘%(title)s’ can't be deleted: %(count)d requests were sent through it. Unpublish it instead; it can be "
        "deleted when the retention has deleted the requests.",
        count,
    ) % {"title": page.title, "count": count}


@hooks.register("before_delete_page")
def protect_requests(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Refuse to delete a page with requests (the database would refuse, too, but with a 500)."""
    count = requests_under(page)
    if not count:
        return None
    messages.error(request, explain_refusal(page, count))
    return redirect("wagtailadmin_explore", page.get_parent().pk)


@hooks.register("before_bulk_action")
def protect_requests_in_bulk(
    request: HttpRequest, action_type: str, objects: list, action: Any
) -> HttpResponse | None:
    """Refuse the same for many pages at once: none of them is deleted then."""
    if action_type != "delete" or not objects or not isinstance(objects[0], Page):
        return None
    for page in objects:
        if count := requests_under(page):
            messages.error(request, explain_refusal(page, count))
            return redirect("wagtailadmin_explore", page.get_parent().pk)
    return None


@hooks.register("register_admin_urls")
def trial_url() -> list[Any]:
    """Return the address at which an editor tries a form."""
    return [path("form-test/<int:number>/", try_form, name="try_form")]


@hooks.register("register_page_header_buttons")
def trial_button(page: Page, user: Any, **kwargs: Any) -> Iterator[Button]:
    """Offer 'Send me a test' in the menu of a form page."""
    if isinstance(page.specific, FormPage) and page.permissions_for_user(user).can_edit():
        yield Button(
            _("Send me a test"), reverse("try_form", args=[page.pk]), icon_name="mail", priority=45
        )


@hooks.register("insert_editor_js")
def question_script() -> SafeString:
    """In the editor of a form: conditions are chosen, and a question shows only what its kind needs."""
    return format_html(
        '<script src="{}" data-always="{}" data-alone="{}" data-any="{}" data-gone="{}" '
        'data-later="{}" data-or="{}" data-copy="{}" data-copied="{}" '
        'data-below="{}"></script>',
        static("admin/questions.js"),
        _("None: it is always asked"),
        _("None: the first is enough"),
        _("Any answer"),
        _("‘%s’, which is not there any more"),
        _("‘%s’, which comes after this one"),
        _("or this answer"),
        _("Copy this question"),
        _("%s (copy)"),
        _("Add a question below"),
    )
