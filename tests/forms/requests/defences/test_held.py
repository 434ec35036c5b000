"""Whatever is held back is told, seen before it goes, and nobody can send mail or fill the inbox through a form."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from forms.models import DefenceCount, OutboxMessage, Submission
from forms.requests.defences import held
from forms.requests.defences.spam import HONEYPOT
from forms.requests.delivery.outbox import drain_outbox, outbox_status
from forms.requests.health import report_held as held_health
from forms.requests.privacy import retention
from infra import jobs
from staff import roles
from tests.factories.forms import FormPageFactory, SubmissionFactory, request_settings
from tests.forms.visitor import Visitor, fill_small
from tests.staff.people import make_user, sign_in

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 3, 4, 9, tzinfo=ZoneInfo("America/New_York"))


def suspect(days: int = 0, **values) -> Submission:
    request = SubmissionFactory(verdict="suspect", **values)
    Submission.objects.filter(pk=request.pk).update(
        submit_time=timezone.now() - timedelta(days=days)
    )
    return request


def panel(client) -> str:
    page = BeautifulSoup(client.get(reverse("wagtailadmin_home")).content, "html.parser")
    heading = page.find(id="held-heading")
    return heading.parent.get_text(" ", strip=True) if heading else ""


class TestDailyLine:
    def test_is_a_job_of_the_worker(self):
        assert "held-back" in {job.name for job in jobs.all_jobs()}

    def test_carries_a_number_and_a_link_and_nothing_else(self):
        request_settings(notify="desk@clinic.example")
        suspect(name="Ann Secret")
        suspect(name="Bea Secret")
        assert held.queue_daily_line(MORNING)
        drain_outbox()
        (letter,) = mail.outbox
        assert letter.to == ["desk@clinic.example"]
        assert letter.subject.startswith("2 requests are held back as possible spam")
        assert reverse("inbox:list", args=["spam"]) in letter.body
        assert "Secret" not in letter.body + letter.subject + letter.alternatives[0][0]

    def test_one_that_does_not_arrive_is_red_until_a_later_one_or_somebody_looked(self):
        request_settings()
        suspect()
        held.queue_daily_line(MORNING)
        line = OutboxMessage.objects.filter(kind="held")
        line.update(state="failed", last_error="rejected 550")
        client = sign_in(roles.MANAGER)
        alarm = BeautifulSoup(client.get("/admin/").content, "html.parser").find(
            id="untold-heading"
        )
        assert alarm.get_text(strip=True) == "1 message to staff does not arrive"
        held.queue_daily_line(MORNING + timedelta(days=1))
        drain_outbox()
        assert not outbox_status()
        OutboxMessage.objects.filter(state="sent").delete()
        assert outbox_status().other == 1
        held.mark_seen(Submission.objects.all(), by=client.user)
        assert not outbox_status()

    def test_comes_once_a_day(self):
        request_settings()
        suspect()
        for hour in range(8):
            held.queue_daily_line(MORNING + timedelta(hours=hour))
        assert OutboxMessage.objects.count() == 1
        held.queue_daily_line(MORNING + timedelta(days=1))
        assert OutboxMessage.objects.count() == 2

    def test_does_not_wake_anybody(self):
        suspect()
        assert held.queue_daily_line(MORNING.replace(hour=3)) == ""

    def test_is_not_sent_when_nothing_is_new(self):
        request_settings()
        suspect(held_seen_at=timezone.now())
        SubmissionFactory()
        suspect(status="closed", closing_reason="spam")
        assert held.queue_daily_line(MORNING) == ""

    def test_somebody_who_looked_meanwhile_needs_no_letter(self):
        request_settings()
        request = suspect()
        held.queue_daily_line(MORNING)
        held.mark_seen([request], by=None)
        drain_outbox()
        assert mail.outbox == []

    def test_a_form_with_its_own_addresses_tells_them(self):
        request_settings(notify="")
        page = FormPageFactory(notify="form@clinic.example")
        suspect(page_id=page.pk)
        assert held.held_addresses() == ["form@clinic.example"]

    def test_the_job_does_it(self, monkeypatch):
        request_settings()
        suspect()
        monkeypatch.setattr("django.utils.timezone.now", lambda: MORNING)
        job = next(job for job in jobs.all_jobs() if job.name == "held-back")
        assert "queued" in job.run()
        assert OutboxMessage.objects.get().kind == "held"


class TestDashboard:
    def test_says_how_many_and_how_many_nobody_saw(self):
        suspect()
        suspect(held_seen_at=timezone.now())
        text = panel(sign_in(roles.FRONT_DESK))
        assert "2 requests are held back as possible spam." in text
        assert "1 of them nobody has seen yet." in text

    def test_is_quiet_when_there_is_nothing(self):
        SubmissionFactory()
        assert panel(sign_in(roles.FRONT_DESK)) == ""

    def test_shows_nothing_to_those_who_may_not_read_requests(self):
        suspect()
        assert panel(sign_in(roles.EDITOR)) == ""

    def test_says_which_limits_were_reached(self):
        DefenceCount.objects.create(day=timezone.localdate(), kind="refused", count=4)
        DefenceCount.objects.create(
            day=timezone.localdate() - timedelta(days=30), kind="receipt", count=9
        )
        text = panel(sign_in(roles.FRONT_DESK))
        assert "too many from one source within an hour: 4" in text
        assert "9" not in text
        assert "too many from one source" in held_health()[1]


class TestSeen:
    def test_the_list_writes_down_who_saw_it_and_when(self):
        request, honest = suspect(), SubmissionFactory()
        client = sign_in(roles.FRONT_DESK)
        client.get(reverse("inbox:list", args=["all"]))
        assert Submission.objects.get(pk=request.pk).held_seen_at is None
        client.get(reverse("inbox:list", args=["spam"]))
        row = Submission.objects.get(pk=request.pk)
        assert row.held_seen_at is not None
        assert row.held_seen_by_id == int(client.session["_auth_user_id"])
        assert Submission.objects.get(pk=honest.pk).held_seen_at is None

    def test_the_first_look_counts(self):
        first, second = make_user("one", roles.FRONT_DESK), make_user("two", roles.FRONT_DESK)
        request = suspect()
        assert held.mark_seen([request], by=first) == 1
        assert held.mark_seen([Submission.objects.get()], by=second) == 0
        assert Submission.objects.get().held_seen_by == first

    def test_what_stands_on_the_next_page_was_not_seen(self):
        for _n in range(26):
            suspect()
        sign_in(roles.FRONT_DESK).get(reverse("inbox:list", args=["spam"]))
        assert held.list_unseen().count() == 1

    def test_the_request_itself_says_who_saw_it_first(self):
        user = make_user("ann", roles.FRONT_DESK, first_name="Ann", last_name="Desk")
        request = suspect(held_seen_at=timezone.now(), held_seen_by=user)
        page = sign_in(roles.FRONT_DESK).get(reverse("inbox:detail", args=[request.pk]))
        assert "First seen by Ann Desk" in page.content.decode()

    def test_nothing_goes_before_somebody_saw_it(self):
        request = suspect(days=400)
        assert retention.delete_due_requests().requests == []
        assert retention.plan_deletion().unseen == 1
        held.mark_seen([request], by=None)
        assert [due.number for due in retention.delete_due_requests().requests] == [request.pk]

    def test_what_somebody_closed_as_spam_was_seen(self):
        request = suspect(
            days=100,
            status="closed",
            closing_reason="spam",
            closed_at=timezone.now() - timedelta(days=100),
        )
        assert [due.number for due in retention.delete_due_requests().requests] == [request.pk]

    def test_the_retention_page_says_what_waits_for_a_look(self):
        suspect(days=400)
        page = sign_in(roles.MANAGER).get(reverse("inbox:retention"))
        assert "stays until somebody has seen it" in page.content.decode()


def test_a_held_back_request_is_told_by_the_daily_line_alone(form_page):
    visitor = fill_small(Visitor(form_page.url), text="see https://cheap.example")
    visitor.values[HONEYPOT] = ["x"]
    visitor.press("Send")
    assert OutboxMessage.objects.count() == 0
    held.queue_daily_line(MORNING)
    drain_outbox()
    assert [letter.subject.split(" ")[0] for letter in mail.outbox] == ["1"]
