"""Two addresses and one is refused, servers that fall silent or close, with a real mail server each time."""

from datetime import timedelta

import pytest
from django.utils import timezone

from forms.models import Delivery, OutboxMessage, RequestSettings, Submission
from forms.requests.delivery import outbox
from forms.requests.delivery.outbox import drain_outbox, outbox_status, retry_messages
from forms.requests.health import check_outbox
from forms.requests.models import MessageType
from tests.factories.forms import (
    FormPageFactory,
    OutboxMessageFactory,
    SubmissionFactory,
    request_settings,
)
from tests.faults.counts import count_told
from tests.faults.mail.letters import later

pytestmark = [pytest.mark.django_db, pytest.mark.faults]
State = OutboxMessage.State
DESK, MANAGER = "desk@clinic.example", "manager@clinic.example"


def states() -> dict[str, str]:
    return dict(Delivery.objects.values_list("address", "state"))


class TestOneOfTwoIsRefused:
    @pytest.mark.parametrize("refused", [DESK, MANAGER])
    def test_once_then_only_that_address_is_tried_again(self, server, refused):
        OutboxMessageFactory()
        server.refusing[refused] = [450]
        drain_outbox()
        other = MANAGER if refused == DESK else DESK
        assert states() == {refused: State.WAITING, other: State.SENT}
        assert OutboxMessage.objects.get().state == State.WAITING
        later()
        drain_outbox()
        assert dict(server.got) == {DESK: 1, MANAGER: 1}
        assert OutboxMessage.objects.get().state == State.SENT
        assert not outbox_status()

    def test_for_ever_is_red_and_says_who_why_and_what_to_do(self, server):
        OutboxMessageFactory()
        server.refusing[MANAGER] = 550
        for _round in range(4):
            drain_outbox()
            later()
        assert dict(server.got) == {DESK: 1}
        status = outbox_status()
        assert (status.count, status.partly) == (0, 1)
        trouble = status.troubles[0]
        assert (trouble.address, trouble.count) == (MANAGER, 1)
        assert "550" in trouble.why
        assert "Settings" in trouble.advice
        well, line = check_outbox()
        assert not well
        assert "not every address" in line
        assert MANAGER not in line

    def test_for_a_day_is_given_up_and_the_button_takes_it_up_again(self, server):
        OutboxMessageFactory(
            created_at=timezone.now() - timedelta(hours=25), attempts=outbox.LEAST_ATTEMPTS
        )
        server.refusing[MANAGER] = 550
        drain_outbox()
        assert states()[MANAGER] == State.FAILED
        assert OutboxMessage.objects.get().state == State.FAILED
        assert outbox_status().partly == 1
        server.refusing.clear()
        assert retry_messages() == 1
        drain_outbox()
        assert dict(server.got) == {DESK: 1, MANAGER: 1}
        assert not outbox_status()

    def test_correcting_the_address_sends_to_the_new_one_alone(self, server):
        OutboxMessageFactory()
        server.refusing[MANAGER] = 550
        drain_outbox()
        settings = RequestSettings.objects.get()
        settings.notify = f"{DESK}, boss@clinic.example"
        settings.save()
        drain_outbox()
        assert dict(server.got) == {DESK: 1, "boss@clinic.example": 1}
        assert states()[MANAGER] == State.SKIPPED
        assert not outbox_status()

    def test_taking_the_address_out_ends_the_matter(self, server):
        OutboxMessageFactory(state=State.FAILED, last_error="rejected 550")
        server.refusing[MANAGER] = 550
        settings = RequestSettings.objects.get()
        settings.notify = DESK
        settings.save()
        drain_outbox()
        assert OutboxMessage.objects.get().state == State.SENT
        assert not outbox_status()

    def test_an_own_address_of_the_form_that_is_published_anew_counts(self, server):
        page = FormPageFactory(notify="typo@clinic.example")
        OutboxMessageFactory(submission=SubmissionFactory(page=page))
        server.refusing["typo@clinic.example"] = 550
        drain_outbox()
        assert outbox_status().count == 1
        page.notify = MANAGER
        page.save_revision().publish()
        drain_outbox()
        assert dict(server.got) == {MANAGER: 1}
        assert not outbox_status()

    def test_what_is_no_address_at_all_holds_up_nobody(self, server):
        RequestSettings.objects.update(notify=f"not-an-address {DESK} desk@@x {MANAGER.upper()}")
        RequestSettings.objects.get().save()
        OutboxMessageFactory()
        drain_outbox()
        assert dict(server.got) == {DESK: 1, MANAGER.upper(): 1}
        shown = {trouble.address: trouble.why for trouble in outbox_status().troubles}
        assert set(shown) == {"not-an-address", "desk@@x"}
        assert all("not an e-mail address" in why for why in shown.values())

    def test_the_same_address_twice_gets_one_letter(self, server):
        RequestSettings.objects.update(notify=f"{DESK} Desk@Clinic.example")
        RequestSettings.objects.get().save()
        OutboxMessageFactory()
        drain_outbox()
        assert sum(server.got.values()) == 1

    def test_an_empty_list_is_red_and_never_sent(self, server):
        request_settings(notify="")
        OutboxMessageFactory()
        drain_outbox()
        assert OutboxMessage.objects.get().state == State.WAITING
        assert outbox_status().count == 1
        assert "Nobody is set to be told" in outbox_status().why
        assert count_told()["told"] == 0
        request_settings(notify=DESK)
        drain_outbox()
        assert dict(server.got) == {DESK: 1}

    def test_a_worker_that_died_after_the_first_letter_does_not_send_it_again(self, server):
        message = OutboxMessageFactory()
        Delivery.objects.create(message=message, address=DESK, state=State.SENT)
        drain_outbox()
        assert dict(server.got) == {MANAGER: 1}


class TestReceipts:
    def test_a_refused_one_is_shown_with_its_request_and_no_address_is_stored(self, server):
        request = SubmissionFactory(how="email", email="ann@gmial.example")
        OutboxMessageFactory(submission=request, kind=MessageType.RECEIPT, dedup_key="receipt:1")
        server.refusing["ann@gmial.example"] = 550
        drain_outbox()
        assert outbox_status().receipts == [request.pk]
        assert not outbox_status()
        assert set(states()) == {""}
        Submission.objects.update(status=Submission.Status.BOOKED)
        assert outbox_status().receipts == []
