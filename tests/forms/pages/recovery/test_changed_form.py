"""Staff change a form while somebody fills it in: nothing typed is lost, and no answer changes its meaning."""

import time

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageViewRestriction, Site

from desk import page_bin
from forms.models import FormerForm, Submission
from forms.pages.recovery.former_form import RETENTION, find_former_version
from home.models import HomePage
from tests.factories.forms import FormPageFactory
from tests.factories.home import StandardPageFactory, home_page
from tests.forms.pages.recovery.changes import stored
from tests.forms.pages.visit.stepping import through_step_1, through_step_2, to_check
from tests.forms.visitor import Visitor, fill_small

pytestmark = pytest.mark.django_db


def rename(page, slug="renamed"):
    page = page.__class__.objects.get(pk=page.pk)
    page.slug = slug
    page.save_revision().publish()


def unpublish(page):
    page.unpublish()


def restrict(page):
    PageViewRestriction.objects.create(page=page, restriction_type="login")


def delete(page):
    Page.objects.get(pk=page.pk).delete()


def ask_for_password(page):
    PageViewRestriction.objects.create(page=page, restriction_type="password", password="secret")


def put_parent_behind_password(page):
    ask_for_password(page.get_parent())


def move_outside(page):
    """Move the page under a home page that is no site's."""
    other = HomePage(title="Other", slug="other-home", headline="Other")
    Page.get_first_root_node().add_child(instance=other)
    Page.objects.get(pk=page.pk).move(other, pos="last-child")


def move_to_another_site(page):
    move_outside(page)
    Site.objects.create(hostname="other.example", root_page=HomePage.objects.get(slug="other-home"))


def put_in_bin(page):
    page_bin.put_in_bin(Page.objects.get(pk=page.pk), None)


def replace_by_page(page):
    delete(page)
    StandardPageFactory(slug=page.slug, parent=home_page())


def replace_by_form(page):
    delete(page)
    FormPageFactory(slug=page.slug, title="Another form")


def lead_to_another_form(page):
    delete(page)
    other = FormPageFactory(slug="another", title="Another form")
    Redirect.objects.update_or_create(
        site=Site.objects.get(), old_path="/request", defaults={"redirect_page": other}
    )


GONE = [rename, unpublish, restrict, delete]
HIDDEN = [
    unpublish, restrict, delete, ask_for_password, put_parent_behind_password, move_outside,
    move_to_another_site, put_in_bin, replace_by_page, replace_by_form, lead_to_another_form,
]  # fmt: skip


class TestTheAddress:
    @pytest.mark.parametrize("change", GONE)
    def test_at_the_last_screen(self, appointment, change):
        visitor = to_check(Visitor(appointment.url))
        change(appointment)
        visitor.press("Send request")
        assert visitor.title == "We have your request"
        assert visitor.reference == Submission.objects.get().reference
        assert stored()["phone"] == "(703) 555-0123"

    @pytest.mark.parametrize("change", GONE)
    def test_at_the_second_step(self, appointment, change):
        visitor = through_step_1(Visitor(appointment.url))
        change(appointment)
        through_step_2(visitor)
        assert "Step 3 of 3" in visitor.text
        visitor.tick("Text me").fill("Telephone", "703 555 0123")
        visitor.tick("You may use what I wrote").press("Check your answers")
        visitor.press("Send request")
        assert visitor.reference == Submission.objects.get().reference
        assert stored()["name"] == "Ann"

    @pytest.mark.parametrize("change", GONE)
    def test_of_a_form_on_one_page(self, form_page, change):
        visitor = fill_small(Visitor(form_page.url))
        change(form_page)
        visitor.press("Send")
        assert visitor.reference == Submission.objects.get().reference

    @pytest.mark.parametrize("change", GONE)
    def test_with_a_mistake_the_page_comes_back_filled(self, form_page, change):
        visitor = fill_small(Visitor(form_page.url), phone="12")
        change(form_page)
        visitor.press("Send")
        assert visitor.errors
        assert visitor.input("First name")["value"] == "Ann"
        visitor.fill("Telephone", "703 555 0123").press("Send")
        assert visitor.reference == Submission.objects.get().reference

    @pytest.mark.parametrize("change", GONE)
    def test_an_old_browser_needs_its_token_there_too(self, form_page, change):
        visitor = fill_small(Visitor(form_page.url, Client(enforce_csrf_checks=True)))
        change(form_page)
        token = visitor.values.pop("csrfmiddlewaretoken")
        visitor.press("Send", Origin="null")
        assert visitor.status == 403
        assert visitor.input("First name")["value"] == "Ann"
        assert not Submission.objects.exists()
        visitor.values["csrfmiddlewaretoken"] = token
        visitor.press("Send", Origin="null")
        assert visitor.reference == Submission.objects.get().reference

    def test_another_form_at_the_old_address_does_not_take_it(self, form_page):
        visitor = fill_small(Visitor(form_page.url))
        rename(form_page)
        other = FormPageFactory(slug="write", title="Another form")
        visitor.press("Send")
        assert Submission.objects.get().page_id == form_page.pk
        assert other.url == "/write/"

    @pytest.mark.parametrize("change", GONE)
    def test_the_confirmation_is_found_afterwards(self, form_page, change):
        visitor = fill_small(Visitor(form_page.url)).press("Send")
        place, reference = visitor.posted["Location"], visitor.reference
        if change is delete:
            Submission.objects.update(page=None)
        change(form_page)
        assert visitor.open(place).reference == reference

    @pytest.mark.parametrize("change", HIDDEN)
    def test_reloading_a_step_shows_it_filled_and_it_can_be_sent(self, appointment, change):
        """Every button leads on from there, and so does the confirmation."""
        visitor = through_step_1(Visitor(appointment.url))
        change(appointment)
        visitor.open(visitor.posted["Location"])
        assert "Step 2 of 3" in visitor.text
        visitor.press("Back")
        assert visitor.input("First name")["value"] == "Ann"
        visitor.press("Continue").tick("An appointment").press("Continue")
        visitor.tick("Text me").fill("Telephone", "703 555 0123")
        visitor.tick("You may use what I wrote").press("Check your answers").press("Send request")
        assert stored()["name"] == "Ann"
        assert visitor.reference == Submission.objects.get().reference

    @pytest.mark.parametrize("change", [unpublish, restrict, delete, replace_by_page])
    def test_who_began_nothing_lately_sees_nothing_of_it(self, appointment, change, monkeypatch):
        visitor = through_step_1(Visitor(appointment.url))
        change(appointment)
        later = time.time() + 2 * 3600
        monkeypatch.setattr("forms.pages.visit.draft_cookie.time.time", lambda: later)
        page = visitor.client.get(appointment.url, {"step": "2"})
        assert page.status_code in (200, 302, 404, 410)
        assert b"data-form" not in page.content

    def test_what_was_sent_does_not_open_a_form_that_is_gone(self, form_page):
        visitor = fill_small(Visitor(form_page.url)).press("Send")
        unpublish(form_page)
        assert visitor.client.get(form_page.url).status_code == 404
        assert visitor.client.get(form_page.url, {"step": "1"}).status_code == 302

    def test_the_questions_of_a_deleted_form_are_kept_for_a_day(self, form_page):
        delete(form_page)
        assert find_former_version(form_page.pk).title == "Write to us"
        FormerForm.objects.update(deleted_at=timezone.now() - RETENTION)
        assert find_former_version(form_page.pk) is None
        delete(FormPageFactory(slug="another"))
        assert not FormerForm.objects.filter(number=form_page.pk).exists()

    def test_a_made_up_confirmation_is_still_not_found(self, client, form_page):
        unpublish(form_page)
        assert client.get(f"{form_page.url}sent/{'a' * 44}/").status_code == 404

    def test_reloading_a_step_leads_to_the_new_address_filled(self, appointment):
        visitor = through_step_1(Visitor(appointment.url))
        rename(appointment)
        response = visitor.client.get(visitor.posted["Location"])
        assert (response.status_code, response["Location"]) == (302, "/renamed/?step=2")
        visitor.open(response["Location"])
        assert "Step 2 of 3" in visitor.text
        visitor.press("Back")
        assert visitor.input("First name")["value"] == "Ann"

    def test_other_addresses_are_not_found_as_ever(self, client, form_page):
        assert client.get("/nothing/").status_code == 404
        assert client.post("/nothing/", {"a": "b"}).status_code in (403, 404, 405)
