"""Texts that are planned: they need a consent on the day, and become calls when it ends."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from forms.models import Consent, Submission
from forms.requests import workflow
from forms.requests.hashes import phone_hash
from forms.requests.inbox.lists import lock
from forms.requests.models import ConsentType, Event, EventType
from forms.requests.privacy.consents import read_standing
from forms.requests.privacy.rotation import rehash_all
from infra.jobs import all_jobs
from staff import roles
from tests.factories.forms import (
    ConsentFactory,
    FormPageFactory,
    SubmissionFactory,
    member_of,
)
from tests.forms.requests.privacy.consenting import correct, press, screen, send
from tests.forms.visitor import Visitor, fill_small

pytestmark = pytest.mark.django_db
How = Consent.How


def test_a_new_lookup_key_keeps_lines_about_another_number_apart(settings):
    request = SubmissionFactory(phone="+17035550123")
    ConsentFactory(submission=request, kind=ConsentType.TEXT)
    other = ConsentFactory(
        submission=request, kind=ConsentType.TEXT, phone_hash=phone_hash("+17035550188")
    )
    before = other.phone_hash
    settings.LOOKUP_KEY = "another key that is long enough to be one"
    rehash_all()
    other.refresh_from_db()
    request.refresh_from_db()
    assert other.phone_hash == before
    assert Consent.objects.filter(phone_hash=request.phone_hash).count() == 1
    assert read_standing(request).may_text


class TestPlannedTexts:
    """A text that was planned becomes a call where the consent to texts ends, however it ends."""

    def plan(self, page, phone: str) -> tuple[Visitor, Submission]:
        visitor = fill_small(
            Visitor(page.url), how="Text me", phone=phone, email=f"{phone[-4:]}@example.com"
        )
        visitor.tick("You may text me").press("Send")
        request = Submission.objects.latest("pk")
        due = timezone.now() + timedelta(hours=2)
        workflow.set_next_action(request, "text", due, by=member_of(roles.FRONT_DESK))
        return visitor, request

    def test_becomes_a_call_when_the_consent_ends(self, form_page):
        by, now = member_of(roles.FRONT_DESK), timezone.now()

        def withdraw(kind):
            return lambda _visitor, request: workflow.withdraw_consents(
                request, [kind], how=How.STOP, at=timezone.now(), by=by
            )

        def correct_to(**changed):
            def act(visitor, request):
                values = {name: request.answer(name) for name in ("phone", "email")} | changed
                correct(visitor, form_page, lambda again: fill_small(again, **values))

            return act

        def refuse_elsewhere(_visitor, request):
            send(FormPageFactory(), texts=False, phone=request.answer("phone"))

        def undo_a_press(_visitor, request):
            workflow.withdraw_consents(request, [ConsentType.TEXT], how=How.STOP, at=now, by=by)
            Submission.objects.filter(pk=request.pk).update(next_action="text")
            other = SubmissionFactory(phone=request.answer("phone"))
            workflow.merge_requests(other, request, by=by)

        ways = [
            withdraw(ConsentType.TEXT), withdraw(ConsentType.CONTACT), refuse_elsewhere, undo_a_press,
            correct_to(), correct_to(phone="703 555 0199"),
        ]  # fmt: skip
        for number, way in enumerate(ways):
            visitor, request = self.plan(form_page, f"(703) 555-010{number}")
            other = SubmissionFactory(phone="+17035550177", next_action="text")
            ConsentFactory(submission=other, kind=ConsentType.TEXT, phone_hash=other.phone_hash)
            due = request.next_due
            now = timezone.now()
            way(visitor, request)
            row = Submission.objects.get(pk=request.pk)
            assert not read_standing(row).may_text, number
            assert (row.next_action, row.next_due) == ("call", due), number
            told = row.events.filter(kind=EventType.NEXT, who=None)
            assert told.last().detail == {"action": "call", "due": due.isoformat()}
            # Nobody else's plan is touched.
            assert Submission.objects.get(pk=other.pk).next_action == "text"

    def test_a_plan_that_no_press_of_ours_ended_is_ended_by_the_worker(self):
        """Stored before this rule, or brought back by a backup."""
        due = timezone.now()
        agreed, stale = (
            SubmissionFactory(phone=phone, next_action="text", next_due=due)
            for phone in ("+17035550123", "+17035550199")
        )
        ConsentFactory(submission=agreed, kind=ConsentType.TEXT, phone_hash=agreed.phone_hash)
        ConsentFactory(
            submission=stale, kind=ConsentType.TEXT, phone_hash=stale.phone_hash, withdrawn_at=due
        )
        job = next(job for job in all_jobs() if job.name == "text-plans")
        assert job.run() == "1 became calls"
        assert job.run() == ""
        agreed.refresh_from_db()
        stale.refresh_from_db()
        assert (agreed.next_action, stale.next_action, stale.next_due) == ("text", "call", due)
        assert stale.events.get(kind=EventType.NEXT).detail["action"] == "call"

    def test_a_text_without_consent_is_on_record_as_one(self, desk):
        agreed, refused = SubmissionFactory(), SubmissionFactory(phone="+17035550177")
        ConsentFactory(submission=agreed, kind=ConsentType.TEXT, phone_hash=agreed.phone_hash)
        label = "form.inbox-outcomes button[value=texted]"
        assert screen(desk, agreed).select_one(label).text == "Sent a text message"
        assert screen(desk, refused).select_one(label).text == (
            "Sent a text message – without consent"
        )
        assert "don’t send" not in press(desk, "call", agreed, outcome="texted").content.decode()
        answer = press(desk, "call", refused, outcome="texted").content.decode()
        assert "There is no consent to text messages: don’t send another one." in answer
        details = {e.submission_id: e.detail for e in Event.objects.filter(kind="call")}
        assert details == {agreed.pk: {}, refused.pk: {"consent": "unagreed"}}
        assert "there was no consent" in " ".join(
            log.text for log in screen(desk, refused).select(".inbox-log")
        )

    def test_several_at_once_only_where_texts_are_agreed_to(self, desk):
        agreed, refused = SubmissionFactory(), SubmissionFactory(phone="+17035550177")
        ConsentFactory(submission=agreed, kind=ConsentType.TEXT, phone_hash=agreed.phone_hash)
        marks = lock.mark_states([agreed, refused])
        versions = {f"version-{number}": mark for number, mark in marks.items()}
        answer = desk.post(
            reverse("inbox:bulk"),
            {**versions, "number": [agreed.pk, refused.pk], "do": "outcome:texted", "view": "all"},
            follow=True,
        )
        assert "There is no consent to text messages." in answer.content.decode()
        assert list(Event.objects.filter(kind="call").values_list("submission", flat=True)) == [
            agreed.pk
        ]
