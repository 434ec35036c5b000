"""Forms in the editor: mistakes get a sentence, requests stay with their page, nobody reads them there."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.test.utils.form_data import (
    inline_formset,
    nested_form_data,
    rich_text,
)

from forms.models import FormField, FormPage
from tests.factories.forms import (
    FormPageFactory,
)
from tests.factories.home import home_page
from tests.forms.visitor import Visitor

pytestmark = pytest.mark.django_db


def question(**values) -> dict:
    return {
        "clean_name": "",
        "label": "Telephone",
        "field_type": "phone",
        "required": "on",
        "help_text": "",
        "why": "",
        "choices": "",
        "wording": "",
        "show_if": "",
        "show_if_answer": "",
        "section": "",
        "autocomplete": "",
        **values,
    }


def post_data(*questions: dict, **values) -> dict:
    for number, data in enumerate(questions):
        data["clean_name"] = data["clean_name"] or f"f_test{number}"
    return nested_form_data(
        {
            "title": "Write to us",
            "slug": "write-to-us",
            "introduction": "",
            "picture_alt": "",
            "before_form": rich_text("<p></p>"),
            "form_fields": inline_formset(list(questions)),
            "contact_rule": "either",
            "button_label": "Send request",
            "notify": "",
            "thanks_title": "We have your request",
            "thanks_text": rich_text("<p></p>"),
            "next_steps": "",
            "further_references-count": "0",
            "comments": inline_formset([]),
            "action-publish": "Publish",
            **values,
        }
    )


def publish(admin, *questions: dict, **values):
    address = reverse("wagtailadmin_pages:add", args=["clinic_forms", "formpage", home_page().pk])
    return admin.post(address, post_data(*questions, **values))


def errors(response) -> str:
    page = BeautifulSoup(response.content, "html.parser")
    return " ".join(
        tag.get_text(" ", strip=True) for tag in page.select(".w-field__errors, .help-critical, .messages, .error-message")
    )  # fmt: skip


class TestEditor:
    def test_a_sound_form_is_published(self, admin):
        response = publish(admin, question(), question(field_type="name", label="First name"))
        assert response.status_code == 302
        page = FormPage.objects.get()
        assert [f.clean_name for f in page.form_fields.all()] == ["f_test0", "f_test1"]
        assert Visitor(page.url).input("Telephone")

    @pytest.mark.parametrize(
        ("questions", "sentence"),
        [
            ([question(label="Date of birth")], "must not ask for ‘Date of birth’"),
            ([question(label="Number", help_text="Your SSN")], "must not ask for ‘SSN’"),
            (
                [question(), question(label="When were you born?", field_type="date")],
                "must not ask for ‘When were you born’",
            ),
            (
                [question(), question(label="How many mg a day?", field_type="number")],
                "must not ask for ‘mg’",
            ),
            (
                [question(), question(label="Pick one", field_type="radio", choices="A diagnosis\nB")],
                "must not ask for ‘diagnosis’",
            ),
            ([question(sensitive="on")], "The front desk works with this answer"),
            ([question(), question(field_type="radio", label="Which?", choices="One")], "at least two answers"),
            ([question(), question(field_type="consent_text", label="Texts")], "text that the visitor agrees to"),
            ([question(), question()], "already has a question of this kind"),
            ([question(show_if="Nothing")], "No question before this one is called ‘Nothing’"),
            ([question(show_if_answer="Yes")], "which question must have this answer"),
            (
                [
                    question(field_type="contact_method", label="How?"),
                    question(show_if="How?", show_if_answer="Pigeon"),
                ],
                "Its answers: ‘Call me’, ‘Text me’, ‘E-mail me’",
            ),
            (
                [question(field_type="name", label="Name"), question(show_if="Name", show_if_answer="Ann")],
                "no fixed answers",
            ),
            ([question(field_type="name", label="First name")], "neither a telephone number nor an e-mail"),
        ],
    )  # fmt: skip
    def test_a_mistake_that_would_cost_requests_gets_a_sentence(self, admin, questions, sentence):
        response = publish(admin, *[dict(q) for q in questions])
        assert response.status_code == 200
        assert sentence in BeautifulSoup(response.content, "html.parser").get_text(" ")
        assert not FormPage.objects.exists()

    def test_both_must_be_asked_where_both_are_wanted(self, admin):
        response = publish(admin, question(), contact_rule="both")
        assert "Add what is missing" in response.content.decode()

    def test_a_draft_may_be_half_written(self, admin):
        data = post_data(question(label="Date of birth", show_if="Noth"))
        del data["action-publish"]
        address = reverse(
            "wagtailadmin_pages:add", args=["clinic_forms", "formpage", home_page().pk]
        )
        assert admin.post(address, data).status_code == 302
        assert FormPage.objects.get().live is False

    def test_a_key_survives_drafts_and_a_renamed_label(self, admin):
        publish(admin, question())
        page = FormPage.objects.get()
        pk = page.form_fields.get().pk
        data = post_data(question(id=pk, label="Your number"))
        data["form_fields-INITIAL_FORMS"] = "1"
        response = admin.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)
        assert response.status_code == 302
        field = FormField.objects.get()
        assert (field.clean_name, field.label) == ("f_test0", "Your number")

    def test_a_made_up_key_is_refused(self, admin):
        response = publish(admin, question(clean_name="submit_time"))
        assert response.status_code == 200
        assert not FormPage.objects.exists()

    def test_an_address_that_is_none_is_named(self, admin):
        response = publish(admin, question(), notify="desk@clinic.example\nnot an address")
        assert "is not an e-mail address" in response.content.decode()

    @pytest.mark.parametrize("mode", ["form", "landing"])
    def test_every_preview_works_and_can_not_be_sent(self, admin, mode):
        page = FormPageFactory()
        edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
        assert admin.get(edit).status_code == 200
        page.save_revision()
        address = reverse("wagtailadmin_pages:view_draft", args=[page.pk]) + f"?mode={mode}"
        response = admin.get(address)
        assert response.status_code == 200
        if mode == "form":
            form = BeautifulSoup(response.content, "html.parser").find(attrs={"data-form": True})
            assert form.find("button").has_attr("disabled")

    def test_the_kinds_that_can_be_chosen_hold_nothing_that_must_not_be_asked(self):
        kinds = [kind for kind, _label in FormField._meta.get_field("field_type").choices]
        assert not set(kinds) & {"multiline", "datetime", "hidden", "file", "url"}
        assert all(len(kind) <= 16 for kind in kinds)
