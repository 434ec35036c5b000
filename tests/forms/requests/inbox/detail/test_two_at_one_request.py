"""Two people at one request, a double click, and marks that are none: nothing is overwritten."""

import pytest
from bs4 import BeautifulSoup

from forms.models import Event, Submission
from forms.requests.models import EventType
from tests.factories.forms import (
    SubmissionFactory,
)
from tests.forms.requests.inbox.screens import mark, press

pytestmark = pytest.mark.django_db
Status, Verdict = Submission.Status, Submission.Verdict


def test_the_second_of_two_people_is_told_and_nothing_is_overwritten(desk, manager):
    request = SubmissionFactory()
    stale = mark(manager, request)
    press(desk, "call", request, outcome="booked")
    response = press(manager, "move", request, stale, status="closed", reason="declined")
    assert response.status_code == 409
    alert = BeautifulSoup(response.content, "html.parser").select_one(".inbox [role=alert]").text
    assert "Dana changed this request" in alert
    request.refresh_from_db()
    assert request.status == Status.BOOKED


def test_a_double_click_counts_one_attempt(desk):
    request = SubmissionFactory()
    version = mark(desk, request)
    assert press(desk, "call", request, version, outcome="no_answer").status_code == 302
    assert press(desk, "call", request, version, outcome="no_answer").status_code == 409
    request.refresh_from_db()
    assert request.attempts == 1


def test_what_the_worker_notes_by_itself_is_no_conflict(desk):
    request = SubmissionFactory()
    version = mark(desk, request)
    Event.objects.create(submission=request, kind=EventType.NOTICE)
    assert press(desk, "call", request, version, outcome="no_answer").status_code == 302


@pytest.mark.parametrize("version", ["", "nonsense", "WzEsMl0:x:y"])
def test_a_mark_that_is_no_mark_changes_nothing(desk, version):
    request = SubmissionFactory()
    assert press(desk, "call", request, version, outcome="booked").status_code == 409
    request.refresh_from_db()
    assert request.status == Status.NEW


def test_a_mark_of_another_request_is_worth_nothing(desk):
    one, other = SubmissionFactory(), SubmissionFactory()
    assert press(desk, "call", one, mark(desk, other), outcome="booked").status_code == 409
