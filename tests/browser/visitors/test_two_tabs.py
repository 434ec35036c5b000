"""Two people in two tabs, and a form that staff change meanwhile, in a browser with its own history."""

import pytest
from playwright.sync_api import expect

from forms.models import FormPage, Submission
from tests.factories.forms import request_settings, starter_form

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


@pytest.fixture
def appointment(transactional_db):
    request_settings()
    return starter_form(slug="request")


def step_1(page, name):
    page.get_by_role("radio", name="I am new here").check()
    page.get_by_label("First name").fill(name)
    page.get_by_label("18 or older").check()
    page.get_by_role("button", name="Continue").click()


def step_2(page):
    page.get_by_label("An appointment").check()
    page.get_by_role("button", name="Continue").click()


def step_3(page, phone):
    page.get_by_role("radio", name="Text me").check()
    page.get_by_label("Telephone").fill(phone)
    page.get_by_label("You may use what I wrote").check()
    page.get_by_role("button", name="Check your answers").click()


def send(page):
    page.get_by_role("button", name="Send request").click()
    expect(page.get_by_role("heading", name="We have your request")).to_be_visible()


def test_two_people_are_two_requests_and_back_shows_each_their_own(open_page, appointment):
    ann = open_page(appointment.url)
    step_1(ann, "Ann")
    bea = ann.context.new_page()
    bea.goto(ann.base + appointment.url)
    expect(bea.get_by_text("You began this form on this device")).to_be_visible()
    step_1(bea, "Bea")
    step_2(ann)
    step_2(bea)
    step_3(bea, "703 555 0199")
    ann.go_back()
    ann.go_back()
    expect(ann.get_by_label("First name")).to_have_value("Ann")
    ann.go_forward()
    ann.go_forward()
    step_3(ann, "703 555 0123")
    send(bea)
    send(ann)
    found = {s.answer("name"): s.answer("phone") for s in Submission.objects.all()}
    assert found == {"Ann": "+17035550123", "Bea": "+17035550199"}
    # Both windows stay open, and Back from the confirmation leads to it again.
    ann.go_back()
    expect(ann.get_by_role("heading", name="We have your request")).to_be_visible()


def test_a_form_that_is_renamed_and_then_unpublished_goes_on(open_page, appointment):
    page = open_page(appointment.url)
    step_1(page, "Ann")
    form = FormPage.objects.get(pk=appointment.pk)
    form.slug = "renamed"
    form.save_revision().publish()
    page.reload()
    assert page.url.endswith("/renamed/?step=2")
    step_2(page)
    FormPage.objects.get(pk=appointment.pk).unpublish()
    step_3(page, "703 555 0123")
    send(page)
    page.reload()
    reference = Submission.objects.get().reference
    expect(page.get_by_text(reference)).to_be_visible()


def test_steps_switched_off_and_a_question_taken_out_lose_nothing(open_page, appointment):
    page = open_page(appointment.url)
    step_1(page, "Ann")
    form = FormPage.objects.get(pk=appointment.pk)
    form.use_steps = False
    form.form_fields = [f for f in form.form_fields.all() if f.field_type != "visitor_kind"]
    form.save_revision().publish()
    step_2(page)
    expect(page.get_by_text("changed while you were filling it in")).to_be_visible()
    expect(page.get_by_label("First name")).to_have_value("Ann")
    step_3(page, "703 555 0123")
    send(page)
    answers = {r["kind"]: (r["text"], r["gone"]) for r in Submission.objects.get().answers()}
    assert answers["visitor_kind"] == ("I am new here", "removed")
