"""Two tabs on one form: neither changes the other's answers."""

import pytest
from django.test import Client

from forms.models import Submission
from tests.forms.pages.visit.going_back import go_to, name_in
from tests.forms.pages.visit.stepping import through_step_1, through_step_2, to_check
from tests.forms.visitor import Visitor, fill_small

pytestmark = pytest.mark.django_db


class TestTwoTabs:
    def test_two_people_at_one_browser_do_not_mix(self, appointment):
        client = Client()
        ann, bea = Visitor(appointment.url, client), Visitor(appointment.url, client)
        ann.tick("I am new here").fill("First name", "Ann").tick("18 or older").press("Continue")
        bea.tick("I am new here").fill("First name", "Bea").tick("18 or older").press("Continue")
        for visitor, number in ((ann, "703 555 0123"), (bea, "703 555 0199")):
            through_step_2(visitor).tick("Text me").fill("Telephone", number)
            visitor.tick("You may use what I wrote").press("Check your answers")
        assert "Ann" in ann.text
        assert "Bea" not in ann.text
        for visitor in (ann, bea):
            visitor.press("Send request")
            assert visitor.title == "We have your request"
        found = {s.answer("name"): s.answer("phone") for s in Submission.objects.all()}
        assert found == {"Ann": "+17035550123", "Bea": "+17035550199"}

    def test_a_tab_opened_from_what_was_begun_is_a_request_of_its_own(self, appointment):
        """Both say 'Ann', under two numbers: nobody knows whether that is one person."""
        client = Client()
        slow = through_step_1(Visitor(appointment.url, client))
        to_check(Visitor(appointment.url, client)).press("Send request")
        through_step_2(slow)
        assert "Step 3 of 3" in slow.text
        slow.tick("Call me").fill("Telephone", "703 555 0199").tick("You may use what I wrote")
        slow.press("Check your answers").press("Send request")
        assert slow.title == "We have your request"
        phones = {request.answer("phone") for request in Submission.objects.all()}
        assert phones == {"+17035550123", "+17035550199"}

    @pytest.mark.parametrize("first", ["ann", "bea"])
    def test_a_tab_that_was_filled_with_the_other_ones_answers_is_another_request(
        self, appointment, first
    ):
        client = Client()
        ann = to_check(Visitor(appointment.url, client))
        bea = Visitor(appointment.url, client)
        assert name_in(bea) == "Ann"
        bea.fill("First name", "Bea").press("Continue").press("Continue")
        bea.fill("Telephone", "703 555 0199").press("Check your answers")
        # Back in each tab shows what that tab wrote.
        assert name_in(go_to(ann, 1)) == "Ann"
        assert name_in(go_to(bea, 1)) == "Bea"
        order = (ann, bea) if first == "ann" else (bea, ann)
        for visitor in order:
            go_to(visitor, "check").press("Send request")
            assert visitor.title == "We have your request"
        found = {s.answer("name"): s.answer("phone") for s in Submission.objects.all()}
        assert found == {"Ann": "+17035550123", "Bea": "+17035550199"}
        assert ann.reference != bea.reference

    def test_more_tabs_than_there_is_room_for_work_without_cookies(self, appointment):
        client = Client()
        tabs = [Visitor(appointment.url, client) for _tab in range(7)]
        for number, tab in enumerate(tabs):
            tab.tick("I am new here").fill("First name", f"Person {number}").tick("18 or older")
            tab.press("Continue")
        for number, tab in enumerate(tabs):
            through_step_2(tab).tick("Text me").fill("Telephone", f"703 555 01{number}0")
            tab.tick("You may use what I wrote").press("Check your answers").press("Send request")
        names = sorted(request.answer("name") for request in Submission.objects.all())
        assert names == [f"Person {number}" for number in range(7)]

    def test_the_page_of_an_earlier_person_does_not_replace_their_request(self, form_page):
        """A shared tablet: Back shows the page of Ann, and Bea writes over it."""
        tablet = fill_small(Visitor(form_page.url)).press("Send")
        swap = {"Ann": "Bea", "(703) 555-0123": "703 555 0199"}
        tablet.sent = {k: [swap.get(v, v) for v in vs] for k, vs in tablet.sent.items()}
        assert tablet.send_again()["Location"] != tablet.posted["Location"]
        tablet.send_again()
        found = {s.answer("name"): s.amendments for s in Submission.objects.all()}
        assert found == {"Ann": None, "Bea": None}
