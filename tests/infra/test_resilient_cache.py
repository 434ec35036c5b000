"""The cache around the cache: its loss is a miss, and limits go on counting in the process."""

import logging
import pickle
from typing import ClassVar

import pytest
from django.core.cache import caches
from django.core.cache.backends.locmem import LocMemCache

from infra.resilience import circuit_breaker, resilient_cache
from infra.resilience.redis_cache import SignedSerializer
from infra.resilience.resilient_cache import ResilientCache

AWAY: set[str] = set()
READ_ONLY: set[str] = set()


class Unplugged(LocMemCache):
    """A cache with a plug that a test can pull."""

    def _ask(self, *, write: bool):
        if AWAY or (write and READ_ONLY):
            raise ConnectionError("secret: 10.0.0.7 refused key person@clinic.example")

    def get(self, key, default=None, version=None):
        self._ask(write=False)
        value = super().get(key, default, version)
        if value == "garbage":
            raise ValueError("can't be read")
        return value

    def set(self, key, value, timeout=300, version=None):
        self._ask(write=True)
        super().set(key, value, timeout, version)

    def add(self, key, value, timeout=300, version=None):
        self._ask(write=True)
        return super().add(key, value, timeout, version)

    def incr(self, key, delta=1, version=None):
        self._ask(write=True)
        return super().incr(key, delta, version)

    def delete(self, key, version=None):
        self._ask(write=True)
        return super().delete(key, version)

    def touch(self, key, timeout=300, version=None):
        self._ask(write=True)
        return super().touch(key, timeout, version)

    def close(self, **kwargs):
        self._ask(write=False)


@pytest.fixture
def clock(monkeypatch):
    """A clock that a test turns on."""
    now = [1000.0]
    monkeypatch.setattr(circuit_breaker.time, "monotonic", lambda: now[0])
    return now


@pytest.fixture
def shared(clock, request):
    AWAY.clear()
    READ_ONLY.clear()
    options = {"wraps": f"{__name__}.Unplugged", "counted": ["allauth"]}
    cache = ResilientCache(request.node.name, {"OPTIONS": options})
    yield cache
    AWAY.clear()
    READ_ONLY.clear()
    cache.clear()


def pull() -> None:
    AWAY.add("all")


def test_reads_miss_and_writes_do_nothing_while_it_is_away(shared):
    shared.set("page", "old")
    pull()
    assert shared.get("page", "made anew") == "made anew"
    shared.set("page", "new")
    assert shared.get("page") is None
    assert shared.get_many(["page", "other"]) == {}
    assert shared.set_many({"a": 1}) == []
    assert shared.delete("page") is False
    assert shared.touch("page") is False
    assert "page" not in shared
    assert shared.get_or_set("page", "made") == "made"
    shared.delete_many(["a"])
    shared.close()


def test_limits_are_counted_in_the_process(shared):
    pull()
    assert shared.add("lock", 1) is True
    assert shared.add("lock", 1) is False
    shared.delete("lock")
    assert shared.add("lock", 1) is True
    shared.add("number", 1)
    assert shared.incr("number", 4) == 5
    with pytest.raises(ValueError, match="not found"):
        shared.incr("nothing")
    shared.set("allauth:rl:login", [3.0, 2.0])
    assert shared.get("allauth:rl:login") == [3.0, 2.0]


def test_what_was_counted_before_counts_in_the_outage_and_after_it(shared, clock):
    shared.set("allauth:rl:login", [1.0])
    pull()
    assert shared.get("allauth:rl:login") == [1.0]
    shared.set("allauth:rl:login", [2.0, 1.0])
    assert shared.add("allauth.used=123456", "y") is True
    AWAY.clear()
    clock[0] += circuit_breaker.PAUSE + 0.1
    caches_own = shared._wrapped
    caches_own.clear()  # it comes back empty, as a restarted Redis does
    assert shared.get("allauth:rl:login") == [2.0, 1.0]
    assert shared.add("allauth.used=123456", "y") is False
    clock[0] += resilient_cache.REMEMBERED + 1
    assert shared.get("allauth:rl:login") is None


def test_a_cache_that_takes_nothing_more_is_away_until_it_does(shared, clock):
    shared.set("page", "old")
    READ_ONLY.add("all")
    shared.set("page", "new")
    assert shared.get("page") is None, "what can't be written any more may be old"
    clock[0] += circuit_breaker.PAUSE + 0.1
    assert shared.get("page") is None
    assert not shared.answers()
    READ_ONLY.clear()
    assert shared.answers()
    assert shared.get("page") == "old"


def test_it_is_said_once_an_outage_and_without_anybodys_data(shared, clock, caplog):
    logging.getLogger("clinic.cache").disabled = False
    with caplog.at_level("INFO", logger="clinic.cache"):
        for _outage in range(2):
            pull()
            for n in range(5):
                shared.get("page")
                shared.set("allauth:person@clinic.example", [1.0])
                clock[0] += circuit_breaker.PAUSE * n
            AWAY.clear()
            clock[0] += circuit_breaker.PAUSE + 0.1
            shared.get("page")
    lines = [record.getMessage() for record in caplog.records]
    assert (
        lines
        == [
            "The shared cache does not answer (ConnectionError); the site goes on without it.",
            "The shared cache answers again.",
        ]
        * 2
    )


def test_only_one_request_in_a_while_tries_it(shared, clock, monkeypatch):
    asked = []
    monkeypatch.setattr(Unplugged, "_ask", lambda self, *, write: asked.append(1) or 1 / 0)
    monkeypatch.setattr(resilient_cache, "AWAY", (ZeroDivisionError,))
    for _request in range(100):
        shared.get("page")
    assert len(asked) == 1
    clock[0] += circuit_breaker.PAUSE + 0.1
    for _request in range(100):
        shared.get("page")
    assert len(asked) == 2


def test_a_value_that_can_not_be_read_is_a_miss_and_goes(shared):
    shared._wrapped.set("page", "garbage")
    shared._wrapped.set("good", 1)
    assert shared.get_many(["page", "good"]) == {"good": 1}
    assert shared.get("page", "made anew") == "made anew"
    assert not LocMemCache.has_key(shared._wrapped, "page")
    assert shared.answers(), "the cache itself is well"


def test_every_cache_of_the_site_stands_its_loss():
    assert all(isinstance(caches[alias], ResilientCache) for alias in caches.settings)


class _Runs:
    """What a pickle can do to whoever opens it."""

    ran: ClassVar[list[str]] = []

    def __reduce__(self):
        return (_Runs.ran.append, ("it ran",))


def test_nothing_that_somebody_else_put_into_redis_is_opened(settings):
    """Neither a bare pickle, nor one under a changed or foreign signature."""
    ours = SignedSerializer()
    assert ours.loads(ours.dumps({"a": [1, "b"]})) == {"a": [1, "b"]}
    evil, good = pickle.dumps(_Runs()), ours.dumps([1])
    settings.SECRET_KEY = "another-site-with-another-key-0123456789-abcdefghijk"
    foreign = SignedSerializer().dumps(_Runs())
    for stored in (evil, b"\x00" * 16 + evil, good[:16] + evil, good[:-1], foreign, b"", b"7"):
        with pytest.raises(ValueError, match="not written by this site"):
            ours.loads(stored)
    assert _Runs.ran == []
