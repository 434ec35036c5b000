"""A form that was open for too long, and how its steps are drawn."""

import time

import pytest

from forms.models import Submission
from forms.requests.encryption import unseal_json
from tests.factories.forms import FormPageFactory, request_settings
from tests.forms.pages.visit.stepping import through_step_1, through_step_2
from tests.forms.visitor import Visitor

pytestmark = pytest.mark.django_db


class TestDrawing:
    def test_a_place_is_asked_for_only_where_there_is_a_choice(self, db):
        from tests.factories.clinic import LocationFactory

        questions = [
            {"field_type": "location", "label": "Where?"},
            {"field_type": "singleline", "label": "Name"},
        ]
        LocationFactory(name="North")
        page = FormPageFactory(contact_rule="none", questions=questions)
        assert "Where?" not in Visitor(page.url).form.get_text()
        LocationFactory(name="South")
        visitor = Visitor(page.url)
        assert visitor.input("South")["type"] == "radio"
        assert visitor.input("No preference")


class TestOpenForTooLong:
    def grow_old(self, visitor: Visitor, monkeypatch, days: float) -> Visitor:
        """Let the screen stand open for so many days; the cookie does not live through them."""
        now = time.time() + days * 24 * 3600
        monkeypatch.setattr("forms.requests.encryption.time.time", lambda: now)
        for name in [name for name in visitor.client.cookies if name.startswith("form_draft")]:
            del visitor.client.cookies[name]
        return visitor

    def test_over_night_and_for_a_month_everything_is_there(self, appointment, monkeypatch):
        visitor = through_step_1(Visitor(appointment.url))
        through_step_2(self.grow_old(visitor, monkeypatch, 30.5))
        assert "Step 3 of 3" in visitor.text
        assert unseal_json(visitor.values["_state"][0], "carried answers")["a"]

    @pytest.mark.parametrize("cookies", [True, False])
    def test_later_it_says_so_and_keeps_what_is_on_the_screen(
        self, appointment, monkeypatch, cookies
    ):
        visitor = through_step_1(Visitor(appointment.url))
        if not cookies:
            visitor.client.cookies.clear()
        visitor = self.grow_old(visitor.tick("An appointment"), monkeypatch, 32)
        visitor.press("Continue")
        assert "Step 1 of 3" in visitor.text
        assert "open for too long" in visitor.page.find(id="problem").get_text()
        assert not visitor.errors
        through_step_1(visitor)
        assert visitor.input("An appointment").has_attr("checked")

    def test_nothing_is_sent_without_what_was_given_even_where_it_would_do(self, db, monkeypatch):
        request_settings()
        optional = [{"field_type": "short_text", "label": "Wishes", "required": False}]
        page = FormPageFactory(check_answers=True, contact_rule="none", questions=optional)
        visitor = Visitor(page.url).fill("Wishes", "a ramp").press("Check your answers")
        self.grow_old(visitor, monkeypatch, 32).press("Send")
        assert Submission.objects.count() == 0
        assert "Nothing has been sent yet" in visitor.page.find(id="problem").get_text()

    def test_an_address_of_a_step_whose_answers_are_gone_says_so(self, appointment):
        visitor = through_step_1(Visitor(appointment.url))
        visitor.client.cookies.clear()
        for step in ("2", "check"):
            visitor.open(f"{appointment.url}?step={step}")
            assert "no longer kept" in visitor.page.find(id="problem").get_text()
            assert "Step 1 of 3" in visitor.text
        for query in ("", "?step=9", "?step=x", "?step="):
            assert visitor.open(f"{appointment.url}{query}").page.find(id="problem") is None
