"""reCAPTCHA gives a verdict and never costs a request, whatever Google or the browser does."""

import io
import json
import time
from urllib.error import HTTPError, URLError

import pytest
from django.test import Client
from django_recaptcha import client as google

from forms.models import Submission
from forms.requests.defences import captcha
from forms.requests.defences.captcha import SoftReCaptchaField, captcha_field
from tests.factories.forms import FormPageFactory
from tests.forms.visitor import Visitor, fill_small

pytestmark = pytest.mark.django_db


@pytest.fixture
def keys(settings):
    settings.RECAPTCHA_PUBLIC_KEY = "public-key"
    settings.RECAPTCHA_PRIVATE_KEY = "private-key"


def answers(monkeypatch, content):
    """Let Google answer `content`: text, or something to raise or call."""

    def reply(_params):
        if isinstance(content, Exception):
            raise content
        if callable(content):
            return content()
        return io.BytesIO(content.encode())

    monkeypatch.setattr(google, "recaptcha_request", reply)


def send(form_page, token: str = "token") -> Submission:
    visitor = fill_small(Visitor(form_page.url))
    visitor.values["captcha"] = [token]
    visitor.press("Send")
    assert visitor.title == "We have your request"
    return Submission.objects.get()


PASS = json.dumps({"success": True, "score": 0.9, "action": "request"})


@pytest.mark.usefixtures("keys")
class TestVerdict:
    @pytest.mark.parametrize(
        ("answer", "verdict", "reasons"),
        [
            (PASS, "passed", []),
            (json.dumps({"success": True, "score": 0.1, "action": "request"}), "unverified", ["captcha_score"]),
            (json.dumps({"success": True, "score": 0.9, "action": "login"}), "suspect", ["captcha_action"]),
            (json.dumps({"success": True}), "unverified", ["captcha_unusable"]),
            (json.dumps({"success": True, "score": "high"}), "unverified", ["captcha_unusable"]),
            (json.dumps({"success": False, "error-codes": ["invalid-input-secret"]}), "unverified", ["captcha_unusable"]),
            (json.dumps({"success": False, "error-codes": ["timeout-or-duplicate"]}), "unverified", ["captcha_unusable"]),
            ("<html>Sign in to the network</html>", "unverified", ["captcha_unreachable"]),
            ("{}", "unverified", ["captcha_unreachable"]),
            ("[]", "unverified", ["captcha_unreachable"]),
            ("", "unverified", ["captcha_unreachable"]),
            (URLError("refused"), "unverified", ["captcha_unreachable"]),
            (HTTPError("u", 500, "x", {}, None), "unverified", ["captcha_unreachable"]),
            (TimeoutError(), "unverified", ["captcha_unreachable"]),
            (MemoryError(), "unverified", ["captcha_unreachable"]),
        ],
    )  # fmt: skip
    def test_whatever_google_says(self, form_page, monkeypatch, answer, verdict, reasons):
        answers(monkeypatch, answer)
        request = send(form_page)
        assert (request.verdict, request.reasons) == (verdict, reasons)

    def test_without_script_there_is_no_token_and_no_call(self, form_page, monkeypatch):
        answers(monkeypatch, AssertionError("nobody must be asked"))
        request = send(form_page, token="")
        assert (request.verdict, request.reasons) == ("unverified", ["captcha_missing"])

    def test_a_server_that_sends_a_byte_a_second_holds_nobody_for_longer_than_the_limit(
        self, form_page, monkeypatch, settings
    ):
        settings.RECAPTCHA_VERIFY_REQUEST_TIMEOUT = 0.3
        answers(monkeypatch, lambda: time.sleep(1.5))
        began = time.monotonic()
        verdict = captcha_field().clean("token")
        assert time.monotonic() - began < 1.2
        assert verdict.state == "unverified"

    def test_the_visitors_address_is_not_told(self, form_page, monkeypatch):
        seen = {}

        def submit(**kwargs):
            seen.update(kwargs)
            raise URLError("x")

        monkeypatch.setattr(google, "submit", submit)
        request = object()  # a local of this name is what the library looks for
        captcha_field().clean("token")
        assert request
        assert seen["remoteip"] == ""

    def test_version_2_knows_no_score(self, form_page, monkeypatch, settings):
        settings.RECAPTCHA_VERSION = "v2"
        answers(monkeypatch, json.dumps({"success": True, "hostname": "x"}))
        assert send(form_page).verdict == "passed"


class TestPage:
    def test_without_keys_nothing_of_it_exists(self, client, form_page):
        html = client.get(form_page.url).content.decode()
        assert "captcha" not in html.lower()
        assert "google" not in html.lower()
        assert captcha_field() is None

    @pytest.mark.usefixtures("keys")
    def test_google_is_named_in_words_but_not_loaded(self, form_page):
        page = Visitor(form_page.url).page
        assert page.select_one("[data-captcha]")["data-site-key"] == "public-key"
        for script in page.find_all("script"):
            assert script.get("src", "").startswith("/static/") or script.get("type")
        assert not page.find_all("iframe")
        assert "reCAPTCHA" in page.select_one(".c-form__captcha-note").get_text()

    @pytest.mark.usefixtures("keys")
    def test_only_the_button_that_sends_waits_for_it(self, db):
        page = FormPageFactory(check_answers=True)
        visitor = Visitor(page.url)
        assert visitor.page.select_one("[data-captcha]") is None
        fill_small(visitor).press("Check your answers")
        assert visitor.page.select_one("[data-captcha]")
        assert len(visitor.page.select("[data-captcha-button]")) == 1

    @pytest.mark.usefixtures("keys")
    def test_the_private_key_stays_here(self, client, form_page):
        content = client.get(form_page.url).content
        assert b"public-key" in content
        assert b"private-key" not in content

    @pytest.mark.usefixtures("keys")
    def test_its_hosts_are_allowed_on_form_pages_only(self, form_page):
        policy = Client().get(form_page.url)["Content-Security-Policy"]
        assert "https://www.google.com/recaptcha/" in policy
        assert "recaptcha" not in Client().get("/")["Content-Security-Policy"]

    @pytest.mark.parametrize("value", [None, "", "x" * 100_000, "\x00"])
    def test_the_field_never_raises(self, keys, monkeypatch, value):
        answers(monkeypatch, URLError("x"))
        field = SoftReCaptchaField(public_key="a", private_key="b")
        assert field.clean(value).state == "unverified"


def test_a_broken_pool_of_threads_is_no_reason_either(keys, monkeypatch):
    class Full:
        def submit(self, *_args):
            raise RuntimeError("cannot schedule new futures after shutdown")

    monkeypatch.setattr(captcha, "_threads", Full())
    assert captcha_field().clean("token").state == "unverified"
