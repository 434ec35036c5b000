"""Figures of the inbox: sums of the database, in the clinic's time, and honest about what they leave out."""

import random
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from clinic.layout import current_hours
from forms.models import Event, Submission
from forms.requests import workflow
from forms.requests.inbox.data import reports
from forms.requests.models import EventType
from tests.factories.clinic import LocationFactory
from tests.factories.forms import (
    SubmissionFactory,
)

pytestmark = pytest.mark.django_db
Status = Submission.Status


def test_in_time_counts_what_was_due():
    now = timezone.now()
    for _n in range(2):
        SubmissionFactory(
            first_attempt_at=now, due_at=now + timedelta(hours=1), status="attempting"
        )
    for _n in range(3):
        SubmissionFactory(due_at=now + timedelta(hours=1))
    assert reports.read_figures(4)[2].in_time_share == 100
    SubmissionFactory(due_at=now - timedelta(seconds=1))
    SubmissionFactory(due_at=now - timedelta(seconds=1), status="closed", closing_reason="spam")
    SubmissionFactory(
        due_at=now - timedelta(seconds=1), status="closed", closing_reason="duplicate"
    )
    SubmissionFactory(first_attempt_at=now, due_at=None)  # brought in from elsewhere
    whole = reports.read_figures(4)[2]
    assert (whole.received, whole.due, whole.in_time_share) == (7, 3, 67)


def test_figures_are_sums_of_the_database():
    """Against a count by hand, and with as many queries for sixty as for one."""
    now, pick = timezone.now(), random.Random(9)
    expected = {"received": 0, "booked": 0, "due": 0, "in_time": 0, "attempted": 0}
    asked = []
    for number in range(60):
        age = timedelta(hours=pick.randint(1, 600))
        tried = pick.choice([None, now - age + timedelta(hours=pick.randint(-2, 90))])
        due = pick.choice([None, now - age + timedelta(hours=48)])
        status = pick.choice(Status.values)
        closed = now - age / 2 if status == "closed" else None
        row = SubmissionFactory(
            status=status, first_attempt_at=tried, due_at=due, closed_at=closed,
            form_title=pick.choice(["one", "two"]),
        )  # fmt: skip
        Submission.objects.filter(pk=row.pk).update(submit_time=now - age)
        was_booked = pick.random() < 0.3
        if was_booked:
            for _twice in range(2):
                Event.objects.create(submission=row, kind=EventType.STATUS, detail={"to": "booked"})
        until = now if status in ("new", "attempting") else closed
        expected["received"] += 1
        expected["booked"] += was_booked or status == "booked"
        expected["due"] += bool(due and (tried or (until and due < until)))
        expected["in_time"] += bool(due and tried and tried <= due)
        expected["attempted"] += bool(tried and tried >= now - age)
        if number in (0, 59):
            with CaptureQueriesContext(connection) as queries:
                by_form, by_week, whole = reports.read_figures(12, now)
            asked.append(len(queries))
    assert asked[1] <= asked[0] + 3  # without a try, opening hours are not asked for
    for lines in ([whole], [line.figures for line in by_form], [line.figures for line in by_week]):
        assert {name: sum(getattr(f, name) for f in lines) for name in expected} == expected
    assert len(by_week) == 12
    assert [(line.week, line.form) for line in by_form] == sorted(
        {(line.week, line.form) for line in by_form}, reverse=True
    )


@pytest.mark.parametrize(
    ("zone", "arrived", "tried", "week", "minutes"),
    [
        # Sunday, 8 p.m. in Honolulu is Monday in Greenwich and in the server's own zone.
        ("Pacific/Honolulu", "2026-11-16T06:00Z", "2026-11-16T19:05Z", "2026-11-09", 5),
        ("America/New_York", "2026-11-16T04:30Z", "2026-11-16T14:05Z", "2026-11-09", 5),
        ("America/New_York", "2026-11-16T05:30Z", "2026-11-16T14:05Z", "2026-11-16", 5),
        # The clocks went back in the night between: opening is an hour later in Greenwich.
        ("America/New_York", "2026-10-30T20:50Z", "2026-11-02T14:10Z", "2026-10-26", 20),
    ],
)
def test_figures_are_in_the_clinics_time(zone, arrived, tried, week, minutes):
    LocationFactory(time_zone=zone)
    received = datetime.fromisoformat(arrived)
    request = SubmissionFactory(
        first_attempt_at=datetime.fromisoformat(tried),
        due_at=current_hours().add_business_minutes(received, 60),
        status="attempting",
    )
    Submission.objects.filter(pk=request.pk).update(submit_time=received)
    now = datetime(2026, 11, 20, 12, tzinfo=UTC)
    by_form, by_week, whole = reports.read_figures(4, now)
    assert [line.week.isoformat() for line in by_form] == [week]
    assert [line.week.isoformat() for line in by_week if line.figures.received] == [week]
    assert (whole.typical, whole.in_time_share) == (minutes, 100)


@pytest.mark.parametrize("tried_one", ["earlier", "later"])
def test_figures_count_a_merged_pair_once_from_the_first_to_the_first(desk, tried_one):
    noon = timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0)
    noon -= timedelta(days=noon.weekday() + 7)
    pair = {}
    for name, moment in (("earlier", noon), ("later", noon + timedelta(minutes=50))):
        pair[name] = SubmissionFactory(
            phone="+17035550123", due_at=moment + timedelta(hours=1), form_title=name
        )
        Submission.objects.filter(pk=pair[name].pk).update(submit_time=moment)
    # Somebody tried the one half an hour after the first came, booked it, and then saw that they are one.
    tried = pair[tried_one]
    Submission.objects.filter(pk=tried.pk).update(
        first_attempt_at=noon + timedelta(minutes=55), attempts=1
    )
    workflow.change_status(Submission.objects.get(pk=tried.pk), "booked", by=desk.user)
    workflow.merge_requests(
        Submission.objects.get(pk=pair["earlier"].pk),
        Submission.objects.get(pk=pair["later"].pk),
        by=desk.user,
    )
    by_form, _by_week, whole = reports.read_figures(4)
    assert [line.form for line in by_form] == ["later"]
    assert (whole.received, whole.attempted, whole.in_time_share) == (1, 1, 100)
    assert whole.typical == 55
    assert whole.booked == 1
