"""Requests stay with their page: deletion is refused, the back door is shut, starters and checks hold."""

import re

import pytest
from django.core.checks import run_checks
from django.db.models import ProtectedError
from django.test import override_settings
from django.urls import reverse

from forms.models import FormPage, Submission
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
        assert '"name": "explorer"' in home
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
