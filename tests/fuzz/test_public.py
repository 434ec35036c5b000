"""Anything at all, sent to every public address, every question of a form and every block."""

import json

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import Page

from content.blocks.body import body_blocks
from forms.models import Submission
from forms.pages.question_types import QUESTION_TYPES
from home.models import StandardPage
from tests.every_page import OTHER_ADDRESSES, one_of_each
from tests.factories import StandardPageFactory, home_page
from tests.factories.forms import FormPageFactory, request_settings
from tests.forms.visitor import Visitor

from .cases import cases, check_answer, json_value, text

NAMES = (
    "q",
    "page",
    "p",
    "next",
    "category",
    "tag",
    "year",
    "sent",
    "step",
    "tab",
    "preview",
    "mode",
    "token",
)
BEGINNINGS = ("", "/", "/blog/", "/documents/1/", "/documents/", "/search/", "/.well-known/", "/_util/", "/csp-reports/",
              "/media/", "/static/", "/write/", "/write/sent/", "/request-an-appointment/", "/accounts/", "/admin/",
              "/sitemap", "/blog/feed/", "/admin/login/")  # fmt: skip
HEADERS = ("accept-language", "accept-encoding", "accept", "referer", "origin", "range", "if-none-match", "cookie",
           "if-modified-since", "content-type", "x-forwarded-for", "x-requested-with", "user-agent", "authorization",
           "sec-fetch-site", "x-forwarded-host", "x-http-method-override")  # fmt: skip
METHODS = ("GET", "GET", "GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH")


@pytest.fixture
def addresses(db):
    """Every public address of a site with one page of each type."""
    pages = [page.url for page in one_of_each().values()]
    return [*pages, *OTHER_ADDRESSES]


@pytest.mark.slow
def test_every_public_address(addresses):
    known = st.sampled_from(addresses)
    address = known | st.builds("{}{}".format, st.sampled_from(BEGINNINGS) | known, text)
    header = st.text(st.characters(codec="latin-1", exclude_characters="\r\n\x00"), max_size=60)

    @cases(1000)
    @given(
        address,
        st.sampled_from(METHODS),
        st.dictionaries(st.sampled_from(NAMES) | text, text, max_size=3),
        st.dictionaries(st.sampled_from(HEADERS), header, max_size=2),
    )
    def ask(path, method, query, headers):
        client = Client()
        path = "/" + path.lstrip("/").replace("?", "").replace("#", "")
        sent = {name: value for name, value in headers.items() if name != "content-type"}
        options = {"headers": sent, "query_params": query}
        if method not in ("GET", "HEAD"):
            options |= {
                "data": json.dumps(query),
                "content_type": headers.get("content-type") or "text/plain",
            }
        with transaction.atomic():
            response = client.generic(method, path, **_generic(options))
            transaction.set_rollback(True)
        case = (method, path, query, headers)
        check_answer(response, case)
        if method == "GET" and not response.get("Cache-Control", "").startswith(
            ("no-store", "private")
        ):
            assert not response.cookies and "Cookie" not in response.get("Vary", ""), case

    ask()


def _generic(options: dict) -> dict:
    """Return what `Client.generic` takes."""
    return {"data": "", "content_type": "text/plain", **options}


@pytest.mark.slow
def test_every_question_of_a_form(db):
    home_page()
    request_settings(hourly_limit=30_000, hourly_most=30_000)
    questions = [
        {"field_type": name, "label": f"Question {name}", "required": number % 2 == 0, "wording": "I agree.",
         "choices": "One\nTwo"}
        for number, name in enumerate(sorted(QUESTION_TYPES))
    ]  # fmt: skip
    page = FormPageFactory(title="Write to us", slug="write", questions=questions)
    fresh = Visitor(page.url)
    names = sorted({tag["name"] for tag in fresh.form.find_all(attrs={"name": True})})
    assert len(names) > len(QUESTION_TYPES)

    @cases(500)
    @given(
        st.dictionaries(
            st.sampled_from(names) | text, st.lists(text, min_size=1, max_size=3), max_size=8
        ),
        st.booleans(),
    )
    def send(answers, kept):
        data = {**(fresh.values if kept else {}), **answers}
        with transaction.atomic():
            before = Submission.objects.count()
            client = Client()
            response = client.post(page.url, data)
            stored = Submission.objects.count() - before
            transaction.set_rollback(True)
        check_answer(response, answers)
        # Either it is stored and led on to the thanks, or the page comes back with what was typed.
        assert stored in (0, 1)
        assert response.status_code in ((302, 303) if stored else (200, 302, 303, 400, 403)), (
            answers
        )
        assert "no-store" in response["Cache-Control"]

    send()


@pytest.mark.slow
def test_every_block(db):
    home_page()
    page = StandardPageFactory(slug="blocks")
    names = [name for name, _block in body_blocks()]
    children = sorted(
        {child for _name, block in body_blocks() for child in getattr(block, "child_blocks", {})}
    )
    value = json_value | st.dictionaries(st.sampled_from(children), json_value, max_size=5)
    stream = st.lists(
        st.fixed_dictionaries({"type": st.sampled_from(names) | text, "value": value, "id": text}),
        max_size=4,
    )

    @cases(300)
    @given(stream | json_value)
    def show(raw):
        with transaction.atomic():
            # As an import or a broken save leaves it: no form has looked at it.
            StandardPage.objects.filter(pk=page.pk).update(title="Blocks")
            # PostgreSQL's JSON can't hold NUL, so nobody can have stored one.
            _write(page.pk, json.dumps(raw, default=str).replace("\\u0000", ""))
            response = Client().get(page.url)
            transaction.set_rollback(True)
        assert response.status_code == 200, raw
        check_answer(response, raw)

    show()


def _write(pk: int, content: str) -> None:
    """Write a page's body past every form."""
    from django.db import connection

    table = StandardPage._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} SET body = %s WHERE {StandardPage._meta.pk.column} = %s", [content, pk]
        )
    assert Page.objects.filter(pk=pk).exists()
