"""Emergency access and requests that are overdue by a day are mailed: a number and a link, nothing else."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from forms.models import OutboxMessage, Submission
from forms.requests.delivery.outbox import drain_outbox, outbox_status
from forms.requests.delivery.overdue import queue_overdue
from forms.requests.models import MessageType
from infra.jobs import all_jobs
from staff import roles
from staff.models import EmergencyAccess
from tests.factories.forms import SubmissionFactory, member_of, request_settings

pytestmark = pytest.mark.django_db


def late(hours: float, **values) -> Submission:
    return SubmissionFactory(due_at=timezone.now() - timedelta(hours=hours), **values)


class TestEmergency:
    def test_all_managers_are_mailed_at_once(self):
        request_settings()
        managers = {member_of(roles.MANAGER).email for _n in range(2)}
        gone = member_of(roles.MANAGER)
        gone.is_active = False
        gone.save()
        administrator = member_of(roles.ADMINISTRATOR)
        member_of(roles.FRONT_DESK)
        opened = EmergencyAccess.begin(administrator, "The front desk is ill and somebody waits.")
        assert OutboxMessage.objects.get().kind == MessageType.EMERGENCY
        drain_outbox()
        assert {letter.to[0] for letter in mail.outbox} == managers
        text = mail.outbox[0].subject + mail.outbox[0].body + mail.outbox[0].alternatives[0][0]
        assert f"#{opened.pk}" in mail.outbox[0].subject
        assert "/admin/" in text
        for secret in ("front desk is ill", administrator.username):
            assert secret not in text

    def test_without_managers_those_who_are_told_of_requests_hear_of_it(self):
        request_settings(notify="desk@clinic.example")
        EmergencyAccess.begin(member_of(roles.ADMINISTRATOR), "Somebody waits for a call.")
        drain_outbox()
        assert [letter.to for letter in mail.outbox] == [["desk@clinic.example"]]

    def test_one_that_does_not_arrive_is_red(self):
        request_settings(notify="")
        EmergencyAccess.begin(member_of(roles.ADMINISTRATOR), "Somebody waits for a call.")
        drain_outbox()
        assert outbox_status().other == 1
        assert outbox_status().is_red


class TestOverdue:
    def test_is_mailed_once_to_those_who_are_told_and_the_owner(self):
        request_settings()
        owner = member_of(roles.FRONT_DESK)
        request = late(25, owner=owner, name="Ann Secret")
        late(23)
        assert queue_overdue() == 1
        assert queue_overdue() == 0
        drain_outbox()
        assert {letter.to[0] for letter in mail.outbox} == {"desk@clinic.example", owner.email}
        letter = mail.outbox[0]
        assert f"#{request.pk}" in letter.subject
        assert "Secret" not in letter.body + letter.alternatives[0][0]

    def test_not_where_it_was_done_meanwhile(self):
        request_settings()
        request = late(25)
        queue_overdue()
        Submission.objects.filter(pk=request.pk).update(first_attempt_at=timezone.now())
        drain_outbox()
        assert not mail.outbox
        assert OutboxMessage.objects.get().state == OutboxMessage.State.SKIPPED

    @pytest.mark.parametrize("values", [{"status": "closed"}, {"verdict": "suspect"}])
    def test_not_where_nobody_has_to_work_on_it(self, values):
        request_settings()
        late(25, **values)
        assert queue_overdue() == 0

    def test_the_next_due_time_that_is_missed_is_mailed_too(self):
        request_settings()
        now = timezone.now()
        request = late(50)
        queue_overdue()
        Submission.objects.filter(pk=request.pk).update(
            first_attempt_at=now, next_due=now - timedelta(hours=30)
        )
        assert queue_overdue() == 1

    def test_the_worker_does_it(self):
        assert "overdue" in {job.name for job in all_jobs()}
