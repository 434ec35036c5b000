"""The clock of a place, as the page tells it to the script that says 'open now'."""

from datetime import date

import pytest

from clinic.hours import find_utc_minutes


@pytest.mark.parametrize(
    ("zone", "day", "minutes"),
    [
        ("America/New_York", date(2026, 1, 15), -300),
        ("America/New_York", date(2026, 7, 15), -240),
        # The clocks change in the night before: what counts is the day's noon.
        ("America/New_York", date(2026, 3, 8), -240),
        ("America/New_York", date(2026, 11, 1), -300),
        ("America/Phoenix", date(2026, 7, 15), -420),
        ("Pacific/Honolulu", date(2026, 7, 15), -600),
        ("Nowhere/At_All", date(2026, 1, 15), -300),
    ],
)
def test_a_places_clock_is_told_as_its_distance_from_utc_that_day(zone, day, minutes):
    assert find_utc_minutes(zone, day) == minutes
