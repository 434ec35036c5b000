"""Public pages are kept whole, and nobody can tell but by the time it takes."""

import gzip
import threading
import tracemalloc
from datetime import timedelta

import brotli
import pytest
import zstandard
from django.db import OperationalError
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone
from wagtail.models import PageViewRestriction

from edge.monitoring import metrics
from edge.page_cache import counts, keys, middleware
from edge.page_cache.flights import Flights
from edge.page_cache.store import Finished, ProcessStore
from infra import content_version, memory
from media import pictures
from tests import factories
from tests.every_page import OTHER_ADDRESSES, one_of_each
from tests.factories.blog import BlogPostPageFactory, blog_index, many_posts
from tests.factories.forms import starter_form

pytestmark = pytest.mark.django_db
ENCODINGS = ("", "gzip", "br", "zstd")
UNPACK = {
    "": lambda body: body,
    "gzip": gzip.decompress,
    "br": brotli.decompress,
    "zstd": lambda body: zstandard.ZstdDecompressor().decompressobj().decompress(body),
}


@pytest.fixture
def cached(settings):
    settings.PAGE_CACHE = "process"
    content_version.change_version()


@pytest.fixture
def renders():
    """Return how many answers were rendered since the test began."""
    before = counts.read_totals()["render"]
    return lambda: counts.read_totals()["render"] - before


def ask(path, **headers):
    """Ask as a new visitor: no cookie of anybody's."""
    return Client().get(path, headers={k.replace("_", "-"): v for k, v in headers.items()})


def seen(response):
    body = response.getvalue()
    if response.streaming and response.get("Content-Encoding") == "gzip":
        body = gzip.decompress(body)  # Django pads a stream with random bytes
    return response.status_code, dict(response.items()), body


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


def test_what_failed_once_is_waited_for_again(pretend):
    tries = []

    def failing_once(request):
        tries.append(request)
        if len(tries) == 1:
            return HttpResponse(status=500)
        threading.Event().wait(0.2)
        return HttpResponse("Calm words. " * 50)

    cache = middleware.PageCacheMiddleware(failing_once)
    assert cache(RequestFactory().get("/costs/")).status_code == 500
    assert cache(RequestFactory().get("/costs/")).status_code == 200
    middleware.open_store().process.clear()
    tries[1:] = []
    crowd(failing_once, 8)
    assert len(tries) == 2


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


# --- It fails ------------------------------------------------------------------------------------
@pytest.mark.parametrize("broken", ["get", "put"])
def test_pages_come_while_the_cache_is_broken(cached, monkeypatch, broken):
    page = factories.StandardPageFactory()
    content_version.change_version()

    def fail(*args):
        raise MemoryError

    monkeypatch.setattr(middleware.open_store().process, broken, fail)
    for _visit in range(2):
        assert ask(page.url).status_code == 200


def test_pages_come_while_nobody_knows_the_content_version(cached, monkeypatch, renders):
    page = factories.StandardPageFactory()
    content_version.change_version()
    ask(page.url)
    real = content_version.read_now

    def once():
        monkeypatch.setattr(content_version, "read_now", real)
        raise OperationalError("gone for a moment")

    monkeypatch.setattr(content_version, "read_now", once)
    assert ask(page.url).status_code == 200
    assert renders() == 2


def test_a_picture_that_could_not_be_shown_is_tried_again_within_a_minute(cached, monkeypatch):
    picture = factories.ClinicImageFactory()
    page = factories.StandardPageFactory(picture=picture)
    content_version.change_version()
    real = type(picture).get_renditions

    def away(*args):
        raise OSError

    monkeypatch.setattr(type(picture), "get_renditions", away)
    assert b"c-picture" not in ask(page.url).content
    monkeypatch.setattr(type(picture), "get_renditions", real)
    assert b"c-picture" not in ask(page.url).content
    found = middleware.open_store().process
    assert all(entry.until for entry in found._kept.values())
    monkeypatch.setattr("edge.page_cache.store.monotonic", lambda: 10**12)
    assert b"c-picture" in ask(page.url).content
    assert pictures.picture_html(None) == ""


# --- Many at once --------------------------------------------------------------------------------
def crowd(answer, count=50):
    """Send `count` visitors for one page through the middleware at once; return their answers."""
    cache = middleware.PageCacheMiddleware(answer)
    answers, ready = [], threading.Barrier(count)

    def visit():
        ready.wait()
        answers.append(cache(RequestFactory().get("/costs/")))

    threads = [threading.Thread(target=visit) for _visitor in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


@pytest.fixture
def pretend(monkeypatch, settings):
    settings.PAGE_CACHE = "process"
    monkeypatch.setattr(content_version, "read_now", lambda: "version")
    monkeypatch.setattr("edge.page_cache.rules.parameters_of", lambda request: ())


def test_one_render_however_many_wait(pretend):
    made = []

    def slow(request):
        made.append(request)
        threading.Event().wait(0.3)
        return HttpResponse("Calm words. " * 50)

    answers = crowd(slow)
    assert len(made) == 1
    assert {answer.content for answer in answers} == {b"Calm words. " * 50}


def test_what_is_never_kept_is_nobodys_turn(pretend):
    together, most = [], []

    def form(request):
        together.append(1)
        most.append(len(together))
        threading.Event().wait(0.05)
        together.pop()
        response = HttpResponse("A form. " * 50)
        response.is_form = True
        return response

    crowd(form, 2)
    most.clear()
    crowd(form, 8)
    assert max(most) > 2


def test_who_makes_the_page_and_fails_lets_the_others_go_on(pretend):
    tries = []

    def failing(request):
        tries.append(request)
        if len(tries) == 1:
            threading.Event().wait(0.1)
            return HttpResponse(status=500)
        return HttpResponse("Calm words. " * 50)

    statuses = sorted(answer.status_code for answer in crowd(failing, 4))
    assert statuses == [200, 200, 200, 500]


# --- Bounds --------------------------------------------------------------------------------------
def test_the_store_is_bounded_by_bytes_and_keeps_what_is_asked_for(settings):
    settings.PAGE_CACHE_BYTES = 100_000
    store = ProcessStore()
    for number in range(40):
        store.put(number, Finished({}, b"x" * 5_000))
        store.get(0)
    assert store.bytes <= 100_000
    assert store.get(0) is not None and store.get(39) is not None and store.get(5) is None
    store.put("large", Finished({}, b"x" * 60_000))
    assert store.get("large") is None


def test_the_memory_of_pieces_is_bounded_by_bytes(settings):
    settings.MEMORY_BYTES = 50_000
    for number in range(60):
        memory.memoize(("piece", number), lambda: "x" * 4_000)
    assert memory._bytes <= 50_000


def test_what_is_never_kept_is_remembered_without_its_address():
    flights = Flights()
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    for number in range(2_000):
        key = keys.Key("version", "day", "https", "localhost", f"/{'x' * 20_000}{number}/", "")
        assert flights.take(key) is None
        flights.land(key, kept=False)
    grown = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    assert grown < 2_000_000
    assert flights.take(key) is None  # nobody waits for it again
    assert not flights._under_way


def test_long_queries_are_not_looked_at():
    assert keys.clean_query("a=" + "x" * 500) is None
    assert keys.clean_query("b=2&a=1&utm_x=3") == "a=1&b=2"
