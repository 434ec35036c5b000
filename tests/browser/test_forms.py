"""What the forms' two scripts do in a browser: conditions, one press, and a captcha in nobody's way."""

import pytest
from playwright.sync_api import expect

from forms.models import Submission
from tests.factories.forms import FormPageFactory, request_settings, starter_form

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
GOOGLE = "https://www.google.com/recaptcha/**"
# What Google's script does, as far as ours uses it.
FAKE = """
window.asked = (window.asked || 0) + 1;
window.grecaptcha = {
  ready: (then) => then(),
  execute: (key, options) => Promise.resolve(`token-for-${options.action}`),
  render: (box, options) => { box.textContent = "tick me"; options.callback("token-by-tick"); },
};
"""
NEVER_ANSWERS = (
    "window.grecaptcha = { ready: (then) => then(), execute: () => new Promise(() => {}) };"
)


@pytest.fixture
def form_page(transactional_db):
    request_settings()
    return FormPageFactory(slug="write", title="Write to us")


@pytest.fixture
def keys(settings):
    settings.RECAPTCHA_PUBLIC_KEY = "public-key"
    settings.RECAPTCHA_PRIVATE_KEY = "private-key"
    settings.RECAPTCHA_VERIFY_REQUEST_TIMEOUT = 0.1


def fill(page):
    page.get_by_label("First name").fill("Ann")
    page.get_by_role("radio", name="Text me").check()
    page.get_by_label("Telephone").fill("703 555 0123")
    page.get_by_label("You may contact me").check()


def posted(page) -> list[dict]:
    """Collect the forms that the page sends from now on."""
    from urllib.parse import parse_qs

    sent: list[dict] = []

    def note(request) -> None:
        # A page also tells that it was read (site/visits).
        if request.method == "POST" and not request.url.endswith("/_count/"):
            sent.append(parse_qs(request.post_data, keep_blank_values=True))

    page.on("request", note)
    return sent


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


def heading(page):
    return page.get_by_role("heading", level=1)


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


@pytest.mark.usefixtures("keys")
class TestCaptcha:
    def at_form(self, open_page, form_page, answer):
        page = open_page("/")
        page.asked = []

        def google(route):
            page.asked.append(route.request.url)
            if answer is None:
                route.abort()
            else:
                route.fulfill(body=answer, content_type="text/javascript")

        page.route(GOOGLE, google)
        page.goto(page.base + form_page.url)
        return page

    def send(self, page):
        fill(page)
        sent = posted(page)
        page.get_by_role("button", name="Send request").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("We have your request")
        return sent

    def test_google_is_asked_for_nothing_before_somebody_begins(self, open_page, form_page):
        page = self.at_form(open_page, form_page, FAKE)
        page.wait_for_timeout(500)
        assert not page.asked
        page.get_by_label("First name").focus()
        page.wait_for_function("window.asked === 1")
        page.get_by_label("Telephone").focus()
        assert len(page.asked) == 1

    def test_the_token_goes_with_the_form_and_the_button(self, open_page, form_page):
        sent = self.send(self.at_form(open_page, form_page, FAKE))
        assert [form["captcha"] for form in sent] == [["token-for-request"]]
        assert sent[0]["_go"] == ["next"]

    def test_a_browser_that_can_not_press_a_button_by_script_sends_all_the_same(
        self, open_page, form_page
    ):
        """Safari 15 knows `event.submitter`, but not `requestSubmit`."""
        page = self.at_form(open_page, form_page, FAKE)
        page.evaluate("delete HTMLFormElement.prototype.requestSubmit")
        sent = self.send(page)
        assert [(form["captcha"], form["_go"]) for form in sent] == [
            (["token-for-request"], ["next"])
        ]

    def test_a_blocked_script_holds_nobody_up(self, open_page, form_page):
        sent = self.send(self.at_form(open_page, form_page, None))
        assert sent[0]["captcha"] == [""]
        assert Submission.objects.get().reasons[-1] == "captcha_missing"

    def test_a_script_that_never_answers_holds_nobody_for_more_than_three_seconds(
        self, open_page, form_page
    ):
        sent = self.send(self.at_form(open_page, form_page, NEVER_ANSWERS))
        assert sent[0]["captcha"] == [""]
        assert Submission.objects.count() == 1

    def test_version_2_draws_its_box_at_the_first_touch(self, open_page, form_page, settings):
        settings.RECAPTCHA_VERSION = "v2"
        page = self.at_form(open_page, form_page, FAKE)
        expect(page.get_by_text("tick me")).to_have_count(0)
        sent = self.send(page)
        assert sent[0]["captcha"] == ["token-by-tick"]

    def test_two_forms_on_one_page_each_send_themselves(self, open_page, form_page):
        page = self.at_form(open_page, form_page, FAKE)
        form = (
            '<form method="post" action="{path}"><input name="who" value="{who}">'
            '<div data-captcha data-site-key="k" data-version="3" data-action="request">'
            '<input type="hidden" name="captcha"></div>'
            '<button name="_go" value="{who}" data-captcha-button>Send {who}</button></form>'
        )
        html = "<!doctype html>" + "".join(
            form.format(path=form_page.url, who=who) for who in ("one", "two")
        )
        html += '<script src="/static/js/captcha.js"></script>'
        page.route(
            "**/two-forms/", lambda route: route.fulfill(body=html, content_type="text/html")
        )
        page.goto(page.base + "/two-forms/")
        sent = posted(page)
        with page.expect_navigation():
            page.get_by_role("button", name="Send two").click()
        assert [(form["who"], form["_go"], form["captcha"]) for form in sent] == [
            (["two"], ["two"], ["token-for-request"])
        ]
