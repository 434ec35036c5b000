"""The report: business minutes by form and week, and the same numbers in table, chart and file."""

import csv
import io
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from forms.models import Event, Submission
from forms.requests.inbox.data.reports import read_figures
from tests.factories.forms import (
    SubmissionFactory,
)

pytestmark = pytest.mark.django_db
Status, Verdict = Submission.Status, Submission.Verdict


def monday_noon():
    today = timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0)
    return today - timedelta(days=today.weekday() + 7)


def at(moment, **values):
    request = SubmissionFactory(**values)
    Submission.objects.filter(pk=request.pk).update(submit_time=moment)
    request.refresh_from_db()
    return request


def test_the_report_counts_in_business_minutes_by_form_and_week():
    noon = monday_noon()
    aim = noon + timedelta(hours=1)
    quick = {"first_attempt_at": noon + timedelta(minutes=20), "due_at": aim}
    slow = {"first_attempt_at": noon + timedelta(minutes=90), "due_at": aim}
    at(noon, form_title="Request", status=Status.BOOKED, **quick)
    at(noon, form_title="Request", **slow)
    at(noon, form_title="Question")
    at(noon, form_title="Request", verdict=Verdict.SUSPECT)
    by_form, by_week, whole = read_figures(4)
    assert (whole.received, whole.booked, whole.in_time, whole.attempted) == (3, 1, 1, 2)
    lines = {line.form: line.figures for line in by_form}
    assert (lines["Request"].received, lines["Request"].typical) == (2, 55)
    assert (lines["Request"].booked_share, lines["Request"].in_time_share) == (50, 50)
    assert lines["Question"].typical is None
    assert [line.figures.received for line in by_week] == [0, 3, 0, 0]


def test_the_night_does_not_count():
    """Sent after closing on Monday, called at opening on Tuesday: no business time has passed."""
    evening = monday_noon().replace(hour=20)
    at(evening, first_attempt_at=(evening + timedelta(days=1)).replace(hour=9, minute=5))
    _by_form, _by_week, whole = read_figures(4)
    assert whole.typical == 5


def test_who_was_booked_once_counts_as_booked():
    request = at(monday_noon(), status=Status.CLOSED, closing_reason="patient")
    Event.objects.create(submission=request, kind="status", detail={"from": "new", "to": "booked"})
    assert read_figures(4)[2].booked == 1


def test_the_report_shows_table_chart_and_the_same_numbers(manager):
    at(monday_noon(), form_title="Request", status=Status.BOOKED)
    soup = BeautifulSoup(
        manager.get(reverse("inbox:report"), {"weeks": "4"}).content, "html.parser"
    )
    cells = [cell.get_text(" ", strip=True) for cell in soup.select(".inbox-list tbody td")]
    assert cells[:2] == ["Request", "1"]
    assert "1 (100 %)" in cells[-1].replace("( ", "(")
    chart = soup.select_one(".inbox-chart svg")
    assert chart["aria-labelledby"] == "chart-caption"
    assert len(chart.select("rect")) == 8
    assert not chart.select("[style]")
    assert "1 / 1" in chart.text


@pytest.mark.parametrize("weeks", ["", "0", "999999999", "x", "-4", "²"])
def test_a_report_over_nonsense_weeks_is_the_usual_one(manager, weeks):
    response = manager.get(reverse("inbox:report"), {"weeks": weeks})
    assert response.status_code == 200
    assert "The last 12 weeks" in response.content.decode()


def test_the_report_as_csv(manager):
    at(monday_noon(), form_title="=cmd()", status=Status.BOOKED)
    response = manager.get(reverse("inbox:report_csv"), {"weeks": "4"})
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert rows[1][1] == "'=cmd()"
    assert rows[1][2] == "1"
    assert ModelLogEntry.objects.filter(action="requests.report").exists()


def test_the_report_opens_no_answer(settings):
    at(monday_noon())
    settings.FIELD_ENCRYPTION_KEYS = ["YW5vdGhlci1rZXktb2YtMzItYnl0ZXMtbG9uZy4uLi4="]
    assert read_figures(4)[2].received == 1
