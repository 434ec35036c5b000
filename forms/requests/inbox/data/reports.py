"""How fast we call and how many book: by form and week, as table, chart and CSV. No answers are opened."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from statistics import median
from typing import Any

from django.db.models import Min, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from clinic.hours import BusinessHours
from clinic.layout import current_hours
from forms.requests.inbox.lists.views import shared_context
from forms.requests.models import Event, EventType, Submission
from staff import access, audit
from staff.screens.spreadsheet import escape_formula

WEEKS = (4, 12, 26, 52)
USUAL = 12
BAR = 200  # the chart's inner width in its own units


@dataclass
class Figures:
    """The figures of one line."""

    received: int = 0
    booked: int = 0
    in_time: int = 0
    # Tried, or not tried although it was due: what "in time" is measured against.
    due: int = 0
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
        """First attempts within the aim, of what was due, in percent."""
        return round(100 * self.in_time / self.due) if self.due else None

    def add(self, entry: Entry) -> None:
        """Count one request into the figures."""
        self.received += 1
        self.booked += entry.booked
        self.due += entry.due
        self.in_time += entry.in_time
        if entry.minutes is not None:
            self.minutes.append(entry.minutes)


@dataclass(frozen=True)
class Entry:
    """What one request adds to the figures."""

    booked: bool
    due: bool
    in_time: bool
    minutes: int | None


def measure_request(
    request: Submission, began: datetime, booked: bool, hours: BusinessHours, now: datetime
) -> Entry:
    """Return what a request adds. `began` is when its clock began to run.

    Due is what was tried, and what was not tried although its time had come before it was closed. What was
    booked or reached without a first attempt on record, and what has no due time (brought in from elsewhere),
    says nothing about being in time.
    """
    tried = request.first_attempt_at
    waiting = request.status in (Submission.Status.NEW, Submission.Status.ATTEMPTING)
    until = now if waiting else request.closed_at
    missed = bool(request.due_at and not tried and until and request.due_at < until)
    return Entry(
        booked=booked,
        due=bool(request.due_at and tried) or missed,
        in_time=bool(request.due_at and tried and tried <= request.due_at),
        minutes=hours.business_minutes_between(began, tried) if tried and tried >= began else None,
    )


@dataclass(frozen=True)
class Line:
    """One line of the table: a week and a form, or a week alone."""

    week: date
    form: str
    figures: Figures


def find_monday(moment: datetime, hours: BusinessHours | None = None) -> date:
    """Return the Monday of a moment's week, in the clinic's time."""
    day = timezone.localdate(moment, (hours or current_hours()).zone)
    return day - timedelta(days=day.weekday())


def read_figures(weeks: int, now: datetime | None = None) -> tuple[list[Line], list[Line], Figures]:
    """Return the lines by week and form, those by week (newest first, empty weeks too), and the whole.

    Spam, duplicates and merged requests count nowhere; a merged request's booking is that of the other.
    """
    now, hours = now or timezone.now(), current_hours()
    first = find_monday(now, hours) - timedelta(weeks=weeks - 1)
    since = datetime.combine(first, time(), tzinfo=hours.zone)
    by_week = {first + timedelta(weeks=n): Figures() for n in range(weeks)}
    by_form: dict[tuple[date, str], Figures] = defaultdict(Figures)
    whole = Figures()
    rows = list_counted_requests(since)
    booked, began = _find_booked(rows), _find_starts(rows)
    fields = ("submit_time", "form_title", "first_attempt_at", "due_at", "status", "closed_at")
    for request in rows.only(*fields):
        is_booked = request.pk in booked or request.status == Submission.Status.BOOKED
        start: Any = began.get(request.pk) or request.submit_time
        entry = measure_request(request, start, is_booked, hours, now)
        week = find_monday(request.submit_time, hours)
        for target in (by_week.get(week), by_form[week, request.form_title], whole):
            if target is not None:
                target.add(entry)
    return (
        [Line(week, form, f) for (week, form), f in sorted(by_form.items(), reverse=True)],
        [Line(week, "", f) for week, f in sorted(by_week.items(), reverse=True)],
        whole,
    )


def list_counted_requests(since: datetime) -> QuerySet[Submission]:
    """Return the requests that count: neither spam, whoever said so, nor another one's duplicate."""
    aside = [Submission.Closing.SPAM, Submission.Closing.DUPLICATE]
    rows = Submission.objects.only_genuine().without_answers().filter(submit_time__gte=since)
    return rows.exclude(status=Submission.Status.CLOSED, closing_reason__in=aside)


def _find_booked(rows: QuerySet[Submission]) -> set[int]:
    """Return the numbers of the requests that were ever booked, themselves or as one merged into them.

    What was pressed by mistake and taken back is no booking.
    """
    numbers = rows.order_by().values("pk")
    events = Event.objects.filter(detail__to=Submission.Status.BOOKED, undone=False)
    of_merged = Q(submission__merged_into__in=numbers)
    pairs = events.filter(Q(submission__in=numbers) | of_merged).values_list(
        "submission_id", "submission__merged_into_id"
    )
    return {merged or own for own, merged in pairs}


def _find_starts(rows: QuerySet[Submission]) -> dict[int, datetime]:
    """Return when the clock of a request began, where that was not its own arrival.

    What was held back begins when somebody says 'not spam'; what another was merged into, with the earlier.
    """
    numbers = rows.order_by().values("pk")
    merged = Submission.objects.filter(merged_into__in=numbers).order_by()
    began = {
        pk: min(own, first)
        for pk, own, first in merged.values_list("merged_into")
        .annotate(own=Min("merged_into__submit_time"), first=Min("submit_time"))
        .values_list("merged_into", "own", "first")
    }
    released = Event.objects.filter(kind=EventType.VERDICT, undone=False, submission__in=numbers)
    held = released.filter(detail__from=Submission.Verdict.SUSPECT).order_by("at")
    began.update(held.values_list("submission_id", "at"))
    return began


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


def draw_chart(by_week: list[Line]) -> list[dict[str, Any]]:
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


def write_table(by_form: list[Line]) -> str:
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
