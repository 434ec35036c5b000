"""The consent ledger: the last word counts, for the number it was said about, wherever it is read."""

import csv
import io
from datetime import timedelta

import pytest
from django.core import mail as django_mail
from django.utils import timezone

from forms.models import Consent, Submission
from forms.requests import workflow
from forms.requests.delivery.outbox import drain_outbox
from forms.requests.hashes import phone_hash
from forms.requests.inbox.data.exports import write_csv
from forms.requests.models import ConsentType
from forms.requests.privacy.consents import read_standing, read_standings
from staff import roles
from tests.factories.forms import (
    ConsentFactory,
    FormPageFactory,
    SubmissionFactory,
    member_of,
)
from tests.forms.requests.privacy.consenting import correct, screen, send
from tests.forms.visitor import Visitor, fill_small

pytestmark = pytest.mark.django_db
How = Consent.How


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
