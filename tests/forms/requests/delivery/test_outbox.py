"""Telling: at least once, never twice at once, later if not now, and never anything personal."""

import smtplib

import pytest
from bs4 import BeautifulSoup
from django.core import mail as django_mail
from django.utils import timezone
from wagtail.models import Site

from clinic.models import ClinicSettings
from forms.models import OutboxMessage, Submission
from forms.requests.delivery import letters, mail
from forms.requests.delivery.outbox import (
    drain_outbox,
    outbox_status,
    retry_messages,
)
from forms.requests.models import EventType, MessageType
from tests.factories.forms import (
    FormPageFactory,
    OutboxMessageFactory,
    SubmissionFactory,
    request_settings,
)
from tests.forms.visitor import Visitor, fill_small

pytestmark = pytest.mark.django_db
State = OutboxMessage.State


class TestNotice:
    def test_carries_a_number_and_a_link_and_nothing_else(self, told):
        request = SubmissionFactory(
            name="Ann Secret", email="ann@secret.example", how="email", form_title="Free ketamine"
        )
        OutboxMessageFactory(submission=request)
        drain_outbox()
        letter = django_mail.outbox[0]
        everything = letter.message().as_string() + letter.body + letter.alternatives[0].content
        assert f"#{request.pk}" in letter.subject
        assert f"#{request.pk}" in letter.alternatives[0].content
        for secret in ("Ann", "secret", "ketamine", "0123", request.reference, "write/"):
            assert secret.lower() not in everything.lower()

    def test_is_in_the_clinics_own_words(self, told):
        site = Site.objects.get(is_default_site=True)
        words = {"notice_subject": "Inbox {number}", "notice_text": "Have a look at {number}."}
        ClinicSettings.objects.update_or_create(site=site, defaults={"name": "Harbor", **words})
        message = OutboxMessageFactory()
        drain_outbox()
        letter = django_mail.outbox[0]
        number = message.submission_id
        assert letter.subject == f"Inbox {number} – Harbor"
        assert f"Have a look at {number}." in letter.body
        assert f"Have a look at {number}." in letter.alternatives[0].content

    def test_goes_to_those_of_the_settings(self, told):
        OutboxMessageFactory()
        drain_outbox()
        assert [letter.to for letter in django_mail.outbox] == [
            ["desk@clinic.example"],
            ["manager@clinic.example"],
        ]

    def test_or_to_those_of_the_form(self, told):
        page = FormPageFactory(notify="own@clinic.example")
        OutboxMessageFactory(submission__page=page)
        drain_outbox()
        assert django_mail.outbox[0].to == ["own@clinic.example"]

    def test_is_plain_and_html_with_the_same_link(self, told):
        OutboxMessageFactory()
        drain_outbox()
        letter = django_mail.outbox[0]
        html = BeautifulSoup(letter.alternatives[0].content, "html.parser")
        assert html.find("a")["href"] in letter.body
        assert not html.find_all(["script", "img", "link"])

    def test_has_the_same_message_id_however_often_it_is_sent(self, told):
        message = OutboxMessageFactory()
        drain_outbox()
        OutboxMessage.objects.update(state=State.WAITING, next_at=timezone.now())
        message.deliveries.all().delete()
        drain_outbox()
        ids = {letter.extra_headers["Message-ID"] for letter in django_mail.outbox}
        assert len(django_mail.outbox) == 4
        assert ids == {letters.message_id(message.dedup_key)}

    def test_asks_no_machine_for_an_answer(self, told):
        OutboxMessageFactory()
        drain_outbox()
        assert django_mail.outbox[0].extra_headers["Auto-Submitted"] == "auto-generated"

    def test_needs_no_key(self, told, settings):
        OutboxMessageFactory()
        settings.FIELD_ENCRYPTION_KEYS = []
        drain_outbox()
        assert len(django_mail.outbox) == len(told.notify_addresses)

    def test_is_written_into_the_log_of_the_request(self, told):
        message = OutboxMessageFactory()
        drain_outbox()
        assert message.submission.events.get().kind == EventType.NOTICE

    def test_about_a_deleted_request_is_not_sent(self, told):
        message = OutboxMessageFactory()
        Submission.objects.filter(pk=message.submission_id).delete()
        drain_outbox()
        assert not django_mail.outbox

    def test_about_what_turned_out_to_be_spam_is_not_sent(self, told):
        message = OutboxMessageFactory()
        Submission.objects.update(verdict=Submission.Verdict.SUSPECT)
        drain_outbox()
        message.refresh_from_db()
        assert message.state == State.SKIPPED
        assert not django_mail.outbox


class TestReceipt:
    def send(self, **answers):
        request_settings()
        page = FormPageFactory(
            title="Free ketamine consultation", next_steps="We talk about treatment."
        )
        visitor = fill_small(Visitor(page.url), **answers).press("Send")
        drain_outbox()
        letters = [m for m in django_mail.outbox if m.to == ["ann@example.com"]]
        return visitor, letters

    def test_goes_to_whoever_chose_e_mail(self):
        visitor, letters = self.send(how="E-mail me", email="ann@example.com", phone="")
        assert len(letters) == 1
        assert visitor.reference in letters[0].body

    def test_and_to_nobody_else(self):
        _visitor, letters = self.send(email="ann@example.com")
        assert not letters

    def test_is_neutral_in_every_word(self):
        _visitor, letters = self.send(
            how="E-mail me", email="ann@example.com", text="my depression", name="Ann"
        )
        letter = letters[0]
        everything = (letter.subject + letter.body + letter.alternatives[0].content).lower()
        for word in ("ketamine", "depression", "consultation", "treatment", "ann,", "patient"):
            assert word not in everything

    @pytest.mark.parametrize(("answer", "named"), [("Yes", True), ("No", False), (None, False)])
    def test_names_the_clinic_only_with_the_visitors_leave(self, answer, named):
        request_settings()
        site = Site.objects.get(is_default_site=True)
        ClinicSettings.objects.update_or_create(site=site, defaults={"name": "Ketamine Harbor"})
        page = FormPageFactory(
            questions=[
                {"field_type": "contact_method", "label": "How?"},
                {"field_type": "email", "label": "Address"},
                {"field_type": "say_clinic", "label": "Our name?", "required": False},
            ]
        )
        visitor = Visitor(page.url).tick("E-mail me").fill("Address", "ann@example.com")
        if answer:
            visitor.tick(answer)
        visitor.press("Send")
        drain_outbox()
        letter = next(m for m in django_mail.outbox if m.to == ["ann@example.com"])
        everything = letter.subject + letter.body + letter.alternatives[0].content
        assert ("Ketamine Harbor" in everything) is named

    def test_says_what_happens_next_and_by_when(self):
        _visitor, letters = self.send(how="E-mail me", email="ann@example.com")
        assert "We write to you by" in letters[0].body
        assert "988" in letters[0].body

    def test_is_in_the_clinics_own_words_in_both_of_its_parts(self):
        site = Site.objects.get(is_default_site=True)
        words = {
            "receipt_subject": "Thank you – {reference}",
            "receipt_text": "Hello.\n\nOur plan\n- Number {reference}\n- Estimate {estimate}\n\nCall {phone}.",
            "receipt_foot": "Call 911.",
            "phone": "(703) 555-0100",
        }
        ClinicSettings.objects.update_or_create(site=site, defaults=words)
        visitor, (letter,) = self.send(how="E-mail me", email="ann@example.com")
        number = visitor.reference
        assert letter.subject == f"Thank you – {number}"
        html = BeautifulSoup(letter.alternatives[0].content, "html.parser")
        for text in (letter.body, html.get_text("\n")):
            lines = [line.strip(" -") for line in text.splitlines()]
            assert {"Hello.", "Our plan", "Call 911."} <= set(lines)
            assert number in text and "{" not in text and "Estimate" not in text
        assert html.select_one("a")["href"] == "tel:+17035550100"
        assert [item.get_text() for item in html.select("li")] == [f"Number {number}"]

    def test_is_not_sent_where_the_form_says_so(self):
        request_settings()
        page = FormPageFactory(send_receipt=False)
        fill_small(Visitor(page.url), how="E-mail me", email="ann@example.com").press("Send")
        drain_outbox()
        assert [m.to for m in django_mail.outbox] == [["desk@clinic.example"]]

    def test_without_the_key_it_waits_and_says_why(self, settings):
        request_settings()
        request = SubmissionFactory(how="email", email="ann@example.com")
        OutboxMessageFactory(submission=request, kind=MessageType.RECEIPT, dedup_key="receipt:1")
        keys = settings.FIELD_ENCRYPTION_KEYS
        settings.FIELD_ENCRYPTION_KEYS = []
        drain_outbox()
        message = OutboxMessage.objects.get()
        assert (message.state, message.last_error) == (State.WAITING, "key")
        settings.FIELD_ENCRYPTION_KEYS = keys
        retry_messages()
        drain_outbox()
        assert django_mail.outbox[0].to == ["ann@example.com"]


class TestTwoAddresses:
    @pytest.mark.parametrize(
        "error",
        [
            smtplib.SMTPRecipientsRefused({"bad@clinic.example": (421, b"later")}),
            TimeoutError(),
            smtplib.SMTPServerDisconnected(),
        ],
    )
    @pytest.mark.parametrize("order", ["bad good", "good bad"])
    def test_one_at_which_the_server_breaks_off_does_not_hold_up_the_other(
        self, db, monkeypatch, error, order
    ):
        """The round ends at the bad one, so the next begins with whoever was tried least."""
        request_settings(notify="\n".join(f"{who}@clinic.example" for who in order.split()))
        got = []

        def send(_self, letter):
            if letter.to == ["bad@clinic.example"]:
                raise error
            got.append(letter.to)

        monkeypatch.setattr(mail.Postman, "send", send)
        message = OutboxMessageFactory()
        for _round in range(3):
            drain_outbox()
            OutboxMessage.objects.update(next_at=timezone.now())
        assert got == [["good@clinic.example"]]
        states = dict(message.deliveries.values_list("address", "state"))
        assert states == {"good@clinic.example": State.SENT, "bad@clinic.example": State.WAITING}
        assert outbox_status().partly == 1


def test_the_worker_knows_the_jobs():
    from infra.jobs import all_jobs

    jobs = {job.name: job.every for job in all_jobs()}
    assert jobs["outbox"] == 5
    assert jobs["retention"] == 24 * 3600
