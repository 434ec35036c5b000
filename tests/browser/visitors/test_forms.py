"""What the forms' two scripts do in a browser: conditions, one press, and a captcha in nobody's way."""

import pytest
from playwright.sync_api import expect

from forms.models import Submission
from tests.browser.visitors.filling import fill, heading, posted
from tests.factories.forms import FormPageFactory, request_settings, starter_form

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


def test_a_question_that_does_not_apply_is_put_away_and_comes_back(open_page, form_page):
    page = open_page(form_page.url)
    voicemail = page.get_by_role("group", name="May we leave a voicemail?")
    expect(voicemail).to_be_hidden()
    page.get_by_role("radio", name="Call me").check()
    expect(voicemail).to_be_visible()
    expect(page.get_by_text("Only if you chose")).to_be_hidden()
    page.get_by_role("radio", name="Text me").check()
    expect(voicemail).to_be_hidden()
    assert not page.trouble


def test_an_answer_of_several_words_brings_its_question_and_so_does_another(open_page, db):
    ride = {
        "field_type": "radio",
        "label": "How do you come?",
        "choices": "By car\nBy bus\nOn foot, slowly",
    }
    asked = {
        "field_type": "singleline", "label": "Which way?", "show_if": "How do you come?",
        "show_if_answer": "By bus\nOn foot, slowly",
    }  # fmt: skip
    request_settings()
    far = {"field_type": "yes_no", "label": "Is it far?", "required": False}
    both = {
        "field_type": "singleline", "label": "How far?", "also_if": "How do you come?", "also_if_answer": "By car",
        "show_if": "Is it far?", "show_if_answer": "Yes",
    }  # fmt: skip
    form = FormPageFactory(
        questions=[{"field_type": "email", "label": "E-mail"}, ride, asked, far, both]
    )
    form.save_revision().publish()
    page = open_page(form.url)
    way = page.get_by_label("Which way?")
    for answer, is_shown in (
        ("By car", False),
        ("By bus", True),
        ("By car", False),
        ("On foot, slowly", True),
    ):
        page.get_by_role("radio", name=answer).check()
        expect(way).to_be_visible(visible=is_shown)
    # Where two conditions have to hold, one alone brings nothing.
    page.get_by_role("radio", name="Yes").check()
    expect(page.get_by_label("How far?")).to_be_hidden()
    page.get_by_role("radio", name="By car").check()
    expect(page.get_by_label("How far?")).to_be_visible()
    assert not page.trouble


def test_the_rest_of_the_characters_is_counted(open_page, form_page):
    page = open_page(form_page.url)
    page.get_by_label("Anything else?").fill("x" * 290)
    expect(page.get_by_text("10 characters left")).to_be_visible()


def test_the_focus_is_on_the_summary_of_errors(open_page, form_page):
    page = open_page(form_page.url)
    page.get_by_role("button", name="Send request").click()
    expect(page.locator("#errors")).to_be_focused()
    page.locator("#errors a").first.click()
    expect(page.get_by_label("First name")).to_be_focused()


def test_a_double_click_sends_once(open_page, form_page):
    page = open_page(form_page.url)
    fill(page)
    sent = posted(page)
    page.get_by_role("button", name="Send request").dblclick()
    expect(page.get_by_role("heading", level=1)).to_have_text("We have your request")
    assert len(sent) == 1
    assert Submission.objects.count() == 1
    assert not page.trouble


def test_the_back_button_and_sending_again_makes_no_second_request(open_page, form_page):
    page = open_page(form_page.url)
    fill(page)
    page.get_by_role("button", name="Send request").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("We have your request")
    page.go_back()
    fill(page)
    page.get_by_role("button", name="Send request").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("We have your request")
    assert Submission.objects.count() == 1


def test_a_page_that_back_shows_as_it_was_left_shows_nothing_that_was_sent(open_page, form_page):
    """Back/forward cache: what was typed and not sent is kept; after sending, the server is asked."""
    page = open_page(form_page.url)
    fill(page)
    come_back = "dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))"
    page.evaluate(come_back)
    page.wait_for_timeout(200)
    expect(page.get_by_label("First name")).to_have_value("Ann")
    with page.expect_navigation():
        page.evaluate(
            "document.querySelector('form[data-form]').dispatchEvent(new Event('submit')); "
            + come_back
        )
    expect(page.get_by_label("First name")).to_have_value("")


def go_on(page, button="Continue"):
    """Press the button and wait for the screen after it."""
    with page.expect_navigation():
        page.get_by_role("button", name=button, exact=True).click()


def test_back_and_reload_on_a_telephone_never_ask_to_send_again(open_page, transactional_db):
    """The screens of a form are addresses: no 'Confirm form resubmission' anywhere, and one request."""
    request_settings()
    page = open_page(starter_form(slug="request").url, width=390)
    steps = page.locator(".c-form-page__step")
    page.get_by_label("I am new here").check()
    page.get_by_label("First name").fill("Ann")
    page.get_by_label("18 or older").check()
    go_on(page)
    expect(steps).to_have_text("Step 2 of 3")
    page.get_by_label("An appointment").check()
    go_on(page)
    page.get_by_role("radio", name="Text me").check()
    page.get_by_label("Telephone").fill("703 555 0123")
    page.get_by_label("You may use what I wrote").check()
    go_on(page, "Check your answers")
    expect(heading(page)).to_have_text("Check your answers")

    for back in (page.go_back, page.reload):
        assert back().ok
        expect(steps).to_have_text("Step 3 of 3")
        expect(page.get_by_label("Telephone")).to_have_value("703 555 0123")
    assert page.go_back().ok
    expect(steps).to_have_text("Step 2 of 3")
    expect(page.get_by_label("An appointment")).to_be_checked()
    assert page.go_forward().ok
    expect(steps).to_have_text("Step 3 of 3")
    assert page.go_forward().ok
    expect(heading(page)).to_have_text("Check your answers")

    go_on(page, "Change First name")
    page.get_by_label("First name").fill("Bea")
    for button in ("Continue", "Continue", "Check your answers"):
        go_on(page, button)
    expect(page.locator("dl.c-answers")).to_contain_text("Bea")
    assert Submission.objects.count() == 0
    go_on(page, "Send request")
    expect(heading(page)).to_have_text("We have your request")
    sent, reference = page.url, page.locator(".c-form-page__reference strong").inner_text()

    # Every screen of the form now leads to the confirmation, and reload sends nothing.
    for move in (page.reload, page.go_back, page.reload, page.go_back):
        assert move().ok
        assert page.url == sent
        expect(page.locator(".c-form-page__reference strong")).to_have_text(reference)
    page.goto(page.base + "/request/")
    expect(page.get_by_label("First name")).to_have_value("")
    request = Submission.objects.get()
    assert (request.answer("name"), request.reference) == ("Bea", reference)
    assert not page.trouble


def test_coming_back_to_a_form_finds_it_filled_in_and_can_clear_it(open_page, transactional_db):
    request_settings()
    url = starter_form(slug="request").url
    page = open_page(url, width=390)
    page.get_by_label("I am new here").check()
    page.get_by_label("First name").fill("Ann")
    page.get_by_label("18 or older").check()
    go_on(page)
    page.goto(page.base + "/")
    page.goto(page.base + url)
    expect(page.get_by_label("First name")).to_have_value("Ann")
    expect(page.get_by_text("You began this form on this device")).to_be_visible()
    clear = page.get_by_role("button", name="Clear and start again")
    assert clear.bounding_box()["height"] >= 44
    with page.expect_navigation():
        clear.click()
    assert page.url == page.base + url
    expect(page.get_by_label("First name")).to_have_value("")
    expect(page.get_by_label("I am new here")).not_to_be_checked()
    assert {cookie["name"] for cookie in page.context.cookies()} == {"csrftoken"}
    assert page.go_back().ok
    assert "Ann" not in page.content()
    assert not page.trouble
