"""Withdrawals, deletions asked for, and requests that were no spam after all: what they do to earlier consents."""

from datetime import timedelta

import pytest
from django.core import mail as django_mail
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from forms.models import Consent, OutboxMessage, Submission
from forms.requests import workflow
from forms.requests.delivery.outbox import drain_outbox
from forms.requests.models import ConsentType, EventType, MessageType
from forms.requests.privacy import retention
from forms.requests.privacy.consents import read_standing
from forms.requests.workflow import WorkflowError
from staff import roles
from tests.factories.forms import (
    ConsentFactory,
    OutboxMessageFactory,
    SubmissionFactory,
    member_of,
)
from tests.forms.requests.privacy.consenting import press, screen, send
from tests.staff.people import sign_in

pytestmark = pytest.mark.django_db
How = Consent.How


class TestWithdrawals:
    def test_stop_by_text_ends_it_for_every_request_of_the_number(self, desk):
        requests = [SubmissionFactory(how="text", phone="+17035550123") for _n in range(2)]
        for request in requests:
            ConsentFactory(submission=request, kind=ConsentType.TEXT)
        today = timezone.localdate().isoformat()
        response = press(
            desk, "withdraw", requests[0], kind=ConsentType.TEXT, how=How.STOP, day=today
        )
        assert "Taken back: Text messages." in response.content.decode()
        for request in requests:
            assert not read_standing(request).may_text
        line = Consent.objects.get(given=False)
        assert (line.how, line.entered_by) == (How.STOP, desk.user)
        assert line.keep_until > timezone.localdate() + timedelta(days=365 * 5)
        assert requests[0].events.get(kind=EventType.CONSENT).who == desk.user

    def test_it_is_audited_without_anything_personal(self, desk):
        request = SubmissionFactory(phone="+17035550123", name="Ann Secret")
        day = timezone.localdate().isoformat()
        press(desk, "withdraw", request, kind=ConsentType.TEXT, how=How.PHONE, day=day)
        entry = ModelLogEntry.objects.get(action="requests.consent")
        assert entry.data == {"kind": [ConsentType.TEXT], "outcome": How.PHONE}
        assert "Secret" not in f"{entry.label}{entry.data}"

    def test_no_contact_covers_every_way_and_says_so_on_top(self, desk):
        request = SubmissionFactory(how="text")
        for kind in (
            ConsentType.CONTACT,
            ConsentType.TEXT,
            ConsentType.VOICEMAIL,
            ConsentType.MARKETING,
        ):
            ConsentFactory(submission=request, kind=kind)
        day = timezone.localdate().isoformat()
        press(desk, "withdraw", request, kind=ConsentType.CONTACT, how=How.LETTER, day=day)
        stands = read_standing(request)
        assert not stands.may_contact
        assert not stands.may_text
        assert not stands.may_send_news
        assert stands.voicemail == "no"
        assert "Asked to be left alone" in screen(desk, request).select_one(".inbox-reach").text
        listing = desk.get(reverse("inbox:list", args=["new"])).content.decode()
        assert "do not contact" in listing

    def test_the_receipt_does_not_go_to_whoever_wants_no_contact(self, desk):
        request = SubmissionFactory(how="email", email="ann@example.com")
        OutboxMessageFactory(submission=request, kind=MessageType.RECEIPT, dedup_key="receipt:1")
        day = timezone.localdate().isoformat()
        press(desk, "withdraw", request, kind=ConsentType.CONTACT, how=How.PHONE, day=day)
        drain_outbox()
        assert not django_mail.outbox

    @pytest.mark.parametrize(
        ("values", "sentence"),
        [
            ({"how": How.PHONE, "day": "2026-01-02"}, "Choose what was taken back."),
            ({"kind": ConsentType.TEXT, "day": "2026-01-02"}, "Choose how they told us."),
            ({"kind": ConsentType.TEXT, "how": How.FORM, "day": "2026-01-02"}, "how they told us"),
            ({"kind": ConsentType.TEXT, "how": How.PHONE, "day": ""}, "Enter the day"),
            ({"kind": ConsentType.TEXT, "how": How.PHONE, "day": "2026-02-31"}, "Enter the day"),
            ({"kind": "gossip", "how": How.PHONE, "day": "2026-01-02"}, "Choose what"),
            (
                {"kind": ConsentType.TEXT, "how": How.PHONE, "day": "2020-01-02"},
                "given after that day",
            ),
        ],
    )
    def test_what_makes_no_sense_gets_a_sentence_and_changes_nothing(self, desk, values, sentence):
        request = SubmissionFactory()
        ConsentFactory(submission=request, kind=ConsentType.TEXT)
        response = press(desk, "withdraw", request, **values)
        assert sentence in response.content.decode()
        assert read_standing(request).may_text

    def test_a_day_to_come_is_now(self, desk):
        request = SubmissionFactory()
        with pytest.raises(WorkflowError, match="still to come"):
            workflow.withdraw_consents(
                request,
                [ConsentType.TEXT],
                how=How.PHONE,
                at=timezone.now() + timedelta(days=1),
                by=desk.user,
            )

    def test_texting_can_not_be_planned_without_consent(self, desk):
        request = SubmissionFactory()
        with pytest.raises(WorkflowError, match="no consent"):
            workflow.set_next_action(request, "text", timezone.now(), by=desk.user)

    def test_an_editor_may_not(self, db):
        request = SubmissionFactory()
        client = sign_in(roles.EDITOR)
        client.post(reverse("inbox:withdraw", args=[request.pk]), {"kind": ConsentType.TEXT})
        assert not Consent.objects.exists()


class TestDeletionAskedFor:
    def test_the_retention_obeys_the_day(self, desk):
        request = SubmissionFactory()
        merged = SubmissionFactory(merged_into=request, status="closed")
        day = timezone.localdate() + timedelta(days=5)
        response = press(desk, "deletion", request, day=day.isoformat())
        assert "will be deleted on" in response.content.decode()
        assert not retention.list_due_requests().exists()
        on_that_day = timezone.now() + timedelta(days=5)
        assert set(retention.list_due_requests(on_that_day)) == {request, merged}
        assert {gone.why for gone in retention.delete_due_requests(on_that_day).requests} == {
            "deletion was asked for"
        }
        assert ModelLogEntry.objects.get(action="requests.delete_on").data == {
            "to": day.isoformat()
        }

    def test_the_front_desk_leaves_a_manager_three_days(self, desk):
        request = SubmissionFactory()
        today = timezone.localdate()
        response = press(desk, "deletion", request, day=today.isoformat())
        assert "Choose a day from" in response.content.decode()
        manager = sign_in(roles.MANAGER)
        press(manager, "deletion", request, day=today.isoformat())
        request.refresh_from_db()
        assert request.delete_after == today

    @pytest.mark.parametrize("day", ["", "soon", "2026-02-31", "2020-01-01", "2999-01-01"])
    def test_a_day_that_is_none_gets_a_sentence(self, desk, day):
        request = SubmissionFactory()
        response = press(desk, "deletion", request, day=day)
        assert response.status_code == 400
        request.refresh_from_db()
        assert request.delete_after is None

    def test_emergency_access_enters_none(self):
        from staff.models import EmergencyAccess

        request = SubmissionFactory()
        administrator = member_of(roles.ADMINISTRATOR)
        EmergencyAccess.begin(administrator, "The front desk is ill and somebody waits.")
        day = timezone.localdate() + timedelta(days=9)
        with pytest.raises(WorkflowError, match="deletes nothing"):
            workflow.ask_deletion(request, day, by=administrator)

    def test_can_be_called_off(self, desk):
        request = SubmissionFactory(delete_after=timezone.localdate() + timedelta(days=9))
        press(desk, "deletion", request, never="1")
        request.refresh_from_db()
        assert request.delete_after is None

    def test_is_not_forgotten_when_the_request_is_reopened(self, desk):
        day = timezone.localdate() + timedelta(days=9)
        request = SubmissionFactory(status="closed", closing_reason="declined", delete_after=day)
        workflow.change_status(request, "attempting", by=desk.user)
        request.refresh_from_db()
        assert request.delete_after == day

    def test_goes_along_when_requests_are_merged(self, desk):
        day = timezone.localdate() + timedelta(days=9)
        request = SubmissionFactory(phone="+17035550123", delete_after=day)
        target = SubmissionFactory(phone="+17035550123")
        workflow.merge_requests(request, target, by=desk.user)
        target.refresh_from_db()
        assert target.delete_after == day

    def test_a_legal_hold_comes_first(self, desk):
        request = SubmissionFactory(legal_hold=True)
        day = timezone.localdate() + timedelta(days=5)
        response = press(desk, "deletion", request, day=day.isoformat())
        assert "legal hold" in response.content.decode()
        assert not retention.list_due_requests(timezone.now() + timedelta(days=6)).exists()


class TestNotSpam:
    def test_a_notice_that_was_skipped_goes_out(self, desk):
        message = OutboxMessageFactory(submission__verdict="suspect")
        drain_outbox()
        message.refresh_from_db()
        assert message.state == OutboxMessage.State.SKIPPED
        response = press(desk, "verdict", message.submission, verdict="passed")
        assert "notice to staff goes out" in response.content.decode()
        drain_outbox()
        assert len(django_mail.outbox) == 1

    def test_a_notice_that_went_before_is_not_promised(self, desk):
        message = OutboxMessageFactory()
        drain_outbox()
        press(desk, "verdict", message.submission, verdict="suspect")
        response = press(desk, "verdict", message.submission, verdict="passed")
        assert "Staff were told of it before" in response.content.decode()
        drain_outbox()
        assert len(django_mail.outbox) == 1

    def test_a_notice_of_a_correction_that_was_skipped_goes_out(self, desk):
        message = OutboxMessageFactory()
        drain_outbox()
        request = message.submission
        OutboxMessageFactory(submission=request, dedup_key=f"notice:{request.key}:1")
        workflow.mark_spam(request, by=desk.user)
        drain_outbox()
        workflow.mark_genuine(request, by=desk.user)
        drain_outbox()
        subjects = [letter.subject for letter in django_mail.outbox]
        assert len(subjects) == 2
        assert "was changed" in subjects[1]

    def test_a_worker_that_is_about_to_skip_it_does_not_win(self, desk):
        from forms.requests.delivery import outbox

        message = OutboxMessageFactory(submission__verdict="suspect")
        held = next(outbox.lease_messages())
        workflow.mark_genuine(message.submission, by=desk.user)
        outbox._finish_message(held, OutboxMessage.State.SKIPPED)
        drain_outbox()
        assert len(django_mail.outbox) == 1


@pytest.mark.parametrize("corrected", [False, True])
def test_a_no_counts_elsewhere_once_the_doubt_is_gone(form_page, corrected):
    """Held for spam it ends nothing; sent again without the doubt it ends an earlier yes, as a person's verdict does."""
    visitor = send(form_page, texts=False)
    request = Submission.objects.get()
    Submission.objects.update(verdict="suspect")
    other = SubmissionFactory(phone=request.answer("phone"))
    yes = ConsentFactory(
        submission=other, kind=ConsentType.TEXT, phone_hash=other.phone_hash,
        given_at=timezone.now() - timedelta(days=5),
    )  # fmt: skip
    if corrected:
        visitor.sent[visitor.names["name"]] = ["Ann B."]
    assert visitor.send_again().status_code == 302
    request.refresh_from_db()
    assert (request.verdict == "suspect", bool(request.amendments)) == (False, corrected)
    yes.refresh_from_db()
    assert yes.withdrawn_at == request.consents.get(kind=ConsentType.TEXT).given_at
