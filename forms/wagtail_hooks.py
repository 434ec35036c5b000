"""Where requests meet Wagtail's admin: its own list of submissions is closed, and no page takes them along."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.models import Page

from .pages import choose_starter
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
def keep_requests(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Refuse to delete a page with requests (the database would refuse, too, but with a 500)."""
    count = requests_under(page)
    if not count:
        return None
    messages.error(request, explain_refusal(page, count))
    return redirect("wagtailadmin_explore", page.get_parent().pk)


@hooks.register("before_bulk_action")
def keep_requests_in_bulk(
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


@hooks.register("insert_editor_js")
def question_script() -> SafeString:
    """In the editor of a form: conditions are chosen, and a question shows only what its kind needs."""
    return format_html(
        '<script src="{}" data-always="{}" data-any="{}" data-gone="{}"></script>',
        static("admin/questions.js"),
        _("None: it is always asked"),
        _("Any answer"),
        _("‘%s’, which is not there any more"),
    )
