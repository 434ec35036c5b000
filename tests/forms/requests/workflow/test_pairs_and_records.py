"""Duplicates, deletion, and what of all work goes on record."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from forms.models import Consent, Event, Submission
from forms.requests import workflow
from forms.requests.inbox.data.exports import record_export
from forms.requests.workflow import WorkflowError
from tests.factories.forms import ConsentFactory, SubmissionFactory
from tests.forms.requests.workflow.fresh_requests import fresh

pytestmark = pytest.mark.django_db


class TestDuplicates:
    def test_are_found_by_number_or_address_however_written(self, desk):
        one = SubmissionFactory(phone="+17035550123", email="Ann@Example.com")
        by_phone = SubmissionFactory(phone="+17035550123")
        by_mail = SubmissionFactory(phone="", email="ann@example.com")
        SubmissionFactory()
        assert set(workflow.find_duplicates(one)) == {by_phone, by_mail}

    def test_somebody_without_contact_has_none(self, desk):
        SubmissionFactory(phone="")
        assert not workflow.find_duplicates(SubmissionFactory(phone="")).exists()

    def test_merging_closes_one_and_keeps_it_readable_from_the_other(self, desk):
        old, new = (SubmissionFactory(phone="+17035550123") for _n in range(2))
        workflow.merge_requests(new, old, by=desk)
        row = fresh(new)
        assert (row.merged_into, row.status, row.closing_reason) == (old, "closed", "duplicate")
        assert list(old.merged.all()) == [new]
        assert list(Submission.objects.only_genuine()) == [old]

    def test_the_wish_for_an_estimate_goes_along(self, desk):
        due = timezone.now()
        old = SubmissionFactory(phone="+17035550123")
        new = SubmissionFactory(phone="+17035550123", wants_estimate=True, estimate_due=due)
        workflow.merge_requests(new, old, by=desk)
        assert fresh(old).estimate_due == due

    def test_a_chain_ends_at_the_last_one(self, desk):
        a, b, c = (SubmissionFactory(phone="+17035550123") for _n in range(3))
        workflow.merge_requests(a, b, by=desk)
        workflow.merge_requests(b, c, by=desk)
        assert set(c.merged.all()) == {a, b}

    def test_what_was_tried_and_what_is_next_goes_along(self, desk):
        new, old = SubmissionFactory(phone="+17035550123"), SubmissionFactory(phone="+17035550123")
        soon = timezone.now() + timedelta(hours=1)
        workflow.log_call(new, "no_answer", by=desk)
        workflow.set_next_action(new, "email", soon, by=desk)
        workflow.set_next_action(old, "call", soon + timedelta(days=3), by=desk)
        workflow.merge_requests(new, old, by=desk)
        old.refresh_from_db()
        assert (old.next_action, old.next_due) == ("email", soon)
        assert (old.attempts, old.owner) == (1, desk)
        assert old.first_attempt_at

    def test_an_open_one_never_goes_into_a_closed_one(self, desk):
        """Both would be closed, and nobody would call."""
        new, old = SubmissionFactory(phone="+17035550123"), SubmissionFactory(phone="+17035550123")
        workflow.change_status(old, "closed", by=desk, reason="declined")
        with pytest.raises(workflow.WorkflowError, match="closed"):
            workflow.merge_requests(new, old, by=desk)
        new.refresh_from_db()
        assert (new.status, new.merged_into) == ("new", None)
        # The other way round is what it is for.
        workflow.merge_requests(old, new, by=desk)
        assert list(new.merged.all()) == [old]

    def test_what_can_not_be_merged_gets_a_sentence(self, desk):
        a, b, c = (SubmissionFactory(phone="+17035550123") for _n in range(3))
        stranger = SubmissionFactory(phone="+17035550999")
        workflow.merge_requests(a, b, by=desk)
        for source, target in ((b, b), (c, a), (a, c), (c, stranger)):
            with pytest.raises(WorkflowError):
                workflow.merge_requests(source, target, by=desk)


class TestDeletion:
    def test_keeps_the_consent(self, desk):
        request = ConsentFactory().submission
        workflow.delete_request(request, by=desk)
        assert not Submission.objects.exists()
        assert Consent.objects.get().submission is None

    def test_is_refused_under_a_legal_hold(self, desk):
        request = SubmissionFactory()
        workflow.set_hold(request, True, by=desk)
        with pytest.raises(WorkflowError, match="legal hold"):
            workflow.delete_request(request, by=desk)
        workflow.set_hold(request, False, by=desk)
        workflow.delete_request(request, by=desk)
        assert not Submission.objects.exists()


class TestOnRecord:
    def everything(self, desk) -> None:
        request = SubmissionFactory(name="Ann Secret", phone="+17035550123", verdict="suspect")
        other = SubmissionFactory(name="Ann Secret", phone="+17035550123")
        workflow.overrule_verdict(request, "passed", by=desk)
        workflow.log_call(request, "spoke", by=desk)
        workflow.change_status(request, "attempting", by=desk)
        workflow.assign_owner(request, desk, by=desk)
        workflow.set_next_action(request, "call", timezone.now(), by=desk)
        workflow.note_estimate_sent(request, by=desk)
        workflow.set_hold(request, True, by=desk)
        workflow.set_hold(request, False, by=desk)
        record_export(2, by=desk, kind="csv", view="new")
        workflow.merge_requests(request, other, by=desk)
        workflow.delete_request(other, by=desk)

    def test_everything_is_audited_with_who_did_it(self, desk):
        self.everything(desk)
        entries = ModelLogEntry.objects.filter(action__startswith="requests.")
        assert {e.user for e in entries} == {desk}
        assert set(entries.values_list("action", flat=True)) >= {
            "requests.verdict", "requests.call", "requests.change", "requests.hold",
            "requests.export", "requests.merge", "requests.delete",
        }  # fmt: skip

    def test_nothing_personal_is_in_audit_or_log(self, desk):
        self.everything(desk)
        written = "".join(f"{e.label}{e.data}" for e in ModelLogEntry.objects.all())
        written += "".join(f"{e}{e.detail}" for e in Event.objects.all())
        for secret in ("Ann", "Secret", "0100123"):
            assert secret not in written

    def test_a_refused_change_leaves_no_trace(self, desk):
        request = SubmissionFactory()
        with pytest.raises(WorkflowError):
            workflow.change_status(request, "closed", by=desk)
        assert not Event.objects.exists()
        assert not ModelLogEntry.objects.filter(action="requests.change").exists()
