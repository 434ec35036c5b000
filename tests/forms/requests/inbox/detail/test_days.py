"""The days on a request's screen: typed as in the whole admin; what can't be read is refused and stays as typed."""

from datetime import date, datetime, time, timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from forms.requests.models import ConsentType
from forms.requests.privacy.consents import read_standing
from tests.factories.forms import ConsentFactory, SubmissionFactory
from tests.forms.requests.inbox.screens import press, screen

pytestmark = pytest.mark.django_db


def in_clinic_time(moment):
    return timezone.localtime(moment).replace(tzinfo=None)


def test_no_field_of_the_screen_is_the_browsers_own_which_reads_nov_24_as_february_4(manager):
    soup = screen(manager, SubmissionFactory(next_action="call", next_due=timezone.now()))
    assert soup.select("[type=date], [type=datetime-local], [type=time]") == []
    assert len(soup.select("admin-start[data-what^=initDate]")) >= 2  # each opens the calendar
    assert "date-time-chooser" in str(soup.select("script[src]"))


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Nov 24, 2099 4 pm", datetime(2099, 11, 24, 16)),
        ("430pm 11/24/2099", datetime(2099, 11, 24, 16, 30)),
        ("Nov 24, 2099", datetime(2099, 11, 24, 17)),
        ("2099-11-24T16:00", datetime(2099, 11, 24, 16)),
    ],
)
def test_what_comes_next_is_due_when_it_was_typed(desk, typed, expected):
    request = SubmissionFactory()
    press(desk, "next", request, action="call", due=typed)
    request.refresh_from_db()
    assert in_clinic_time(request.next_due) == expected
    shown = screen(desk, request).select_one("#due")["value"]
    assert shown.startswith("Nov 24, 2099 ")


def test_tomorrow_is_tomorrow(desk):
    request = SubmissionFactory()
    press(desk, "next", request, action="call", due="tomorrow 9 am")
    request.refresh_from_db()
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert in_clinic_time(request.next_due) == datetime.combine(tomorrow, time(9))


@pytest.mark.parametrize("typed", ["next Friday", "24/11/2099", "Nov 24 5 pm", "5"])
def test_what_may_mean_two_things_stays_beside_its_sentence(desk, typed):
    request = SubmissionFactory()
    response = press(desk, "next", request, action="call", due=typed)
    soup = BeautifulSoup(response.content, "html.parser")
    assert response.status_code == 400
    assert "for example ‘tomorrow 9 am’" in soup.select_one("[role=alert]").text
    assert soup.select_one("#due")["value"] == typed
    assert soup.select_one("#action option[selected]")["value"] == "call"
    assert "for example" in soup.select_one("#due ~ .clinic-wrong").text  # beside the field, too
    assert len(soup.select(".clinic-wrong")) == 1
    # The other fields for days hold what they held.
    assert soup.select_one("#delete-day").get("value") is None
    request.refresh_from_db()
    assert request.next_due is None


def test_the_day_of_a_deletion_is_typed(manager):
    request = SubmissionFactory()
    day = timezone.localdate() + timedelta(days=30)
    press(manager, "deletion", request, day=f"{day:%B} {day.day}, {day.year}")
    request.refresh_from_db()
    assert request.delete_after == day
    response = press(manager, "deletion", request, day="in two weeks")
    soup = BeautifulSoup(response.content, "html.parser")
    assert "Say on which day" in soup.select_one("[role=alert]").text
    assert soup.select_one("#delete-day")["value"] == "in two weeks"


def test_a_consent_that_was_taken_back_yesterday(desk):
    request = SubmissionFactory()
    ConsentFactory(
        submission=request,
        kind=ConsentType.TEXT,
        given_at=timezone.now() - timedelta(days=9),
    )
    values = {"kind": ConsentType.TEXT, "how": "phone"}
    response = press(desk, "withdraw", request, day="last week", **values)
    soup = BeautifulSoup(response.content, "html.parser")
    assert soup.select_one("#taken-day")["value"] == "last week"
    assert [tick["value"] for tick in soup.select("[name=kind][checked]")] == [ConsentType.TEXT]
    assert soup.select_one("#taken-how option[selected]")["value"] == "phone"
    assert read_standing(request).may_text
    press(desk, "withdraw", request, day="yesterday", **values)
    assert not read_standing(request).may_text
    withdrawn = request.consents.filter(kind=ConsentType.TEXT, withdrawn_at__isnull=False).get()
    assert in_clinic_time(withdrawn.withdrawn_at).date() == timezone.localdate() - timedelta(days=1)


def test_a_day_to_come_is_not_taken_for_today(desk):
    request = SubmissionFactory()
    ConsentFactory(submission=request, kind=ConsentType.TEXT)
    answer = press(
        desk, "withdraw", request, kind=ConsentType.TEXT, how="phone", day=f"{date(2099, 1, 2)}"
    )
    assert "still to come" in answer.content.decode()
    assert read_standing(request).may_text
