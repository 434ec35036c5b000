"""The last word of a correction, and what was promised to a visitor, as they are stored."""

from datetime import timedelta

import pytest
from django.core import mail as django_mail
from django.test import Client
from django.utils import timezone

from forms.models import OutboxMessage, Submission
from forms.requests.delivery.outbox import drain_outbox
from forms.requests.intake.decision import (
    Word,
)
from forms.requests.workflow import change_status, merge_requests, note_estimate_sent
from tests.factories.forms import FormPageFactory, SubmissionFactory, member_of
from tests.forms.visitor import Visitor, fill_small

ANN = Word(form=1, phone="p1", email="e1", name="Ann", content="a", matter="m")


@pytest.mark.django_db
class TestTheLastWord:
    def say(self, visitor: Visitor, label: str, *texts: str):
        """Send the same page again, with each of `texts` in turn."""
        name = visitor.names[label]
        for text in texts:
            visitor.sent[name] = [text]
            assert visitor.send_again().status_code == 302

    def sent(self, form_page, client=None, **answers) -> Visitor:
        visitor = fill_small(Visitor(form_page.url, client), **answers)
        visitor.names = {
            label: visitor.input(label)["name"]
            for label in ("First name", "Telephone", "E-mail (optional)", "Anything else?")
        }
        return visitor.press("Send")

    def test_there_and_back_ends_where_it_began(self, form_page):
        visitor = self.sent(form_page, phone="703 555 0123")
        self.say(visitor, "Telephone", "703 555 0199", "703 555 0123")
        request = Submission.objects.get()
        assert request.answer("phone") == "+17035550123"
        assert len(request.amendments) == 2
        assert OutboxMessage.objects.filter(kind="notice").count() == 3

    def test_the_correction_once_more_from_a_fresh_form_is_one_request(self, form_page):
        visitor = self.sent(form_page, phone="703 555 0123")
        self.say(visitor, "Telephone", "703 555 0199")
        again = self.sent(form_page, Client(), phone="703 555 0199")
        assert again.posted["Location"] == visitor.posted["Location"]
        assert Submission.objects.count() == 1

    def test_back_to_the_first_word_from_a_fresh_form_is_one_request(self, form_page):
        visitor = self.sent(form_page, phone="703 555 0123")
        self.say(visitor, "Telephone", "703 555 0199")
        again = self.sent(form_page, Client(), phone="703 555 0123")
        assert again.posted["Location"] == visitor.posted["Location"]
        request = Submission.objects.get()
        assert request.answer("phone") == "+17035550123"
        assert len(request.amendments) == 2

    def test_capitals_and_blanks_make_no_second_request(self, form_page):
        """From fresh forms; written otherwise on the page itself it is a correction. The last way of writing stays."""
        words = {"name": "ann", "email": "Ann@Example.com", "text": "Call  me"}
        self.sent(form_page, **words)
        notices = OutboxMessage.objects.filter(kind="notice")
        for again in ({"name": " Ann "}, {"email": "ann@example.com"}, {"text": "call me "}):
            words |= again
            visitor = self.sent(form_page, Client(), **words)
        request = Submission.objects.get()
        assert [request.answer(kind) for kind in ("name", "email", "short_text")] == [
            "Ann", "ann@example.com", "call me",
        ]  # fmt: skip
        assert len(request.amendments) == notices.count() - 1 == 3
        # Sent once more as it stands, it is the same; and other words are still other words.
        self.sent(form_page, Client(), **words)
        assert (Submission.objects.count(), notices.count()) == (1, 4)
        self.say(visitor, "First name", "ANN")
        assert Submission.objects.get().answer("name") == "ANN"
        self.sent(form_page, Client(), **words | {"text": "callme"})
        assert Submission.objects.count() == 2

    def test_both_sides_of_midnight_are_one_request(self, form_page, monkeypatch):
        night = timezone.now().replace(hour=23, minute=59, second=58)
        for moment in (night, night + timedelta(seconds=4)):
            monkeypatch.setattr("django.utils.timezone.now", lambda moment=moment: moment)
            self.sent(form_page, Client())
        assert Submission.objects.count() == 1

    def test_the_same_two_days_later_is_a_new_request_that_staff_hear_of(self, form_page):
        self.sent(form_page)
        Submission.objects.update(submit_time=timezone.now() - timedelta(hours=49))
        self.sent(form_page, Client())
        assert Submission.objects.count() == 2
        assert OutboxMessage.objects.count() == 2

    def test_the_same_page_after_days_is_a_new_request_that_staff_hear_of(self, form_page):
        visitor = self.sent(form_page)
        Submission.objects.update(submit_time=timezone.now() - timedelta(days=9))
        places = [visitor.send_again()["Location"] for _press in range(2)]
        first, again = Submission.objects.order_by("pk")
        assert [visitor.open(place).reference for place in places] == [again.reference] * 2
        assert OutboxMessage.objects.filter(kind="notice").count() == 2
        assert [event.kind for event in again.events.all()] == ["received"]
        # Nor does it matter that the first one has been erased meanwhile.
        first.delete()
        Submission.objects.update(submit_time=timezone.now() - timedelta(days=9))
        assert visitor.send_again().status_code == 302
        assert Submission.objects.count() == 2

    def test_seven_corrections_are_one_request(self, form_page):
        visitor = self.sent(form_page)
        self.say(visitor, "Anything else?", *(f"word {n}" for n in range(7)))
        request = Submission.objects.get()
        assert request.answer("short_text") == "word 6"
        assert len(request.amendments) == 7

    @pytest.mark.parametrize("status", ["contacted", "booked"])
    def test_a_correction_of_work_under_way_is_told(self, form_page, status):
        visitor = self.sent(form_page)
        change_status(Submission.objects.get(), status, by=member_of("Front desk"))
        self.say(visitor, "Telephone", "703 555 0199")
        assert Submission.objects.get().answer("phone") == "+17035550199"
        assert OutboxMessage.objects.count() == 2

    def test_whatever_comes_after_it_was_closed_is_a_new_request(self, form_page):
        visitor = self.sent(form_page)
        closed = Submission.objects.get()
        change_status(closed, "closed", by=member_of("Front desk"), reason="declined")
        self.say(visitor, "Telephone", "703 555 0199", "703 555 0199")
        newest = Submission.objects.exclude(pk=closed.pk).get()
        assert (newest.status, newest.answer("phone")) == ("new", "+17035550199")
        # And that one closed, the same once more.
        change_status(newest, "closed", by=member_of("Front desk"), reason="declined")
        self.say(visitor, "Telephone", "703 555 0199")
        assert Submission.objects.filter(status="new").count() == 1

    def test_the_second_person_of_a_page_corrects_their_own_request(self, form_page):
        visitor = self.sent(form_page)
        visitor.sent[visitor.names["First name"]] = ["Bea"]
        self.say(visitor, "Telephone", "703 555 0198", "703 555 0199")
        found = {s.answer("name"): s.answer("phone") for s in Submission.objects.all()}
        assert found == {"Ann": "+17035550123", "Bea": "+17035550199"}

    def test_two_ideas_without_a_contact_on_one_page_are_two(self, db):
        page = FormPageFactory(
            contact_rule="none", questions=[{"field_type": "singleline", "label": "Idea"}]
        )
        visitor = Visitor(page.url).fill("Idea", "Longer hours").press("Send")
        name = next(key for key, value in visitor.sent.items() if value == ["Longer hours"])
        visitor.sent[name] = ["A ramp"]
        for _press in range(2):
            visitor.send_again()
        assert {s.answer("singleline") for s in Submission.objects.all()} == {
            "Longer hours", "A ramp",
        }  # fmt: skip


@pytest.mark.django_db
class TestPromises:
    def test_a_receipt_follows_a_corrected_address(self, form_page):
        visitor = fill_small(Visitor(form_page.url), how="E-mail me", email="an@example.com")
        name = visitor.input("E-mail (optional)")["name"]
        visitor.press("Send")
        receipts = OutboxMessage.objects.filter(kind="receipt")
        # Still waiting, it goes to the last word by itself.
        visitor.sent[name] = ["ann@example.com"]
        visitor.send_again()
        assert receipts.count() == 1
        receipts.update(state="sent")
        for address, expected in (("anne@example.com", 2), ("ann@example.com", 2)):
            visitor.sent[name] = [address]
            visitor.send_again()
            assert receipts.count() == expected
            receipts.update(state="sent")

    def test_every_address_that_was_the_last_word_gets_one_receipt(self, form_page):
        """Each line is what a visitor says in turn (A, B, C), with a round of the worker at every dot."""
        visits = (
            "A.", "AB.", "ABA.", "AB.A.", "A.B.A.", "A.BA.", "A.BA.B.", "A.BAB.", "AB.A.B.A.", "A.B.C.B.A.",
            "AB.C.A.", "ABC.B.A.", "A.BC.B.", "A.BC.BA.C.", "A..BB.A.",
        )  # fmt: skip
        for number, visit in enumerate(visits):
            places = {letter: f"{letter.lower()}{number}@example.com" for letter in "ABC"}
            visitor = fill_small(
                Visitor(form_page.url, Client()), how="E-mail me", email=places["A"],
                phone=f"703 555 01{number:02d}",
            )  # fmt: skip
            name = visitor.input("E-mail (optional)")["name"]
            visitor.press("Send")
            last, expected = "A", []
            django_mail.outbox.clear()
            for step in visit[1:]:
                if step == ".":
                    drain_outbox()
                    expected += [] if places[last] in expected else [places[last]]
                else:
                    last = step
                    visitor.sent[name] = [places[step]]
                    assert visitor.send_again().status_code == 302
            got = [
                to
                for letter in django_mail.outbox
                for to in letter.to
                if to.endswith("@example.com")
            ]
            assert got == expected, visit
        assert Submission.objects.count() == len(visits)

    def test_a_wish_taken_back_takes_its_date_back(self, form_page):
        visitor = fill_small(Visitor(form_page.url)).tick("I would like a cost estimate")
        name = visitor.input("I would like a cost estimate")["name"]
        visitor.press("Send")
        first = Submission.objects.get().estimate_due
        assert first
        del visitor.sent[name]
        visitor.send_again()
        request = Submission.objects.get()
        assert (request.wants_estimate, request.estimate_due) == (False, None)
        assert "cost estimate" not in visitor.open(visitor.posted["Location"]).text

    def test_a_wish_that_stays_keeps_its_earliest_date(self, form_page):
        visitor = fill_small(Visitor(form_page.url)).tick("I would like a cost estimate")
        name = visitor.input("First name")["name"]
        visitor.press("Send")
        earlier = timezone.now() - timedelta(days=1)
        Submission.objects.update(estimate_due=earlier)
        visitor.sent[name] = ["Anne"]
        visitor.send_again()
        assert Submission.objects.get().estimate_due == earlier

    def test_merging_keeps_the_earliest_dates_and_what_was_sent(self):
        now = timezone.now()
        desk = member_of("Front desk")
        early = SubmissionFactory(
            phone="+17035550123", due_at=now, wants_estimate=True, estimate_due=now
        )
        late = SubmissionFactory(
            phone="+17035550123", wants_estimate=True,
            due_at=now + timedelta(days=1), estimate_due=now + timedelta(days=1),
        )  # fmt: skip
        note_estimate_sent(early, by=desk)
        merge_requests(early, late, by=desk)
        late.refresh_from_db()
        assert (late.due_at, late.estimate_due) == (now, now)
        assert late.estimate_sent_at == early.estimate_sent_at
