"""Kept pages are handed out before Django's handler begins, and nobody can tell but by the time it takes."""

import io
import os
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import unquote_to_bytes

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client

from edge.monitoring import metrics
from edge.page_cache import doorway, middleware
from edge.page_cache.doorway import Doorway
from infra import content_version
from tests import factories
from tests.factories.blog import BlogPostPageFactory, blog_index
from tests.factories.forms import starter_form

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[3]
ENCODINGS = ("", "gzip", "br", "zstd")


@pytest.fixture(autouse=True)
def _connection_stays_open(monkeypatch):
    """The test's transaction lives in the connection that each request would close."""
    monkeypatch.setattr(doorway, "_drop_old_connection", lambda: None)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def handler(settings):
    settings.PAGE_CACHE = "process"
    made = Doorway(get_wsgi_application())
    content_version.change_version()
    return made


@pytest.fixture
def long_ways(monkeypatch):
    """Return the paths that went through Django's own handler."""
    seen, real = [], WSGIHandler.__call__

    def note(self, environ, start_response):
        seen.append(environ["PATH_INFO"])
        return real(self, environ, start_response)

    monkeypatch.setattr(WSGIHandler, "__call__", note)
    return seen


def send(handler, path, method="GET", **meta):
    """Ask as gunicorn does. Returns status line, headers and body."""
    path, _mark, query = path.partition("?")
    environ = {
        "REQUEST_METHOD": method, "SCRIPT_NAME": "", "PATH_INFO": path, "QUERY_STRING": query,
        "SERVER_NAME": "localhost", "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1", "HTTP_HOST": "localhost",
        "REMOTE_ADDR": "127.0.0.1", "wsgi.url_scheme": "http", "wsgi.input": io.BytesIO(), "wsgi.errors": io.StringIO(),
        **meta,
    }  # fmt: skip
    found = []
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)  # (Django's test client connects it again)
    answer = handler(
        environ, lambda status, headers, exc_info=None: found.extend((status, headers))
    )
    body = b"".join(answer)
    if hasattr(answer, "close"):
        answer.close()
    return found[0], dict(found[1]), body


def test_a_kept_page_never_reaches_djangos_handler_and_is_the_same_to_the_byte(handler, long_ways):
    pages = [factories.home_page(), BlogPostPageFactory(), factories.StandardPageFactory()]
    content_version.change_version()
    for path in [page.url for page in pages] + [f"{blog_index().url}?utm_source=x", "/robots.txt"]:
        for encoding in ENCODINGS:
            first = send(handler, path, HTTP_ACCEPT_ENCODING=encoding)
            kept = send(handler, path, HTTP_ACCEPT_ENCODING=encoding)
            assert kept == first and kept[0] == "200 OK", (path, encoding)
            head = send(handler, path, "HEAD", HTTP_ACCEPT_ENCODING=encoding)
            assert head == (*kept[:2], b"")
            tag = kept[1]["ETag"]
            had = send(handler, path, HTTP_ACCEPT_ENCODING=encoding, HTTP_IF_NONE_MATCH=tag)
            assert had[0] == "304 Not Modified" and had[2] == b"" and had[1]["ETag"] == tag
    assert len(long_ways) == 5


def test_what_is_somebodys_own_goes_the_long_way_each_time(handler, long_ways, admin_client):
    form, page = starter_form(), factories.StandardPageFactory()
    content_version.change_version()
    send(handler, page.url)
    long_ways.clear()
    session = f"sessionid={admin_client.cookies['sessionid'].value}"
    asked = [
        (form.url, {}), ("/nothing-here/", {}), ("/search/?q=calm", {}), ("/healthz", {}),
        (page.url, {"HTTP_COOKIE": session}), (page.url, {"HTTP_AUTHORIZATION": "Bearer x"}),
        (page.url, {"HTTP_RANGE": "bytes=0-9"}), (f"{page.url}?anything=1", {}),
    ]  # fmt: skip
    for path, meta in asked * 2:
        send(handler, path, **meta)
    send(handler, page.url, "POST")
    assert len(long_ways) == 17
    own = send(handler, page.url, HTTP_COOKIE=session)
    assert b"wagtail-userbar" in own[2]
    assert b"wagtail-userbar" not in send(handler, page.url)[2]


def test_a_publish_is_seen_through_the_doorway_by_the_next_request(handler):
    page = factories.home_page()
    for _visit in range(2):
        assert b"Another promise" not in send(handler, "/")[2]
    page.headline = "Another promise"
    page.save_revision().publish()
    assert b"Another promise" in send(handler, "/")[2]


def test_a_page_kept_by_the_middleware_leaves_by_the_doorway_with_letters_of_any_language(
    handler, long_ways, settings
):
    page = factories.StandardPageFactory(slug="schmerz-über-nacht")
    content_version.change_version()
    settings.ALLOWED_HOSTS = ["localhost"]
    Client().get(page.url, headers={"host": "localhost"})
    raw = unquote_to_bytes(page.get_url_parts()[2]).decode("latin-1")  # as a server hands it on
    assert send(handler, raw)[0] == "200 OK"
    assert send(handler, raw)[0] == "200 OK"
    assert long_ways == []
    assert send(handler, raw.replace("schmerz", "angst"))[0] == "404 Not Found"


def test_what_leaves_by_the_doorway_is_counted_and_so_is_its_wait(handler, settings):
    settings.TRUSTED_PROXIES = 1
    factories.home_page()
    content_version.change_version()
    send(handler, "/")
    before = _count(metrics.SECONDS, kind="page", status="2xx"), _count(metrics.QUEUED)
    send(handler, "/", HTTP_X_REQUEST_START=f"t={time.time() - 1}")
    after = _count(metrics.SECONDS, kind="page", status="2xx"), _count(metrics.QUEUED)
    assert (after[0] - before[0], after[1] - before[1]) == (1, 1)


def _count(histogram, **labels):
    return sum(
        sample.value
        for family in histogram.collect()
        for sample in family.samples
        if sample.name.endswith("_count") and labels.items() <= sample.labels.items()
    )


def test_if_the_doorway_breaks_pages_come_by_the_long_way(handler, monkeypatch, long_ways):
    factories.home_page()
    content_version.change_version()
    send(handler, "/")

    def fail(*args):
        raise MemoryError

    monkeypatch.setattr(doorway, "look_up", fail)
    assert send(handler, "/")[0] == "200 OK"
    assert long_ways == ["/", "/"]


def test_without_a_page_cache_nobody_looks(handler, settings, monkeypatch):
    settings.PAGE_CACHE = "off"
    factories.home_page()
    monkeypatch.setattr(doorway, "look_up", lambda request: pytest.fail("looked"))
    assert send(handler, "/")[0] == "200 OK"
    assert len(middleware.open_store().process) == 0


def test_what_a_server_serves_has_the_doorway():
    code = "import config.wsgi; print(type(config.wsgi.application).__name__)"
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings.test", "PYTHONPATH": "site:."}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=env, capture_output=True, text=True, check=True
    )
    assert done.stdout.split()[-1] == "Doorway"


def test_what_the_doorway_did_not_find_is_not_looked_for_again(handler, monkeypatch):
    asked, real = [], middleware._make_key
    monkeypatch.setattr(
        middleware, "_make_key", lambda request: asked.append(request.path) or real(request)
    )
    factories.home_page()
    content_version.change_version()
    assert send(handler, "/")[0] == "200 OK"
    assert asked == ["/"]
    # What one visitor brings can't be taken for it: headers have names of their own.
    assert send(handler, "/", HTTP_CLINIC_LOOKED_UP="x")[0] == "200 OK"
    assert asked == ["/", "/"]
