"""A sheet to call from: on paper when the network is down, or at a desk without a screen.

Minimum necessary (45 CFR 164.502(b)): name, number, best time, what may be said, attempts; nothing more.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from forms.requests import lists
from forms.requests.encryption import DecryptionError
from forms.requests.inbox.lists.paging import read_page
from forms.requests.inbox.lists.rows import UNREADABLE, answer_text
from forms.requests.inbox.lists.views import filter_view, load_page, read_filters
from forms.requests.models import Submission
from forms.requests.privacy.consents import Standing, read_standings
from staff import access, audit

AT_MOST = 50


@dataclass(frozen=True)
class CallSheetEntry:
    """One line of the sheet."""

    number: int
    name: str
    phone: str
    # What was written beside the number ('text only', 'no voicemail'), and how to reach them if not by a call.
    note: str
    method: str
    times: str
    stands: Standing
    attempts: int


def entry_of(request: Submission, stands: Standing) -> CallSheetEntry:
    """Return the line of one request; whoever asked to be left alone has no number on it."""
    note = method = ""
    try:
        name, times = answer_text(request, "name"), answer_text(request, "times")
        phone = str(request.answer("phone") or "") if stands.may_contact else ""
        note = request.note("phone") if phone else ""
        if request.answer("contact_method") != "call":
            method = answer_text(request, "contact_method")
    except DecryptionError:
        name, times, phone = str(UNREADABLE), "", ""
    shown = name or _("no name given")
    return CallSheetEntry(request.pk, shown, phone, note, method, times, stands, request.attempts)


@access.require(access.READ)
def show_call_sheet(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the first requests of a view as a sheet for the printer; each reading is recorded.

    Raises Http404 for a view that does not exist.
    """
    if slug not in lists.BY_SLUG:
        raise Http404
    chosen: dict[str, Any] = read_filters(request)
    found = filter_view(slug, request.user, chosen)
    page = read_page(found, lists.view_order(slug, chosen["order"]), size=AT_MOST)
    shown = load_page(page.numbers)
    stands = read_standings(shown)
    audit.record(
        "requests.call_sheet",
        user=request.user,
        instance=request.user,
        data={"view": slug, "count": len(shown), "numbers": page.numbers},
    )
    audit.record_each("requests.view", shown, user=request.user, data={"kind": "call sheet"})
    response = TemplateResponse(
        request,
        "admin/inbox/call_sheet.html",
        {
            "view": lists.BY_SLUG[slug],
            "entries": [entry_of(row, stands[row.pk]) for row in shown],
            "more": bool(page.after),
            "now": timezone.now(),
            "page_title": _("Call sheet"),
        },
    )
    response["Cache-Control"] = "no-store"
    return response
