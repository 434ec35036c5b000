"""nginx and a CDN are told of a publish outside the request, until they have heard it."""

import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.utils import timezone

from edge import front_caches
from edge.models import FrontCache
from infra import content_version
from tests import factories

pytestmark = pytest.mark.django_db


class Cache:
    """A cache that understands PURGE, and may refuse it."""

    def __init__(self):
        self.purged, self.status = [], 200
        cache = self

        class Handler(BaseHTTPRequestHandler):
            def do_PURGE(self):
                cache.purged.append(self.path)
                self.send_response(cache.status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *args):
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server.server_port}"


@pytest.fixture
def cache(settings):
    cache = Cache()
    settings.WAGTAILFRONTENDCACHE = {
        "http": {
            "BACKEND": "wagtail.contrib.frontend_cache.backends.HTTPBackend",
            "LOCATION": cache.url,
        }
    }
    yield cache
    cache.server.shutdown()
    cache.server.server_close()


def later(seconds):
    FrontCache.objects.update(next_try=timezone.now() - timedelta(seconds=seconds))


def test_a_publish_is_told_once_with_every_public_address(cache):
    page = factories.StandardPageFactory()
    hidden = factories.StandardPageFactory(live=False)
    content_version.change_version()
    assert front_caches.tell_front_caches() == "told http"
    assert {"/", page.url, "/sitemap.xml", "/robots.txt"} <= set(cache.purged)
    assert hidden.url not in cache.purged
    count = len(cache.purged)
    assert front_caches.tell_front_caches() == ""
    assert len(cache.purged) == count


def test_a_refused_purge_is_tried_again_with_pauses_and_seen(cache):
    factories.home_page()
    content_version.change_version()
    cache.status = 500
    assert front_caches.tell_front_caches() == ""
    tries = len(cache.purged)
    assert front_caches.tell_front_caches() == ""
    assert len(cache.purged) == tries  # not yet
    assert front_caches.front_caches()[0]
    FrontCache.objects.update(behind_since=timezone.now() - timedelta(minutes=6))
    assert front_caches.front_caches() == (False, "behind: http")
    cache.status = 200
    later(1)
    assert front_caches.tell_front_caches() == "told http"
    assert front_caches.front_caches() == (True, "told")


def test_what_the_cache_did_not_have_is_no_failure(cache):
    factories.home_page()
    content_version.change_version()
    cache.status = 404
    assert front_caches.tell_front_caches() == "told http"


def test_without_such_a_cache_nothing_is_done(settings):
    settings.WAGTAILFRONTENDCACHE = {}
    content_version.change_version()
    assert front_caches.tell_front_caches() == ""
    assert not FrontCache.objects.exists()
