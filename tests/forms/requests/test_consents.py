"""The consent ledger: the last word counts, for the number it was said about, wherever it is read."""

import csv
import io
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core import mail as django_mail
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from forms.models import Consent, OutboxMessage, Submission
from forms.requests import workflow
from forms.requests.delivery.outbox import drain_outbox
from forms.requests.hashes import phone_hash
from forms.requests.inbox.data.exports import write_csv
from forms.requests.inbox.lists import lock
from forms.requests.models import ConsentType, Event, EventType, MessageType
from forms.requests.privacy import retention
from forms.requests.privacy.consents import read_standing, read_standings
from forms.requests.privacy.rotation import rehash_all
from forms.requests.workflow import WorkflowError
from infra.jobs import all_jobs
from staff import roles
from tests.factories.forms import (
    ConsentFactory,
    FormPageFactory,
    OutboxMessageFactory,
    SubmissionFactory,
    member_of,
    request_settings,
)
from tests.forms.visitor import Visitor, fill_small
from tests.staff.people import sign_in

pytestmark = pytest.mark.django_db
How = Consent.How


@pytest.fixture
def desk(db):
    request_settings()
    return sign_in(roles.FRONT_DESK)


def send(page, *, texts=True, phone="(703) 555-0123") -> Visitor:
    """Send the small form, with or without the tick for text messages."""
    visitor = fill_small(Visitor(page.url), how="Text me", phone=phone)
    if texts:
        visitor.tick("You may text me")
    visitor.names = {"name": visitor.input("First name")["name"]}
    return visitor.press("Send")


def correct(visitor: Visitor, page, change) -> Visitor:
    """Send the same form again with something changed, as with the back button."""
    again = Visitor(page.url, client=visitor.client)
    again.values["_stamp"] = visitor.sent["_stamp"]
    change(again)
    return again.press("Send")


def screen(client, request):
    response = client.get(reverse("inbox:detail", args=[request.pk]))
    return BeautifulSoup(response.content, "html.parser")


def press(client, name, request, **values):
    version = screen(client, request).select_one("input[name=version]")["value"]
    return client.post(
        reverse(f"inbox:{name}", args=[request.pk]), {"version": version, **values}, follow=True
    )


def lines(kind=ConsentType.TEXT, **more):
    return [(c.given, bool(c.withdrawn_at)) for c in Consent.objects.filter(kind=kind, **more)]


class TestCorrections:
    def test_unticked_ends_it_everywhere(self, form_page, desk):
        visitor = send(form_page)
        assert read_standing(Submission.objects.get()).may_text

        def untick(again):
            fill_small(again, how="Text me")

        correct(visitor, form_page, untick)
        request = Submission.objects.get()
        assert lines() == [(True, True), (False, False)]
        assert not read_standing(request).may_text
        page = screen(desk, request)
        assert not page.select(".inbox-reach a[href^='sms:']")
        assert "text" not in [o["value"] for o in page.select("#action option")]
        rows = list(csv.DictReader(io.StringIO(write_csv([request]).decode("utf-8-sig"))))
        assert rows[0]["Now: Text messages"] == "no"

    def test_ticked_once_more_counts_once_more(self, form_page):
        visitor = send(form_page)
        correct(visitor, form_page, lambda v: fill_small(v, how="Text me"))

        def tick(again):
            fill_small(again, how="Text me", text="A text is best.").tick("You may text me")

        correct(visitor, form_page, tick)
        assert read_standing(Submission.objects.get()).may_text
        assert lines()[-1] == (True, False)

    def test_the_same_again_writes_nothing_new(self, form_page):
        visitor = send(form_page)
        correct(
            visitor,
            form_page,
            lambda v: fill_small(v, how="Text me", text="One more thing to say.").tick(
                "You may text me"
            ),
        )
        assert lines() == [(True, False)]

    def test_a_new_number_needs_a_yes_of_its_own(self, form_page):
        page = form_page
        visitor = fill_small(Visitor(page.url), how="Text me", email="ann@example.com").tick(
            "You may text me"
        )
        visitor.press("Send")
        old = Submission.objects.get().phone_hash

        def renumber(again):
            fill_small(again, how="Text me", email="ann@example.com", phone="(703) 555-0188")

        correct(visitor, page, renumber)
        request = Submission.objects.latest("pk")
        assert request.phone_hash != old
        assert not read_standing(request).may_text
        assert not Consent.objects.filter(
            kind=ConsentType.TEXT, given=True, withdrawn_at=None, phone_hash=request.phone_hash
        ).exists()

    def test_a_line_about_another_number_opens_nothing(self):
        request = SubmissionFactory(phone="+17035550123")
        ConsentFactory(
            submission=request, kind=ConsentType.TEXT, phone_hash=phone_hash("+17035550188")
        )
        assert not read_standing(request).may_text

    @pytest.mark.parametrize(
        "word", [("Telephone", "703 555 0199"), ("E-mail (optional)", "b@x.example")]
    )
    def test_one_of_two_contacts_corrected_takes_no_consent_back(self, form_page, word):
        """The yes about the old address ends in the moment in which the new one is given."""
        visitor = fill_small(Visitor(form_page.url), how="E-mail me", email="a@x.example")
        visitor.press("Send")
        correct(
            visitor,
            form_page,
            lambda again: fill_small(again, how="E-mail me", email="a@x.example").fill(*word),
        )
        request = Submission.objects.get()
        assert request.amendments
        assert read_standing(request).says(ConsentType.CONTACT) == "yes"
        drain_outbox()
        assert [letter.to for letter in django_mail.outbox if "message" in letter.subject] == [
            [request.answer("email")]
        ]

    def test_given_again_in_a_fresh_form_after_a_stop(self, form_page):
        send(form_page)
        request = Submission.objects.get()
        by = member_of(roles.FRONT_DESK)
        workflow.withdraw_consents(
            request, [ConsentType.TEXT], how=How.STOP, at=timezone.now(), by=by
        )
        assert not read_standing(request).may_text
        send(form_page)
        assert Submission.objects.get() == request
        assert read_standing(request).may_text
        lines = Consent.objects.count()
        send(form_page)
        assert Consent.objects.count() == lines

    def test_pressing_once_more_after_a_stop_gives_nothing(self, form_page):
        visitor = send(form_page)
        request = Submission.objects.get()
        by = member_of(roles.FRONT_DESK)
        workflow.withdraw_consents(
            request, [ConsentType.TEXT], how=How.STOP, at=timezone.now(), by=by
        )
        visitor.send_again()
        assert not read_standing(request).may_text

    def test_voicemail_and_name_follow_the_same_rule(self, form_page):
        visitor = fill_small(Visitor(form_page.url)).press("Send")
        assert read_standing(Submission.objects.get()).voicemail == "yes"
        correct(visitor, form_page, lambda v: fill_small(v).tick("No"))
        assert read_standing(Submission.objects.get()).voicemail == "no"

    def test_not_asked_any_more_is_no_yes_any_more(self, form_page):
        visitor = fill_small(Visitor(form_page.url)).press("Send")

        def by_text(again):
            fill_small(again, how="Text me")

        correct(visitor, form_page, by_text)
        request = Submission.objects.get()
        assert lines(ConsentType.VOICEMAIL) == [(True, True)]
        assert read_standing(request).voicemail != "yes"


class TestOtherRequests:
    def test_a_later_no_about_the_number_ends_the_earlier_yes(self, form_page):
        send(form_page)
        first = Submission.objects.get()
        other = FormPageFactory(slug="other")
        send(other, texts=False, phone="703.555.0123")
        first_line = Consent.objects.get(kind=ConsentType.TEXT, submission=first)
        assert first_line.withdrawn_at is not None
        assert not read_standing(first).may_text

    def test_a_yes_is_not_borrowed(self, form_page):
        send(form_page)
        assert not read_standing(SubmissionFactory(phone="+17035550123")).may_text

    def test_what_is_held_for_spam_ends_nothing_until_somebody_says_it_is_none(self, form_page):
        send(form_page)
        first = Submission.objects.get()
        held = SubmissionFactory(phone="+17035550123", verdict="suspect")
        ConsentFactory(submission=held, kind=ConsentType.TEXT, given=False)
        assert read_standing(first).may_text
        workflow.mark_genuine(held, by=member_of("Front desk"))
        assert not read_standing(first).may_text
        assert Consent.objects.get(kind=ConsentType.TEXT, submission=first).withdrawn_at

    def test_a_no_outlives_its_request(self, form_page):
        earlier = SubmissionFactory(phone="+17035550123")
        ConsentFactory(submission=earlier, kind=ConsentType.TEXT)
        later = SubmissionFactory(phone="+17035550123")
        ConsentFactory(
            submission=later,
            kind=ConsentType.TEXT,
            given=False,
            given_at=timezone.now() + timedelta(minutes=1),
        )
        later.delete()
        assert not read_standing(earlier).may_text

    def test_what_was_merged_into_a_request_speaks_for_it(self):
        request = SubmissionFactory(phone="+17035550123")
        merged = SubmissionFactory(phone="+17035550123", merged_into=request)
        ConsentFactory(submission=merged, kind=ConsentType.TEXT)
        assert read_standing(request).may_text

    def test_many_are_looked_up_in_two_queries(self, django_assert_num_queries):
        requests = [SubmissionFactory() for _n in range(30)]
        for request in requests[::2]:
            ConsentFactory(submission=request, kind=ConsentType.TEXT)
        with django_assert_num_queries(2):
            found = read_standings(requests)
        assert sum(stands.may_text for stands in found.values()) == 15


class TestWithdrawals:
    def test_stop_by_text_ends_it_for_every_request_of_the_number(self, desk):
        requests = [SubmissionFactory(how="text", phone="+17035550123") for _n in range(2)]
        for request in requests:
            ConsentFactory(submission=request, kind=ConsentType.TEXT)
        today = timezone.localdate().isoformat()
        response = press(
            desk, "withdraw", requests[0], kind=ConsentType.TEXT, how=How.STOP, day=today
        )
        assert "Taken back: Text messages." in response.content.decode()
        for request in requests:
            assert not read_standing(request).may_text
        line = Consent.objects.get(given=False)
        assert (line.how, line.entered_by) == (How.STOP, desk.user)
        assert line.keep_until > timezone.localdate() + timedelta(days=365 * 5)
        assert requests[0].events.get(kind=EventType.CONSENT).who == desk.user

    def test_it_is_audited_without_anything_personal(self, desk):
        request = SubmissionFactory(phone="+17035550123", name="Ann Secret")
        day = timezone.localdate().isoformat()
        press(desk, "withdraw", request, kind=ConsentType.TEXT, how=How.PHONE, day=day)
        entry = ModelLogEntry.objects.get(action="requests.consent")
        assert entry.data == {"kind": [ConsentType.TEXT], "outcome": How.PHONE}
        assert "Secret" not in f"{entry.label}{entry.data}"

    def test_no_contact_covers_every_way_and_says_so_on_top(self, desk):
        request = SubmissionFactory(how="text")
        for kind in (
            ConsentType.CONTACT,
            ConsentType.TEXT,
            ConsentType.VOICEMAIL,
            ConsentType.MARKETING,
        ):
            ConsentFactory(submission=request, kind=kind)
        day = timezone.localdate().isoformat()
        press(desk, "withdraw", request, kind=ConsentType.CONTACT, how=How.LETTER, day=day)
        stands = read_standing(request)
        assert not stands.may_contact
        assert not stands.may_text
        assert not stands.may_send_news
        assert stands.voicemail == "no"
        assert "Asked to be left alone" in screen(desk, request).select_one(".inbox-reach").text
        listing = desk.get(reverse("inbox:list", args=["new"])).content.decode()
        assert "do not contact" in listing

    def test_the_receipt_does_not_go_to_whoever_wants_no_contact(self, desk):
        request = SubmissionFactory(how="email", email="ann@example.com")
        OutboxMessageFactory(submission=request, kind=MessageType.RECEIPT, dedup_key="receipt:1")
        day = timezone.localdate().isoformat()
        press(desk, "withdraw", request, kind=ConsentType.CONTACT, how=How.PHONE, day=day)
        drain_outbox()
        assert not django_mail.outbox

    @pytest.mark.parametrize(
        ("values", "sentence"),
        [
            ({"how": How.PHONE, "day": "2026-01-02"}, "Choose what was taken back."),
            ({"kind": ConsentType.TEXT, "day": "2026-01-02"}, "Choose how they told us."),
            ({"kind": ConsentType.TEXT, "how": How.FORM, "day": "2026-01-02"}, "how they told us"),
            ({"kind": ConsentType.TEXT, "how": How.PHONE, "day": ""}, "Enter the day"),
            ({"kind": ConsentType.TEXT, "how": How.PHONE, "day": "2026-02-31"}, "Enter the day"),
            ({"kind": "gossip", "how": How.PHONE, "day": "2026-01-02"}, "Choose what"),
            (
                {"kind": ConsentType.TEXT, "how": How.PHONE, "day": "2020-01-02"},
                "given after that day",
            ),
        ],
    )
    def test_what_makes_no_sense_gets_a_sentence_and_changes_nothing(self, desk, values, sentence):
        request = SubmissionFactory()
        ConsentFactory(submission=request, kind=ConsentType.TEXT)
        response = press(desk, "withdraw", request, **values)
        assert sentence in response.content.decode()
        assert read_standing(request).may_text

    def test_a_day_to_come_is_now(self, desk):
        request = SubmissionFactory()
        with pytest.raises(WorkflowError, match="still to come"):
            workflow.withdraw_consents(
                request,
                [ConsentType.TEXT],
                how=How.PHONE,
                at=timezone.now() + timedelta(days=1),
                by=desk.user,
            )

    def test_texting_can_not_be_planned_without_consent(self, desk):
        request = SubmissionFactory()
        with pytest.raises(WorkflowError, match="no consent"):
            workflow.set_next_action(request, "text", timezone.now(), by=desk.user)

    def test_an_editor_may_not(self, db):
        request = SubmissionFactory()
        client = sign_in(roles.EDITOR)
        client.post(reverse("inbox:withdraw", args=[request.pk]), {"kind": ConsentType.TEXT})
        assert not Consent.objects.exists()


class TestDeletionAskedFor:
    def test_the_retention_obeys_the_day(self, desk):
        request = SubmissionFactory()
        merged = SubmissionFactory(merged_into=request, status="closed")
        day = timezone.localdate() + timedelta(days=5)
        response = press(desk, "deletion", request, day=day.isoformat())
        assert "will be deleted on" in response.content.decode()
        assert not retention.list_due_requests().exists()
        on_that_day = timezone.now() + timedelta(days=5)
        assert set(retention.list_due_requests(on_that_day)) == {request, merged}
        assert {gone.why for gone in retention.delete_due_requests(on_that_day).requests} == {
            "deletion was asked for"
        }
        assert ModelLogEntry.objects.get(action="requests.delete_on").data == {
            "to": day.isoformat()
        }

    def test_the_front_desk_leaves_a_manager_three_days(self, desk):
        request = SubmissionFactory()
        today = timezone.localdate()
        response = press(desk, "deletion", request, day=today.isoformat())
        assert "Choose a day from" in response.content.decode()
        manager = sign_in(roles.MANAGER)
        press(manager, "deletion", request, day=today.isoformat())
        request.refresh_from_db()
        assert request.delete_after == today

    @pytest.mark.parametrize("day", ["", "soon", "2026-02-31", "2020-01-01", "2999-01-01"])
    def test_a_day_that_is_none_gets_a_sentence(self, desk, day):
        request = SubmissionFactory()
        response = press(desk, "deletion", request, day=day)
        assert response.status_code == 400
        request.refresh_from_db()
        assert request.delete_after is None

    def test_emergency_access_enters_none(self):
        from staff.models import EmergencyAccess

        request = SubmissionFactory()
        administrator = member_of(roles.ADMINISTRATOR)
        EmergencyAccess.begin(administrator, "The front desk is ill and somebody waits.")
        day = timezone.localdate() + timedelta(days=9)
        with pytest.raises(WorkflowError, match="deletes nothing"):
            workflow.ask_deletion(request, day, by=administrator)

    def test_can_be_called_off(self, desk):
        request = SubmissionFactory(delete_after=timezone.localdate() + timedelta(days=9))
        press(desk, "deletion", request, never="1")
        request.refresh_from_db()
        assert request.delete_after is None

    def test_is_not_forgotten_when_the_request_is_reopened(self, desk):
        day = timezone.localdate() + timedelta(days=9)
        request = SubmissionFactory(status="closed", closing_reason="declined", delete_after=day)
        workflow.change_status(request, "attempting", by=desk.user)
        request.refresh_from_db()
        assert request.delete_after == day

    def test_goes_along_when_requests_are_merged(self, desk):
        day = timezone.localdate() + timedelta(days=9)
        request = SubmissionFactory(phone="+17035550123", delete_after=day)
        target = SubmissionFactory(phone="+17035550123")
        workflow.merge_requests(request, target, by=desk.user)
        target.refresh_from_db()
        assert target.delete_after == day

    def test_a_legal_hold_comes_first(self, desk):
        request = SubmissionFactory(legal_hold=True)
        day = timezone.localdate() + timedelta(days=5)
        response = press(desk, "deletion", request, day=day.isoformat())
        assert "legal hold" in response.content.decode()
        assert not retention.list_due_requests(timezone.now() + timedelta(days=6)).exists()


class TestNotSpam:
    def test_a_notice_that_was_skipped_goes_out(self, desk):
        message = OutboxMessageFactory(submission__verdict="suspect")
        drain_outbox()
        message.refresh_from_db()
        assert message.state == OutboxMessage.State.SKIPPED
        response = press(desk, "verdict", message.submission, verdict="passed")
        assert "notice to staff goes out" in response.content.decode()
        drain_outbox()
        assert len(django_mail.outbox) == 1

    def test_a_notice_that_went_before_is_not_promised(self, desk):
        message = OutboxMessageFactory()
        drain_outbox()
        press(desk, "verdict", message.submission, verdict="suspect")
        response = press(desk, "verdict", message.submission, verdict="passed")
        assert "Staff were told of it before" in response.content.decode()
        drain_outbox()
        assert len(django_mail.outbox) == 1

    def test_a_notice_of_a_correction_that_was_skipped_goes_out(self, desk):
        message = OutboxMessageFactory()
        drain_outbox()
        request = message.submission
        OutboxMessageFactory(submission=request, dedup_key=f"notice:{request.key}:1")
        workflow.mark_spam(request, by=desk.user)
        drain_outbox()
        workflow.mark_genuine(request, by=desk.user)
        drain_outbox()
        subjects = [letter.subject for letter in django_mail.outbox]
        assert len(subjects) == 2
        assert "was changed" in subjects[1]

    def test_a_worker_that_is_about_to_skip_it_does_not_win(self, desk):
        from forms.requests.delivery import outbox

        message = OutboxMessageFactory(submission__verdict="suspect")
        held = next(outbox.lease_messages())
        workflow.mark_genuine(message.submission, by=desk.user)
        outbox._finish_message(held, OutboxMessage.State.SKIPPED)
        drain_outbox()
        assert len(django_mail.outbox) == 1


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


@pytest.mark.parametrize("corrected", [False, True])
def test_a_no_counts_elsewhere_once_the_doubt_is_gone(form_page, corrected):
    """Held for spam it ends nothing; sent again without the doubt it ends an earlier yes, as a person's verdict does."""
    visitor = send(form_page, texts=False)
    request = Submission.objects.get()
    Submission.objects.update(verdict="suspect")
    other = SubmissionFactory(phone=request.answer("phone"))
    yes = ConsentFactory(
        submission=other, kind=ConsentType.TEXT, phone_hash=other.phone_hash,
        given_at=timezone.now() - timedelta(days=5),
    )  # fmt: skip
    if corrected:
        visitor.sent[visitor.names["name"]] = ["Ann B."]
    assert visitor.send_again().status_code == 302
    request.refresh_from_db()
    assert (request.verdict == "suspect", bool(request.amendments)) == (False, corrected)
    yes.refresh_from_db()
    assert yes.withdrawn_at == request.consents.get(kind=ConsentType.TEXT).given_at
