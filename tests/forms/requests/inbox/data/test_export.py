"""Exports: every question, no formula, the choice kept to, on record before the file leaves."""

import csv
import io
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.models import ModelLogEntry

from forms.models import Submission
from forms.requests.inbox.data.exports import write_csv
from staff.screens.spreadsheet import DANGEROUS, escape_formula
from tests.factories.forms import (
    FormPageFactory,
    SubmissionFactory,
)

pytestmark = pytest.mark.django_db
Status, Verdict = Submission.Status, Submission.Verdict


def exported(client, **choice):
    response = client.post(reverse("inbox:export"), {"file": "csv", **choice})
    assert response.status_code == 200, response.content[:400]
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


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
        {"since": "last week"},
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
