"""Redis is unplugged in every way there is. Everything answers, limits limit, and it recovers by itself."""

import socket
import threading
import time
from contextlib import contextmanager

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.test import Client
from wagtail.models import Site
from wagtail.models.sites import SITE_ROOT_PATHS_CACHE_KEY, SITE_ROOT_PATHS_CACHE_VERSION

from forms.models import Submission
from infra.resilience import circuit_breaker
from tests.faults.cache.redis_plug import use
from tests.forms.visitor import Visitor, fill_small
from tests.staff.people import PASSWORD

pytestmark = [pytest.mark.django_db, pytest.mark.faults]
READ = ("/", "/blog/", "/search/?q=ketamine", "/blog/feed/rss/", "/sitemap.xml", "/robots.txt",
        "/llms.txt", "/write/", "/healthz")  # fmt: skip
ROOT_PATHS = f":{SITE_ROOT_PATHS_CACHE_VERSION}:{SITE_ROOT_PATHS_CACHE_KEY}"


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
