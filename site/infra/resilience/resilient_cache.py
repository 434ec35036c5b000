"""A cache whose loss nobody notices.

Wraps any of Django's cache backends. While the wrapped one is away, reads miss and writes do
nothing, so that pages are made anew; what limits something (`add`, `incr`, sign-in limits) is
counted in the memory of the process, so that limits still limit. It recovers by itself.

    CACHES = {"default": {
        "BACKEND": "infra.resilience.resilient_cache.ResilientCache",
        "LOCATION": "redis://127.0.0.1:6379/0",
        "OPTIONS": {"wraps": "infra.resilience.redis_cache.SignedRedisCache", "counted": ["allauth"]},
    }}
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Iterable
from threading import Lock
from typing import Any, TypeVar

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.core.cache.backends.locmem import LocMemCache
from django.db import Error as DatabaseFailure
from django.utils.module_loading import import_string

from infra.resilience.circuit_breaker import CircuitBreaker

try:
    from redis.exceptions import RedisError
except ImportError:  # a machine without Redis does not install its library

    class RedisError(Exception):  # type: ignore[no-redef]
        """Replaces an error that can't happen here."""


T = TypeVar("T")
AWAY = (RedisError, DatabaseFailure, OSError)
# For so many seconds after an outage, what was counted in it still counts.
REMEMBERED = 600
_MISSING = object()
_PROBE = "infra.resilience.resilient_cache.probe"

log = logging.getLogger("clinic.cache")
_breakers: dict[str, CircuitBreaker] = {}
_guard = Lock()


def _breaker_for(name: str) -> CircuitBreaker:
    """Return the breaker that every thread of this process shares for one cache."""

    def log_change(back: bool, kind: str) -> None:
        if back:
            log.warning("The shared cache answers again.")
        else:
            log.error("The shared cache does not answer (%s); the site goes on without it.", kind)

    with _guard:
        return _breakers.setdefault(name, CircuitBreaker(log_change))


class ResilientCache(BaseCache):
    """Uses the wrapped cache while it answers, and the process's own memory while it does not.

    Options, besides those of the wrapped cache: `wraps`, the dotted path of its class; `counted`, the
    beginnings of the keys whose values are limits and therefore remembered in the process too.
    """

    def __init__(self, location: str, params: dict[str, Any]) -> None:
        super().__init__(params)
        options = dict(params.get("OPTIONS", {}))
        wraps = options.pop("wraps")
        self._counted = tuple(options.pop("counted", ()))
        self._wrapped: BaseCache = import_string(wraps)(location, {**params, "OPTIONS": options})
        name = f"{wraps} {location}"
        self._breaker = _breaker_for(name)
        memory = {**params, "OPTIONS": {"MAX_ENTRIES": 20_000}}
        self._memory = LocMemCache(f"while away: {name}", memory)

    # --- What may fail ---------------------------------------------------------------------------
    def _run_or_miss(self, work: Callable[[], T], otherwise: T) -> T:
        """Return what `work` gives; `otherwise` while the wrapped cache is away."""
        if self._breaker.is_open and not (self._breaker.claim_trial() and self._try_again()):
            return otherwise
        try:
            return work()
        except AWAY as error:
            self._breaker.record_failure(type(error).__name__)
            return otherwise

    def _try_again(self) -> bool:
        """Write and read something, since a cache may still be read while it takes nothing more."""
        mark = secrets.token_hex(8)
        try:
            self._wrapped.set(f"{_PROBE}.{mark}", mark, timeout=10)
            if self._wrapped.get(f"{_PROBE}.{mark}") != mark:
                self._breaker.record_failure("forgets what it is given")
                return False
        except Exception as error:
            self._breaker.record_failure(type(error).__name__)
            return False
        self._breaker.record_success()
        return True

    def answers(self) -> bool:
        """Return whether the wrapped cache takes and gives values at this moment."""
        return self._try_again()

    def _read_value(self, key: str, version: int | None) -> Any:
        """Return the wrapped cache's value; `_MISSING` where there is none that can be read."""

        def get_value() -> Any:
            try:
                return self._wrapped.get(key, _MISSING, version=version)
            except AWAY:
                raise
            except Exception as error:  # whatever is there was not written by us
                log.warning("A value of the cache can't be read (%s).", type(error).__name__)
                self._wrapped.delete(key, version=version)
                return _MISSING

        return self._run_or_miss(get_value, _MISSING)

    def _is_counted(self, key: str) -> bool:
        return bool(self._counted) and str(key).startswith(self._counted)

    def _is_remembered(self) -> bool:
        """Whether the process's own memory has a say: in an outage and for a while after it."""
        return self._breaker.was_open_within(REMEMBERED)

    # --- The interface of a cache ----------------------------------------------------------------
    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        """Return a value, or `default`."""
        value = self._read_value(key, version)
        if value is _MISSING and self._is_remembered():
            value = self._memory.get(key, _MISSING, version=version)
        return default if value is _MISSING else value

    def set(
        self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> None:
        """Put a value under a key."""
        if self._is_counted(key) or (
            self._is_remembered() and self._memory.has_key(key, version=version)
        ):
            self._memory.set(key, value, timeout, version=version)
        self._run_or_miss(lambda: self._wrapped.set(key, value, timeout, version=version), None)

    def add(
        self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> bool:
        """Put a value under a key that has none. Returns whether it was put there."""
        if self._is_remembered() and self._memory.has_key(key, version=version):
            return False
        added = self._run_or_miss(
            lambda: self._wrapped.add(key, value, timeout, version=version), _MISSING
        )
        if added is _MISSING:
            return self._memory.add(key, value, timeout, version=version)
        if added and self._is_counted(key):
            self._memory.set(key, value, timeout, version=version)
        return bool(added)

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        """Add to a number. Raises ValueError where there is none, unless it is a limit: that begins anew."""

        def add_number() -> Any:
            try:
                return self._wrapped.incr(key, delta, version=version)
            except ValueError:
                # It came back empty, or holds what nobody can add to; the process may know better.
                if self._is_remembered() and self._memory.has_key(key, version=version):
                    return _MISSING
                raise

        value: Any = self._run_or_miss(add_number, _MISSING)
        counted = self._is_counted(key)
        try:
            if value is _MISSING or counted:
                here = self._memory.incr(key, delta, version=version)
                return here if value is _MISSING else value
        except ValueError:
            if not counted:
                raise
            self._memory.set(key, delta if value is _MISSING else value, version=version)
        return delta if value is _MISSING else value

    def touch(self, key: str, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Give a value another time to live. Returns whether there was one."""
        here = self._memory.touch(key, timeout, version=version)
        there = self._run_or_miss(lambda: self._wrapped.touch(key, timeout, version=version), False)
        return there or (here and self._is_remembered())

    def delete(self, key: str, version: int | None = None) -> bool:
        """Take a value away. Returns whether there was one."""
        here = self._memory.delete(key, version=version)
        there = self._run_or_miss(lambda: self._wrapped.delete(key, version=version), False)
        return there or (here and self._is_remembered())

    def has_key(self, key: str, version: int | None = None) -> bool:
        """Return whether there is a value that can be read."""
        return self.get(key, _MISSING, version=version) is not _MISSING

    def get_many(self, keys: Iterable[str], version: int | None = None) -> dict[str, Any]:
        """Return the values there are, by their keys."""
        keys = list(keys)

        def get_values() -> dict[str, Any]:
            try:
                return self._wrapped.get_many(keys, version=version)
            except AWAY:
                raise
            except Exception:  # one of them can't be read: each for itself
                found = ((key, self._read_value(key, version)) for key in keys)
                return {key: value for key, value in found if value is not _MISSING}

        nothing: dict[str, Any] = {}
        found = self._run_or_miss(get_values, nothing)
        if self._is_remembered():
            found = self._memory.get_many(keys, version=version) | found
        return found

    def set_many(
        self,
        data: dict[str, Any],
        timeout: Any = DEFAULT_TIMEOUT,
        version: int | None = None,
    ) -> list[str]:
        """Put several values. Returns the keys that were not taken: none, for nobody misses them."""
        for key, value in data.items():
            if self._is_counted(key):
                self._memory.set(key, value, timeout, version=version)
        self._run_or_miss(lambda: self._wrapped.set_many(data, timeout, version=version), None)
        return []

    def delete_many(self, keys: Iterable[str], version: int | None = None) -> None:
        """Take several values away."""
        keys = list(keys)
        self._memory.delete_many(keys, version=version)
        self._run_or_miss(lambda: self._wrapped.delete_many(keys, version=version), None)

    def clear(self) -> None:
        """Delete every value of the cache."""
        self._memory.clear()
        self._run_or_miss(self._wrapped.clear, None)

    def close(self, **kwargs: Any) -> None:
        """Let go of connections at the end of a request."""
        self._run_or_miss(lambda: self._wrapped.close(**kwargs), None)
