"""Earlier answers: shown to those who may read the request, in the inbox and in every export."""

import csv
import io

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.urls import reverse
from openpyxl import load_workbook

from forms.models import Submission
from forms.requests.inbox.data.exports import write_csv, write_xlsx
from staff import roles
from tests.forms.visitor import Visitor, fill_small
from tests.staff.people import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def corrected(form_page) -> Submission:
    visitor = fill_small(Visitor(form_page.url), text="=1+1", email="ann@example.com")
    phone, text = (visitor.input(words)["name"] for words in ("Telephone", "Anything else?"))
    visitor.press("Send")
    visitor.sent |= {phone: ["703 555 0199"]}
    visitor.send_again()
    visitor.sent |= {phone: ["703 555 0123"], text: [""]}
    visitor.send_again()
    return Submission.objects.get()


def test_the_inbox_says_when_and_what_changed_from_what_to_what(corrected):
    page = sign_in(roles.FRONT_DESK).get(reverse("inbox:detail", args=[corrected.pk]))
    section = BeautifulSoup(page.content, "html.parser").select_one(".inbox-earlier")
    lines = [" ".join(li.get_text(" ", strip=True).split()) for li in section.select("ul > li")]
    assert lines == [
        "Telephone : (703) 555-0123 → (703) 555-0199",
        "Telephone : (703) 555-0199 → (703) 555-0123",
        "Anything else? : =1+1 → nothing",
    ]
    assert len(section.select("time[datetime]")) == 2


def test_every_export_holds_them(corrected):
    rows = list(csv.reader(io.StringIO(write_csv([corrected]).decode("utf-8-sig"))))
    by_csv = dict(zip(*rows, strict=True))["Earlier answers"]
    sheet = list(load_workbook(io.BytesIO(write_xlsx([corrected]))).active.values)
    by_xlsx = dict(zip(*sheet, strict=True))["Earlier answers"]
    for cell in (by_csv, by_xlsx):
        assert "Telephone: (703) 555-0123 → (703) 555-0199" in cell
        assert "Anything else?: =1+1 → nothing" in cell
        assert len(cell.splitlines()) == 3


def test_they_are_encrypted_at_rest(corrected):
    with connection.cursor() as cursor:
        cursor.execute("SELECT amendments FROM clinic_forms_submission")
        (stored,) = cursor.fetchone()
    assert stored.startswith("gAAAA")
    assert "0199" not in stored


def test_without_the_key_the_page_and_the_export_come_all_the_same(corrected, settings):
    settings.FIELD_ENCRYPTION_KEYS = ["bmV3LWtleS0zMi1ieXRlcy1sb25nLWZvci10ZXN0cy4="]
    client = sign_in(roles.MANAGER)
    assert client.get(reverse("inbox:detail", args=[corrected.pk])).status_code == 200
    assert client.post(reverse("inbox:export"), {"file": "csv"}).status_code == 200


def test_old_rows_without_their_questions_are_read_with_those_of_now(corrected):
    corrected.amendments = [
        {"at": one["at"], "form_data": one["form_data"]} for one in corrected.amendments
    ]
    corrected.save()
    page = sign_in(roles.FRONT_DESK).get(reverse("inbox:detail", args=[corrected.pk]))
    assert "(703) 555-0199" in page.content.decode()
