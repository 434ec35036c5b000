"""Where a request comes from, and receipts that nobody can use to send mail to strangers."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from wagtail.models import Site

from clinic.models import ClinicSettings
from forms.models import DefenceCount, OutboxMessage, Submission
from forms.requests.defences.limits import RECEIPTS_A_DAY, mailbox_hash
from forms.requests.delivery.outbox import drain_outbox
from tests.factories.forms import request_settings
from tests.forms.visitor import Visitor, fill_small

pytestmark = pytest.mark.django_db


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

    def test_one_token_used_again_and_again_counts_each_time(self, form_page):
        request_settings(hourly_most=4)
        visitor = fill_small(Visitor(form_page.url, Client(**self.source)))
        key = visitor.values["_token"]
        statuses = []
        for n in range(8):
            again = fill_small(
                Visitor(form_page.url, Client(**self.source)), phone=f"703 555 02{n:02}"
            )
            again.values["_token"] = key
            statuses.append(again.press("Send").status)
        assert statuses == [200] * 4 + [429] * 4

    def test_the_cache_being_away_counts_in_the_process(self, form_page, gone_cache):
        request_settings(hourly_most=2)
        statuses = [self.visit(form_page, n).status for n in range(3)]
        assert statuses == [200, 200, 429]
