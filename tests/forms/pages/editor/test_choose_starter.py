"""A new form page begins with a choice of starting forms."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils.text import slugify
from wagtail.models import ModelLogEntry, PageLogEntry
from wagtail.test.utils.form_data import querydict_from_html

from forms.models import FormPage
from forms.pages.starters import STARTERS
from staff import roles
from tests.factories import home_page
from tests.factories.forms import create_form
from tests.forms.visitor import Visitor
from tests.staff.people import sign_in

pytestmark = pytest.mark.django_db


def address():
    return reverse("wagtailadmin_pages:add", args=["clinic_forms", "formpage", home_page().pk])


@pytest.fixture
def editor():
    return sign_in(roles.EDITOR)


def test_the_choice_names_every_starter_with_its_questions(editor):
    page = BeautifulSoup(editor.get(address()).content, "html.parser")
    buttons = page.select("button[name=starter]")
    assert [button["value"] for button in buttons] == [*STARTERS, "empty"]
    shown = page.find("form", class_="clinic-choice").get_text(" ", strip=True)
    for starter in STARTERS.values():
        assert starter["page"]["title"] in shown
        for question in starter["questions"]:
            assert question["label"] in shown
    assert not FormPage.objects.exists()  # looking at the choice makes nothing


@pytest.mark.parametrize("starter", list(STARTERS))
def test_a_chosen_form_opens_as_a_draft_and_is_published_as_it_is(editor, starter):
    response = editor.post(address(), {"starter": starter})
    page = FormPage.objects.get()
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert (response.status_code, response["Location"]) == (302, edit)
    assert (page.live, page.owner) == (False, editor.user)
    asked = [field.label for field in page.form_fields.all()]
    assert asked == [question["label"] for question in STARTERS[starter]["questions"]]
    assert PageLogEntry.objects.filter(page=page.pk, action="wagtail.create").count() == 1

    opened = editor.get(edit).content.decode()
    assert "no visitor sees it yet" in opened
    data = querydict_from_html(opened, form_id="page-edit-form").copy()
    data["further_references-count"] = "0"  # drawn by a script
    data["action-publish"] = "Publish"
    assert editor.post(edit, data).status_code == 302
    page.refresh_from_db()
    assert page.live
    assert Visitor(page.url).input("First name")


def test_an_empty_form_opens_without_questions(editor):
    response = editor.post(address(), {"starter": "empty"})
    page = FormPage.objects.get()
    assert not page.form_fields.exists()
    assert editor.get(response["Location"]).status_code == 200


def test_a_taken_address_gets_another_one(editor):
    create_form(home_page(), "contact", slug="write-to-us")
    editor.post(address(), {"starter": "contact"})
    page = FormPage.objects.get(live=False)
    assert page.slug == "write-to-us-2"


@pytest.mark.parametrize("starter", ["surgery", "", "x" * 5000, "\x00"])
def test_an_unknown_choice_asks_again(editor, starter):
    response = editor.post(address(), {"starter": starter})
    assert response.status_code == 200
    assert BeautifulSoup(response.content, "html.parser").select_one("button[name=starter]")
    assert not FormPage.objects.exists()


@pytest.mark.parametrize("role", [roles.FRONT_DESK, roles.MANAGER, roles.REVIEWER])
def test_who_may_not_add_pages_makes_no_form(role):
    response = sign_in(role).post(address(), {"starter": "contact"})
    assert response["Location"] == "/admin/"
    assert not FormPage.objects.exists()


def test_other_pages_open_their_editor_at_once(editor):
    other = reverse("wagtailadmin_pages:add", args=["home", "aboutpage", home_page().pk])
    page = BeautifulSoup(editor.get(other).content, "html.parser")
    assert page.find(id="page-edit-form")
    assert not page.select("button[name=starter]")
    assert not ModelLogEntry.objects.filter(action="wagtail.create").exists()


def test_a_second_form_of_a_kind_is_told_apart_by_title_and_address(editor):
    """Told by the address alone it would keep its number when the title is changed."""
    for _nth in range(3):
        editor.post(address(), {"starter": "empty"})
    forms = FormPage.objects.order_by("pk")
    assert [form.slug for form in forms] == [slugify(form.title) for form in forms]
    assert [form.title[-2:] for form in forms] == ["rm", " 2", " 3"]
