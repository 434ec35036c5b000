"""Merging two requests, and taking them apart: a household shares a telephone, and staff merge in error."""

from datetime import timedelta

import pytest
from cryptography.fernet import Fernet
from django.utils import timezone

from forms.models import Event, Submission
from forms.requests import workflow
from forms.requests.workflow.splitting import note_state
from staff import roles
from tests.factories.forms import SubmissionFactory, member_of
from tests.forms.requests.inbox.screens import press, screen
from tests.forms.requests.workflow.fresh_requests import fresh
from tests.staff.people import sign_in

pytestmark = pytest.mark.django_db
Status = Submission.Status
HOME = "+17035550142"


@pytest.fixture
def desk():
    return sign_in(roles.FRONT_DESK, first_name="Dana")


def state(request) -> dict:
    row = fresh(request)
    return {**note_state(row), "attempts": row.attempts, "merged_into": row.merged_into_id}


def make_couple(**values):
    """Two people at one telephone: one new and urgent, the other tried, with an estimate and a deletion day."""
    now = timezone.now()
    anna = SubmissionFactory(phone=HOME, name="Anna", due_at=now + timedelta(days=2), **values)
    bert = SubmissionFactory(
        phone=HOME, name="Bert", due_at=now, status="attempting", attempts=2, first_attempt_at=now,
        next_action="call", next_due=now + timedelta(hours=3), wants_estimate=True,
        estimate_due=now + timedelta(days=1), owner=member_of(roles.FRONT_DESK), content_key="b" * 64,
        delete_after=timezone.localdate() + timedelta(days=30),
    )  # fmt: skip
    return anna, bert


@pytest.mark.parametrize("by_button_of", ["undo at the one", "undo at the other", "later"])
def test_two_people_who_were_merged_in_error_are_two_again(desk, by_button_of):
    anna, bert = make_couple()
    before = state(anna), state(bert)
    press(desk, "merge", anna, other=bert.pk)
    assert fresh(bert).merged_into_id == anna.pk
    assert fresh(anna).attempts == 2
    assert fresh(anna).wants_estimate
    if by_button_of == "later":
        Event.objects.update(at=timezone.now() - timedelta(days=9))
        assert not screen(desk, anna).select(".inbox-undo")
        assert screen(desk, bert).select_one(f'form[action$="/{bert.pk}/split/"] button')
        press(desk, "split", bert)
    else:
        at = anna if by_button_of == "undo at the one" else bert
        event = screen(desk, at).select_one(".inbox-undo button[name=event]")["value"]
        assert press(desk, "undo", at, event=event).status_code == 302
    assert (state(anna), state(bert)) == before
    # Nothing of it is left to press, and the log says what was.
    assert not screen(desk, anna).select(".inbox-undo")
    assert press(desk, "split", bert).status_code == 400
    log = screen(desk, bert).select_one(".inbox-log").get_text(" ")
    assert "Merged" in log and "Undone" in log
    # They can be merged once more, and the other way round.
    press(desk, "merge", bert, other=anna.pk)
    assert fresh(anna).merged_into_id == bert.pk


def test_what_was_done_since_stays(desk):
    anna, bert = make_couple()
    press(desk, "merge", anna, other=bert.pk)
    press(desk, "call", anna, outcome="spoke")
    spoken = fresh(anna)
    press(desk, "split", bert)
    after = fresh(anna)
    assert (after.status, after.attempts) == ("contacted", 1)
    assert (after.next_action, after.next_due) == (spoken.next_action, spoken.next_due)
    assert not after.wants_estimate
    assert fresh(bert).status == "attempting"


def test_of_three_the_other_two_stay_together(desk):
    now = timezone.now()
    dates = [now + timedelta(days=days) for days in (9, 1, 4)]
    one, two, three = [SubmissionFactory(phone=HOME, due_at=due) for due in dates]
    for other in (two, three):
        press(desk, "merge", one, other=other.pk)
    assert fresh(one).due_at == dates[1]
    press(desk, "split", two)
    assert fresh(one).due_at == dates[2]
    assert fresh(three).merged_into_id == one.pk
    # What had been merged into the one that went comes back with it.
    press(desk, "merge", two, other=one.pk)
    assert fresh(three).merged_into_id == two.pk
    press(desk, "split", one)
    assert fresh(three).merged_into_id == one.pk
    assert fresh(two).merged_into_id is None


def test_what_was_closed_before_it_was_merged_is_closed_again(desk):
    one, two = SubmissionFactory.create_batch(2, phone=HOME)
    workflow.change_status(two, "closed", by=desk.user, reason="declined")
    press(desk, "merge", one, other=two.pk)
    press(desk, "split", two)
    assert (fresh(two).status, fresh(two).closing_reason) == ("closed", "declined")
    # From before the state was noted: open, and with something to do.
    press(desk, "merge", one, other=SubmissionFactory(phone=HOME, status="contacted").pk)
    Event.objects.update(before=None)
    third = Submission.objects.latest("pk")
    press(desk, "split", third)
    assert (fresh(third).status, fresh(third).next_action) == ("contacted", "call")


def test_the_same_answers_that_came_since_stay_a_request_of_their_own(desk):
    anna, bert = make_couple()
    press(desk, "merge", anna, other=bert.pk)
    SubmissionFactory(phone=HOME, content_key="b" * 64)
    press(desk, "split", bert)
    assert fresh(bert).content_key is None


def test_what_was_told_never_goes_into_what_is_held_back(desk):
    real, held = SubmissionFactory(phone=HOME), SubmissionFactory(phone=HOME, verdict="suspect")
    answer = press(desk, "merge", held, other=real.pk)
    assert answer.status_code == 400
    assert "held back as possible spam" in answer.content.decode()
    assert fresh(real).status == "new"
    press(desk, "merge", real, other=held.pk)
    assert fresh(held).merged_into_id == real.pk


def test_answers_whose_key_is_gone_can_be_taken_apart(desk, settings):
    anna, bert = make_couple()
    press(desk, "merge", anna, other=bert.pk)
    settings.FIELD_ENCRYPTION_KEYS = [Fernet.generate_key().decode()]
    assert press(desk, "split", bert).status_code == 302
    row = Submission.objects.without_answers().get(pk=bert.pk)
    assert (row.merged_into_id, row.status) == (None, "attempting")


def test_a_part_is_found_from_the_other_whatever_number_was_corrected(desk):
    anna, bert = make_couple()
    press(desk, "merge", anna, other=bert.pk)
    Submission.objects.filter(pk=anna.pk).update(phone_hash="c" * 64)
    assert f"#{bert.pk}" in screen(desk, anna).select_one(".inbox-duplicates").text
