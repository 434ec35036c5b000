"""Public pages are kept whole, and nobody can tell but by the time it takes."""

import gzip

import brotli
import pytest
import zstandard
from django.test import Client
from wagtail.models import PageViewRestriction

from edge.page_cache import keys, middleware
from infra import content_version
from tests import factories
from tests.edge.page_cache.asking import ask, seen
from tests.every_page import OTHER_ADDRESSES, one_of_each
from tests.factories.blog import BlogPostPageFactory
from tests.factories.forms import starter_form

pytestmark = pytest.mark.django_db
ENCODINGS = ("", "gzip", "br", "zstd")
UNPACK = {
    "": lambda body: body,
    "gzip": gzip.decompress,
    "br": brotli.decompress,
    "zstd": lambda body: zstandard.ZstdDecompressor().decompressobj().decompress(body),
}


def every_address():
    pages = one_of_each()
    BlogPostPageFactory(tag_names=["sleep", "mood"])
    blog = pages["BlogIndexPage"].url
    return [
        *(page.url for page in pages.values()), *OTHER_ADDRESSES, f"{blog}?page=1", f"{blog}?page=7",
        f"{blog}feed/rss/", f"{blog}feed/atom/", f"{blog}tag/sleep/", "/nothing-here/", "/search/?q=calm",
        f"{blog}?utm_source=letter", "/?page=2", "/llms.txt?x=1", "/opensearch.xml", "/index.md", "/sitemap-pages.xml",
    ]  # fmt: skip


def test_every_address_is_the_same_with_and_without_the_cache_in_four_encodings(settings):
    paths = every_address()
    content_version.change_version()
    for path in paths:
        for encoding in ENCODINGS:
            settings.PAGE_CACHE = "off"
            without = seen(ask(path, accept_encoding=encoding))
            settings.PAGE_CACHE = "process"
            filled = seen(ask(path, accept_encoding=encoding))
            kept = seen(ask(path, accept_encoding=encoding))
            head = Client().head(path, headers={"accept-encoding": encoding})
            # A form's token, its one-time key and its random padding differ each time; it is never kept.
            if without[1].get("Cache-Control") == "no-store" or without[0] == 503:
                assert filled[0] == kept[0] == without[0]
                assert filled[1].keys() == kept[1].keys() == without[1].keys()
                continue
            assert filled == without, (path, encoding)
            assert kept == without, (path, encoding)
            if not path.startswith(keys.NEVER):  # (Django gives those a tag on GET alone)
                assert (head.status_code, dict(head.items())) == without[:2], (path, encoding)


def test_a_kept_page_is_not_rendered_again_whatever_the_encoding(cached, renders):
    factories.home_page()
    content_version.change_version()
    plain = ask("/").content
    for encoding in ENCODINGS * 2:
        answer = ask("/", accept_encoding=encoding)
        assert answer.get("Content-Encoding", "") == encoding
        assert int(answer["Content-Length"]) == len(answer.content)
        text = UNPACK[encoding](answer.content)
        assert b" ".join(text.split()) == b" ".join(plain.split())
    assert renders() == 1


def test_a_visitor_who_has_the_page_gets_304_with_every_header(cached, renders):
    factories.home_page()
    content_version.change_version()
    full = ask("/", accept_encoding="br")
    again = ask("/", accept_encoding="br", if_none_match=full["ETag"])
    assert again.status_code == 304 and again.content == b""
    assert again["ETag"] == full["ETag"]
    assert again["Content-Security-Policy"] == full["Content-Security-Policy"]
    assert not again.has_header("Content-Length") and not again.has_header("Content-Encoding")
    assert renders() == 1


def test_the_first_visitor_after_a_publish_may_have_the_page_already(cached, renders):
    factories.home_page()
    content_version.change_version()
    tag = ask("/")["ETag"]
    content_version.change_version()
    assert ask("/", if_none_match=tag).status_code == 304
    assert ask("/").status_code == 200
    assert renders() == 2


def test_a_publish_is_seen_by_the_next_request(cached):
    page = factories.home_page()
    assert b"Another promise" not in ask("/").content
    page.headline = "Another promise"
    page.save_revision().publish()
    assert b"Another promise" in ask("/").content


def kept_after(path, **headers):
    ask(path, **headers)
    return len(middleware.open_store().process)


def test_nothing_of_anybodys_own_is_kept(cached, client):
    form = starter_form()
    page = factories.StandardPageFactory()
    hidden = factories.StandardPageFactory(slug="hidden")
    PageViewRestriction.objects.create(page=hidden, restriction_type="password", password="x")
    content_version.change_version()
    for path in (
        form.url, hidden.url, "/nothing-here/", "/search/?q=calm", "/accounts/login/", "/healthz",
        f"{page.url.rstrip('/')}", "/readyz",
    ):  # fmt: skip
        assert kept_after(path) == 0, path
        assert ask(path)["X-Accel-Expires"] == "0"
    assert kept_after(page.url, authorization="Bearer x") == 0
    assert kept_after(page.url) == 1


def test_who_works_here_is_never_answered_from_the_cache(cached, admin_client, renders):
    page = factories.StandardPageFactory()
    content_version.change_version()
    ask(page.url)
    own = admin_client.get(page.url)
    assert "private" in own["Cache-Control"] and "Cookie" in own["Vary"]
    assert b"wagtail-userbar" in own.content
    assert b"wagtail-userbar" not in ask(page.url).content
    assert own["X-Accel-Expires"] == "0"


def test_a_visitor_with_any_cookie_fills_nothing_and_is_answered_all_the_same(cached, renders):
    page = factories.StandardPageFactory()
    content_version.change_version()
    visitor = Client()
    visitor.cookies["theme"] = "dark"
    assert visitor.get(page.url).status_code == 200
    assert len(middleware.open_store().process) == 0
    ask(page.url)
    before = renders()
    assert visitor.get(page.url).status_code == 200
    assert renders() == before
