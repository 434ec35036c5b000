"""Business hours: open now, next opening, minutes and days of work, over holidays and clock changes."""

import random
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from clinic.hours import (
    USUAL_WEEK,
    BusinessHours,
    OpeningClock,
    business_hours,
    federal_holidays,
    say_by_end_of,
)
from clinic.layout import build_layout, current_hours, default_layout
from clinic.models import ClinicSettings, Location, OpeningHours
from tests.factories import ClinicSettingsFactory, LocationFactory, stream

NY = ZoneInfo("America/New_York")
USUAL = BusinessHours(zone=NY)


def at(year, month, day, hour=0, minute=0, zone=NY, fold=0):
    return datetime(year, month, day, hour, minute, tzinfo=zone, fold=fold)


def is_open(hours, moment) -> bool:
    """Tell whether the next moment at which the clinic is open is this one."""
    return hours.next_opening(moment) == moment


# 2026-06-01 is a Monday.
@pytest.mark.parametrize(
    ("moment", "open_then"),
    [
        (at(2026, 6, 1, 9), True),
        (at(2026, 6, 1, 8, 59), False),
        (at(2026, 6, 1, 16, 59), True),
        (at(2026, 6, 1, 17), False),
        (at(2026, 6, 6, 12), False),
        (at(2026, 6, 1, 13, zone=UTC), True),
        (at(2026, 6, 1, 12, zone=UTC), False),
    ],
)
def test_open(moment, open_then):
    assert is_open(USUAL, moment) is open_then


def test_the_next_opening_is_now_while_open():
    assert USUAL.next_opening(at(2026, 6, 1, 10, 30)) == at(2026, 6, 1, 10, 30)


@pytest.mark.parametrize(
    ("moment", "opening"),
    [
        (at(2026, 6, 1, 7), at(2026, 6, 1, 9)),
        (at(2026, 6, 1, 17), at(2026, 6, 2, 9)),
        (at(2026, 6, 5, 18), at(2026, 6, 8, 9)),
        (at(2026, 7, 2, 18), at(2026, 7, 6, 9)),  # July 3 is the observed holiday
        (at(2026, 11, 25, 17), at(2026, 11, 27, 9)),  # Thanksgiving
        (at(2026, 12, 31, 20), at(2027, 1, 4, 9)),
    ],
)
def test_the_next_opening_passes_over_nights_weekends_and_holidays(moment, opening):
    found = USUAL.next_opening(moment)
    assert found == opening
    assert found.tzinfo == NY


@pytest.mark.parametrize(
    ("start", "minutes", "end"),
    [
        (at(2026, 6, 1, 9), 60, at(2026, 6, 1, 10)),
        (at(2026, 6, 1, 16, 30), 60, at(2026, 6, 2, 9, 30)),
        (at(2026, 6, 5, 16, 30), 60, at(2026, 6, 8, 9, 30)),
        (at(2026, 6, 6, 12), 60, at(2026, 6, 8, 10)),
        (at(2026, 6, 1, 9), 480, at(2026, 6, 1, 17)),
        (at(2026, 6, 1, 9), 481, at(2026, 6, 2, 9, 1)),
        (at(2026, 6, 1, 10), 0, at(2026, 6, 1, 10)),
        (at(2026, 6, 6, 10), 0, at(2026, 6, 8, 9)),
    ],
)
def test_adding_minutes(start, minutes, end):
    assert USUAL.add_business_minutes(start, minutes) == end


@pytest.mark.parametrize(
    ("first", "second", "minutes"),
    [
        (at(2026, 6, 1, 9), at(2026, 6, 1, 10), 60),
        (at(2026, 6, 1, 16), at(2026, 6, 2, 10), 120),
        (at(2026, 6, 5, 12), at(2026, 6, 8, 12), 480),
        (at(2026, 6, 6), at(2026, 6, 7), 0),
        (at(2026, 6, 2), at(2026, 6, 1), 0),
        (at(2026, 6, 1, 9), at(2026, 6, 1, 9, 0), 0),
    ],
)
def test_minutes_between(first, second, minutes):
    assert USUAL.business_minutes_between(first, second) == minutes


def test_a_clock_laid_out_once_says_the_same():
    """Over both changes of the clocks, days off and nights, and for moments before and after what it holds."""
    hours = BusinessHours(
        zone=NY,
        week={day: ((time(8), time(12)), (time(13), time(17, 30))) for day in (0, 1, 2, 4, 5)},
        closed=frozenset({date(2026, 6, 2)}),
    )
    clock = OpeningClock(hours, at(2026, 1, 10), at(2026, 12, 20))
    pick = random.Random(7)
    for _n in range(400):
        first = at(2026, 1, 1) + timedelta(seconds=pick.randint(0, 364 * 86_400))
        second = first + timedelta(seconds=pick.choice([-60, 0, 59.999999, 60, 4e4, 3e5, 9e6]))
        assert clock.count_minutes(first, second) == hours.business_minutes_between(first, second)


@pytest.mark.parametrize("minutes", [1, 59, 60, 479, 480, 481, 2400, 9601])
def test_adding_and_counting_agree(minutes):
    start = at(2026, 10, 28, 11, 7)
    assert (
        USUAL.business_minutes_between(start, USUAL.add_business_minutes(start, minutes)) == minutes
    )


@pytest.mark.parametrize(
    ("day", "count", "end"),
    [
        (date(2026, 6, 1), 0, date(2026, 6, 1)),
        (date(2026, 6, 6), 0, date(2026, 6, 8)),
        (date(2026, 6, 1), 1, date(2026, 6, 2)),
        (date(2026, 6, 5), 1, date(2026, 6, 8)),
        (date(2026, 6, 6), 1, date(2026, 6, 8)),
        (date(2026, 6, 1), 3, date(2026, 6, 4)),
        (date(2026, 7, 1), 3, date(2026, 7, 7)),
    ],
)
def test_adding_days(day, count, end):
    assert USUAL.add_business_days(day, count) == end


def test_negative_counts_are_refused():
    with pytest.raises(ValueError, match="negative"):
        USUAL.add_business_days(date(2026, 6, 1), -1)
    with pytest.raises(ValueError, match="negative"):
        USUAL.add_business_minutes(at(2026, 6, 1), -1)


def test_what_comes_in_after_closing_counts_from_the_next_business_day():
    assert USUAL.find_due_day(at(2026, 6, 1, 10), 3) == date(2026, 6, 4)
    assert USUAL.find_due_day(at(2026, 6, 1, 18), 3) == date(2026, 6, 5)
    assert USUAL.find_due_day(at(2026, 6, 6, 10), 1) == date(2026, 6, 9)


# --- The clocks change: March 8 and November 1, 2026, both Sundays, at 2 am ------------------
NIGHT = BusinessHours(zone=NY, week={6: ((time(0), time(6)),)}, federal=False)


def test_the_night_in_which_the_clocks_go_forward_is_an_hour_shorter():
    assert NIGHT.business_minutes_between(at(2026, 3, 8), at(2026, 3, 8, 23)) == 5 * 60
    assert NIGHT.add_business_minutes(at(2026, 3, 8, 1), 120) == at(2026, 3, 8, 4)


def test_the_night_in_which_the_clocks_go_back_is_an_hour_longer():
    assert NIGHT.business_minutes_between(at(2026, 11, 1), at(2026, 11, 1, 23)) == 7 * 60
    end = NIGHT.add_business_minutes(at(2026, 11, 1, 0, 30), 90)
    assert (end.hour, end.minute, end.fold) == (1, 0, 1)
    assert end.astimezone(UTC) == datetime(2026, 11, 1, 6, 0, tzinfo=UTC)


def test_both_one_oclocks_are_open_when_the_clocks_go_back():
    assert is_open(NIGHT, at(2026, 11, 1, 1, 30, fold=0))
    assert is_open(NIGHT, at(2026, 11, 1, 1, 30, fold=1))


def test_opening_at_a_time_that_does_not_exist_opens_after_the_gap():
    gap = BusinessHours(zone=NY, week={6: ((time(2, 30), time(6)),)}, federal=False)
    assert gap.next_opening(at(2026, 3, 8)) == at(2026, 3, 8, 3, 30)


def test_a_week_over_the_change_keeps_its_wall_clock():
    assert USUAL.add_business_minutes(at(2026, 3, 6, 16), 120) == at(2026, 3, 9, 10)
    assert USUAL.business_minutes_between(at(2026, 3, 6, 16), at(2026, 3, 9, 10)) == 120


def test_time_never_runs_backwards():
    moments = [at(2026, 10, 31) + timedelta(minutes=37 * n) for n in range(400)]
    openings = [USUAL.next_opening(moment) for moment in moments]
    assert all(first <= second for first, second in pairwise(openings))


# --- Days off --------------------------------------------------------------------------------
def test_federal_holidays_are_those_of_the_law():
    days = federal_holidays(2026)
    assert {date(2026, 1, 1), date(2026, 6, 19), date(2026, 7, 3), date(2026, 11, 26)} <= days
    assert date(2026, 11, 27) not in days  # the day after Thanksgiving is no federal holiday


def test_a_holiday_that_is_observed_in_the_year_before():
    # New Year's Day 2028 is a Saturday; Friday, December 31, 2027 is the day off.
    assert date(2027, 12, 31) in federal_holidays(2027)
    assert USUAL.is_day_off(date(2027, 12, 31))


def test_a_clinic_may_work_on_holidays():
    works = BusinessHours(zone=NY, federal=False)
    assert is_open(works, at(2026, 7, 3, 10)) and not is_open(USUAL, at(2026, 7, 3, 10))


def test_closed_days_are_passed_over():
    closed = BusinessHours(zone=NY, closed=frozenset({date(2026, 6, 2), date(2026, 6, 3)}))
    assert closed.next_opening(at(2026, 6, 1, 18)) == at(2026, 6, 4, 9)
    assert closed.add_business_days(date(2026, 6, 1), 1) == date(2026, 6, 4)
    assert closed.closed_dates(date(2026, 6, 1), 7) == [date(2026, 6, 2), date(2026, 6, 3)]


def test_a_clinic_closed_for_years_by_a_slip_still_gets_an_answer():
    first = date(2026, 1, 1)
    always = frozenset(first + timedelta(days=n) for n in range(3000))
    closed = BusinessHours(zone=NY, closed=always)
    assert closed.next_opening(at(2026, 6, 1)) > at(2026, 6, 1)
    assert closed.add_business_days(first, 2) > first
    assert closed.add_business_minutes(at(2026, 6, 1), 30) > at(2026, 6, 1)


# --- From the clinic's own data --------------------------------------------------------------
@pytest.mark.django_db
class TestFromTheClinic:
    def test_no_rows_means_monday_to_friday_nine_to_five(self):
        hours = current_hours()
        assert hours.week == USUAL_WEEK
        assert hours.zone == NY

    def test_a_location_without_hours_gives_its_time_zone(self):
        LocationFactory(hours=[], time_zone="America/Denver")
        hours = current_hours()
        assert (hours.week, hours.zone.key) == (USUAL_WEEK, "America/Denver")

    def test_the_first_location_with_hours_counts(self):
        LocationFactory(order=1, hours=[], time_zone="America/Chicago")
        LocationFactory(
            order=2,
            time_zone="America/Phoenix",
            hours=[(1, time(13), time(18)), (1, time(8), time(12)), (1, time(11), time(12, 30))],
        )
        hours = current_hours()
        assert hours.zone.key == "America/Phoenix"
        assert hours.week == {1: ((time(8), time(12, 30)), (time(13), time(18)))}

    def test_a_row_that_ends_before_it_begins_is_passed_over(self):
        place = LocationFactory(hours=[])
        OpeningHours.objects.create(location=place, day=0, opens=time(17), closes=time(9))
        assert current_hours().week == USUAL_WEEK

    def test_an_unknown_time_zone_breaks_nothing(self):
        LocationFactory()
        Location.objects.update(time_zone="Moon/Sea")
        assert current_hours().zone == NY

    def test_closed_days_and_holidays_come_from_the_settings(self):
        ClinicSettingsFactory(
            observe_holidays=False,
            closed_days=stream(
                ("closed", {"first": "2026-08-03", "last": "2026-08-05", "reason": "Course"}),
                ("closed", {"first": "2026-09-01", "last": None}),
                ("closed", {"first": "2026-10-02", "last": "2026-10-01"}),
                ("closed", {"first": "not a date"}),
                ("closed", 7),
            ),
        )
        hours = current_hours()
        assert hours.closed == {
            date(2026, 8, 3), date(2026, 8, 4), date(2026, 8, 5), date(2026, 9, 1),
            date(2026, 10, 2),
        }  # fmt: skip
        assert not hours.federal

    def test_the_frame_carries_them(self):
        assert default_layout().hours == business_hours(default_layout())
        assert build_layout(None, ClinicSettings(observe_holidays=False)).hours.federal is False


# --- Words -----------------------------------------------------------------------------------
def test_words_for_visitors():
    now = at(2026, 6, 1, 10)
    assert USUAL.say_by(at(2026, 6, 1, 15), now) == "by 3 p.m. today"
    assert USUAL.say_by(at(2026, 6, 2, 11), now) == "by the end of Tuesday, June 2"
    assert say_by_end_of(date(2025, 6, 3)) == "by the end of Tuesday, June 3"


def test_today_is_the_clinics_day():
    west = BusinessHours(zone=ZoneInfo("America/Los_Angeles"))
    # Past midnight in UTC, still Monday evening on the coast.
    now = datetime(2026, 6, 2, 1, 0, tzinfo=UTC)
    assert west.say_by(at(2026, 6, 1, 19, zone=west.zone), now) == "by 7 p.m. today"
