"""What makes a kept page another one: host, scheme, day, declared parameters; and what is kept for nobody."""

from datetime import timedelta

import pytest
from django.test import Client, RequestFactory
from django.utils import timezone

from edge.monitoring import metrics
from edge.page_cache import middleware
from infra import content_version
from tests import factories
from tests.edge.page_cache.asking import ask
from tests.factories.blog import blog_index, many_posts

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "query",
    [
        "utm_source=x", "fbclid=1", "UTM_Medium=mail&gclid=2", "mc_eid=3", "hsa_acc=1&_ga=2",
        "gad_source=1&gad_campaignid=2&gbraid=3", "utm_source=x&utm_source=y&utm_term", "ScCid=4&rdt_cid=5",
        f"fbclid={'f' * 200}&gclid={'g' * 120}&wbraid={'w' * 120}&utm_id=1",
    ],
)  # fmt: skip
def test_tracking_parameters_change_nothing(cached, renders, query):
    factories.home_page()
    content_version.change_version()
    plain = ask("/").content
    assert ask(f"/?{query}").content == plain
    assert renders() == 1


def test_a_first_visitor_with_tracking_leaves_nothing_of_it_behind(cached, renders):
    factories.home_page()
    content_version.change_version()
    first = ask("/?utm_source=someones-name")
    assert b"someones-name" not in first.content
    assert ask("/").content == first.content
    assert renders() == 1


def test_a_page_that_begins_as_a_health_address_is_kept_like_any_other(cached, renders):
    factories.home_page()
    pages = [
        factories.StandardPageFactory(slug=name) for name in ("metrics-we-keep", "readyz-help")
    ]
    content_version.change_version()
    for page in pages * 2:
        assert ask(page.url).status_code == 200
    assert renders() == 2
    for page in pages:
        response = Client().get(page.url)
        assert metrics.name_kind(RequestFactory().get(page.url), response) == "page"
    assert metrics.name_kind(RequestFactory().get("/metrics"), response) == "health"


@pytest.mark.parametrize("switch", ["process", "off"])
def test_a_query_reaches_the_page_without_nul_with_the_cache_and_without(settings, switch):
    settings.PAGE_CACHE = switch
    many_posts(12)
    blog = blog_index().url
    content_version.change_version()
    second = ask(f"{blog}?page=2").content
    for query in (
        "page=%002",
        "page=2%00",
        "pa%00ge=2",
        "page=2&x=%%0000",
        "page=2%%00%0000&utm_x=%00",
    ):
        seen = ask(f"{blog}?{query}")
        assert b"\0" not in seen.content
        if "x" not in query.replace("utm_x", ""):
            assert seen.content == second, query


def test_a_redirect_takes_the_tracking_along(cached):
    page = factories.StandardPageFactory()
    answer = ask(f"{page.url.upper()}?utm_source=x")
    assert answer.status_code == 301
    assert answer["Location"].endswith("?utm_source=x")


def test_parameters_that_no_page_declares_are_answered_and_not_kept(cached, renders):
    factories.home_page()
    content_version.change_version()
    for number in range(3):
        assert ask(f"/?anything={number % 2}").status_code == 200
    assert renders() == 3
    assert len(middleware.open_store().process) == 0


def test_a_declared_parameter_is_a_page_of_its_own(cached, renders):
    many_posts(12)
    blog = blog_index().url
    content_version.change_version()
    first, second = ask(blog).content, ask(f"{blog}?page=2").content
    assert first != second
    assert ask(f"{blog}?page=2&utm_source=x").content == second
    assert ask(blog).content == first
    assert renders() == 2


def test_host_scheme_and_day_have_pages_of_their_own(cached, settings, monkeypatch, renders):
    page = factories.StandardPageFactory()
    content_version.change_version()
    Client().get(page.url, headers={"host": "localhost"})
    Client().get(page.url, headers={"host": "127.0.0.1"})
    Client().get(page.url, headers={"host": "localhost"}, secure=True)
    assert renders() == 3
    tomorrow = timezone.localdate() + timedelta(days=1)
    monkeypatch.setattr(timezone, "localdate", lambda *args, **kwargs: tomorrow)
    Client().get(page.url, headers={"host": "localhost"})
    assert renders() == 4


def test_a_strange_host_is_refused_and_never_kept(cached, settings):
    settings.ALLOWED_HOSTS = ["localhost"]
    page = factories.StandardPageFactory()
    assert Client().get(page.url, headers={"host": "evil.example"}).status_code == 400
    assert len(middleware.open_store().process) == 0


def test_proxies_are_told_how_long_and_never_beyond_the_day(cached, settings, monkeypatch):
    page = factories.StandardPageFactory()
    content_version.change_version()
    settings.PROXY_CACHE_SECONDS = 90_000
    answer = ask(page.url)
    assert 0 <= int(answer["X-Accel-Expires"]) <= 90_000 - 3_600
    assert "stale-while-revalidate" in answer["CDN-Cache-Control"]
    assert "max-age=0" in answer["Cache-Control"]
    settings.PROXY_CACHE_SECONDS = 0
    content_version.change_version()
    answer = ask(page.url)
    assert answer["X-Accel-Expires"] == "0" and not answer.has_header("CDN-Cache-Control")
