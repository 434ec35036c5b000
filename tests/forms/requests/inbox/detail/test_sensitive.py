"""A sensitive answer: on the request after a click that goes on record, in an export for who asks, nowhere else."""

import csv
import io

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.models import ModelLogEntry

from clinic.layout import default_layout
from forms.models import OutboxMessage, Submission
from forms.requests.delivery.letters import compose_letter
from staff import roles
from tests.factories.forms import SMALL, FormPageFactory, request_settings
from tests.forms.visitor import Visitor, fill_small
from tests.staff.people import sign_in

pytestmark = pytest.mark.django_db
SECRET = "I come from Berlin"
KINDS = {"short_text"}


@pytest.fixture
def request_with(db):
    """A request with a sensitive answer that was corrected once."""
    request_settings()
    questions = [{**q, "sensitive": q["field_type"] in KINDS} for q in SMALL]
    page = FormPageFactory(slug="write", questions=questions)
    visitor = fill_small(Visitor(page.url), text="It was Bonn")
    token = visitor.values["_token"]
    visitor.press("Send")
    again = fill_small(Visitor(page.url), text=SECRET)
    again.values["_token"] = token
    again.press("Send")
    return Submission.objects.get()


def test_the_request_shows_it_after_a_click_that_goes_on_record(request_with):
    desk = sign_in(roles.FRONT_DESK)
    address = reverse("inbox:detail", args=[request_with.pk])
    page = BeautifulSoup(desk.get(address).content, "html.parser")
    assert SECRET not in page.get_text() and "Bonn" not in page.get_text()
    button = page.select_one("button[name=key]")
    assert button.get_text(" ", strip=True) == "Show Anything else?"
    action = button.find_parent("form")["action"]
    shown = desk.post(action, {"key": button["value"]})
    assert SECRET in shown.content.decode() and "Bonn" in shown.content.decode()
    entry = ModelLogEntry.objects.get(action="requests.sensitive")
    assert (entry.object_id, entry.data) == (str(request_with.pk), {"field": button["value"]})
    # For this once.
    assert SECRET not in desk.get(address).content.decode()


def test_only_a_sensitive_answer_can_be_asked_for_and_only_by_who_reads_requests(request_with):
    address = reverse("inbox:sensitive", args=[request_with.pk])
    key = next(q["key"] for q in request_with.schema if q.get("sensitive"))
    other = next(q["key"] for q in request_with.schema if q["kind"] == "name")
    desk = sign_in(roles.FRONT_DESK)
    assert desk.post(address, {"key": other}).status_code == 404
    assert desk.get(address).status_code == 405
    editor = sign_in(roles.EDITOR)
    assert SECRET not in editor.post(address, {"key": key}, follow=True).content.decode()


def test_lists_call_sheets_and_letters_never_hold_it(request_with):
    desk = sign_in(roles.FRONT_DESK)
    for name, slug in (("list", "new"), ("list", "all"), ("call_sheet", "new")):
        page = desk.get(reverse(f"inbox:{name}", args=[slug])).content.decode()
        assert "Ann" in page and SECRET not in page
    for message in OutboxMessage.objects.all():
        letter = compose_letter(message, default_layout())
        assert letter is None or SECRET not in letter.message().as_string()


@pytest.mark.parametrize("asked", [True, False])
def test_an_export_holds_it_only_where_somebody_asks(request_with, asked):
    manager = sign_in(roles.MANAGER)
    data = {"file": "csv", **({"with_sensitive": "on"} if asked else {})}
    text = manager.post(reverse("inbox:export"), data).content.decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text))
    assert row["Anything else?"] == (SECRET if asked else "(sensitive)")
    assert ("Bonn" in row["Earlier answers"]) is asked
    entry = ModelLogEntry.objects.get(action="requests.export")
    assert ("with sensitive answers" in entry.data["view"]) is asked
