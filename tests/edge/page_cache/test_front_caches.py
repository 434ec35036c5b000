"""nginx and a CDN are told of a publish outside the request, until they have heard it."""

import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.db import OperationalError
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

from edge import front_caches
from edge.models import FrontCache, HandedOutAddress
from infra import content_version
from tests import factories
from tests.factories.blog import BlogCategoryFactory, BlogPostPageFactory, blog_index, many_posts

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


# --- What was handed out ---------------------------------------------------------------------------
@pytest.fixture
def kept_long(settings, cache):
    """A CDN that keeps pages for a day, and is told of each publish."""
    settings.PAGE_CACHE, settings.PROXY_CACHE_SECONDS = "process", 86_400
    factories.home_page()
    content_version.change_version()
    return cache


def hand_out(path):
    """Ask as a CDN does; return what it was told."""
    answer = Client().get(path)
    assert answer.status_code == 200
    return answer.get("CDN-Cache-Control", ""), answer["X-Accel-Expires"]


def unpublish(page):
    page.unpublish()


def rename(page):
    page.slug = "another-address"
    page.save_revision().publish()


def move(page):
    page.move(factories.StandardPageFactory(), pos="last-child")


def delete(page):
    page.delete()


def make_private(page):
    PageViewRestriction.objects.create(page=page, restriction_type="login")


@pytest.mark.parametrize("leave", [unpublish, rename, move, delete, make_private])
def test_a_page_that_left_its_address_leaves_the_cache(kept_long, leave):
    page = factories.StandardPageFactory()
    content_version.change_version()
    address = page.url
    assert "max-age=" in hand_out(address)[0]
    leave(page)
    kept_long.purged.clear()
    front_caches.tell_front_caches()
    assert address in kept_long.purged
    kept_long.purged.clear()
    front_caches.tell_front_caches()
    assert kept_long.purged == []  # once
    assert not HandedOutAddress.objects.exclude(version=content_version.read_now()).exists()


def test_lists_feeds_and_people_leave_the_cache_as_pages_do(kept_long):
    person = factories.PersonFactory(slug="dr-calm")
    many_posts(12)
    post = BlogPostPageFactory(author=person, category=BlogCategoryFactory(slug="sleep"))
    post.save_revision().publish()
    content_version.change_version()
    blog = blog_index().url
    paths = [
        f"{blog}?page=2", f"{blog}feed/rss/", f"{blog}category/sleep/", "/people/dr-calm/", "/sitemap.xml",
    ]  # fmt: skip
    for path in paths:
        assert "max-age=" in hand_out(path)[0], path
    post.category.delete()
    front_caches.tell_front_caches()
    assert set(paths) <= set(kept_long.purged)


def test_what_nobody_could_purge_is_not_handed_out(kept_long, settings):
    page = factories.StandardPageFactory()
    content_version.change_version()
    for query in ("utm_source=x", "utm_source=x", "anything=1"):
        assert hand_out(f"{page.url}?{query}") == ("", "0")
    assert "max-age=" in hand_out(page.url)[0]
    assert hand_out(f"{page.url}?gclid=1") == ("", "0")
    settings.WAGTAILFRONTENDCACHE = {}
    assert "max-age=" in hand_out(f"{page.url}?gclid=1")[0]  # nginx keeps it for seconds


def test_a_page_that_was_still_being_made_is_purged_later(kept_long):
    page = factories.StandardPageFactory()
    content_version.change_version()
    old = content_version.read_now()
    content_version.change_version()
    front_caches.tell_front_caches()
    kept_long.purged.clear()
    HandedOutAddress.objects.create(address=f"http://testserver{page.url}", version=old)
    front_caches.tell_front_caches()
    assert kept_long.purged == [page.url]
    assert not HandedOutAddress.objects.filter(version=old).exists()


def test_an_address_is_kept_in_mind_until_every_cache_has_heard(kept_long):
    page = factories.StandardPageFactory()
    content_version.change_version()
    hand_out(page.url)
    page.unpublish()
    kept_long.status = 503
    front_caches.tell_front_caches()
    assert HandedOutAddress.objects.exists()
    kept_long.status = 200
    later(1)
    kept_long.purged.clear()
    front_caches.tell_front_caches()
    assert page.url in kept_long.purged


def test_without_such_a_cache_nothing_is_noted(settings):
    settings.PAGE_CACHE, settings.PROXY_CACHE_SECONDS = "process", 5
    settings.WAGTAILFRONTENDCACHE = {}
    factories.home_page()
    assert "max-age=5" in hand_out("/")[0]
    assert not HandedOutAddress.objects.exists()


def test_a_kept_page_is_handed_out_until_midnight_and_never_beyond(settings, monkeypatch):
    settings.PAGE_CACHE, settings.PROXY_CACHE_SECONDS = "process", 86_400
    settings.WAGTAILFRONTENDCACHE = {}
    factories.home_page()
    content_version.change_version()
    hand_out("/")
    noon = timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0)
    for moment, seconds in ((noon, 43_200), (noon.replace(hour=23, minute=59, second=50), 10)):
        monkeypatch.setattr(
            "edge.page_cache.rules.timezone.localtime", lambda *a, moment=moment: moment
        )
        told, nginx = hand_out("/")
        assert f"max-age={seconds}," in told and nginx == str(seconds)


@pytest.mark.parametrize("switch", ["process", "off"])
def test_while_it_can_not_be_noted_nothing_is_handed_out_and_pages_come(
    kept_long, settings, switch, monkeypatch
):
    settings.PAGE_CACHE = switch
    page = factories.StandardPageFactory()
    content_version.change_version()

    def fail(*args, **kwargs):
        raise OperationalError("read only")

    monkeypatch.setattr(type(HandedOutAddress.objects), "bulk_create", fail)
    assert hand_out(page.url) == ("", "0")


def test_nginx_keeps_nothing_behind_a_cdn_of_whose_purge_it_is_not_told(kept_long, settings):
    told, nginx = hand_out("/")
    assert f"max-age={nginx}," in told  # nginx is the one that is purged
    backend = "wagtail.contrib.frontend_cache.backends.CloudflareBackend"
    settings.WAGTAILFRONTENDCACHE = {"cloudflare": {"BACKEND": backend, "ZONEID": "x"}}
    told, nginx = hand_out("/")
    assert "max-age=" in told and nginx == "0"
