"""Approving published pages: one on its own screen, several from 'Reviews due'."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from pages.models import BasePage
from review.approval import approving
from review.approval.approving import follow_page, reviewer_of, why_not
from review.approval.people import is_reviewer
from review.approval.what_changed import list_places_of_change
from review.due import editable_by
from review.models import Correction, record_of
from review.publishing.page_check import claims_on
from review.texts.page_mark import mark_of


def _check_right(user: Any) -> None:
    if reviewer_of(user) is None:
        raise PermissionDenied(why_not(user))


def _find_page(user: Any, key: int) -> BasePage:
    page = get_object_or_404(editable_by(user).filter(live=True), pk=key).specific
    if not isinstance(page, BasePage) or not page.needs_review:
        raise PermissionDenied(_("This page needs no review."))
    return page


def _find_stops(page: BasePage) -> list[str]:
    return [at.finding.words for at in claims_on(page) if at.finding.stops]


def approve_page(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show what is approved, and approve it with one press. The published text counts, not a draft."""
    _check_right(request.user)
    page = _find_page(request.user, page_id)
    record = record_of(page)
    if request.method == "POST":
        if stops := _find_stops(page):
            messages.error(request, _write_stops(page, stops))
            return redirect("wagtailadmin_pages:edit", page.pk)
        if why := why_unread(page, request.POST.get("mark", "")):
            messages.error(request, why)
            return redirect("review_approve", page.pk)
        approving.approve_page(page, request.user)
        messages.success(request, _("‘%(title)s’ is approved.") % {"title": page.title})
        return redirect("reviews_due")
    places = list_places_of_change(page, record.approval, request.user) if record else []
    before = record.approval.revision_id if record and record.approval.revision_id else None
    return render(
        request,
        "review/approve.html",
        {
            "page": page,
            "mark": mark_of(page),
            "stops": _find_stops(page),
            "before": before if before != page.live_revision_id else None,
            "places": places,
            "has_draft": page.has_unpublished_changes,
        },
    )


@require_POST
def decide_correction(request: HttpRequest, correction_id: int) -> HttpResponse:
    """Put on record that a reviewer looked at a small correction, or that it asks for a review after all.

    To let it stand makes the approval one of the corrected text, so it asks for what an approval asks for.
    """
    refuses = request.POST.get("verdict") == "review"
    if not is_reviewer(request.user) or not (refuses or reviewer_of(request.user)):
        raise PermissionDenied(why_not(request.user))
    correction = get_object_or_404(
        Correction.objects.filter(seen_at=None, page__in=editable_by(request.user)),
        pk=correction_id,
    )
    correction.seen_at = timezone.now()
    correction.seen_by_id = request.user.pk
    correction.refused = refuses
    correction.save(update_fields=["seen_at", "seen_by", "refused"])
    follow_page(correction.page)
    sentence = (
        _("‘%(title)s’ says now that it was changed and waits for review.")
        if correction.refused
        else _("Seen. The approval of ‘%(title)s’ stays.")
    )
    messages.success(request, sentence % {"title": correction.page.title})
    return redirect("wagtailadmin_home")


@require_POST
def approve_pages(request: HttpRequest) -> HttpResponse:
    """Approve the ticked pages of the report; those with words that the check stops are named and left."""
    _check_right(request.user)
    keys = [int(key) for key in request.POST.getlist("pages") if key.isascii() and key.isdigit()]
    done = 0
    for page in editable_by(request.user).filter(pk__in=keys, live=True).specific():
        if not isinstance(page, BasePage) or not page.needs_review:
            continue
        if why := why_unread(page, request.POST.get(f"mark-{page.pk}", "")):
            messages.error(request, why)
            continue
        if stops := _find_stops(page):
            messages.error(request, _write_stops(page, stops))
            continue
        approving.approve_page(page, request.user)
        done += 1
    if done:
        sentence = ngettext("%(count)s page is approved.", "%(count)s pages are approved.", done)
        messages.success(request, sentence % {"count": done})
    else:
        messages.warning(request, _("Nothing was approved. Tick the pages that you have read."))
    return redirect("reviews_due")


def why_unread(page: BasePage, mark: str) -> str:
    """Return why a press approves nothing: it must bring the mark of the text that was read, and that text must still stand.

    Parameter: `mark`, of the text that the screen showed; '' where the form came without it.
    """
    if not mark:
        said = _(
            "‘%(title)s’ is not approved: the form did not say which text you read. Open the page from here, read it, "
            "then press the button below."
        )
    elif mark != mark_of(page):
        said = _(
            "‘%(title)s’ changed while you were reading, so it is not approved. Read it again."
        )
    else:
        return ""
    return said % {"title": page.title}


def _write_stops(page: BasePage, stops: list[str]) -> str:
    return _("‘%(title)s’ is not approved: these words can't stand like this: %(words)s.") % {
        "title": page.title,
        "words": ", ".join(f"“{word}”" for word in stops[:6]),
    }
