"""The report shows sums to those who work here, requests to those who read them, and nothing under five."""

import csv
import io
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from staff import roles
from tests.factories import StandardPageFactory, home_page
from tests.staff.people import sign_in
from visits.models import DayCount, VisitEvent
from visits.report import read_report, show_count

pytestmark = pytest.mark.django_db


def count(kind, number, *, page=0, host="", days_ago=0):
    day = timezone.localdate() - timedelta(days=days_ago)
    DayCount.objects.create(day=day, kind=kind, page=page, host=host, count=number)


@pytest.mark.parametrize(
    ("number", "shown"),
    [(0, "0"), (1, "under 5"), (4, "under 5"), (5, "5"), (9, "5"), (1234, "1230")],
)
def test_nobody_under_five_in_a_cell(number, shown):
    assert show_count(number) == shown


def test_pages_stand_by_their_views_and_gone_ones_say_so():
    page = StandardPageFactory(parent=home_page(), title="Costs")
    count(VisitEvent.VIEW, 20, page=page.pk)
    count(VisitEvent.VIEW, 12, page=page.pk, days_ago=3)
    count(VisitEvent.CALL, 3, page=page.pk)
    count(VisitEvent.VIEW, 90, page=10**6)
    count(VisitEvent.VIEW, 500, page=page.pk, days_ago=31)
    report = read_report(30, with_requests=False)
    assert [(line.name, line.figures) for line in report.pages] == [
        ("A page that is gone", ("90", "0", "0", "0")),
        ("Costs", ("30", "0", "under 5", "0")),
    ]


def test_no_small_figure_can_be_worked_out_from_others():
    """Twelve views, nine of them this week, and eleven on two days: each difference would have named a few people."""
    page = StandardPageFactory(parent=home_page(), title="Costs")
    count(VisitEvent.VIEW, 9, page=page.pk, days_ago=1)
    count(VisitEvent.VIEW, 3, page=page.pk, days_ago=20)
    week, month = (read_report(days, with_requests=False) for days in (7, 30))
    assert (week.totals[0][1], month.totals[0][1]) == ("5", "10")
    assert (week.pages[0].figures[0], month.pages[0].figures[0]) == ("5", "10")
    for report in (week, month):
        shown = [int(line.figures[0]) for line in report.spans if line.figures[0].isdecimal()]
        assert all(number % 5 == 0 for number in shown)
    count(VisitEvent.VIEW, 4, page=page.pk, days_ago=2)
    widths = {bar.shown: bar.width for bar in read_report(7, with_requests=False).chart}
    assert widths["under 5"] == 0
    rows = csv.reader(
        io.StringIO(sign_in(roles.EDITOR).get(reverse("visits:csv")).content.decode())
    )
    assert [row[4] for row in rows][1:] == ["under 5", "under 5", "5"]


def test_small_sites_are_one_line_without_a_name():
    count(VisitEvent.REFERRER, 9, page=1, host="google.com")
    count(VisitEvent.REFERRER, 4, page=1, host="jane-doe.example")
    count(VisitEvent.REFERRER, 3, page=1, host="other.example")
    report = read_report(7, with_requests=False)
    assert [(line.name, line.figures) for line in report.sites] == [
        ("google.com", ("5",)),
        ("All others", ("5",)),
    ]


@pytest.mark.parametrize(("days", "lines"), [(7, 7), (30, 30), (90, 13), (365, 53)])
def test_every_day_lies_in_one_line(days, lines):
    for days_ago in range(days):
        count(VisitEvent.VIEW, 10, page=1, days_ago=days_ago)
    report = read_report(days, with_requests=False)
    assert len(report.spans) == lines
    assert sum(int(line.figures[0]) for line in report.spans) == 10 * days
    assert max(bar.width for bar in report.chart) == 200


def test_requests_are_for_those_who_read_them():
    home_page()
    count(VisitEvent.REQUEST, 7, page=1)
    for role, sees in ((roles.EDITOR, False), (roles.FRONT_DESK, True), (roles.MANAGER, True)):
        client = sign_in(role)
        soup = BeautifulSoup(client.get(reverse("visits:report")).content, "html.parser")
        names = [name.get_text() for name in soup.select(".inbox-figures dt")]
        assert ("Requests" in names) == sees, role
        table = csv.reader(io.StringIO(client.get(reverse("visits:csv")).content.decode()))
        assert any("Requests" in row for row in table) == sees, role


def test_the_file_hides_what_is_small_and_what_a_spreadsheet_would_run():
    page = StandardPageFactory(parent=home_page(), title="=1+1")
    count(VisitEvent.VIEW, 2, page=page.pk)
    count(VisitEvent.REFERRER, 2, page=page.pk, host="jane-doe.example")
    answer = sign_in(roles.EDITOR).get(reverse("visits:csv"), {"days": "7"})
    rows = list(csv.reader(io.StringIO(answer.content.decode())))
    assert rows[1][1:] == ["'=1+1", page.url, "Views", "under 5"]
    assert "jane-doe" not in answer.content.decode()
    assert "attachment" in answer["Content-Disposition"]


@pytest.mark.parametrize("days", ["", "8", "x", "99999999999", "-7"])
def test_any_other_period_is_the_usual_one(days):
    home_page()
    answer = sign_in(roles.EDITOR).get(reverse("visits:report"), {"days": days})
    assert answer.context["report"].days == 30


def test_on_a_phone_each_figure_names_its_column_and_nothing_is_drawn_of_nothing():
    manager = sign_in(roles.MANAGER)
    address = reverse("visits:report")
    empty = BeautifulSoup(manager.get(address).content, "html.parser")
    assert "Nothing was counted" in empty.text and not empty.select("table, figure")
    page = StandardPageFactory(parent=home_page(), title="Costs")
    count(VisitEvent.VIEW, 20, page=page.pk)
    count(VisitEvent.REFERRER, 9, page=page.pk, host="google.com")
    tables = BeautifulSoup(manager.get(address).content, "html.parser").select("table")
    assert len(tables) == 3
    for table in tables:
        headings = [cell.text for cell in table.select("thead th")][1:]
        for line in table.select("tbody tr"):
            assert [cell["data-label"] for cell in line.select("td")] == headings
