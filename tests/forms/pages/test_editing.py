"""Forms in the editor: mistakes get a sentence, requests stay with their page, nobody reads them there."""

import re

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.core.checks import run_checks
from django.db.models import ProtectedError
from django.test import override_settings
from django.urls import reverse
from wagtail.test.utils.form_data import (
    inline_formset,
    nested_form_data,
    rich_text,
)

from forms.models import FormField, FormPage, Submission
from forms.pages.starters import STARTERS
from tests.factories.forms import (
    FormPageFactory,
    SubmissionFactory,
    create_form,
    member_of,
    request_settings,
)
from tests.factories.home import home_page
from tests.forms.visitor import Visitor

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    user = get_user_model().objects.create_superuser("root", "root@clinic.example", "x")
    client.force_login(user)
    return client


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


class TestDeletion:
    def test_a_page_with_requests_is_kept_with_a_sentence(self, admin):
        page = FormPageFactory(title="Write to us")
        SubmissionFactory(page=page)
        for method in (admin.get, admin.post):
            response = method(reverse("wagtailadmin_pages:delete", args=[page.pk]), follow=True)
            assert (
                "1 request was sent through it. Unpublish it instead" in response.content.decode()
            )
        assert FormPage.objects.exists()
        assert Submission.objects.count() == 1

    def test_so_is_the_page_above_it(self, admin):
        SubmissionFactory(page=FormPageFactory())
        admin.post(reverse("wagtailadmin_pages:delete", args=[home_page().pk]))
        assert Submission.objects.count() == 1
        assert FormPage.objects.exists()

    def test_and_many_at_once(self, admin):
        with_requests, without = FormPageFactory(), FormPageFactory()
        SubmissionFactory(page=with_requests)
        address = (
            reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
            + f"?id={without.pk}&id={with_requests.pk}"
        )
        response = admin.post(address, follow=True)
        assert "Unpublish it instead" in response.content.decode()
        assert FormPage.objects.count() == 2

    def test_the_database_refuses_as_well(self):
        page = FormPageFactory()
        SubmissionFactory(page=page)
        with pytest.raises(ProtectedError):
            page.delete()

    def test_a_page_without_requests_is_deleted(self, admin):
        page = FormPageFactory()
        admin.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
        # It lies in the bin, where nobody reaches it (tests/desk/test_bin.py).
        assert not FormPage.objects.live().exists()


class TestBackDoor:
    @pytest.mark.parametrize("role", ["Editor", "Administrator", "Manager", "Front desk"])
    def test_wagtails_own_list_shows_nobody_anything(self, client, role):
        page = FormPageFactory()
        SubmissionFactory(page=page, name="Ann Secret")
        client.force_login(member_of(role))
        for name in ("list_submissions", "delete_submissions", "list_submissions_results"):
            response = client.get(reverse(f"wagtailforms:{name}", args=[page.pk]))
            assert response.status_code in (302, 403, 404)
            assert b"Secret" not in response.content

    def test_not_even_a_superuser(self, admin):
        page = FormPageFactory(title="Secret form")
        SubmissionFactory(page=page)
        response = admin.get(reverse("wagtailforms:list_submissions", args=[page.pk]))
        assert response.status_code in (302, 403)
        assert b"Secret form" not in admin.get(reverse("wagtailforms:index")).content

    def test_its_menu_item_is_gone(self, admin):
        FormPageFactory()
        home = admin.get(reverse("wagtailadmin_home")).content.decode()
        assert reverse("wagtailforms:index") not in home


class TestStarters:
    @pytest.mark.parametrize("starter", list(STARTERS))
    def test_ask_what_the_rules_say_and_nothing_else(self, starter):
        page = create_form(home_page(), starter)
        fields = list(page.form_fields.all())
        kinds = {field.field_type for field in fields}
        assert kinds >= {
            "name", "phone", "email", "contact_method", "voicemail", "say_clinic",
            "consent_contact", "consent_text",
        }  # fmt: skip
        if starter != "contact":  # who only asks something is asked for less
            assert kinds >= {"times", "age_confirm", "visitor_kind", "help_wanted"}
        assert not [f.label for f in fields if f.problems()]

    @pytest.mark.parametrize("starter", list(STARTERS))
    def test_keep_the_consents_apart_and_text_messages_voluntary(self, starter):
        page = create_form(home_page(), starter)
        text = page.form_fields.get(field_type="consent_text")
        assert not text.required
        for words in (
            "STOP",
            "HELP",
            "not a condition of care",
            "not encrypted",
            "rates may apply",
        ):
            assert words in text.wording

    @pytest.mark.parametrize("starter", list(STARTERS))
    def test_have_neutral_addresses_and_are_live(self, client, starter):
        page = create_form(home_page(), starter)
        assert client.get(page.url).status_code == 200
        assert not {"ketamine", "depression", "treatment"} & set(page.slug.split("-"))

    @pytest.mark.parametrize("starter", list(STARTERS))
    def test_conditions_point_at_questions_that_exist(self, starter):
        page = create_form(home_page(), starter)
        questions = page.get_form_class().questions
        with_condition = [f.label for f in page.form_fields.all() if f.show_if]
        assert [q.label for q in questions if q.condition] == with_condition

    def test_a_consultation_says_what_each_way_to_be_reached_leads_to(self):
        """The talk is a call; who prefers e-mail is asked for nothing else and told what follows."""
        request_settings()
        visitor = Visitor(create_form(home_page(), "consultation").url)
        way = visitor.form.find("legend", string=re.compile("reach you to set a time"))
        assert "The talk itself is a phone call." in way.find_parent("fieldset").get_text()
        visitor.tick("I am new here").fill("First name", "Ann").tick("18 or older")
        visitor.tick("E-mail me").fill("E-mail (optional)", "ann@example.com")
        visitor.tick("You may use what I wrote").press("Check your answers").press("Send request")
        assert "We write to you by" in visitor.text
        assert "We agree on a time that suits you" in visitor.text

    def test_take_overrides(self):
        page = create_form(home_page(), "consultation", title="Talk first", slug="talk")
        assert (page.title, page.slug) == ("Talk first", "talk")

    def test_an_unknown_one_is_refused(self):
        with pytest.raises(KeyError):
            create_form(home_page(), "surgery")


class TestChecks:
    def ids(self) -> set[str]:
        return {check.id for check in run_checks(include_deployment_checks=True)}

    @override_settings(FIELD_ENCRYPTION_KEYS=["nonsense"])
    def test_a_key_with_a_typing_error_is_found_at_the_start(self):
        assert "clinic_forms.E001" in {check.id for check in run_checks()}

    @override_settings(FIELD_ENCRYPTION_KEYS=[])
    def test_a_missing_key_is_found_before_going_live(self):
        assert "clinic_forms.E002" in self.ids()

    @override_settings(LOOKUP_KEY="")
    def test_a_missing_look_up_key_is_a_warning(self):
        assert "clinic_forms.W001" in self.ids()

    def test_googles_test_keys_are_no_keys(self, settings):
        from django_recaptcha.constants import TEST_PRIVATE_KEY, TEST_PUBLIC_KEY

        settings.RECAPTCHA_PUBLIC_KEY = TEST_PUBLIC_KEY
        settings.RECAPTCHA_PRIVATE_KEY = TEST_PRIVATE_KEY
        assert "clinic_forms.E003" in self.ids()

    @override_settings(RECAPTCHA_PUBLIC_KEY="only one")
    def test_half_a_pair_of_keys_is_a_warning(self):
        assert "clinic_forms.W002" in self.ids()

    @override_settings(LOOKUP_KEY="x" * 50)
    def test_all_well_says_nothing(self):
        assert not [i for i in self.ids() if i and i.startswith("clinic_forms")]
