"""Redis is unplugged in every way there is. Everything answers, limits limit, and it recovers by itself."""

import shutil
import socket
import threading
import time
from contextlib import contextmanager

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.core.cache import cache, caches
from django.test import Client
from wagtail.models import Site
from wagtail.models.sites import SITE_ROOT_PATHS_CACHE_KEY, SITE_ROOT_PATHS_CACHE_VERSION

from forms.models import Submission
from forms.requests.defences.limits import count_source
from infra.resilience import circuit_breaker
from tests.factories import home_page
from tests.factories.blog import BlogPostPageFactory
from tests.factories.forms import FormPageFactory, request_settings
from tests.forms.visitor import Visitor, fill_small
from tests.staff.people import PASSWORD, make_user
from tools.servers import RedisServer

pytestmark = [pytest.mark.django_db, pytest.mark.faults]
READ = ("/", "/blog/", "/search/?q=ketamine", "/blog/feed/rss/", "/sitemap.xml", "/robots.txt",
        "/llms.txt", "/write/", "/healthz")  # fmt: skip
ROOT_PATHS = f":{SITE_ROOT_PATHS_CACHE_VERSION}:{SITE_ROOT_PATHS_CACHE_KEY}"


@pytest.fixture(scope="module")
def redis():
    server = RedisServer()
    yield server
    server.close()


@pytest.fixture
def site(db):
    """A site with a page of each kind."""
    home_page()
    BlogPostPageFactory()
    request_settings()
    FormPageFactory(slug="write")


def use(settings, url: str) -> None:
    """Let the site use the Redis at `url`, with the very settings of a live site."""
    options = {
        "wraps": "infra.resilience.redis_cache.SignedRedisCache",
        "counted": ["allauth", "clinic_forms.rate"],
    }
    backend = "infra.resilience.resilient_cache.ResilientCache"
    default = {"BACKEND": backend, "LOCATION": url, "OPTIONS": options}
    settings.CACHES = {**settings.CACHES, "default": default}


@pytest.fixture
def plugged(redis, settings, site):
    """A site that uses a Redis which is well."""
    redis.stop()
    shutil.rmtree(redis.folder / "dump.rdb", ignore_errors=True)
    redis.start()
    use(settings, redis.url)
    Client().get("/")
    assert cache.answers()
    yield redis
    redis.stop()


@contextmanager
def server_that(behave):
    """Run something in Redis's place that takes connections and behaves oddly."""
    listener = socket.create_server(("127.0.0.1", 0))
    links: list[socket.socket] = []

    def serve() -> None:
        while True:
            try:
                link, _address = listener.accept()
            except OSError:
                return
            links.append(link)
            threading.Thread(target=behave, args=(link,), daemon=True).start()

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield f"redis://127.0.0.1:{listener.getsockname()[1]}/0"
    finally:
        listener.close()
        for link in links:
            link.close()


def break_off(link: socket.socket) -> None:
    """Take a command and die in the middle of the answer."""
    try:
        link.recv(4096)
        link.sendall(b"$1000\r\nhalf")
    finally:
        link.close()


def talk_nonsense(link: socket.socket) -> None:
    try:
        while link.recv(4096):
            link.sendall(b"<html>Please sign in to the network</html>\r\n")
    except OSError:
        pass


def say_nothing(link: socket.socket) -> None:
    time.sleep(30)


def everything_answers() -> None:
    """Read every kind of address, send a request, open the sign-in and the admin."""
    client = Client()
    for path in READ:
        response = client.get(path)
        assert response.status_code == 200, path
    assert client.get("/nothing-here/").status_code == 404
    assert client.get("/accounts/login/").status_code == 200
    before = Submission.objects.count()
    visitor = fill_small(Visitor("/write/"), phone=f"703 555 {before:04d}").press("Send")
    assert visitor.title == "We have your request"
    assert Submission.objects.count() == before + 1
    staff = Client()
    name = f"boss{time.monotonic_ns()}"
    user = get_user_model().objects.create_superuser(name, f"{name}@example.com", PASSWORD)
    staff.force_login(user)
    assert staff.get("/admin/").status_code == 200


def readiness() -> dict:
    response = Client().get("/readyz")
    assert response.status_code == 200, "the machine stays in rotation"
    return response.json()


def cache_fails() -> bool:
    answer = readiness()
    return answer["status"] == "degraded" and "cache" in answer["failing"]


def comes_back() -> None:
    """After the pause everything is as before."""
    time.sleep(circuit_breaker.PAUSE + 0.1)
    everything_answers()
    assert not cache_fails()
    cache.set("after", "all")
    assert cache.get("after") == "all"


def test_redis_is_killed_and_comes_back(plugged):
    plugged.stop()
    everything_answers()
    assert cache_fails()
    plugged.start()
    comes_back()


def test_redis_hangs_and_not_every_request_waits_for_it(plugged):
    plugged.hang()
    try:
        began = time.monotonic()
        assert Client().get("/").status_code == 200
        first = time.monotonic() - began
        began = time.monotonic()
        for _request in range(20):
            assert cache.get("page", "made anew") == "made anew"
            cache.set("page", "new")
        twenty = time.monotonic() - began
        everything_answers()
        assert cache_fails()
    finally:
        plugged.go_on()
    assert first < 1.5
    assert twenty < 0.7, "at most one of them paid"
    comes_back()


def test_nobody_listens_behind_the_address(settings, site):
    use(settings, "redis://10.255.255.1:6379/0")  # packets to it vanish or are refused
    began = time.monotonic()
    assert cache.get("page", "made anew") == "made anew"
    assert time.monotonic() - began < 0.9
    everything_answers()
    assert cache_fails()


@pytest.mark.parametrize("behave", [break_off, talk_nonsense, say_nothing])
def test_something_else_answers_in_its_place(settings, site, behave):
    with server_that(behave) as url:
        use(settings, url)
        everything_answers()
        assert cache_fails()


def test_the_password_is_wrong(plugged, settings):
    plugged.command("CONFIG", "SET", "requirepass", "right")
    use(settings, f"redis://:wrong@127.0.0.1:{plugged.port}/0")
    everything_answers()
    assert cache_fails()


@pytest.mark.parametrize("fault", ["replica", "misconf", "full"])
def test_it_takes_nothing_more(plugged, fault):
    cache.set("page", "old")
    if fault == "replica":
        plugged.command("REPLICAOF", "127.0.0.1", "1")
        undo = [("REPLICAOF", "NO", "ONE")]
    elif fault == "misconf":
        plugged.command("CONFIG", "SET", "save", "1 1")
        plugged.command("CONFIG", "SET", "dbfilename", "dump.rdb")
        plugged.folder.chmod(0o700)
        # What it would write to is a folder: the snapshot fails, and with it every write after.
        (plugged.folder / "dump.rdb").mkdir()
        plugged.command("BGSAVE")
        end = time.monotonic() + 5
        while b"MISCONF" not in plugged.command("SET", "probe", "1"):
            assert time.monotonic() < end, "Redis never refused a write"
            time.sleep(0.05)
        undo = [
            ("CONFIG", "SET", "save", ""),
            ("CONFIG", "SET", "stop-writes-on-bgsave-error", "no"),
        ]
    else:
        plugged.command("CONFIG", "SET", "maxmemory", "1")
        undo = [("CONFIG", "SET", "maxmemory", "0")]
    everything_answers()
    assert cache_fails()
    for command in undo:
        plugged.command(*command)
    comes_back()


@pytest.mark.parametrize(
    "value", ["garbage", "5", "", "\x80\x04K\x05.", "cos\nsystem\n(S'false'\ntR."]
)
def test_somebody_elses_values_are_misses(plugged, value):
    plugged.command("SET", ROOT_PATHS, value)
    everything_answers()
    assert not cache_fails(), "Redis itself is well"
    paths = cache.get(SITE_ROOT_PATHS_CACHE_KEY, version=SITE_ROOT_PATHS_CACHE_VERSION)
    assert [path[0] for path in paths] == list(Site.objects.values_list("pk", flat=True))


def sign_in(login: str, password: str):
    return Client().post("/accounts/login/", {"login": login, "password": password})


def refused_for_now(response) -> bool:
    return response.status_code == 429 or "Too many failed" in response.content.decode()


def test_sign_in_works_and_its_limit_counts_in_the_process(plugged):
    user = make_user("ann")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    plugged.stop()
    assert sign_in("ann", PASSWORD).status_code == 302
    for _try in range(11):
        last = sign_in("ann", "wrong")
    assert refused_for_now(last)
    assert refused_for_now(sign_in("ann", PASSWORD))


def test_a_limit_that_was_reached_before_stands_in_the_outage_and_after_it(plugged):
    make_user("bob")
    for _try in range(11):
        sign_in("bob", "wrong")
    plugged.stop()
    assert refused_for_now(sign_in("bob", PASSWORD))
    plugged.start()  # empty
    time.sleep(circuit_breaker.PAUSE + 0.1)
    assert refused_for_now(sign_in("bob", PASSWORD))


def test_the_limit_of_requests_counts_before_in_and_after_an_outage(plugged):
    assert [count_source("203.0.113.77") for _n in range(2)] == [1, 2]
    plugged.stop()
    assert [count_source("203.0.113.77") for _n in range(2)] == [3, 4]
    plugged.start()  # empty
    time.sleep(circuit_breaker.PAUSE + 0.1)
    assert count_source("203.0.113.77") == 5
    assert count_source("203.0.113.78") == 1


def test_numbers_are_counted_by_many_at_once(plugged):
    shared = caches["default"]
    shared.set("number", 0, 60)
    threads = [
        threading.Thread(target=lambda: [caches["default"].incr("number") for _n in range(20)])
        for _thread in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert shared.get("number") == 80
    assert b":-1" not in plugged.command("TTL", ":1:number")
