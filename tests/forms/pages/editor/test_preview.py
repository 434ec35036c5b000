"""The preview beside the editor shows every screen and branch, and an editor tries a form as a visitor would."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.core import mail
from django.test import Client, RequestFactory
from django.urls import reverse

from forms.models import OutboxMessage, Submission
from forms.pages.request_form import RequestFormBuilder
from forms.pages.visit.preview_choice import answer_branch, list_branches
from staff import roles
from tests.factories.forms import FormPageFactory, request_settings
from tests.forms.visitor import Visitor, fill_small
from tests.staff.people import sign_in

pytestmark = pytest.mark.django_db
QUESTIONS = [
    {"field_type": "name", "label": "First name", "section": "You"},
    {"field_type": "radio", "label": "How do you come?", "choices": "By car\nBy bus"},
    {"field_type": "email", "label": "E-mail", "section": "More"},
    {
        "field_type": "singleline",
        "label": "Which line?",
        "show_if": "How do you come?",
        "show_if_answer": "By bus",
    },
]


@pytest.fixture
def two_steps(db):
    request_settings()
    page = FormPageFactory(questions=QUESTIONS, use_steps=True, check_answers=True)
    page.save_revision().publish()
    return page


def look(session, page, query="?mode=form&in_preview_panel=true"):
    """Open the preview as the editor's panel does. `session` is what the editor's browser keeps."""
    request = RequestFactory().get(f"/admin/{query}")
    request.session = session
    response = page.make_preview_request(request, "form", {"in_preview_panel": True})
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def links(soup):
    return {a.get_text(strip=True): a for a in soup.select(".c-preview a")}


class TestPreview:
    def test_leads_to_every_screen_and_stays_there(self, two_steps):
        editor = {}
        first = look(editor, two_steps)
        assert (
            "First name" in first.get_text() and "Which line?" not in first.find("form").get_text()
        )
        named = links(first)
        assert list(named)[:4] == ["1. You", "2. More", "Check your answers", "After sending"]
        assert named["1. You"].has_attr("aria-current")
        second = look(editor, two_steps, named["2. More"]["href"])
        # Every question stands there, with its condition in words.
        assert "Only if you chose ‘By bus’ at ‘How do you come?’." in second.find("form").get_text()
        # The preview is drawn anew with each change in the editor, and stays where it was.
        assert links(look(editor, two_steps))["2. More"].has_attr("aria-current")
        check = look(editor, two_steps, named["Check your answers"]["href"])
        assert check.find("h1").get_text() == "Check your answers"
        sent = look(editor, two_steps, named["After sending"]["href"])
        assert sent.find("h1").get_text() == "We have your request"
        assert "2. More" in links(sent)

    def test_shows_each_branch_as_a_visitor_sees_it(self, two_steps):
        editor = {}
        named = links(look(editor, two_steps, "?mode=form&screen=2&branch="))
        bus = look(editor, two_steps, named["How do you come?: By bus"]["href"])
        assert "Which line?" in bus.find("form").get_text()
        assert links(bus)["2. More"].has_attr("aria-current")

    @pytest.mark.parametrize("query", ["screen=99", "screen=x&branch=y:z", "screen=2&branch=%00"])
    def test_nonsense_shows_the_form(self, two_steps, query):
        assert look({}, two_steps, f"?mode=form&{query}").find("form")

    def test_visitors_never_see_the_bar(self, two_steps):
        page = Visitor(two_steps.url + "?screen=2").page
        assert page.find("form", attrs={"data-form": True})
        assert "c-preview" not in str(page)


def test_a_branch_brings_the_answers_that_lead_to_it(two_steps):
    questions = RequestFormBuilder(two_steps.get_form_fields(), use_steps=True).questions
    (branch, words), *others = list_branches(questions)
    assert (words, others) == ("How do you come?: By bus", [])
    assert answer_branch(questions, branch) == {questions[1].key: ["By bus"]}
    assert answer_branch(questions, "") == answer_branch(questions, "f_gone:x") == {}


class TestSendMeATest:
    def start(self, role=roles.EDITOR, **values):
        request_settings()
        page = FormPageFactory(slug="try", **values)
        page.save_revision().publish()
        client = sign_in(role)
        return page, client, reverse("try_form", args=[page.pk])

    def test_nothing_is_stored_and_the_letters_come_to_the_editor_alone(self):
        _page, client, address = self.start()
        visitor = fill_small(Visitor(address, client), how="E-mail me", email="visitor@example.com")
        assert visitor.form["action"] == address
        assert visitor.response["Referrer-Policy"] == "same-origin"
        visitor.values[visitor.input("Telephone")["name"]] = [""]
        visitor.press("Send")
        assert "Nothing is stored, nobody else was told" in visitor.text
        assert "desk@clinic.example" in visitor.text  # who would be told
        assert "visitor@example.com" in visitor.text  # as the inbox would show it
        assert not Submission.objects.exists() and not OutboxMessage.objects.exists()
        assert {tuple(letter.to) for letter in mail.outbox} == {(visitor_address(client),)}
        assert [letter.subject[:6] for letter in mail.outbox] == ["[Test]", "[Test]"]
        assert "visitor@example.com" not in "".join(letter.body for letter in mail.outbox)

    def test_mistakes_are_said_as_to_a_visitor_and_it_goes_step_by_step(self, two_steps):
        client = sign_in(roles.EDITOR)
        visitor = Visitor(reverse("try_form", args=[two_steps.pk]), client).press("Continue")
        assert visitor.errors
        visitor.fill("First name", "Ann").tick("By bus").press("Continue")
        visitor.fill("E-mail", "ann@example.com").fill("Which line?", "7").press(
            "Check your answers"
        )
        assert visitor.title == "Check your answers"
        visitor.press("Send request")
        assert "This was a test" in visitor.text
        assert not Submission.objects.exists()

    def test_the_draft_is_tried_and_not_what_is_published(self):
        page, client, address = self.start()
        page.form_fields = [f for f in page.form_fields.all() if f.field_type != "help_wanted"]
        page.save_revision()
        assert "What would help?" not in Visitor(address, client).text

    def test_is_for_who_may_edit_the_page(self):
        _page, client, address = self.start(roles.FRONT_DESK)
        assert client.get(address).status_code in (302, 403)
        assert Client().get(address).status_code == 302

    def test_a_mail_server_that_fails_is_said(self, settings):
        settings.EMAIL_BACKEND = "infra.resilience.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
        _page, client, address = self.start()
        visitor = fill_small(Visitor(address, client)).press("Send")
        assert "It could not be sent to you" in visitor.text


def visitor_address(client):
    return get_user_model().objects.get(pk=client.session["_auth_user_id"]).email
