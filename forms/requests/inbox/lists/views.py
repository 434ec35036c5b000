"""Lists, look-up and live counts."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from forms.requests import lists
from forms.requests.defences.held import mark_seen
from forms.requests.hashes import email_hash, phone_hash
from forms.requests.inbox.lists import bulk, lock
from forms.requests.inbox.lists.bulk_undo import find_offer
from forms.requests.inbox.lists.paging import read_page
from forms.requests.inbox.lists.rows import (
    InboxRow,
    make_rows,
    people_who_work_requests,
    person_name,
)
from forms.requests.models import SavedView, Submission
from forms.requests.models.submissions import list_references
from forms.requests.privacy.other_contacts import holds_contact
from forms.requests.sources import list_forms
from forms.requests.written import understand_email, understand_phone
from infra.phone_numbers import make_dialable
from staff import access, audit
from staff.models import EmergencyAccess

PER_PAGE = 25
FOUND_AT_MOST = 50


@access.require(access.READ)
def open_first_view(request: HttpRequest) -> HttpResponse:
    """Open the view that needs somebody: overdue, else new, today, mine, else all that is open."""
    counted = lists.count_views(request.user)
    slug = next((s for s in ("overdue", "new", "today", "mine", "open") if counted[s]), "new")
    return redirect("inbox:list", slug=slug)


@access.require(access.READ)
def show_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one view. Raises Http404 for a view or a page that does not exist."""
    if slug not in lists.BY_SLUG:
        raise Http404
    chosen = read_filters(request)
    page = read_page(
        filter_view(slug, request.user, chosen),
        lists.view_order(slug, chosen["order"]),
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
        size=PER_PAGE,
    )
    shown = load_page(page.numbers)
    if slug == "spam":
        mark_seen(shown, by=request.user)
    audit.record(
        "requests.list",
        user=request.user,
        instance=request.user,
        data={"view": slug, "count": len(shown), "numbers": [one.pk for one in shown]},
    )
    context = {
        **shared_context(request),
        **list_tools(request, chosen),
        "view": lists.BY_SLUG[slug],
        "rows": mark_rows(shown),
        "page": page,
        "marks": True,
        "page_title": _("Requests"),
        "header_icon": "mail",
    }
    return TemplateResponse(request, "admin/inbox/list.html", context)


def mark_rows(shown: list[Submission]) -> list[InboxRow]:
    """Return the lines of requests, each with the mark of its state for work on several at once."""
    marks = lock.mark_states(shown)
    return [replace(row, mark=marks[row.request.pk]) for row in make_rows(shown, timezone.now())]


def list_tools(request: HttpRequest, chosen: dict[str, Any]) -> dict[str, Any]:
    """Return what is above a list: filters, orders, saved views, what can be done with several."""
    saved, owners = list_saved_views(request.user), people_who_work_requests()
    return {
        "several_done": find_offer(request),
        "several": bulk.list_bulk_choices(request.user, owners),
        "query": write_query(chosen),
        "orders": SavedView.Order.choices,
        "saved": [(view, write_view_address(view)) for view in saved],
        "may_share": access.may(request.user, access.PURGE),
        "forms": (asked := list(list_forms())),
        "owners": owners,
        "chosen": chosen,
        "filtered": bool(chosen["form"] or chosen["owner"]),
        # A saved view may outlast what it names: then its list says so, and is not empty in silence.
        "form_is_gone": chosen["form"] and chosen["form"] not in {form.pk for form in asked},
        "owner_who_left": _name_owner_who_left(chosen["owner"], owners),
    }


def _name_owner_who_left(number: int | None, owners: list[Any]) -> str:
    """Return how the person of a filter is called who works no requests any more, '' for one who does."""
    if not number or number in {person.pk for person in owners}:
        return ""
    person = get_user_model().objects.filter(pk=number).first()
    return person_name(person) or str(_("somebody whose account is gone"))


def read_filters(request: HttpRequest) -> dict[str, Any]:
    """Return the filters of the address as numbers, and the order; what is none is left out."""
    values = {name: request.GET.get(name, "") for name in ("form", "owner")}
    numbers: dict[str, Any] = {
        name: int(value) if value.isascii() and value.isdigit() and len(value) < 12 else None
        for name, value in values.items()
    }
    order = request.GET.get("order", "")
    return {**numbers, "order": order if order in lists.ORDERS else ""}


def write_query(chosen: dict[str, Any]) -> str:
    """Return the filters as an address carries them, '' where there are none."""
    return urlencode({name: value for name, value in chosen.items() if value})


def filter_view(slug: str, user: Any, chosen: dict[str, Any]) -> QuerySet[Submission]:
    """Return what a view holds under the filters that somebody chose, in no order."""
    found = lists.filter_view(slug, user)
    if chosen["form"]:
        found = found.filter(page_id=chosen["form"])
    if chosen["owner"]:
        found = found.filter(owner_id=chosen["owner"])
    return found


def load_page(numbers: list[int]) -> list[Submission]:
    """Return requests in the order of their numbers: only what is shown is decrypted."""
    found = lists.add_due(Submission.objects.filter(pk__in=numbers)).select_related("owner")
    by_number = {request.pk: request for request in lists.load_requests(found.order_by())}
    return [by_number[number] for number in numbers if number in by_number]


def list_saved_views(user: Any) -> QuerySet[SavedView]:
    """Return the saved views that a person sees: their own and the shared ones."""
    return SavedView.objects.filter(Q(owner=user) | Q(shared=True)).select_related("owner")


def write_view_address(view: SavedView) -> str:
    """Return the address of what a saved view shows."""
    values = {"form": view.form, "owner": view.of, "order": view.order}
    query = urlencode({name: value for name, value in values.items() if value})
    return reverse("inbox:list", args=[view.view]) + (f"?{query}" if query else "")


def shared_context(request: HttpRequest) -> dict[str, Any]:
    """Return what every screen of the inbox shows: tabs with counts, rights, emergency."""
    counted = lists.count_views(request.user)
    rights = access.list_granted(request.user)
    profile = getattr(request.user, "wagtail_userprofile", None)
    return {
        "tabs": [(view, counted.get(view.slug)) for view in lists.VIEWS],
        "may_work": access.WORK in rights,
        "may_export": access.EXPORT in rights,
        "may_purge": access.PURGE in rights,
        "may_report": access.REPORTS in rights,
        "emergency": EmergencyAccess.open_for(request.user)
        if access.BREAK_GLASS in rights
        else None,
        "keyboard": getattr(profile, "keyboard_shortcuts", True),
        "now": timezone.now(),
    }


def answer_counts(request: HttpRequest) -> JsonResponse:
    """Answer the menu's badge and the dashboard. Those without the right get a plain 403."""
    if not access.may(request.user, access.READ):
        return JsonResponse({"error": "not allowed"}, status=403)
    return JsonResponse(lists.count_views(request.user), headers={"Cache-Control": "no-store"})


class FindForm(forms.Form):
    """A number, a reference, a telephone number or an e-mail address."""

    what = forms.CharField(
        label=_("Find"),
        max_length=120,
        strip=True,
        error_messages={
            "required": _(
                "Enter a request number, a reference, a telephone number or an e-mail address."
            )
        },
    )


@access.require(access.READ)
def find_requests(request: HttpRequest) -> HttpResponse:
    """Look requests up by number, reference, telephone or e-mail.

    Posted, so that nothing about a visitor is in an address or a log; names can't be searched,
    because they are stored encrypted.
    """
    form = FindForm(request.POST or None)
    rows: list[InboxRow] = []
    if request.method == "POST" and form.is_valid():
        found = lists.load_requests(_look_up(form.cleaned_data["what"])[:FOUND_AT_MOST])
        rows = make_rows(found, timezone.now())
        audit.record(
            "requests.find",
            user=request.user,
            instance=request.user,
            data={"count": len(rows), "numbers": [row.request.pk for row in rows]},
        )
        if len(rows) == 1:
            return redirect("inbox:detail", number=rows[0].request.pk)
    return TemplateResponse(
        request,
        "admin/inbox/find.html",
        {
            **shared_context(request),
            "form": form,
            "rows": rows,
            "searched": request.method == "POST" and form.is_valid(),
            "page_title": _("Find a request"),
            "header_icon": "search",
        },
    )


def _look_up(what: str) -> Any:
    """Return the requests that match, merged ones too."""
    matches = Q(reference__in=list_references(what))
    number = what.lstrip("#").strip()
    if number.isascii() and number.isdigit() and len(number) < 7:
        matches |= Q(pk=int(number))
    if "@" in what:
        address = email_hash(understand_email(what).value or what)
        matches |= Q(email_hash=address) | holds_contact(address)
    dialled = understand_phone(what).value or make_dialable(what)
    if len(dialled) >= 7:
        matches |= Q(phone_hash=phone_hash(dialled)) | holds_contact(phone_hash(dialled))
    return lists.add_due(Submission.objects.filter(matches)).select_related("owner").order_by("-pk")
