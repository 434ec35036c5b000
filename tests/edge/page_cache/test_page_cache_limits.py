"""The page cache when it fails, when many come at once, and where its memory ends."""

import threading
import tracemalloc

import pytest
from django.db import OperationalError
from django.http import HttpResponse
from django.test import RequestFactory

from edge.page_cache import keys, middleware
from edge.page_cache.flights import Flights
from edge.page_cache.store import Finished, ProcessStore
from infra import content_version, memory
from media import pictures
from tests import factories
from tests.edge.page_cache.asking import ask

pytestmark = pytest.mark.django_db


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
    assert all(entry.until for entry in found._answers.values())
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
        assert flights.begin_flight(key) is None
        flights.end_flight(key, kept=False)
    grown = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    assert grown < 2_000_000
    assert flights.begin_flight(key) is None  # nobody waits for it again
    assert not flights._under_way


def test_long_queries_are_not_looked_at():
    assert keys.clean_query("a=" + "x" * 500) is None
    assert keys.clean_query("b=2&a=1&utm_x=3") == "a=1&b=2"
