"""What an incoming request is: the table of the decision, and what is stored for each row of it."""

from datetime import timedelta

import pytest
from django.core import mail as django_mail
from django.test import Client
from django.utils import timezone

from forms.models import OutboxMessage, Submission
from forms.requests.delivery.outbox import drain_outbox
from forms.requests.intake.decision import (
    Existing,
    Intake,
    Word,
    choose_decision,
    decide,
)
from forms.requests.intake.names import Likeness, compare_names, is_slip
from forms.requests.workflow import change_status, merge_requests, note_estimate_sent
from tests.factories.forms import FormPageFactory, SubmissionFactory, member_of
from tests.forms.visitor import Visitor, fill_small

ANN = Word(form=1, phone="p1", email="e1", name="Ann", content="a", matter="m")


def word(**values) -> Word:
    return Word(**{**vars(ANN), "content": "b", **values})


def known(**values) -> Existing:
    return Existing(**{"word": ANN, "same_token": True, **values})


class TestTheTable:
    @pytest.mark.parametrize(
        ("existing", "incoming", "expected"),
        [
            (None, ANN, Intake.NEW),
            # The same once more.
            (known(), ANN, Intake.SAME),
            (known(age=timedelta(hours=47, minutes=59)), ANN, Intake.SAME),
            # A page that is sent again after days is somebody who waits: staff hear of it as of any new request.
            # Nine days were the same here once, and nobody was told.
            (known(age=timedelta(hours=48)), ANN, Intake.AGAIN),
            (known(age=timedelta(days=9)), ANN, Intake.AGAIN),
            (known(age=timedelta(days=9), said_before=True), word(), Intake.AGAIN),
            (known(same_token=False), ANN, Intake.SAME),
            (known(same_token=False, age=timedelta(hours=25)), ANN, Intake.SAME),
            (known(same_token=False, age=timedelta(hours=48)), ANN, Intake.NEW),
            # The same in other capitals: the last way of writing is what is stored.
            (known(), word(content="a", exact="A"), Intake.CORRECTION),
            (known(same_token=False), word(content="a", exact="A"), Intake.CORRECTION),
            (known(corrections=50), word(content="a", exact="A"), Intake.SAME),
            (known(age=timedelta(hours=48)), word(content="a", exact="A"), Intake.AGAIN),
            # A correction: the same person says something else.
            (known(), word(), Intake.CORRECTION),
            (known(), word(matter="other"), Intake.CORRECTION),
            (known(), word(phone="p2"), Intake.CORRECTION),
            (known(), word(phone="p2", name="ann "), Intake.CORRECTION),
            (known(), word(email="e2"), Intake.CORRECTION),
            (known(), word(email=""), Intake.CORRECTION),
            (known(), word(name="Anne"), Intake.CORRECTION),
            (known(), word(name="Ann B.", phone="p2"), Intake.CORRECTION),
            (known(), word(name="", phone="p2"), Intake.CORRECTION),
            # Somebody else, or too many facts that changed.
            (known(), word(phone="p2", email="e2"), Intake.AGAIN),
            (known(), word(phone="p2", email="e2", name="Bea"), Intake.AGAIN),
            (known(), word(name="Bill"), Intake.AGAIN),
            (known(), word(name="Bea", email=""), Intake.AGAIN),
            (known(), word(name="Bea", email="e2"), Intake.AGAIN),
            (known(), word(name="Bea", phone="", email=""), Intake.AGAIN),
            # Too late, too often, closed, unreadable, another form.
            (known(age=timedelta(hours=24)), word(), Intake.AGAIN),
            (known(corrections=50), word(), Intake.AGAIN),
            (known(closed=True), word(), Intake.AGAIN),
            (known(closed=True), ANN, Intake.AGAIN),
            (known(word=None), word(), Intake.AGAIN),
            (known(), word(form=2), Intake.AGAIN),
            # Back to an earlier word, from a fresh form too; not of a closed request, nor for ever.
            (known(same_token=False, said_before=True), word(), Intake.CORRECTION),
            (known(same_token=False, said_before=True, closed=True), word(), Intake.NEW),
            (
                known(same_token=False, said_before=True, age=timedelta(hours=48)),
                word(),
                Intake.NEW,
            ),
            (known(same_token=False, age=timedelta(hours=47, minutes=59)), ANN, Intake.SAME),
            (known(same_token=False, said_before=True), word(phone="", email=""), Intake.NEW),
            # Another token never corrects otherwise.
            (known(same_token=False), word(), Intake.NEW),
            (known(same_token=False, closed=True), ANN, Intake.NEW),
        ],
    )
    def test_decides(self, existing, incoming, expected):
        assert decide(existing, incoming) == expected

    @pytest.mark.parametrize(
        ("before", "after", "expected"),
        [
            # The number alone was mistyped; there is no e-mail.
            (word(email=""), word(email="", phone="p2"), True),
            (word(email="", name="Ann"), word(email="", phone="p2", name="  ANN"), True),
            (word(email="", name=""), word(email="", phone="p2", name=""), False),
            (word(email="", name="Ann"), word(email="", phone="p2", name="Anne"), False),
            # From a telephone to an e-mail.
            (word(email=""), word(phone="", email="e2"), True),
            # Two people of one first name at a shared tablet: another number, another matter.
            (word(email=""), word(email="", phone="p2", matter="other"), False),
            (word(email=""), word(phone="", email="e2", matter="other"), False),
            (word(email=""), word(phone="", email="", matter="other"), False),
            # Nobody left a contact, so nothing contradicts the name.
            (word(phone="", email=""), word(phone="", email="", matter="other"), True),
            # A couple at one telephone; a relative or a clinician with a second patient.
            (word(email=""), word(email="", name="Bob"), False),
            (word(name="John", email=""), word(name="Joan", email="", matter="other"), False),
            (word(name="Paul", email=""), word(name="Paula", email="", matter="other"), False),
            (word(name="Jo", email=""), word(name="Joe", email="", matter="other"), False),
            (word(name="Ann Lee", email=""), word(name="Ann Ray", email="", matter="other"), False),
            # They share a mailbox, too.
            (word(), word(name="Bob", matter="other"), False),
            # A slip in the name alone is mended, and a name may grow while the rest changes.
            (word(name="Jonh", email=""), word(name="John", email=""), True),
            # With another answer mended at once, too; not where more than a slip tells the names apart.
            (word(name="Jonh", email=""), word(name="John", email="", matter="other"), True),
            (word(name="Jonh"), word(name="John", matter="other", phone="p2"), True),
            (word(name="Jonh"), word(name="John", matter="other", phone="p2", email="e2"), False),
            (
                word(name="Jonh", for_other=True),
                word(name="John", for_other=True, matter="other"),
                False,
            ),
            (word(name="Tim", email=""), word(name="Tom", email="", matter="other"), False),
            (word(email=""), word(name="Ann B.", email="", matter="other"), True),
            # Father and son at one telephone.
            (word(name="Robert", email=""), word(name="Robert Jr.", email="", matter="x"), False),
            (word(name="Ann", email=""), word(name="Ann and Bob", email="", matter="x"), False),
            (word(name="Robert", email=""), word(name="Robert Jr.", email=""), False),
            (word(for_other=True), word(for_other=True, matter="another patient"), False),
            (word(for_other=True), word(for_other=True, phone="p2"), True),
            (word(), word(for_other=True, matter="for my son"), False),
        ],
    )
    def test_knows_the_same_person(self, before, after, expected):
        answer = decide(known(word=before), Word(**{**vars(after), "content": "c"}))
        assert (answer == Intake.CORRECTION) is expected

    @pytest.mark.parametrize(
        ("one", "other", "expected"),
        [
            ("Ann", " ann.", Likeness.SAME),
            ("Ann Miller", "miller, ann", Likeness.SAME),
            ("Ann", "Ann Miller", Likeness.SIMILAR),
            ("A", "Ann", Likeness.SIMILAR),
            ("Jon", "John", Likeness.SIMILAR),
            ("Ann Miller", "Bob Miller", Likeness.DIFFERS),
            ("Ann", "", Likeness.UNKNOWN),
            ("Ann", " . ", Likeness.UNKNOWN),
            ("Ann-Marie", "AnnMarie", Likeness.SAME),
            ("Mary Ann", "Mary-Ann", Likeness.SAME),
            ("José O’Brien", "Jose O'Brien", Likeness.SAME),
            ("राम", "रमा", Likeness.SIMILAR),
        ],
    )
    def test_compares_names(self, one, other, expected):
        assert compare_names(one, other) == compare_names(other, one) == expected

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("Jonh", "John"), ("Micheal", "Michael"), ("Brain", "Brian"), ("Elizabeht", "Elizabeth"),
            ("Jesica", "Jessica"), ("Annn", "Ann"), ("Micael", "Michael"), ("Kathrine", "Katherine"),
            ("Robett", "Robert"), ("Michsel", "Michael"), ("Ann Mlier", "Ann Miler"), ("Jonh", "John B."),
        ],
    )  # fmt: skip
    def test_knows_a_slip_of_the_finger(self, one, other):
        assert is_slip(one, other)
        assert is_slip(other, one)

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("John", "Joan"), ("Paul", "Paula"), ("Jo", "Joe"), ("Tim", "Tom"), ("Kim", "Jim"),
            ("Maria", "Marina"), ("Karin", "Karim"), ("Martin", "Marvin"), ("Marion", "Marlon"),
            ("Daniel", "Daniela"), ("Joanne", "Joanna"), ("Ann", "Ann"), ("Ann", ""), ("Ann", "Ann B."),
            ("Jonh Lee", "John Ray"), ("Dan", "Dana"), ("Christian", "Christina"),
            ("Carlo", "Carol"), ("Amy", "May"), ("Elias", "Elisa"),
        ],
    )  # fmt: skip
    def test_knows_another_name(self, one, other):
        assert not is_slip(one, other)
        assert not is_slip(other, one)

    def test_the_own_request_goes_before_one_that_says_the_same(self):
        own, other = known(number=1), known(number=2, same_token=False, word=word(content="b"))
        assert choose_decision([other, own], word()) == (Intake.CORRECTION, own)
        assert choose_decision([other], word()) == (Intake.SAME, other)
        assert choose_decision([], word()) == (Intake.NEW, None)
        somebody, closed = known(same_token=False), known(closed=True)
        assert choose_decision([somebody], word()) == (Intake.NEW, None)
        assert choose_decision([somebody, closed], word()) == (Intake.AGAIN, closed)


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
