"""Exports, reports, retention and the way of the mail."""

import csv
import io
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.models import ModelLogEntry

from forms.models import Consent, Event, OutboxMessage, Submission
from forms.requests.inbox.data.exports import write_csv
from forms.requests.inbox.data.reports import read_figures
from forms.requests.privacy import retention
from staff import roles
from staff.screens.spreadsheet import DANGEROUS, escape_formula
from tests.factories.forms import (
    ConsentFactory,
    FormPageFactory,
    OutboxMessageFactory,
    SubmissionFactory,
    request_settings,
)
from tests.staff.people import sign_in

pytestmark = pytest.mark.django_db
Status, Verdict = Submission.Status, Submission.Verdict


@pytest.fixture
def manager():
    return sign_in(roles.MANAGER)


def exported(client, **choice):
    response = client.post(reverse("inbox:export"), {"file": "csv", **choice})
    assert response.status_code == 200, response.content[:400]
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


# --- Export ------------------------------------------------------------------------------------
def test_the_file_holds_each_request_and_every_question(manager):
    request = SubmissionFactory(name="Ann", phone="+17035550142")
    other = SubmissionFactory(name="Ben")
    other.schema += [
        {"key": "f_x", "kind": "radio", "label": "Colour?", "options": [["g", "Green"]]}
    ]
    other.form_data |= {"f_x": "g"}
    other.save()
    rows = exported(manager)
    assert [row["First name"] for row in rows] == ["Ann", "Ben"]
    assert rows[0]["Reference"] == request.reference
    assert rows[0]["Telephone"] == "(703) 555-0142"
    assert [row["Colour?"] for row in rows] == ["", "Green"]


@pytest.mark.parametrize("start", DANGEROUS)
def test_no_cell_is_a_formula(start):
    evil = f'{start}HYPERLINK("http://x.example","look")'
    assert escape_formula(evil).startswith("'")
    assert escape_formula(f"  {evil}").startswith("'")
    rows = list(
        csv.reader(io.StringIO(write_csv([SubmissionFactory(name=evil)]).decode("utf-8-sig")))
    )
    assert any(cell.startswith("'") and "HYPERLINK" in cell for cell in rows[1])


def test_harmless_text_stays_as_it_is():
    for text in ("Ann", "(703) 555-0142", "2026-01-02", "I work nights - call late", ""):
        assert escape_formula(text) == text


def test_xlsx_holds_text_only(manager):
    SubmissionFactory(name="=1+1")
    SubmissionFactory(name="bell\x07")
    response = manager.post(reverse("inbox:export"), {"file": "xlsx"})
    sheet = load_workbook(io.BytesIO(response.content)).active
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value]
    assert {cell.data_type for cell in cells} == {"s"}
    assert "=1+1" in [cell.value for cell in cells]
    assert "bell" in [cell.value for cell in cells]


def test_an_export_is_on_record_with_count_and_choice_before_it_leaves(manager):
    SubmissionFactory(name="Zephyrine")
    SubmissionFactory(status=Status.CLOSED)
    assert len(exported(manager, status="new")) == 1
    entry = ModelLogEntry.objects.get(action="requests.export")
    assert entry.user == manager.user
    assert (entry.data["count"], entry.data["format"]) == (1, "csv")
    assert "status new" in entry.data["view"]
    assert "Zephyrine" not in str(entry.data)


def test_the_choice_is_kept_to(manager):
    form = FormPageFactory()
    old = SubmissionFactory(page=form)
    Submission.objects.filter(pk=old.pk).update(submit_time=timezone.now() - timedelta(days=40))
    new = SubmissionFactory()
    SubmissionFactory(verdict=Verdict.SUSPECT)
    since = (timezone.localdate() - timedelta(days=3)).isoformat()
    assert [row["Number"] for row in exported(manager, since=since)] == [str(new.pk)]
    assert [row["Number"] for row in exported(manager, until=since)] == [str(old.pk)]
    assert [row["Number"] for row in exported(manager, form=form.pk)] == [str(old.pk)]
    assert len(exported(manager, with_spam="on")) == 3


@pytest.mark.parametrize(
    "choice",
    [
        {"since": "2026-05-02", "until": "2026-05-01"},
        {"since": "yesterday"},
        {"file": "exe"},
        {"form": "999999"},
        {"status": "<x>"},
    ],
)
def test_a_choice_that_makes_no_sense_gets_a_sentence(manager, choice):
    response = manager.post(reverse("inbox:export"), {"file": "csv", **choice})
    assert response.status_code == 400
    assert BeautifulSoup(response.content, "html.parser").select_one(".clinic-wrong").text.strip()
    assert not ModelLogEntry.objects.filter(action="requests.export").exists()


def test_nothing_is_exported_by_opening_the_screen(manager):
    SubmissionFactory(name="Zephyrine")
    response = manager.get(reverse("inbox:export"), {"file": "csv"})
    assert response["Content-Type"].startswith("text/html")
    assert b"Zephyrine" not in response.content


def test_no_cache_keeps_an_export(manager):
    response = manager.post(reverse("inbox:export"), {"file": "csv"})
    assert "no-store" in response["Cache-Control"]
    assert response["Content-Disposition"].startswith('attachment; filename="requests-')


# --- Reports -----------------------------------------------------------------------------------
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


# --- Retention ---------------------------------------------------------------------------------
def gone_cold(**values):
    past = timezone.now() - timedelta(days=800)
    return SubmissionFactory(
        status=Status.CLOSED, closing_reason="declined", closed_at=past, **values
    )


def test_the_page_says_what_tonight_will_delete_and_nothing_personal(manager):
    due, kept = gone_cold(name="Zephyrine"), SubmissionFactory()
    held = gone_cold(legal_hold=True)
    content = manager.get(reverse("inbox:retention")).content.decode()
    soup = BeautifulSoup(content, "html.parser")
    named = [row.th.get_text(strip=True) for row in soup.select(".inbox-list tbody tr")]
    assert named == [f"#{due.pk}"]
    assert f"#{kept.pk}" not in named
    assert f"#{held.pk}" in soup.text
    assert "Zephyrine" not in content


def test_running_now_needs_a_tick_and_deletes_what_was_named(manager):
    request_settings()
    due, kept = gone_cold(), SubmissionFactory()
    ConsentFactory(submission=due)
    url = reverse("inbox:retention_run")
    manager.post(url, {"count": "1"})
    assert Submission.objects.count() == 2
    manager.post(url, {"count": "5", "confirm": "yes"})
    assert Submission.objects.count() == 2
    manager.post(url, {"count": "1", "confirm": "yes"})
    assert list(Submission.objects.values_list("pk", flat=True)) == [kept.pk]
    assert Consent.objects.count() == 1
    mine = ModelLogEntry.objects.get(action="requests.purge", user=manager.user)
    assert mine.data == {"count": 1, "numbers": [due.pk]}


def test_a_hold_set_between_list_and_run_is_kept_to(manager):
    due = gone_cold()
    assert len(retention.plan_deletion().requests) == 1
    Submission.objects.filter(pk=due.pk).update(legal_hold=True)
    manager.post(reverse("inbox:retention_run"), {"count": "1", "confirm": "yes"})
    assert Submission.objects.filter(pk=due.pk).exists()


# --- Telling -----------------------------------------------------------------------------------
def late_notice(**values):
    message = OutboxMessageFactory(attempts=3, last_error="refused", **values)
    message.next_at = timezone.now() + timedelta(hours=1)
    message.save()
    return message


def test_the_red_panel_says_how_many_why_and_mends_it():
    late_notice()
    late_notice()
    desk = sign_in(roles.FRONT_DESK)
    panel = BeautifulSoup(desk.get("/admin/").content, "html.parser").select_one(
        ".clinic-panel--alarm[role=alert]"
    )
    assert "2 requests are stored but nobody was told" in panel.h2.text
    assert "mail server does not answer" in panel.text
    desk.post(panel.form["action"])
    assert OutboxMessage.objects.filter(next_at__lte=timezone.now(), attempts=0).count() == 2
    assert ModelLogEntry.objects.get(action="requests.retry").data == {"count": 2}


def test_no_panel_when_everybody_was_told():
    OutboxMessageFactory(state=OutboxMessage.State.SENT)
    soup = BeautifulSoup(sign_in(roles.FRONT_DESK).get("/admin/").content, "html.parser")
    assert not soup.select(".clinic-panel--alarm[role=alert]")
    assert "Staff were told of every request" in soup.text


def test_an_administrator_can_mend_it_and_sees_no_request():
    message = late_notice()
    chief = sign_in(roles.ADMINISTRATOR)
    content = chief.get("/admin/").content.decode()
    assert "1 request is stored but nobody was told" in content
    assert reverse("inbox:detail", args=[message.submission_id]) not in content


def test_an_editor_sees_nothing_of_it():
    late_notice()
    assert "nobody was told" not in sign_in(roles.EDITOR).get("/admin/").content.decode()


@pytest.mark.parametrize(("address", "queued"), [("me@clinic.example", 1), ("", 0), ("me@", 0)])
def test_a_test_mail_is_queued_for_an_address_that_is_one(address, queued):
    desk = sign_in(roles.FRONT_DESK)
    desk.post(reverse("inbox:test_mail"), {"address": address})
    assert OutboxMessage.objects.filter(kind="test", address=address).count() == queued


def test_the_dashboard_counts_live():
    SubmissionFactory.create_batch(3)
    soup = BeautifulSoup(sign_in(roles.FRONT_DESK).get("/admin/").content, "html.parser")
    assert soup.select_one(".clinic-counts [data-count=new]").text == "3"
