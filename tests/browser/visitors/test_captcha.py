"""The captcha in a browser: in nobody's way, whatever Google does."""

import pytest
from playwright.sync_api import expect

from forms.models import Submission
from tests.browser.visitors.filling import fill, posted

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
def keys(settings):
    settings.RECAPTCHA_PUBLIC_KEY = "public-key"
    settings.RECAPTCHA_PRIVATE_KEY = "private-key"
    settings.RECAPTCHA_VERIFY_REQUEST_TIMEOUT = 0.1


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
