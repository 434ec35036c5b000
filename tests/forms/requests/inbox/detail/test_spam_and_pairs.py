"""Working on a request: what was called spam, and two requests that are one."""

import pytest
from django.utils import timezone

from forms.models import OutboxMessage, Submission
from forms.requests.inbox.lists import lock
from tests.factories.forms import (
    FormPageFactory,
    SubmissionFactory,
    request_settings,
)
from tests.forms.requests.inbox.screens import actions, press, screen

pytestmark = pytest.mark.django_db
Status, Verdict = Submission.Status, Submission.Verdict


# --- Spam --------------------------------------------------------------------------------------
def test_not_spam_brings_a_request_back_and_tells_staff(desk):
    request_settings()
    request = SubmissionFactory(
        page=FormPageFactory(), verdict=Verdict.SUSPECT, reasons=["too_fast", "links"]
    )
    soup = screen(desk, request)
    assert "Sent within 3 seconds" in soup.select_one("[aria-labelledby=verdict-heading]").text
    press(desk, "verdict", request, verdict="passed")
    request.refresh_from_db()
    assert request.verdict == Verdict.PASSED
    assert request.due_at > timezone.now()
    assert OutboxMessage.objects.filter(submission=request, kind="notice").count() == 1
    assert "requests.verdict" in actions()


def test_spam_is_closed_and_can_be_brought_back(desk):
    request = SubmissionFactory()
    press(desk, "verdict", request, verdict="suspect")
    request.refresh_from_db()
    assert (request.status, request.closing_reason, request.verdict) == (
        "closed",
        "spam",
        "suspect",
    )
    press(desk, "verdict", request, verdict="passed")
    request.refresh_from_db()
    assert (request.status, request.verdict) == ("new", "passed")


def test_what_was_tried_before_it_was_called_spam_comes_back_as_tried(desk):
    request = SubmissionFactory()
    press(desk, "call", request, outcome="no_answer")
    press(desk, "verdict", request, verdict="suspect")
    press(desk, "verdict", request, verdict="passed")
    request.refresh_from_db()
    assert (request.status, request.attempts) == ("attempting", 1)


def test_not_spam_is_offered_for_what_was_closed_as_spam_by_its_status(desk):
    request = SubmissionFactory()
    press(desk, "move", request, status="closed", reason="spam")
    assert screen(desk, request).select("button[name=verdict][value=passed]")
    press(desk, "verdict", request, verdict="passed")
    request.refresh_from_db()
    assert (request.status, request.closing_reason) == ("new", "")
    assert not screen(desk, request).select("button[name=verdict][value=passed]")


def test_a_merged_request_is_not_opened_beside_the_one_it_went_into(desk):
    target = SubmissionFactory()
    request = SubmissionFactory(
        status=Status.CLOSED, closing_reason="duplicate", merged_into=target
    )
    version = lock.mark_state(request)
    answer = press(desk, "move", request, version=version, status="contacted")
    assert answer.status_code == 400
    request.refresh_from_db()
    assert request.status == Status.CLOSED


# --- Duplicates --------------------------------------------------------------------------------
def test_duplicates_are_shown_and_merged(desk):
    first = SubmissionFactory(phone="+17035550142")
    second = SubmissionFactory(phone="+17035550142")
    SubmissionFactory(phone="+17035550199")
    links = screen(desk, first).select(".inbox-duplicates > li > a")
    assert [link.text for link in links] == [f"#{second.pk}"]
    press(desk, "merge", first, other=second.pk)
    second.refresh_from_db()
    assert (second.merged_into, second.closing_reason) == (first, "duplicate")
    assert f"part of request #{first.pk}" in screen(desk, second).text
    assert not screen(desk, second).select("form.inbox-outcomes")
    assert "requests.merge" in actions()


def test_strangers_can_not_be_merged(desk):
    first, stranger = SubmissionFactory(), SubmissionFactory()
    for other in (stranger.pk, first.pk, 99999, "x", ""):
        assert press(desk, "merge", first, other=other).status_code == 400
    stranger.refresh_from_db()
    assert stranger.merged_into is None
