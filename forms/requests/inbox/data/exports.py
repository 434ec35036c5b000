"""Taking requests out: CSV and XLSX, for those with the permission, on record before the file is sent."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from wagtail.admin.widgets import AdminDateInput
from wagtail.models import Page

from forms.requests import lists
from forms.requests.encryption import DecryptionError
from forms.requests.history import history_text
from forms.requests.inbox.lists.rows import UNREADABLE, person_name
from forms.requests.inbox.lists.views import shared_context
from forms.requests.models import Submission
from forms.requests.presenters import HIDDEN
from forms.requests.privacy import consents
from forms.requests.sources import list_forms
from infra.editing.typed_fields import TypedDateField
from staff import access, audit
from staff.screens.spreadsheet import escape_formula, make_printable

AT_MOST = 20_000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class ExportForm(forms.Form):
    """Which requests, as what."""

    since = TypedDateField(
        label=gettext_lazy("Received from"), required=False, widget=AdminDateInput()
    )
    until = TypedDateField(
        label=gettext_lazy("Received until (this day included)"),
        required=False,
        widget=AdminDateInput(),
    )
    form = forms.ModelChoiceField(
        label=gettext_lazy("Form"),
        required=False,
        queryset=Page.objects.none(),
        empty_label=gettext_lazy("all forms"),
    )
    status = forms.ChoiceField(
        label=gettext_lazy("Status"),
        required=False,
        choices=[("", gettext_lazy("any status")), *Submission.Status.choices],
    )
    with_spam = forms.BooleanField(label=gettext_lazy("Suspected spam, too"), required=False)
    with_sensitive = forms.BooleanField(
        label=gettext_lazy("Sensitive answers, too (this goes on record)"), required=False
    )
    file = forms.ChoiceField(
        label=gettext_lazy("As"),
        choices=[("csv", "CSV"), ("xlsx", "XLSX (Excel)")],
        initial="csv",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["form"].queryset = list_forms()

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it begins."""
        data = super().clean() or {}
        since, until = data.get("since"), data.get("until")
        if since and until and until < since:
            self.add_error("until", _("The period ends before it begins. Swap the two days."))
        return data

    def requests(self) -> QuerySet[Submission]:
        """Return the chosen requests, oldest first."""
        data = self.cleaned_data
        found = Submission.objects.select_related("owner").order_by("submit_time", "pk")
        if data["since"]:
            found = found.filter(submit_time__gte=_start_of_day(data["since"]))
        if data["until"]:
            found = found.filter(submit_time__lt=_start_of_day(data["until"] + timedelta(days=1)))
        if data["form"]:
            found = found.filter(page_id=data["form"].pk)
        if data["status"]:
            found = found.filter(status=data["status"])
        if not data["with_spam"]:
            found = found.exclude(verdict=Submission.Verdict.SUSPECT)
        return found[:AT_MOST]

    def in_words(self) -> str:
        """Return the choice for the audit: days, form number, status."""
        data = self.cleaned_data
        parts = [
            f"from {data['since']}" if data["since"] else "",
            f"until {data['until']}" if data["until"] else "",
            f"form {data['form'].pk}" if data["form"] else "",
            f"status {data['status']}" if data["status"] else "",
            "with suspect" if data["with_spam"] else "",
            "with sensitive answers" if data["with_sensitive"] else "",
        ]
        return ", ".join(part for part in parts if part) or "all"


def _start_of_day(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def record_export(count: int, *, by: Any, kind: str, view: str = "") -> None:
    """Write down that somebody took requests out, how many and as what."""
    audit.record("requests.export", user=by, data={"count": count, "format": kind, "view": view})


@access.require(access.EXPORT)
def export_requests(request: HttpRequest) -> HttpResponse:
    """Ask what to export; then put it on record and send the file."""
    form = ExportForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        context = {
            **shared_context(request),
            "form": form,
            "page_title": _("Export requests"),
            "header_icon": "download",
        }
        return TemplateResponse(
            request, "admin/inbox/export.html", context, status=400 if form.errors else 200
        )
    chosen = lists.load_requests(form.requests())
    kind = form.cleaned_data["file"]
    record_export(len(chosen), by=request.user, kind=kind, view=form.in_words())
    told = form.cleaned_data["with_sensitive"]
    content, content_type = (
        (write_csv(chosen, with_sensitive=told), "text/csv; charset=utf-8")
        if kind == "csv"
        else (write_xlsx(chosen, with_sensitive=told), XLSX)
    )
    name = f"requests-{timezone.localdate().isoformat()}.{kind}"
    return HttpResponse(
        content,
        content_type=content_type,
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "no-store",
        },
    )


def make_table(
    requests: Iterable[Submission], *, with_sensitive: bool = False
) -> Iterator[list[str]]:
    """Yield the heading and one row a request, with a column for every question that any of them was asked.

    Parameters: `with_sensitive`, whether sensitive answers stand in it, too.
    """
    requests = list(requests)
    answers = [_read_answers(request, with_sensitive=with_sensitive) for request in requests]
    stands = consents.read_standings(requests)
    agreed = [consents.write_standing(stands[request.pk]) for request in requests]
    kinds = list(consents.write_standing(consents.Standing()))
    questions = list(dict.fromkeys(label for row in answers for label in row))
    yield [
        _("Number"), _("Reference"), _("Received"), _("Form"), _("Status"), _("Closed because"),
        _("Owner"), _("Verdict"), _("Attempts"), _("First attempt"), _("Part of"),
        *[_("Now: %(consent)s") % {"consent": kind} for kind in kinds], *questions,
        _("Earlier answers"),
    ]  # fmt: skip
    for request, row, words in zip(requests, answers, agreed, strict=True):
        yield [
            str(request.pk),
            request.reference,
            _write_moment(request.submit_time),
            request.form_title,
            str(request.get_status_display()),
            str(request.get_closing_reason_display()) if request.closing_reason else "",
            person_name(request.owner),
            str(request.get_verdict_display()),
            str(request.attempts),
            _write_moment(request.first_attempt_at),
            str(request.merged_into_id or ""),
            *(words[kind] for kind in kinds),
            *(row.get(question, "") for question in questions),
            _read_history(request, with_sensitive=with_sensitive),
        ]


def _read_answers(request: Submission, *, with_sensitive: bool) -> dict[str, str]:
    """Return a request's answers by question; equal questions of one form are joined."""
    found: dict[str, str] = {}
    try:
        for answer in request.answers():
            label = answer["label"]
            if answer["gone"]:
                label = _("%(question)s (no longer asked)") % {"question": label}
            text = answer["text"]
            if text and answer["sensitive"] and not with_sensitive:
                text = str(HIDDEN)
            before = found.get(label)
            found[label] = f"{before}; {text}" if before else text
    except DecryptionError:
        return {_("Answers"): str(UNREADABLE)}
    return found


def _read_history(request: Submission, *, with_sensitive: bool) -> str:
    """Return what the visitor said before, a line a change; nothing where no key opens it."""
    try:
        return history_text(request, with_sensitive=with_sensitive)
    except DecryptionError:
        return ""


def _write_moment(moment: datetime | None) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M") if moment else ""


def write_csv(requests: Iterable[Submission], *, with_sensitive: bool = False) -> bytes:
    """Return the requests as CSV. The mark at its start makes Excel read it as UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out)
    for row in make_table(requests, with_sensitive=with_sensitive):
        writer.writerow([escape_formula(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def write_xlsx(requests: Iterable[Submission], *, with_sensitive: bool = False) -> bytes:
    """Return the requests as XLSX. Every cell is text, so nothing in it can be a formula."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(str(_("Requests"))[:31])
    for row in make_table(requests, with_sensitive=with_sensitive):
        cells = []
        for text in row:
            cell = WriteOnlyCell(sheet, value=make_printable(text))
            cell.data_type = "s"
            cells.append(cell)
        sheet.append(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
