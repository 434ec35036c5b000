"""How fast we call and how many book: by form and week, as table, chart and CSV. No answers are opened."""

from __future__ import annotations

import csv
import io
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from forms.requests.inbox.data.figures import FigureLine, read_figures
from forms.requests.inbox.lists.views import shared_context
from staff import access, audit
from staff.screens.spreadsheet import escape_formula

WEEKS = (4, 12, 26, 52)
USUAL = 12
BAR = 200  # the chart's inner width in its own units


def read_weeks(request: HttpRequest) -> int:
    """Return the number of weeks asked for, if it is one of those offered."""
    value = request.GET.get("weeks", "")
    return int(value) if value in {str(weeks) for weeks in WEEKS} else USUAL


@access.require(access.REPORTS)
def show_report(request: HttpRequest) -> HttpResponse:
    """Show how fast requests were answered, by week and form."""
    weeks = read_weeks(request)
    by_form, by_week, whole = read_figures(weeks)
    audit.record(
        "requests.report", user=request.user, instance=request.user, data={"count": whole.received}
    )
    return TemplateResponse(
        request,
        "admin/inbox/report.html",
        {
            **shared_context(request),
            "weeks": weeks,
            "offered": WEEKS,
            "by_form": by_form,
            "by_week": by_week,
            "whole": whole,
            "chart": draw_chart(by_week),
            "chart_height": 26 * len(by_week),
            "page_title": _("Requests: how fast, how many"),
            "header_icon": "mail",
        },
    )


def draw_chart(by_week: list[FigureLine]) -> list[dict[str, Any]]:
    """Return the bars of the chart: received, and booked within it, as widths for the SVG."""
    most = max((line.figures.received for line in by_week), default=0) or 1
    return [
        {
            "week": line.week,
            "received": line.figures.received,
            "booked": line.figures.booked,
            "received_width": round(BAR * line.figures.received / most, 1),
            "booked_width": round(BAR * line.figures.booked / most, 1),
            "y": 26 * index,
            "text_y": 26 * index + 15,
        }
        for index, line in enumerate(reversed(by_week))
    ]


@access.require(access.REPORTS)
def export_report(request: HttpRequest) -> HttpResponse:
    """Send the table by week and form as CSV. The export is recorded."""
    by_form, _by_week, whole = read_figures(read_weeks(request))
    audit.record(
        "requests.report",
        user=request.user,
        instance=request.user,
        data={"count": whole.received, "format": "csv"},
    )
    return HttpResponse(
        write_table(by_form).encode("utf-8-sig"),
        content_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": 'attachment; filename="requests-report.csv"',
            "Cache-Control": "no-store",
        },
    )


def write_table(by_form: list[FigureLine]) -> str:
    """Return the table by week and form as CSV. No cell of it is taken for a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(
        [
            _("Week of"), _("Form"), _("Received"), _("Tried"), _("Due"), _("Tried in time"),
            _("Business minutes to first attempt (median)"), _("Booked"), _("Booked %"),
        ]
    )  # fmt: skip
    for line in by_form:
        f = line.figures
        writer.writerow(
            [
                line.week.isoformat(),
                escape_formula(line.form),
                f.received,
                f.attempted,
                f.due,
                f.in_time,
                "" if f.typical is None else f.typical,
                f.booked,
                "" if f.booked_share is None else f.booked_share,
            ]
        )
    return out.getvalue()
