"""Whatever is held back is told, seen before it goes, and nobody can send mail or fill the inbox through a form."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Site

from clinic.models import ClinicSettings
from forms.models import DefenceCount, OutboxMessage, Submission
from forms.requests.defences import held
from forms.requests.defences.limits import RECEIPTS_A_DAY, mailbox_hash
from forms.requests.defences.spam import HONEYPOT
from forms.requests.delivery.outbox import drain_outbox
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


def ask_for_mail(page, number: int, address: str) -> None:
    visitor = fill_small(
        Visitor(page.url), how="E-mail me", email=address, phone=f"703 555 {number:04}"
    ).press("Send")
    assert visitor.title == "We have your request"


class TestReceipts:
    def test_one_mailbox_gets_a_few_a_day(self, form_page):
        for n in range(RECEIPTS_A_DAY + 3):
            ask_for_mail(form_page, n, "victim@example.com")
        drain_outbox()
        assert sum(letter.to == ["victim@example.com"] for letter in mail.outbox) == RECEIPTS_A_DAY
        assert Submission.objects.count() == RECEIPTS_A_DAY + 3
        assert DefenceCount.objects.get().count == 3

    def test_however_its_address_is_written(self, form_page):
        for n in range(RECEIPTS_A_DAY + 2):
            ask_for_mail(form_page, n, f"Vic.Tim+{n}@gmail.com")
        drain_outbox()
        assert sum("ic.Tim" in letter.to[0] for letter in mail.outbox) == RECEIPTS_A_DAY

    def test_the_next_day_it_gets_some_again(self, form_page):
        for n in range(RECEIPTS_A_DAY + 1):
            ask_for_mail(form_page, n, "ann@example.com")
        OutboxMessage.objects.update(created_at=timezone.now() - timedelta(hours=25))
        ask_for_mail(form_page, 99, "ann@example.com")
        assert OutboxMessage.objects.latest("pk").state == "waiting"

    def test_others_are_not_touched(self, form_page):
        for n in range(8):
            ask_for_mail(form_page, n, f"person{n}@example.com")
        assert not OutboxMessage.objects.filter(state="skipped").exists()

    def test_no_address_is_stored_for_it(self, form_page):
        ask_for_mail(form_page, 1, "ann@example.com")
        receipt = OutboxMessage.objects.get(kind="receipt")
        assert receipt.mailbox_hash == mailbox_hash("ANN@example.com")
        assert "ann" not in str(vars(receipt))


@pytest.fixture
def phone(form_page):
    site = Site.objects.get(is_default_site=True)
    ClinicSettings.objects.update_or_create(site=site, defaults={"phone": "(703) 555-0100"})
    return "(703) 555-0100"


class TestSource:
    source = {"REMOTE_ADDR": "198.51.100.9"}

    def visit(self, page, number: int, **values) -> Visitor:
        visitor = fill_small(
            Visitor(page.url, Client(**self.source)), phone=f"703 555 01{number:02}", **values
        )
        return visitor.press("Send")

    def test_above_the_bound_the_page_comes_back_filled_with_the_number(self, form_page, phone):
        request_settings(hourly_limit=1, hourly_most=3)
        for n in range(3):
            assert self.visit(form_page, n).title == "We have your request"
        visitor = self.visit(form_page, 3, text="my words")
        assert visitor.status == 429
        assert "Please call us" in visitor.page.find(id="problem").get_text()
        assert phone in visitor.page.find(id="problem").get_text()
        assert visitor.input("First name")["value"] == "Ann"
        assert visitor.input("Anything else?").get_text().strip() == "my words"
        assert Submission.objects.count() == 3
        assert DefenceCount.objects.get().kind == "refused"

    def test_other_sources_are_served(self, form_page):
        request_settings(hourly_limit=1, hourly_most=1)
        self.visit(form_page, 1)
        assert self.visit(form_page, 2).status == 429
        other = fill_small(Visitor(form_page.url, Client(REMOTE_ADDR="203.0.113.5"))).press("Send")
        assert other.title == "We have your request"

    def test_a_double_click_at_the_bound_is_thanked(self, form_page):
        request_settings(hourly_most=1)
        visitor = self.visit(form_page, 1)
        assert visitor.send_again().status_code == 302
        assert Submission.objects.count() == 1

    def test_pressing_again_counts_once(self, form_page):
        request_settings(hourly_most=2)
        visitor = self.visit(form_page, 1)
        for _click in range(5):
            visitor.send_again()
        assert self.visit(form_page, 2).title == "We have your request"

    def test_one_stamp_used_again_and_again_counts_each_time(self, form_page):
        request_settings(hourly_most=4)
        visitor = fill_small(Visitor(form_page.url, Client(**self.source)))
        key = visitor.values["_stamp"]
        statuses = []
        for n in range(8):
            again = fill_small(
                Visitor(form_page.url, Client(**self.source)), phone=f"703 555 02{n:02}"
            )
            again.values["_stamp"] = key
            statuses.append(again.press("Send").status)
        assert statuses == [200] * 4 + [429] * 4

    def test_the_cache_being_away_counts_in_the_process(self, form_page, gone_cache):
        request_settings(hourly_most=2)
        statuses = [self.visit(form_page, n).status for n in range(3)]
        assert statuses == [200, 200, 429]


def test_a_held_back_request_is_told_by_the_daily_line_alone(form_page):
    visitor = fill_small(Visitor(form_page.url), text="see https://cheap.example")
    visitor.values[HONEYPOT] = ["x"]
    visitor.press("Send")
    assert OutboxMessage.objects.count() == 0
    held.queue_daily_line(MORNING)
    drain_outbox()
    assert [letter.subject.split(" ")[0] for letter in mail.outbox] == ["1"]
