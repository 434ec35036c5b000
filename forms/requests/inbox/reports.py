"""How fast we call and how many book: by form and week, as table, chart and CSV. No answers are opened."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from statistics import median
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.hours import BusinessHours, current_hours
from staff import access, audit
from staff.spreadsheet import harmless

from ..models import Event, Submission
from .views import common

WEEKS = (4, 12, 26, 52)
USUAL = 12
BAR = 200  # the chart's inner width in its own units


@dataclass
class Figures:
    """The figures of one line."""

    received: int = 0
    booked: int = 0
    in_time: int = 0
    minutes: list[int] = field(default_factory=list)

    @property
    def attempted(self) -> int:
        """How many somebody has tried to reach."""
        return len(self.minutes)

    @property
    def typical(self) -> int | None:
        """The median of business minutes to the first attempt; None where there was none."""
        return int(median(self.minutes)) if self.minutes else None

    @property
    def booked_share(self) -> int | None:
        """Booked of received, in percent."""
        return round(100 * self.booked / self.received) if self.received else None

    @property
    def in_time_share(self) -> int | None:
        """First attempts within the aim, of received, in percent."""
        return round(100 * self.in_time / self.received) if self.received else None

    def add(self, request: Submission, booked: bool, hours: BusinessHours) -> None:
        """Count one request."""
        self.received += 1
        self.booked += booked
        if request.first_attempt_at:
            self.minutes.append(
                hours.business_minutes_between(request.submit_time, request.first_attempt_at)
            )
            self.in_time += bool(request.due_at and request.first_attempt_at <= request.due_at)


@dataclass(frozen=True)
class Line:
    """One line of the table: a week and a form, or a week alone."""

    week: date
    form: str
    figures: Figures


def monday(moment: datetime) -> date:
    """Return the Monday of a moment's week, in the clinic's time."""
    day = timezone.localdate(moment)
    return day - timedelta(days=day.weekday())


def figures(weeks: int, now: datetime | None = None) -> tuple[list[Line], list[Line], Figures]:
    """Return the lines by week and form, those by week (newest first, empty weeks too), and the whole.

    Spam and merged requests count nowhere.
    """
    now = now or timezone.now()
    first = monday(now) - timedelta(weeks=weeks - 1)
    since = timezone.make_aware(datetime.combine(first, time()))
    hours = current_hours()
    by_week = {first + timedelta(weeks=n): Figures() for n in range(weeks)}
    by_form: dict[tuple[date, str], Figures] = defaultdict(Figures)
    whole = Figures()
    rows = Submission.objects.real().without_answers().filter(submit_time__gte=since)
    booked = set(
        Event.objects.filter(submission__in=rows.values("pk"))
        .filter(detail__to=Submission.Status.BOOKED)
        .values_list("submission_id", flat=True)
    )
    for request in rows.only("submit_time", "form_title", "first_attempt_at", "due_at", "status"):
        is_booked = request.pk in booked or request.status == Submission.Status.BOOKED
        week = monday(request.submit_time)
        for target in (by_week.get(week), by_form[week, request.form_title], whole):
            if target is not None:
                target.add(request, is_booked, hours)
    return (
        [Line(week, form, f) for (week, form), f in sorted(by_form.items(), reverse=True)],
        [Line(week, "", f) for week, f in sorted(by_week.items(), reverse=True)],
        whole,
    )


def chosen_weeks(request: HttpRequest) -> int:
    """Return the number of weeks asked for, if it is one of those offered."""
    value = request.GET.get("weeks", "")
    return int(value) if value in {str(weeks) for weeks in WEEKS} else USUAL


@access.require(access.REPORTS)
def report(request: HttpRequest) -> HttpResponse:
    """Show the report."""
    weeks = chosen_weeks(request)
    by_form, by_week, whole = figures(weeks)
    audit.record(
        "requests.report", user=request.user, instance=request.user, data={"count": whole.received}
    )
    return TemplateResponse(
        request,
        "admin/inbox/report.html",
        {
            **common(request),
            "weeks": weeks,
            "offered": WEEKS,
            "by_form": by_form,
            "by_week": by_week,
            "whole": whole,
            "chart": chart(by_week),
            "chart_height": 26 * len(by_week),
            "page_title": _("Requests: how fast, how many"),
            "header_icon": "mail",
        },
    )


def chart(by_week: list[Line]) -> list[dict[str, Any]]:
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
def report_csv(request: HttpRequest) -> HttpResponse:
    """Send the table by week and form as CSV."""
    weeks = chosen_weeks(request)
    by_form, _by_week, whole = figures(weeks)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(
        [
            _("Week of"), _("Form"), _("Received"), _("Tried"), _("Tried in time"),
            _("Business minutes to first attempt (median)"), _("Booked"), _("Booked %"),
        ]
    )  # fmt: skip
    for line in by_form:
        f = line.figures
        writer.writerow(
            [
                line.week.isoformat(),
                harmless(line.form),
                f.received,
                f.attempted,
                f.in_time,
                "" if f.typical is None else f.typical,
                f.booked,
                "" if f.booked_share is None else f.booked_share,
            ]
        )
    audit.record(
        "requests.report",
        user=request.user,
        instance=request.user,
        data={"count": whole.received, "format": "csv"},
    )
    return HttpResponse(
        out.getvalue().encode("utf-8-sig"),
        content_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": 'attachment; filename="requests-report.csv"',
            "Cache-Control": "no-store",
        },
    )
