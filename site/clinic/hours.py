"""When the clinic is open, and what follows from it: 'we call back by …'.

Wall-clock hours come from the main location (the first one that has hours), days off from the US
federal holidays and the clinic settings. Everything is counted on UTC instants made from the
location's own zone, so a day on which the clocks change is as long as it really is.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Protocol
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import holidays
from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .models import ClinicSettings, Location

Stretch = tuple[time, time]
Span = tuple[datetime, datetime]

# Used while no hours are set: what 'business hours' means when nobody says otherwise.
USUAL_WEEK: dict[int, tuple[Stretch, ...]] = {day: ((time(9), time(17)),) for day in range(5)}
# A clinic closed for longer than this by a slip in the settings is counted by its weekly hours.
HORIZON = 400
LONGEST_CLOSURE = 3 * 366


@lru_cache(maxsize=64)
def federal_holidays(year: int) -> frozenset[date]:
    """Return the US federal holidays of `year` with the weekdays on which they are observed (5 U.S.C. 6103)."""
    return frozenset(day for day in holidays.country_holidays("US", years=year) if day.year == year)


@dataclass(frozen=True)
class BusinessHours:
    """A week of opening hours in one time zone, and the days off.

    `week` maps 0 (Monday) to 6 onto stretches of wall-clock time; `closed` holds single days off;
    `federal`, whether federal holidays are days off.
    """

    zone: ZoneInfo
    week: dict[int, tuple[Stretch, ...]] = field(default_factory=lambda: dict(USUAL_WEEK))
    closed: frozenset[date] = frozenset()
    federal: bool = True

    # --- Days ---------------------------------------------------------------------------------
    def is_day_off(self, day: date) -> bool:
        """Tell whether `day` is a holiday or a closed day (a weekday without hours is neither)."""
        return day in self.closed or (self.federal and day in federal_holidays(day.year))

    def is_business_day(self, day: date) -> bool:
        """Tell whether the clinic opens on `day` at all."""
        return bool(self.week.get(day.weekday())) and not self.is_day_off(day)

    def add_business_days(self, day: date, count: int) -> date:
        """Return the `count`-th business day after `day`; 0 gives `day`, or the next business day.

        Raises ValueError for a negative count.
        """
        if count < 0:
            raise ValueError("count must not be negative")
        days = self._business_days(day if count == 0 else day + timedelta(days=1))
        for _step in range(max(count, 1) - 1):
            next(days)
        return next(days)

    def closed_dates(self, first: date, days: int = HORIZON) -> list[date]:
        """Return the days off from `first` on, for the 'open now' mark."""
        return [
            day
            for day in (first + timedelta(days=n) for n in range(days))
            if self.week.get(day.weekday()) and self.is_day_off(day)
        ]

    # --- Moments ------------------------------------------------------------------------------
    def next_opening(self, at: datetime) -> datetime:
        """Return `at` if the clinic is open then, else the next moment it opens, in its own zone."""
        at = at.astimezone(UTC)
        for start, end in self._spans_from(at):
            if at < end:
                return max(at, start).astimezone(self.zone)
        raise AssertionError("spans never end")  # pragma: no cover

    def add_business_minutes(self, start: datetime, minutes: int) -> datetime:
        """Return the moment by which `minutes` of opening time have passed since `start`.

        Raises ValueError for negative minutes.
        """
        if minutes < 0:
            raise ValueError("minutes must not be negative")
        left = timedelta(minutes=minutes)
        # Within one zone Python adds and compares wall-clock times: on UTC an hour is an hour.
        start = start.astimezone(UTC)
        for opens, closes in self._spans_from(start):
            begin = max(opens, start)
            if begin >= closes:
                continue
            if left <= closes - begin:
                return (begin + left).astimezone(self.zone)
            left -= closes - begin
        raise AssertionError("spans never end")  # pragma: no cover

    def business_minutes_between(self, first: datetime, second: datetime) -> int:
        """Return the whole minutes of opening time between two moments; 0 where `second` is not later."""
        first, second = first.astimezone(UTC), second.astimezone(UTC)
        if second <= first:
            return 0
        total, day, last = timedelta(), self._local_day(first), self._local_day(second)
        while day <= last:
            for start, end in self._spans_of(day):
                total += max(timedelta(), min(end, second) - max(start, first))
            day += timedelta(days=1)
        return int(total.total_seconds() // 60)

    def find_due_day(self, at: datetime, days: int) -> date:
        """Return the day by whose end something is due that takes `days` business days.

        What arrives after closing or on a day off counts as having arrived on the next business day.
        """
        return self.add_business_days(self.next_opening(at).date(), days)

    # --- Words --------------------------------------------------------------------------------
    def say_by(self, due: datetime, now: datetime) -> str:
        """Return a sentence's end for visitors: 'by 3 p.m. today', 'by the end of Tuesday, June 3'."""
        local, today = due.astimezone(self.zone), self._local_day(now)
        if local.date() == today:
            return _("by {time} today").format(time=date_format(local, "P"))
        return say_by_end_of(local.date())

    # --- Inside -------------------------------------------------------------------------------
    def _local_day(self, at: datetime) -> date:
        return at.astimezone(self.zone).date()

    def _spans_of(self, day: date, *, heed_days_off: bool = True) -> list[Span]:
        if heed_days_off and self.is_day_off(day):
            return []
        return [
            (self._make_instant(day, opens), self._make_instant(day, closes))
            for opens, closes in self.week.get(day.weekday(), ())
        ]

    def _make_instant(self, day: date, wall: time) -> datetime:
        return datetime.combine(day, wall, tzinfo=self.zone).astimezone(UTC)

    def _business_days(self, first: date) -> Iterator[date]:
        day, barren = first, 0
        while True:
            works = self.is_business_day(day)
            if works or (barren > HORIZON and self.week.get(day.weekday())):
                yield day
            barren = 0 if works else barren + 1
            day += timedelta(days=1)

    def _spans_from(self, at: datetime) -> Iterator[Span]:
        # One day back: a stretch may have begun before midnight UTC but never before local midnight.
        for day in self._business_days(self._local_day(at)):
            yield from self._spans_of(day, heed_days_off=self.is_business_day(day))


class OpeningClock:
    """Opening time between many pairs of moments: each day is looked at once, not once a pair."""

    def __init__(self, hours: BusinessHours, first: datetime, last: datetime) -> None:
        """Lay out the opening time from the day of `first` to that of `last`."""
        self._hours = hours
        self._first, self._last = first.astimezone(UTC), last.astimezone(UTC)
        self._spans_of: list[Span] = []
        # The opening time that has passed when a stretch begins.
        self._before: list[timedelta] = []
        passed, day, end = timedelta(), hours._local_day(first), hours._local_day(last)
        while day <= end:
            for span in hours._spans_of(day):
                self._spans_of.append(span)
                self._before.append(passed)
                passed += span[1] - span[0]
            day += timedelta(days=1)
        self._opens = [opens for opens, _closes in self._spans_of]

    def count_minutes(self, first: datetime, second: datetime) -> int:
        """Return what `BusinessHours.business_minutes_between` says of two moments."""
        if second <= first:
            return 0
        if first < self._first or second > self._last:
            return self._hours.business_minutes_between(first, second)
        return int((self._find_passed(second) - self._find_passed(first)).total_seconds() // 60)

    def _find_passed(self, at: datetime) -> timedelta:
        """Return the opening time that has passed at a moment since the first day."""
        place = bisect_right(self._opens, at) - 1
        if place < 0:
            return timedelta()
        opens, closes = self._spans_of[place]
        return self._before[place] + (min(at, closes) - opens)


def say_day(day: date) -> str:
    """Return a day as visitors read it: 'Tuesday, June 3'."""
    return date_format(day, _("l, F j"))


def say_by_end_of(day: date) -> str:
    """Return 'by the end of Tuesday, June 3'."""
    return _("by the end of {day}").format(day=say_day(day))


class HasHours(Protocol):
    """What hours are made from: the site's layout, or anything with places and settings."""

    @property
    def clinic(self) -> ClinicSettings:
        """The clinic's settings: closed days and holidays."""

    @property
    def locations(self) -> tuple[Location, ...]:
        """The places, the main one first."""


def business_hours(layout: HasHours) -> BusinessHours:
    """Return the clinic's hours from its layout; Monday to Friday 9 to 17 while none are set."""
    main = next((place for place in layout.locations if _read_week(place)), None)
    zone = main or (layout.locations[0] if layout.locations else None)
    return BusinessHours(
        zone=_find_zone(zone.time_zone if zone else settings.TIME_ZONE),
        week=_read_week(main) if main else dict(USUAL_WEEK),
        closed=frozenset(_closed_days(layout.clinic)),
        federal=layout.clinic.observe_holidays,
    )


def find_utc_minutes(zone: str, day: date) -> int:
    """Return by how many minutes a time zone is ahead of UTC at noon of `day`: -300 for New York in winter."""
    ahead = datetime.combine(day, time(12), _find_zone(zone)).utcoffset()
    return int((ahead or timedelta()).total_seconds() // 60)


def _find_zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo(settings.TIME_ZONE)


def _read_week(place: Location) -> dict[int, tuple[Stretch, ...]]:
    """Return the stretches of each day, sorted, overlapping ones made into one."""
    week: dict[int, list[Stretch]] = {}
    rows = sorted(place.opening_hours.all(), key=lambda row: (row.day, row.opens))
    for row in rows:
        if row.closes <= row.opens:
            continue
        day = week.setdefault(row.day, [])
        if day and row.opens <= day[-1][1]:
            day[-1] = (day[-1][0], max(day[-1][1], row.closes))
        else:
            day.append((row.opens, row.closes))
    return {day: tuple(stretches) for day, stretches in week.items()}


def _closed_days(clinic: ClinicSettings) -> Iterable[date]:
    for block in clinic.closed_days:
        first = block.value.get("first") if hasattr(block.value, "get") else None
        if not isinstance(first, date):
            continue
        last = block.value.get("last")
        last = last if isinstance(last, date) and last >= first else first
        for n in range(min((last - first).days, LONGEST_CLOSURE) + 1):
            yield first + timedelta(days=n)
