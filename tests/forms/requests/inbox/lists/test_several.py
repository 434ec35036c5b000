"""Several requests at once: what is done, what is not and why, and how all of it is taken back."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from forms.models import Event, Submission
from forms.requests import workflow
from forms.requests.inbox.lists import lock
from staff import roles
from tests.factories.forms import (
    SubmissionFactory,
    member_of,
)
from tests.forms.requests.inbox.presses import said, state, take_back
from tests.forms.requests.inbox.screens import press
from tests.staff.people import sign_in

pytestmark = pytest.mark.django_db


def several(client, requests, do, marks=None, view="all"):
    marks = marks or lock.mark_states(requests)
    data = {f"version-{number}": mark for number, mark in marks.items()}
    numbers = [request.pk for request in requests]
    return client.post(
        reverse("inbox:bulk"), {**data, "number": numbers, "do": do, "view": view}, follow=True
    )


def test_several_at_once_says_what_was_done_and_what_was_not(desk):
    one, other, closed, held, gone = SubmissionFactory.create_batch(5)
    Submission.objects.filter(pk=closed.pk).update(status="closed", closing_reason="declined")
    Submission.objects.filter(pk=held.pk).update(verdict="suspect")
    requests = list(Submission.objects.all())
    marks = lock.mark_states(requests)
    workflow.change_status(other, "contacted", by=member_of(roles.FRONT_DESK))
    Submission.objects.filter(pk=gone.pk).delete()
    text = said(several(desk, requests, "outcome:voicemail", marks))
    assert f"1 request done: #{one.pk}." in text
    for request, why in (
        (other, "changed this request"), (closed, "Reopen it first"),
        (held, "Judge it first"), (gone, "deleted"),
    ):  # fmt: skip
        assert f"Not done: #{request.pk}." in text and why in text
    one.refresh_from_db()
    assert (one.attempts, one.owner) == (1, desk.user)
    assert ModelLogEntry.objects.filter(action="requests.call").count() == 1


@pytest.mark.parametrize(
    ("do", "expected"),
    [
        ("close:declined", ("closed", "declined", "passed")),
        ("verdict:spam", ("closed", "spam", "suspect")),
        ("outcome:booked", ("booked", "", "passed")),
    ],
)
def test_each_thing_to_do_with_several(desk, do, expected):
    requests = SubmissionFactory.create_batch(3)
    several(desk, requests, do)
    rows = Submission.objects.values_list("status", "closing_reason", "verdict")
    assert set(rows) == {expected}
    take_back(desk, requests[0])
    assert Submission.objects.filter(status="new").count() == 1


def test_several_are_taken_back_by_one_press(desk):
    requests = SubmissionFactory.create_batch(4)
    before = [state(request) for request in requests]
    answer = several(desk, requests, "close:declined", view="new")
    button = BeautifulSoup(answer.content, "html.parser").select_one(".inbox-undo")
    assert button["action"] == reverse("inbox:bulk_undo")
    assert "4 requests done" in button.text
    # A colleague works on one of them meanwhile, and one is deleted.
    colleague = sign_in(roles.FRONT_DESK)
    assert not BeautifulSoup(
        colleague.get(reverse("inbox:list", args=["new"])).content, "html.parser"
    ).select(".inbox-undo")
    press(colleague, "move", requests[1], status="contacted")
    Submission.objects.filter(pk=requests[3].pk).delete()
    assert "nothing to undo" in said(colleague.post(reverse("inbox:bulk_undo"), follow=True))
    text = said(desk.post(reverse("inbox:bulk_undo"), {"view": "new"}, follow=True))
    assert f"Undone: #{requests[0].pk}, #{requests[2].pk} are as they were before." in text
    assert f"Not done: #{requests[1].pk}. Something else happened" in text
    assert [state(requests[n]) for n in (0, 2)] == [before[0], before[2]]
    requests[1].refresh_from_db()
    assert requests[1].status == "contacted"
    # Once, and for a minute.
    assert "nothing to undo" in said(desk.post(reverse("inbox:bulk_undo"), follow=True))
    several(desk, [requests[0]], "outcome:voicemail", view="new")
    Event.objects.update(at=timezone.now() - timedelta(seconds=61))
    assert "done" not in said(desk.get(reverse("inbox:list", args=["new"])))


def test_several_needs_ticks_a_choice_and_the_right(desk):
    request = SubmissionFactory()
    assert "Nothing is ticked" in said(several(desk, [], "close:declined"))
    assert "Choose what to do" in said(several(desk, [request], "close:spam"))
    several(sign_in(roles.EDITOR), [request], "close:declined")
    request.refresh_from_db()
    assert request.status == "new"
