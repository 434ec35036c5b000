"""A page in the bin is looked at and brought back, nothing else: lists leave it out, and whoever meets it all the same is told.

A second press of 'delete', in another window or by 'back', would otherwise delete it for good.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.views.pages.listing import PageListingMixin
from wagtail.admin.views.reports import PageReportView
from wagtail.models import Page

from infra.editing.publishing import register_publish_check

from ..page_bin import SLUG

# What the editor's buttons send; without them it saves a draft.
_PUBLISHING = ("action-publish", "action-submit", "action-restart-workflow")


def find_bin_path() -> str:
    """Return where in the tree everything deleted lies; '' before the first page is deleted."""
    found = Page.objects.filter(depth=2, slug=SLUG).values_list("path", flat=True).first()
    return str(found or "")


def lies_in_bin(page: Page) -> bool:
    """Tell whether `page` lies in the bin, or is the bin or a shelf of it."""
    path = find_bin_path()
    return bool(path) and page.path.startswith(path)


def leave_out_bin(pages: QuerySet) -> QuerySet:
    """Return `pages` without those in the bin, and without the bin."""
    path = find_bin_path()
    return pages.exclude(path__startswith=path) if path else pages


def tell_of_bin_first(request: HttpRequest, *pages: Page) -> HttpResponse | None:
    """Lead whoever wants to do something with a page in the bin there, with a sentence; None where no page lies there."""
    path = find_bin_path()
    page = next((each for each in pages if path and each.path.startswith(path)), None)
    if page is None:
        return None
    messages.warning(
        request,
        _(
            "‘%(title)s’ lies in the bin. Bring it back first; until then nothing can be done with it."
        )
        % {"title": page.get_admin_display_title()},
    )
    return redirect("bin:index")


def store_typed_words(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Open no editor of a page in the bin. From a window that was open before, what was typed is kept as its draft."""
    if request.method != "POST":
        return tell_of_bin_first(request, page)
    if lies_in_bin(page):
        data = request.POST.copy()
        for name in _PUBLISHING:
            data.pop(name, None)
        request.POST = data  # type: ignore[assignment]
    return None


def tell_of_stored_words(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Say where the draft of a page went that was deleted while somebody wrote."""
    # (a save by itself expects no page)
    if not request.accepts("text/html") or not lies_in_bin(page):
        return None
    messages.warning(
        request,
        _(
            "‘%(title)s’ was deleted meanwhile. What you wrote is kept as its draft: bring it back to go on."
        )
        % {"title": page.get_admin_display_title()},
        buttons=[messages.button(reverse("bin:index"), _("Bin"))],
    )
    return redirect("bin:index")


@register_publish_check
def refuse_to_publish(thing: Any, user: Any) -> None:
    """Refuse to publish a page in the bin, whichever way it is asked for."""
    if isinstance(thing, Page) and thing.pk and lies_in_bin(Page.objects.get(pk=thing.pk)):
        raise PermissionDenied(_("This page lies in the bin. Bring it back first."))


_annotate = PageListingMixin.annotate_queryset
_narrow_report = PageReportView.filter_queryset


def _annotate_outside_bin(view: Any, pages: QuerySet) -> Any:
    """Return what a list of pages shows. Only that of one page's children asks a hook."""
    return _annotate(view, leave_out_bin(pages))


def _narrow_report_outside_bin(view: Any, pages: QuerySet) -> Any:
    """Return what a report on pages shows."""
    return _narrow_report(view, leave_out_bin(pages))


def leave_bin_out_of_lists() -> None:
    """Have Wagtail's lists and reports of pages, and ours that grow from them, show nothing that is deleted."""
    PageListingMixin.annotate_queryset = _annotate_outside_bin
    PageReportView.filter_queryset = _narrow_report_outside_bin


def leave_bin_out_of_api(viewset: type) -> None:
    """Have the admin's API know no page that is deleted: nothing of it can be moved, copied or published there."""
    find = viewset.get_queryset  # type: ignore[attr-defined]
    viewset.get_queryset = lambda view: leave_out_bin(find(view))  # type: ignore[attr-defined]


leave_bin_out_of_lists()
