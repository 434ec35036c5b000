"""What has been kept long enough goes, what must stay stays, and the plan says so beforehand."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import ModelLogEntry

from forms.models import Consent, OutboxMessage, Submission
from forms.requests.delivery.outbox import outbox_status
from forms.requests.privacy import retention
from forms.requests.privacy.retention import delete_due_requests, months_before, plan_deletion
from tests.factories.forms import (
    ConsentFactory,
    OutboxMessageFactory,
    SubmissionFactory,
    request_settings,
)

pytestmark = pytest.mark.django_db


def days_ago(days: float) -> datetime:
    return timezone.now() - timedelta(days=days)


def closed(reason: str, days: float, **values) -> Submission:
    return SubmissionFactory(
        status="closed", closing_reason=reason, closed_at=days_ago(days), **values
    )


def spam(days: float, **values) -> Submission:
    """Return a suspect request that somebody has seen in the list."""
    values.setdefault("held_seen_at", days_ago(days))
    request = SubmissionFactory(verdict="suspect", **values)
    Submission.objects.filter(pk=request.pk).update(submit_time=days_ago(days))
    return request


class TestDue:
    @pytest.mark.parametrize(
        ("reason", "days", "goes"),
        [
            ("unreachable", 89, False),
            ("unreachable", 91, True),
            ("spam", 89, False),
            ("spam", 91, True),
            ("patient", 91, False),
            ("declined", 700, False),
            ("patient", 740, True),
            ("declined", 740, True),
            ("referred", 740, True),
            ("duplicate", 740, True),
        ],
    )
    def test_closed_requests(self, reason, days, goes):
        closed(reason, days)
        assert retention.list_due_requests().exists() is goes

    def test_spam_that_was_seen_goes_after_its_days(self):
        young, old = spam(89), spam(91)
        assert list(retention.list_due_requests()) == [old]
        assert young

    @pytest.mark.parametrize("status", ["new", "attempting", "contacted", "booked"])
    def test_an_open_request_never_goes_however_old(self, status):
        request = SubmissionFactory(status=status)
        Submission.objects.filter(pk=request.pk).update(submit_time=days_ago(3000))
        assert not retention.list_due_requests().exists()

    def test_suspect_but_worked_on_stays(self):
        spam(200, status="contacted")
        assert not retention.list_due_requests().exists()

    def test_a_legal_hold_keeps_everything(self):
        closed("patient", 4000, legal_hold=True)
        spam(4000, legal_hold=True)
        assert not retention.list_due_requests().exists()
        assert plan_deletion().held == 2

    def test_the_periods_are_settings(self):
        request_settings(spam_days=10, closed_months=1)
        closed("spam", 11)
        closed("patient", 40)
        assert retention.list_due_requests().count() == 2

    def test_a_deletion_that_was_asked_for_comes_on_its_day(self):
        SubmissionFactory(delete_after=timezone.localdate())
        SubmissionFactory(delete_after=timezone.localdate() + timedelta(days=1))
        assert retention.list_due_requests().count() == 1

    @pytest.mark.parametrize(
        ("day", "months", "expected"),
        [
            (date(2026, 3, 31), 1, date(2026, 2, 28)),
            (date(2024, 3, 31), 1, date(2024, 2, 29)),
            (date(2026, 1, 15), 24, date(2024, 1, 15)),
            (date(2024, 2, 29), 12, date(2023, 2, 28)),
            (date(2026, 12, 31), 12, date(2025, 12, 31)),
        ],
    )
    def test_months_are_months(self, day, months, expected):
        assert months_before(day, months) == expected


class TestPlanAndRun:
    def test_the_plan_deletes_nothing_and_names_nobody(self):
        closed("spam", 100, name="Ann Secret")
        found = plan_deletion()
        assert [d.why for d in found.requests] == ["spam"]
        assert Submission.objects.count() == 1
        assert "Secret" not in repr(found)

    def test_the_run_deletes_exactly_what_the_plan_said(self):
        for _n in range(3):
            closed("unreachable", 100)
        stays = [SubmissionFactory(), closed("patient", 100)]
        numbers = {d.number for d in plan_deletion().requests}
        assert {d.number for d in delete_due_requests().requests} == numbers
        assert set(Submission.objects.all()) == set(stays)

    def test_consents_stay_for_six_years_after_the_request_is_gone(self):
        request = closed("spam", 100)
        ConsentFactory(
            submission=request, keep_until=timezone.localdate() + timedelta(days=365 * 5)
        )
        delete_due_requests()
        assert Consent.objects.get().submission is None
        delete_due_requests(timezone.now() + timedelta(days=366 * 5 + 2))
        assert not Consent.objects.exists()

    def test_the_consent_of_a_request_that_is_still_there_stays(self):
        ConsentFactory(keep_until=date(2020, 1, 1))
        delete_due_requests()
        assert Consent.objects.exists()

    def test_finished_messages_go_after_a_month_and_waiting_ones_never(self):
        request = closed("declined", 40)
        for state in ("sent", "failed", "skipped", "waiting"):
            OutboxMessageFactory(
                submission=request, state=state, created_at=days_ago(31), dedup_key=state
            )
        delete_due_requests()
        assert [m.state for m in OutboxMessage.objects.all()] == ["waiting"]

    def test_what_staff_were_not_told_stays_red_while_the_request_is_open(self):
        open_one = SubmissionFactory()
        requests = {
            "new": open_one, "booked": SubmissionFactory(status="booked"), "spam": SubmissionFactory(verdict="suspect"),
            "merged": closed("duplicate", 40, merged_into=open_one),
        }  # fmt: skip
        for name, request in requests.items():
            for kind in ("notice", "overdue", "receipt"):
                OutboxMessageFactory(
                    submission=request, kind=kind, state="failed", created_at=days_ago(31),
                    dedup_key=f"{name}:{kind}",
                )  # fmt: skip
        assert plan_deletion().messages == 10
        delete_due_requests()
        left = OutboxMessage.objects.values_list("dedup_key", flat=True)
        assert set(left) == {"new:notice", "new:overdue"}
        assert outbox_status().is_red
        Submission.objects.filter(pk=open_one.pk).update(status="closed", closing_reason="declined")
        delete_due_requests()
        assert not outbox_status().is_red

    def test_old_audit_entries_go_and_young_ones_stay(self):
        from staff.audit import record
        from tests.factories.forms import member_of

        request = SubmissionFactory()
        for _n in range(2):
            record("requests.view", user=member_of("Manager"), instance=request)
        first = ModelLogEntry.objects.filter(action="requests.view").first()
        ModelLogEntry.objects.filter(pk=first.pk).update(timestamp=days_ago(365 * 6 + 5))
        delete_due_requests()
        assert ModelLogEntry.objects.filter(action="requests.view").count() == 1

    def test_the_run_is_audited_with_numbers_only(self):
        request = closed("spam", 100, name="Ann Secret")
        number = request.pk
        delete_due_requests()
        entry = ModelLogEntry.objects.get(action="requests.purge")
        assert entry.data["numbers"] == [number]
        assert "Secret" not in f"{entry.label}{entry.data}"

    def test_a_run_with_nothing_to_do_leaves_no_entry(self):
        assert delete_due_requests().summary() == ""
        assert not ModelLogEntry.objects.filter(action="requests.purge").exists()

    def test_what_was_reopened_meanwhile_stays(self, monkeypatch):
        request = closed("spam", 100)
        listed = list(retention.list_due_requests())
        original = retention.list_due_requests

        def stale_first(now=None, settings=None):
            monkeypatch.setattr(retention, "list_due_requests", original)
            Submission.objects.update(status="contacted", closed_at=None, closing_reason="")
            return listed

        monkeypatch.setattr(retention, "list_due_requests", stale_first)
        assert delete_due_requests().requests == []
        assert Submission.objects.get() == request

    def test_merged_requests_lose_nothing_but_the_link(self):
        old = closed("patient", 800, phone="+17035550123")
        new = SubmissionFactory(phone="+17035550123", merged_into=old, status="closed")
        delete_due_requests()
        assert Submission.objects.get() == new

    def test_it_needs_no_key(self, settings):
        closed("spam", 100)
        settings.FIELD_ENCRYPTION_KEYS = []
        assert len(plan_deletion().requests) == 1
        assert len(delete_due_requests().requests) == 1

    def test_forgotten_open_requests_are_counted(self):
        request = SubmissionFactory()
        Submission.objects.filter(pk=request.pk).update(submit_time=days_ago(900))
        assert plan_deletion().forgotten == 1


class TestCommand:
    def test_dry_run_says_what_and_does_nothing(self, capsys):
        closed("spam", 100, name="Ann Secret")
        closed("spam", 100, legal_hold=True)
        call_command("purge_requests", "--dry-run")
        text = capsys.readouterr().out
        assert "1 requests" in text
        assert "1 under a legal hold are kept" in text
        assert "Secret" not in text
        assert Submission.objects.count() == 2

    def test_without_it_deletes(self, capsys):
        closed("spam", 100)
        call_command("purge_requests")
        assert "1 requests" in capsys.readouterr().out
        assert not Submission.objects.exists()


def test_a_leap_day_consent_is_kept_to_the_first_of_march():
    from forms.requests.intake.storing import years_after

    leap = datetime(2024, 2, 29, 18, tzinfo=UTC)
    assert years_after(leap, 6) == date(2030, 3, 1)
