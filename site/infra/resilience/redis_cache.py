"""Django's Redis cache with short waits, and values that only this site can have written."""

from __future__ import annotations

import hashlib
import hmac
import pickle
from typing import Any

from django.conf import settings
from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.retry import Retry

# Redis is in the same rack: what takes longer than this is not going to come.
WAIT_SECONDS = 0.25
_SIGNATURE = 16


class SignedSerializer:
    """Signs what is stored. Anything else in Redis is refused before it is unpickled.

    A pickle can run code, and a plain number in the place of a list would break a page. The
    signature makes both a ValueError, which the cache around this one takes for a miss.
    """

    def __init__(self, protocol: int | None = None) -> None:
        self._protocol = pickle.HIGHEST_PROTOCOL if protocol is None else protocol
        self._key = hashlib.sha256(
            b"infra.resilience.redis_cache" + settings.SECRET_KEY.encode()
        ).digest()

    def _sign_bytes(self, data: bytes) -> bytes:
        return hashlib.blake2b(data, key=self._key, digest_size=_SIGNATURE).digest()

    def dumps(self, value: Any) -> bytes:
        """Return the signed bytes of a value."""
        data = pickle.dumps(value, self._protocol)
        return self._sign_bytes(data) + data

    def loads(self, stored: bytes) -> Any:
        """Return the value of signed bytes. Raises ValueError for anything that is not ours."""
        signature, data = bytes(stored[:_SIGNATURE]), bytes(stored[_SIGNATURE:])
        if not hmac.compare_digest(signature, self._sign_bytes(data)):
            raise ValueError("The value was not written by this site.")
        return pickle.loads(data)  # noqa: S301 (signed by us)


class SignedRedisClient(RedisCacheClient):
    """Adds to signed numbers, which Redis itself can't."""

    def incr(self, key: Any, delta: int) -> int:
        """Add `delta` to the number under `key`, whoever else does so at the same moment.

        Raises ValueError where there is no number.
        """

        def add(pipe: Any) -> int:
            stored = pipe.get(key)
            value = None if stored is None else self._serializer.loads(stored)
            if type(value) is not int:
                raise ValueError("There is no number under this key.")
            pipe.multi()
            pipe.set(key, self._serializer.dumps(value + delta), keepttl=True)
            return value + delta

        client: Any = self.get_client(key, write=True)
        return client.transaction(add, key, value_from_callable=True)


class SignedRedisCache(RedisCache):
    """Waits a quarter of a second at most to connect, and as long for an answer.

    A connection that Redis closed since it was last used (a restart) is opened anew once; a Redis that
    hangs is not asked again.
    """

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        options = {
            "serializer": SignedSerializer,
            "socket_connect_timeout": WAIT_SECONDS,
            "socket_timeout": WAIT_SECONDS,
            "retry": Retry(NoBackoff(), 1, supported_errors=(RedisConnectionError,)),
            **params.get("OPTIONS", {}),
        }
        super().__init__(server, {**params, "OPTIONS": options})
        self._class = SignedRedisClient
