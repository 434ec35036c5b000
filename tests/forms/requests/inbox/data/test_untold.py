"""What stands on screen about letters that did not go, and what tonight will delete."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from forms.models import Consent, OutboxMessage, Submission
from forms.requests.privacy import retention
from staff import roles
from tests.factories.forms import (
    ConsentFactory,
    OutboxMessageFactory,
    SubmissionFactory,
    request_settings,
)
from tests.staff.people import sign_in

pytestmark = pytest.mark.django_db
Status, Verdict = Submission.Status, Submission.Verdict


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
    content = sign_in(roles.EDITOR).get("/admin/").content.decode()
    assert "clinic-shortcuts" in content
    assert "nobody was told" not in content


@pytest.mark.parametrize(("address", "queued"), [("me@clinic.example", 1), ("", 0), ("me@", 0)])
def test_a_test_mail_is_queued_for_an_address_that_is_one(address, queued):
    desk = sign_in(roles.FRONT_DESK)
    desk.post(reverse("inbox:test_mail"), {"address": address})
    assert OutboxMessage.objects.filter(kind="test", address=address).count() == queued


def test_the_dashboard_counts_live():
    SubmissionFactory.create_batch(3)
    soup = BeautifulSoup(sign_in(roles.FRONT_DESK).get("/admin/").content, "html.parser")
    assert soup.select_one(".clinic-counts [data-count=new]").text == "3"
