"""Working on a request: allowed moves, attempts, duplicates; all of it in the log and in the audit."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from forms.models import OutboxMessage, Submission
from forms.requests import workflow
from forms.requests.workflow import WorkflowError
from tests.factories.forms import SubmissionFactory, member_of
from tests.forms.requests.workflow.fresh_requests import fresh

pytestmark = pytest.mark.django_db
Status = Submission.Status


class TestMoves:
    def test_what_was_closed_before_anybody_tried_may_be_new_again(self, desk):
        request = SubmissionFactory(status="closed", closing_reason="declined")
        workflow.change_status(request, "new", by=desk)
        row = fresh(request)
        assert (row.status, row.closing_reason, row.closed_at) == ("new", "", None)
        tried = SubmissionFactory(status="closed", closing_reason="declined", attempts=1)
        with pytest.raises(WorkflowError):
            workflow.change_status(tried, "new", by=desk)

    @pytest.mark.parametrize("start", Status.values)
    @pytest.mark.parametrize("end", Status.values)
    def test_only_allowed_ones(self, desk, start, end):
        request = SubmissionFactory(status=start)
        if end in request.allowed_moves or end == start:
            workflow.change_status(
                request, end, by=desk, reason="declined" if end == "closed" else ""
            )
            assert fresh(request).status == end
        else:
            with pytest.raises(WorkflowError):
                workflow.change_status(request, end, by=desk)
            assert fresh(request).status == start

    def test_closing_needs_a_reason_from_the_list(self, desk):
        request = SubmissionFactory()
        for reason in ("", "because"):
            with pytest.raises(WorkflowError, match="Say why"):
                workflow.change_status(request, "closed", by=desk, reason=reason)

    def test_closing_sets_the_time_from_which_retention_counts(self, desk):
        request = SubmissionFactory(next_action="call", next_due=timezone.now())
        workflow.change_status(request, "closed", by=desk, reason="patient")
        row = fresh(request)
        assert row.closed_at
        assert (row.next_action, row.next_due) == ("", None)

    def test_reopening_takes_reason_and_time_back(self, desk):
        request = SubmissionFactory()
        workflow.change_status(request, "closed", by=desk, reason="unreachable")
        workflow.change_status(request, "contacted", by=desk)
        row = fresh(request)
        assert (row.closing_reason, row.closed_at) == ("", None)

    def test_every_status_has_a_way_on(self):
        assert all(Submission.MOVES[status] for status in Status.values)

    def test_a_status_that_does_not_exist_is_refused(self, desk):
        with pytest.raises(WorkflowError):
            workflow.change_status(SubmissionFactory(), "lost", by=desk)

    def test_a_deleted_request_gets_a_sentence(self, desk):
        request = SubmissionFactory()
        Submission.objects.all().delete()
        with pytest.raises(WorkflowError, match="has been deleted"):
            workflow.change_status(request, "contacted", by=desk)

    def test_two_people_at_once_work_on_what_is_there_now(self, desk):
        mine = SubmissionFactory()
        theirs = fresh(mine)
        workflow.change_status(mine, "booked", by=desk)
        with pytest.raises(WorkflowError):
            workflow.change_status(theirs, "attempting", by=desk)


class TestCalls:
    @pytest.mark.parametrize(
        ("outcome", "status", "action"),
        [
            ("no_answer", "attempting", "call"),
            ("voicemail", "attempting", "call"),
            ("texted", "attempting", "wait"),
            ("emailed", "attempting", "wait"),
            ("wrong_number", "attempting", "email"),
            ("spoke", "contacted", "book"),
            ("call_back", "contacted", "call"),
            ("booked", "booked", ""),
        ],
    )
    def test_status_and_next_action_follow_from_the_outcome(self, desk, outcome, status, action):
        request = SubmissionFactory()
        workflow.log_call(request, outcome, by=desk)
        row = fresh(request)
        assert (row.status, row.next_action) == (status, action)
        assert (row.next_due is None) == (action == "")

    def test_the_first_one_stops_the_clock(self, desk):
        request = SubmissionFactory()
        workflow.log_call(request, "no_answer", by=desk)
        first = fresh(request).first_attempt_at
        workflow.log_call(request, "voicemail", by=desk)
        assert fresh(request).first_attempt_at == first
        assert fresh(request).attempts == 2

    def test_whoever_calls_first_owns_it(self, desk):
        request = SubmissionFactory()
        workflow.log_call(request, "no_answer", by=desk)
        assert fresh(request).owner == desk
        workflow.log_call(request, "no_answer", by=member_of("Manager"))
        assert fresh(request).owner == desk

    def test_a_missed_call_after_contact_does_not_throw_it_back(self, desk):
        request = SubmissionFactory(status="contacted")
        workflow.log_call(request, "no_answer", by=desk)
        assert fresh(request).status == "contacted"

    def test_the_next_attempt_falls_on_a_business_day(self, desk):
        request = SubmissionFactory()
        workflow.log_call(request, "no_answer", by=desk)
        from clinic.layout import current_hours

        due = fresh(request).next_due
        assert current_hours().next_opening(due) == due

    def test_a_closed_request_must_be_reopened_first(self, desk):
        with pytest.raises(WorkflowError, match="Reopen"):
            workflow.log_call(SubmissionFactory(status="closed"), "spoke", by=desk)

    def test_an_outcome_that_is_not_on_the_list_is_refused(self, desk):
        with pytest.raises(WorkflowError):
            workflow.log_call(SubmissionFactory(), "sounded sad", by=desk)

    def test_three_attempts_over_five_business_days_may_be_closed(self):
        monday = datetime(2026, 11, 2, 15, 0, tzinfo=UTC)
        request = SubmissionFactory(status="attempting", attempts=3, first_attempt_at=monday)
        assert not workflow.should_close(request, monday + timedelta(days=4))
        assert workflow.should_close(request, monday + timedelta(days=7))
        request.attempts = 2
        assert not workflow.should_close(request, monday + timedelta(days=30))


class TestOwnerAndNext:
    def test_an_editor_can_not_be_the_owner(self, desk):
        with pytest.raises(WorkflowError):
            workflow.assign_owner(SubmissionFactory(), member_of("Editor"), by=desk)

    def test_owner_comes_and_goes(self, desk):
        request = SubmissionFactory()
        workflow.assign_owner(request, desk, by=desk)
        assert fresh(request).owner == desk
        workflow.assign_owner(request, None, by=desk)
        assert fresh(request).owner is None

    def test_next_action_needs_a_time(self, desk):
        with pytest.raises(WorkflowError, match="by when"):
            workflow.set_next_action(SubmissionFactory(), "call", None, by=desk)

    def test_next_action_is_one_of_the_list(self, desk):
        with pytest.raises(WorkflowError):
            workflow.set_next_action(SubmissionFactory(), "ask about mood", timezone.now(), by=desk)

    def test_next_action_can_be_taken_back(self, desk):
        request = SubmissionFactory(next_action="call", next_due=timezone.now())
        workflow.set_next_action(request, "", None, by=desk)
        assert (fresh(request).next_action, fresh(request).next_due) == ("", None)

    def test_estimate_is_noted_once(self, desk):
        request = SubmissionFactory(wants_estimate=True, next_action="estimate")
        workflow.note_estimate_sent(request, by=desk)
        first = fresh(request).estimate_sent_at
        workflow.note_estimate_sent(request, by=desk)
        assert fresh(request).estimate_sent_at == first
        assert fresh(request).next_action == ""


class TestVerdict:
    def test_what_turns_out_to_be_real_is_told_and_its_clock_starts(self, desk):
        request = SubmissionFactory(verdict="suspect", due_at=timezone.now() - timedelta(days=3))
        workflow.overrule_verdict(request, "passed", by=desk)
        assert OutboxMessage.objects.get().submission == request
        assert fresh(request).due_at > timezone.now()

    def test_overruling_twice_tells_once(self, desk):
        request = SubmissionFactory(verdict="suspect")
        workflow.overrule_verdict(request, "passed", by=desk)
        workflow.overrule_verdict(fresh(request), "suspect", by=desk)
        workflow.overrule_verdict(fresh(request), "passed", by=desk)
        assert OutboxMessage.objects.count() == 1

    def test_spam_is_closed_and_told_to_nobody(self, desk):
        request = SubmissionFactory()
        workflow.mark_spam(request, by=desk)
        row = fresh(request)
        assert (row.verdict, row.status, row.closing_reason) == ("suspect", "closed", "spam")
        assert not OutboxMessage.objects.exists()
