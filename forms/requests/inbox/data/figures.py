"""The figures of the report: sums by week and form, made by the database.

Python sees one line for each request that somebody tried to reach, and of it two moments: opening hours are known
to no database. Whatever there is, the memory that this takes grows with weeks and forms alone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.utils import timezone

from clinic.hours import BusinessHours, OpeningClock
from clinic.layout import current_hours
from forms.requests.models import Event, EventType, Submission

BATCH: Final = 2000
Status = Submission.Status


@dataclass
class Figures:
    """The figures of one line."""

    received: int = 0
    booked: int = 0
    in_time: int = 0
    # Tried, or not tried although it was due: what "in time" is measured against.
    due: int = 0
    # How many were tried after so many business minutes.
    minutes: Counter[int] = field(default_factory=Counter)

    @property
    def attempted(self) -> int:
        """How many somebody has tried to reach."""
        return self.minutes.total()

    @property
    def typical(self) -> int | None:
        """The median of business minutes to the first attempt; None where there was none."""
        count = self.attempted
        if not count:
            return None
        return (self._minutes_of((count - 1) // 2) + self._minutes_of(count // 2)) // 2

    def _minutes_of(self, place: int) -> int:
        """Return the minutes that stand at a place, from 0, were all of them written in order."""
        for minutes in sorted(self.minutes):
            place -= self.minutes[minutes]
            if place < 0:
                return minutes
        raise IndexError(place)

    @property
    def booked_share(self) -> int | None:
        """Booked of received, in percent."""
        return round(100 * self.booked / self.received) if self.received else None

    @property
    def in_time_share(self) -> int | None:
        """First attempts within the aim, of what was due, in percent."""
        return round(100 * self.in_time / self.due) if self.due else None

    def add(self, other: Figures) -> None:
        """Add the figures of another line."""
        self.received += other.received
        self.booked += other.booked
        self.due += other.due
        self.in_time += other.in_time
        self.minutes += other.minutes


@dataclass(frozen=True)
class FigureLine:
    """One line of the table: a week and a form, or a week alone."""

    week: date
    form: str
    figures: Figures


@dataclass(frozen=True)
class Weeks:
    """The weeks of a report, by their Mondays, oldest first, and the moments at which they begin."""

    mondays: list[date]
    begin: list[datetime]

    def place_in_sql(self) -> Case:
        """Return the place of a request's week as an expression. What a wrong clock set later is in the last."""
        bounds = enumerate(self.begin[1:])
        return Case(
            *(When(submit_time__lt=bound, then=Value(place)) for place, bound in bounds),
            default=Value(len(self.begin) - 1),
            output_field=IntegerField(),
        )


def find_monday(moment: datetime, hours: BusinessHours | None = None) -> date:
    """Return the Monday of a moment's week, in the clinic's time."""
    day = timezone.localdate(moment, (hours or current_hours()).zone)
    return day - timedelta(days=day.weekday())


def read_figures(
    weeks: int, now: datetime | None = None
) -> tuple[list[FigureLine], list[FigureLine], Figures]:
    """Return the lines by week and form, those by week (newest first, empty weeks too), and the whole.

    Spam, duplicates and merged requests count nowhere; a merged request's booking is that of the other.
    """
    now, hours = now or timezone.now(), current_hours()
    last = find_monday(now, hours)
    mondays = [last - timedelta(weeks=n) for n in reversed(range(weeks))]
    span = Weeks(mondays, [datetime.combine(day, time(), tzinfo=hours.zone) for day in mondays])
    rows = list_counted_requests(span.begin[0]).order_by()
    by_form = _read_sums(rows, span, now)
    _add_minutes(by_form, rows, span, hours)
    by_week = {day: Figures() for day in mondays}
    whole = Figures()
    for (place, _form), figures in by_form.items():
        by_week[mondays[place]].add(figures)
        whole.add(figures)
    lines = sorted(((mondays[place], form), f) for (place, form), f in by_form.items())
    return (
        [FigureLine(week, form, f) for (week, form), f in reversed(lines)],
        [FigureLine(week, "", f) for week, f in sorted(by_week.items(), reverse=True)],
        whole,
    )


def list_counted_requests(since: datetime) -> QuerySet[Submission]:
    """Return the requests that count: neither spam, whoever said so, nor another one's duplicate."""
    aside = [Submission.Closing.SPAM, Submission.Closing.DUPLICATE]
    rows = Submission.objects.only_genuine().without_answers().filter(submit_time__gte=since)
    return rows.exclude(status=Status.CLOSED, closing_reason__in=aside)


def _read_sums(
    rows: QuerySet[Submission], span: Weeks, now: datetime
) -> dict[tuple[int, str], Figures]:
    """Return the sums by place of the week and form, still without minutes, in one query.

    Due is what was tried, and what was not tried although its time had come before it was closed. What was
    booked or reached without a first attempt on record, and what has no due time (brought in from elsewhere),
    says nothing about being in time.
    """
    waiting = Q(status__in=[Status.NEW, Status.ATTEMPTING])
    over = waiting & Q(due_at__lt=now) | ~waiting & Q(due_at__lt=F("closed_at"))
    tried = Q(first_attempt_at__isnull=False)
    sums = (
        rows.annotate(week=span.place_in_sql())
        .values("week", "form_title")
        .annotate(
            received=Count("pk"),
            booked=Count("pk", filter=_was_booked()),
            due=Count("pk", filter=Q(due_at__isnull=False) & (tried | over)),
            in_time=Count("pk", filter=Q(first_attempt_at__lte=F("due_at"))),
        )
    )
    names = ("received", "booked", "due", "in_time")
    return {
        (row["week"], row["form_title"]): Figures(**{name: row[name] for name in names})
        for row in sums
    }


def _was_booked() -> Any:
    """Return the condition 'is booked, or was ever, itself or as one merged into it'.

    What was pressed by mistake and taken back is no booking.
    """
    events = Event.objects.filter(detail__to=Status.BOOKED, undone=False)
    own = Exists(events.filter(submission=OuterRef("pk")))
    merged = Exists(events.filter(submission__merged_into=OuterRef("pk")))
    return Q(status=Status.BOOKED) | Q(own) | Q(merged)


def _add_minutes(
    by_form: dict[tuple[int, str], Figures],
    rows: QuerySet[Submission],
    span: Weeks,
    hours: BusinessHours,
) -> None:
    """Add how many business minutes passed until somebody tried, for each request that was tried."""
    tried = rows.filter(first_attempt_at__isnull=False)
    last = tried.aggregate(last=Max("first_attempt_at"))["last"]
    if last is None:
        return
    began = _find_starts(rows)
    # Nobody tried in the future; what a wrong clock wrote is counted on its own.
    last = min(last, timezone.now() + timedelta(days=366))
    clock = OpeningClock(hours, span.begin[0], max(last, span.begin[0]))
    minutes: dict[tuple[int, str], Counter[int]] = defaultdict(Counter)
    moments = tried.annotate(week=span.place_in_sql()).values_list(
        "pk", "week", "form_title", "submit_time", "first_attempt_at"
    )
    for pk, week, form, received, first in moments.iterator(chunk_size=BATCH):
        start = began.get(pk, received)
        if first >= start:
            minutes[week, form][clock.count_minutes(start, first)] += 1
    for key, counted in minutes.items():
        # One that came in between the two queries has no line yet.
        if key in by_form:
            by_form[key].minutes = counted


def _find_starts(rows: QuerySet[Submission]) -> dict[int, datetime]:
    """Return when the clock of a request began, where that was not its own arrival.

    What was held back begins when somebody says 'not spam'; what another was merged into, with the earlier.
    """
    numbers = rows.values("pk")
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
