"""One press puts everything back, a status is set right with a reason, and an outcome by mistake counts nowhere."""

from datetime import timedelta

import pytest
from cryptography.fernet import Fernet
from django.utils import timezone
from wagtail.models import ModelLogEntry

from forms.models import Event, OutboxMessage, Submission
from forms.requests.inbox.data import reports
from forms.requests.models import ConsentType, EventType
from forms.requests.privacy import consents
from staff import roles
from tests.factories.forms import (
    ConsentFactory,
    FormPageFactory,
    SubmissionFactory,
    member_of,
    request_settings,
)
from tests.forms.requests.inbox.presses import state, take_back
from tests.forms.requests.inbox.screens import press, screen
from tests.staff.people import sign_in

pytestmark = pytest.mark.django_db
Status = Submission.Status


# --- Undo --------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("action", "values"),
    [
        *[("call", {"outcome": outcome}) for outcome in Event.Outcome.values],
        ("move", {"status": "booked"}),
        ("move", {"status": "closed", "reason": "declined"}),
        ("owner", {"owner": ""}),
        ("next", {"action": "call", "due": "2030-05-02"}),
        ("estimate", {}),
        ("verdict", {"verdict": "suspect"}),
    ],
)
def test_one_press_puts_everything_back(desk, action, values):
    colleague = member_of(roles.FRONT_DESK)
    request = SubmissionFactory(
        page=FormPageFactory(), due_at=timezone.now(), wants_estimate=True, next_action="estimate",
        estimate_due=timezone.now(), owner=colleague, content_key="a" * 64,
    )  # fmt: skip
    notice = OutboxMessage.objects.create(submission=request, kind="notice", dedup_key="one")
    before = state(request)
    press(desk, action, request, **values)
    assert state(request) != before
    OutboxMessage.objects.filter(pk=notice.pk).update(state="skipped")
    assert take_back(desk, request).status_code == 302
    assert state(request) == before
    notice.refresh_from_db()
    assert notice.state == "waiting"
    assert ModelLogEntry.objects.filter(action="requests.undo", user=desk.user).count() == 1
    assert not screen(desk, request).select(".inbox-undo")


def test_what_was_mailed_is_said_and_a_new_notice_is_dropped(desk):
    request_settings()
    for sent in (False, True):
        request = SubmissionFactory(page=FormPageFactory(), verdict="suspect")
        press(desk, "verdict", request, verdict="passed")
        if sent:
            request.messages.update(state="sent")
        take_back(desk, request)
        assert request.messages.count() == sent
        said = screen(desk, request).find_all(string=lambda text: "can’t be taken back" in text)
        assert bool(said) == sent


def test_only_who_pressed_it_within_a_minute_and_only_once(desk):
    request = SubmissionFactory()
    press(desk, "call", request, outcome="booked")
    number = Event.objects.get(before__isnull=False).pk
    other = sign_in(roles.FRONT_DESK)
    assert not screen(other, request).select(".inbox-undo")
    assert press(other, "undo", request, event=number).status_code == 400
    Event.objects.update(at=timezone.now() - timedelta(seconds=70))
    answer = press(desk, "undo", request, event=number)
    assert "The minute is over" in answer.content.decode()
    request.refresh_from_db()
    assert request.status == Status.BOOKED


def test_nothing_that_came_later_is_overwritten(desk):
    request = SubmissionFactory()
    press(desk, "call", request, outcome="booked")
    number = Event.objects.get(before__isnull=False).pk
    Event.objects.create(submission=request, kind=EventType.RESENT)
    assert "Something else happened" in press(desk, "undo", request, event=number).content.decode()


# --- Correction --------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("now", "then"),
    [(a, b) for n, a in enumerate(Status.values) for b in Status.values[:n]],
)
def test_every_status_can_be_set_back_with_a_reason(desk, now, then):
    request = SubmissionFactory(
        status=now, attempts=1, first_attempt_at=timezone.now(),
        closing_reason="declined" if now == "closed" else "",
    )  # fmt: skip
    assert press(desk, "correct", request, status=then).status_code == 400
    assert press(desk, "correct", request, status=then, reason="mistake").status_code == 302
    request.refresh_from_db()
    assert (request.status, request.closing_reason) == (then, "")
    assert (request.attempts == 0) == (then == "new")
    assert ModelLogEntry.objects.filter(action="requests.correct").count() == 1


def test_a_booking_that_was_none_counts_in_no_figure(desk):
    undone, corrected, cancelled = SubmissionFactory.create_batch(3)
    for request in (undone, corrected, cancelled):
        press(desk, "call", request, outcome="booked")
    take_back(desk, undone)
    press(desk, "correct", corrected, status="attempting", reason="mistake")
    press(desk, "correct", cancelled, status="contacted", reason="cancelled")
    assert reports.read_figures(4)[2].booked == 1


def test_a_withdrawal_entered_by_mistake_is_taken_back(desk):
    request = SubmissionFactory()
    ConsentFactory(submission=request, kind=ConsentType.TEXT)
    ConsentFactory(submission=request, kind=ConsentType.CONTACT)
    press(
        desk,
        "withdraw",
        request,
        kind="consent_contact",
        how="phone",
        day=str(timezone.localdate()),
    )
    assert not consents.read_standing(request).may_contact
    line = request.consents.get(kind=ConsentType.CONTACT, given=False)
    assert press(desk, "retract", request, line=line.pk).status_code == 302
    stands = consents.read_standing(request)
    assert stands.may_contact and stands.may_text
    assert press(desk, "retract", request, line=line.pk).status_code == 400
    assert ModelLogEntry.objects.filter(action="requests.retract").count() == 1


@pytest.mark.parametrize("taken_back", [ConsentType.CONTACT, ConsentType.TEXT])
@pytest.mark.parametrize("days_later", [0, 1])
def test_of_two_withdrawals_the_other_one_still_stands(desk, taken_back, days_later):
    """STOP by text, then 'leave me alone', on one day or on two: one was an error, the other was said."""
    request, now = SubmissionFactory(), timezone.now()
    kinds = (ConsentType.TEXT, ConsentType.CONTACT)
    for kind in kinds:
        ConsentFactory(submission=request, kind=kind, given_at=now - timedelta(days=5))
    for kind, day in zip(kinds, (3, 3 - days_later), strict=True):
        day = str(timezone.localdate() - timedelta(days=day))
        press(desk, "withdraw", request, kind=kind, how="text", day=day)
    line = request.consents.filter(given=False, kind=taken_back).earliest("pk")
    press(desk, "retract", request, line=line.pk)
    stands = consents.read_standing(request)
    assert stands.may_contact == (taken_back == ConsentType.CONTACT)
    assert not stands.may_text
    # What ended stays ended on the lines as well: exports and the person's file read those.
    agreed = request.consents.filter(given=True)
    assert agreed.get(kind=ConsentType.TEXT).withdrawn_at
    assert bool(agreed.get(kind=ConsentType.CONTACT).withdrawn_at) == (not stands.may_contact)


def test_all_can_be_done_with_answers_whose_key_is_gone(desk, settings):
    """The request is still somebody's: it can be called spam or none, moved, handed over, and all of it undone."""
    page, soon = FormPageFactory(), timezone.localdate() + timedelta(days=40)
    presses = [
        ("call", {"outcome": "spoke"}), ("move", {"status": "closed", "reason": "declined"}), ("owner", {"owner": ""}),
        ("next", {"action": "call", "due": f"{soon}"}), ("estimate", {}), ("verdict", {"verdict": "suspect"}),
        ("verdict", {"verdict": "passed"}), ("deletion", {"day": f"{soon}"}), ("merge", {}),
    ]  # fmt: skip
    home = {"page": page, "phone": "+17035550142", "how": "email", "email": "ann@visitor.example"}
    requests = [
        SubmissionFactory(
            **home, wants_estimate=True, owner=member_of(roles.FRONT_DESK),
            verdict="suspect" if values == {"verdict": "passed"} else "passed",
        )
        for _action, values in presses
    ]  # fmt: skip
    other = SubmissionFactory(**home)
    settings.FIELD_ENCRYPTION_KEYS = [Fernet.generate_key().decode()]
    undone = 0
    for (action, values), made in zip(presses, requests, strict=True):
        request = Submission.objects.without_answers().get(pk=made.pk)
        if action == "merge":
            values = {"other": other.pk}
        assert press(desk, action, request, **values).status_code == 302, (action, values)
        if screen(desk, request).select(".inbox-undo"):
            assert take_back(desk, request).status_code == 302
            undone += 1
    assert undone == len(presses) - 1  # a day of deletion is called off, not undone
