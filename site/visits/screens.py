"""The report in the admin, and as a file."""

from __future__ import annotations

import csv
import io
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.permissions import page_permission_policy

from staff import access
from staff.screens.spreadsheet import escape_formula

from .models import DayCount, VisitEvent
from .report import PERIODS, USUAL, list_kinds, name_pages, read_report, show_count


def may_see_visits(user: Any) -> bool:
    """Tell whether `user` may see the report: who works on pages, or reads requests."""
    works = page_permission_policy.user_has_any_permission(user, {"add", "change", "publish"})
    return bool(works or access.may(user, access.READ))


def _read_days(request: HttpRequest) -> int:
    asked = request.GET.get("days", "")
    return next((days for days in PERIODS if str(days) == asked), USUAL)


def show_report(request: HttpRequest) -> HttpResponse:
    """Show the report. Raises PermissionDenied for whoever has nothing to do with pages or requests."""
    if not may_see_visits(request.user):
        raise PermissionDenied
    report = read_report(_read_days(request), with_requests=access.may(request.user, access.READ))
    context = {
        "report": report,
        "page_title": _("Visits"),
        "header_icon": "view",
        "periods": PERIODS,
    }
    return TemplateResponse(request, "admin/visits/report.html", context)


def save_csv(request: HttpRequest) -> HttpResponse:
    """Send the sums of the period by day, page and kind. Raises PermissionDenied as the report does."""
    if not may_see_visits(request.user):
        raise PermissionDenied
    report = read_report(_read_days(request), with_requests=access.may(request.user, access.READ))
    kinds = [*list_kinds(report.with_requests), VisitEvent.SEARCH]
    rows = list(
        DayCount.objects.filter(day__gte=report.since, kind__in=kinds).order_by(
            "day", "page", "kind"
        )
    )
    names = name_pages({row.page for row in rows})
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow([_("Day"), _("Page"), _("Address"), _("What"), _("Count")])
    for row in rows:
        title, address = names[row.page] if row.page else ("", "")
        cells = [row.day.isoformat(), title, address, row.get_kind_display(), show_count(row.count)]
        writer.writerow([escape_formula(cell) for cell in cells])
    for line in report.sites:
        cells = [
            f"{report.since} – {timezone.localdate()}", line.name, "", str(VisitEvent.REFERRER.label), *line.figures,
        ]  # fmt: skip
        writer.writerow([escape_formula(cell) for cell in cells])
    response = HttpResponse(file.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="visits-{report.since}.csv"'
    return response
