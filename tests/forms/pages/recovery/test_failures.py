"""Whatever fails, the visitor gets back what they typed, with the clinic's number."""

import logging

import pytest
from bs4 import BeautifulSoup
from django.db import OperationalError
from django.test import Client, override_settings
from wagtail.models import Site

from clinic.models import ClinicSettings
from forms.models import Submission
from forms.pages.visit import sending
from forms.requests.intake import storing
from tests.forms.visitor import Visitor, fill_small

pytestmark = pytest.mark.django_db
HERE = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def phone(form_page):
    site = Site.objects.get(is_default_site=True)
    ClinicSettings.objects.update_or_create(site=site, defaults={"phone": "(703) 555-0100"})


@pytest.fixture
def strict(form_page):
    return Client(enforce_csrf_checks=True)


def is_filled(visitor: Visitor) -> bool:
    return visitor.values[visitor.input("First name")["name"]] == ["Ann"]


class TestToken:
    def test_a_browser_that_says_it_comes_from_here_needs_none(self, form_page, strict):
        visitor = fill_small(Visitor(form_page.url, strict))
        del visitor.values["csrfmiddlewaretoken"]
        # 'no-referrer' makes a browser send this origin.
        visitor.press("Send", **HERE, Origin="null")
        assert visitor.title == "We have your request"

    def test_without_cookies_it_still_works(self, form_page):
        visitor = fill_small(Visitor(form_page.url, Client(enforce_csrf_checks=True)))
        visitor.client.cookies.clear()
        visitor.press("Send", **HERE)
        assert visitor.title == "We have your request"

    def test_an_old_browser_with_its_token_is_let_in(self, form_page, strict):
        visitor = fill_small(Visitor(form_page.url, strict)).press("Send", Origin="null")
        assert visitor.title == "We have your request"

    @pytest.mark.parametrize("headers", [{"Origin": "null"}, {}])
    def test_a_browser_that_does_not_say_where_it_comes_from_needs_its_token(
        self, form_page, strict, headers
    ):
        """A layout of any other site sends 'null', too."""
        visitor = fill_small(Visitor(form_page.url, strict))
        del visitor.values["csrfmiddlewaretoken"]
        visitor.press("Send", **headers)
        assert visitor.status == 403
        assert is_filled(visitor)
        assert Submission.objects.count() == 0
        visitor.press("Send", **headers)
        assert visitor.title == "We have your request"

    def test_an_old_browser_without_cookies_is_let_in_at_the_second_press(self, db):
        """Private browsing in Safari before 16.4: no cookie, `Origin: null`, nothing else. On every screen."""
        from tests.factories.forms import starter_form

        page = starter_form()
        browser = Client(enforce_csrf_checks=True, REMOTE_ADDR="203.0.113.7")

        def press(words):
            browser.cookies.clear()
            return visitor.press(words, Origin="null")

        visitor = Visitor(page.url, browser).tick("I am new here").fill("First name", "Ann")
        visitor.tick("18 or older")
        assert press("Continue").status == 403
        assert "press the button once more" in visitor.text
        press("Continue").tick("An appointment")
        assert (visitor.status, press("Continue").status) == (200, 200)
        visitor.tick("Text me").fill("Telephone", "703 555 0123").tick("You may use what I wrote")
        press("Check your answers")
        press("Send")
        assert visitor.title == "We have your request"

    def test_nobody_elses_page_gets_in_by_that(self, form_page):
        def shown_once_more(address):
            visitor = Visitor(form_page.url, Client(enforce_csrf_checks=True, REMOTE_ADDR=address))
            visitor.client.cookies.clear()
            return fill_small(visitor).press("Send", Origin="null")

        stolen = shown_once_more("198.51.100.9").values["_token"]
        victim = shown_once_more("203.0.113.7")
        for token, headers in (
            (stolen, {"Origin": "null"}),
            (victim.values["_token"], {"Origin": "null", "Sec-Fetch-Site": "cross-site"}),
        ):
            victim.values["_token"] = token
            victim.client.cookies.clear()
            assert victim.press("Send", **headers).status == 403
            assert Submission.objects.count() == 0

    def test_an_expired_token_brings_the_filled_page_back_with_a_fresh_one(
        self, form_page, strict, phone
    ):
        visitor = fill_small(Visitor(form_page.url, strict))
        visitor.values["csrfmiddlewaretoken"] = ["x" * 64]
        visitor.press("Send")
        assert visitor.status == 403
        assert is_filled(visitor)
        assert "Nothing you wrote is lost" in visitor.text
        assert "(703) 555-0100" in visitor.page.find(id="problem").get_text()
        assert Submission.objects.count() == 0
        visitor.press("Send")
        assert visitor.title == "We have your request"
        assert Submission.objects.count() == 1

    def test_it_also_comes_back_in_the_middle_of_the_steps(self, db):
        from tests.factories.forms import starter_form

        visitor = Visitor(starter_form().url, Client(enforce_csrf_checks=True))
        visitor.tick("I am new here").fill("First name", "Ann").tick("18 or older").press(
            "Continue"
        )
        visitor.tick("An appointment")
        visitor.values["csrfmiddlewaretoken"] = ["x" * 64]
        visitor.press("Continue")
        assert visitor.status == 403
        assert visitor.input("An appointment").has_attr("checked")
        visitor.press("Back")
        assert is_filled(visitor)

    @pytest.mark.parametrize("site", ["cross-site", "same-site", "none"])
    def test_another_site_can_send_nothing_in_somebodys_name(self, form_page, strict, site):
        visitor = fill_small(Visitor(form_page.url, strict))
        del visitor.values["csrfmiddlewaretoken"]
        visitor.press("Send", **{"Sec-Fetch-Site": site})
        assert visitor.status == 403
        assert Submission.objects.count() == 0

    def test_other_pages_are_refused_as_ever(self, strict, form_page):
        response = strict.post("/accounts/login/", {"_token": "x"}, headers=HERE)
        assert response.status_code == 403

    def test_an_address_that_is_no_form_is_refused_as_ever(self, strict, form_page):
        response = strict.post("/", {"a": "b"})
        assert response.status_code in (403, 405)


class TestDatabase:
    @pytest.mark.parametrize(
        "words", ["database is locked", "database or disk is full", "disk I/O error"]
    )
    def test_what_can_not_be_stored_comes_back_filled(self, form_page, phone, monkeypatch, words):
        def fail(*_args):
            raise OperationalError(words)

        visitor = fill_small(Visitor(form_page.url), text="my words")
        with monkeypatch.context() as patch:
            patch.setattr(storing, "_create_request", fail)
            patch.setattr(storing, "PATIENCE", 0)
            patch.setattr(storing.with_patience, "__defaults__", (0.0,))
            visitor.press("Send")
        assert visitor.status == 503
        assert is_filled(visitor)
        assert "my words" in visitor.input("Anything else?").get_text()
        assert "(703) 555-0100" in visitor.page.find(id="problem").get_text()
        assert visitor.response["Cache-Control"] == "no-store"
        visitor.press("Send")
        assert visitor.title == "We have your request"
        assert Submission.objects.count() == 1

    def test_a_busy_database_is_waited_for(self, form_page, monkeypatch):
        create, calls = storing._create_request, []

        def busy_twice(*args):
            calls.append(1)
            if len(calls) < 3:
                raise OperationalError("database is locked")
            return create(*args)

        monkeypatch.setattr(storing, "_create_request", busy_twice)
        visitor = fill_small(Visitor(form_page.url)).press("Send")
        assert visitor.title == "We have your request"
        assert Submission.objects.count() == 1

    def test_on_check_your_answers_the_same_screen_comes_back(self, form_page, monkeypatch):
        form_page.check_answers = True
        form_page.save_revision().publish()
        visitor = fill_small(Visitor(form_page.url)).press("Check your answers")

        def fail(*_args):
            raise OperationalError("disk is full")

        with monkeypatch.context() as patch:
            patch.setattr(storing, "_create_request", fail)
            visitor.press("Send")
        assert visitor.status == 503
        assert visitor.title == "Check your answers"
        assert "Ann" in visitor.text
        visitor.press("Send")
        assert visitor.title == "We have your request"


class TestAnythingElse:
    def test_an_unexpected_error_brings_the_filled_page_back(self, form_page, phone, monkeypatch):
        def fail(*_args, **_kwargs):
            raise RuntimeError("boom")

        visitor = fill_small(Visitor(form_page.url))
        with monkeypatch.context() as patch:
            patch.setattr(sending, "judge_request", fail)
            visitor.press("Send")
        assert visitor.status == 503
        assert is_filled(visitor)
        visitor.press("Send")
        assert Submission.objects.count() == 1

    def test_the_log_names_the_place_and_never_a_word_of_the_visitor(
        self, form_page, monkeypatch, caplog
    ):
        message = "Ann +17035550123 wrote my words"

        def fail(*_args, **_kwargs):
            raise RuntimeError(message)

        monkeypatch.setattr(sending, "judge_request", fail)
        with caplog.at_level(logging.DEBUG):
            fill_small(Visitor(form_page.url), text="my words").press("Send")
        logged = caplog.text
        assert "RuntimeError" in logged
        for secret in ("Ann", "0100123", "my words", "010-0123"):
            assert secret not in logged

    @override_settings(FIELD_ENCRYPTION_KEYS=[])
    def test_without_a_key_nothing_is_stored_in_plain_and_nothing_is_lost(self, form_page):
        visitor = fill_small(Visitor(form_page.url)).press("Send")
        assert visitor.status == 503
        assert is_filled(visitor)
        assert Submission.objects.count() == 0

    def test_when_not_even_the_page_can_be_made_a_plain_one_carries_everything(
        self, form_page, phone, monkeypatch
    ):
        visitor = fill_small(Visitor(form_page.url), text="my words")

        def fail(*_args, **_kwargs):
            raise OperationalError("no such table")

        client = Client(raise_request_exception=False)
        with monkeypatch.context() as patch:
            patch.setattr("wagtail.views.serve_chain", fail)
            patch.setattr("wagtail.models.Page.route_for_request", fail)
            response = client.post(form_page.url, {**visitor.values, "_go": "next"})
        page = BeautifulSoup(response.content, "html.parser")
        assert response.status_code == 503
        assert response["Cache-Control"] == "no-store"
        carried = {tag["name"]: tag.get("value") for tag in page.find_all("input")}
        assert "my words" in carried.values()
        assert carried["_token"] == visitor.values["_token"][0]
        answers = {
            row.find("dt").get_text(): row.find("dd").get_text(strip=True)
            for row in page.select(".c-answers__row")
        }
        assert answers["First name"] == "Ann"
        assert answers["How shall we reach you?"] == "Call me"
        assert "(703) 555-0100" in page.get_text()
        # And its button sends the request when all is well again.
        assert client.post(page.form["action"], carried).status_code == 302
        assert Submission.objects.count() == 1

    def test_the_plain_page_escapes_what_was_typed(self, form_page, monkeypatch):
        visitor = fill_small(Visitor(form_page.url), text='"><script>alert(1)</script>')

        def fail(*_args, **_kwargs):
            raise OperationalError("gone")

        monkeypatch.setattr("wagtail.models.Page.route_for_request", fail)
        client = Client(raise_request_exception=False)
        response = client.post(form_page.url, {**visitor.values, "_go": "next"})
        assert b"<script>alert" not in response.content

    def test_an_error_elsewhere_is_not_ours(self, client, form_page):
        assert client.post("/nowhere/", {"_token": "x"}).status_code == 404
