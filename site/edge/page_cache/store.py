"""Where finished answers are kept: in the process, bounded by bytes, and in Redis where it is so configured."""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Hashable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from threading import Lock
from time import monotonic

from django.conf import settings
from django.core.cache import InvalidCacheBackendError, caches

log = logging.getLogger("clinic.cache")
# What an answer takes beside its body: headers, key, bookkeeping.
OVERHEAD = 3_000
# A page on which something could not be shown (a picture's file did not answer) is looked at again soon.
SOON = 60.0
_DAY = 86_400


@dataclass(frozen=True, slots=True)
class Finished:
    """An answer, ready to send. `headers` by their small names, as Django's responses hold them."""

    headers: dict[str, tuple[str, str]]
    body: bytes
    until: float = 0.0  # of this process's clock; 0 for as long as its version holds
    is_open: bool = False  # whether it holds no secret, and is worth compressing

    @property
    def size(self) -> int:
        """How many bytes of memory it takes, roughly."""
        return len(self.body) + OVERHEAD


def set_deadline() -> float:
    """Return until when an answer is kept that may be better in a minute."""
    return monotonic() + SOON


class ProcessStore:
    """The most recently asked-for answers, as many as fit into `PAGE_CACHE_BYTES`."""

    def __init__(self) -> None:
        self._answers: OrderedDict[Hashable, Finished] = OrderedDict()
        self._lock = Lock()
        self.bytes = 0

    def __len__(self) -> int:
        return len(self._answers)

    def get(self, key: Hashable) -> Finished | None:
        """Return the answer under `key`, or None."""
        found = self._answers.get(key)
        if found is None:
            return None
        if found.until and monotonic() > found.until:
            return None
        with suppress(KeyError):  # another thread may have made room of it just now
            self._answers.move_to_end(key)
        return found

    def put(self, key: Hashable, finished: Finished) -> None:
        """Keep an answer; the ones that nobody asked for longest make room."""
        most = settings.PAGE_CACHE_BYTES
        if finished.size > most // 4:
            return
        with self._lock:
            old = self._answers.pop(key, None)
            self.bytes += finished.size - (old.size if old else 0)
            self._answers[key] = finished
            while self.bytes > most:
                _key, gone = self._answers.popitem(last=False)
                self.bytes -= gone.size

    def clear(self) -> None:
        """Forget every answer that this process holds."""
        with self._lock:
            self._answers.clear()
            self.bytes = 0


class SharedStore:
    """The same answers in the cache `pages`, so that a process that has just started has them too.

    Its loss is a miss (`infra.resilience`). Redis bounds it by its own `maxmemory`.
    """

    def get(self, key: Hashable) -> Finished | None:
        """Return the answer under `key`, or None."""
        try:
            found = caches["pages"].get(self._name_key(key))
        except InvalidCacheBackendError:
            return None
        if not isinstance(found, tuple) or len(found) != 3:
            return None
        headers, body, is_open = found
        return Finished(headers, body, 0.0, is_open)

    def put(self, key: Hashable, finished: Finished) -> None:
        """Keep an answer for a day at most; its version ends it sooner."""
        if not finished.until:
            caches["pages"].set(
                self._name_key(key), (finished.headers, finished.body, finished.is_open), _DAY
            )

    @staticmethod
    def _name_key(key: Hashable) -> str:
        return f"page.{sha256(f'{name_release()} {key!r}'.encode()).hexdigest()}"


@cache
def name_release() -> str:
    """Return a digest of all files of a release and plain settings: two releases make different pages of the same content.

    Icons stand in pages, pictures and fonts give them addresses, and another Wagtail writes other markup.
    """
    digest = sha256()
    for folder in ("site", "home", "blog", "forms", "templates", "static", "requirements"):
        for path in sorted((settings.ROOT / folder).rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(str(path.relative_to(settings.ROOT)).encode())
                digest.update(path.read_bytes())
    for name in sorted(dir(settings)):
        value = getattr(settings, name)
        if name.isupper() and isinstance(value, (str, int, bool, list, tuple)):
            digest.update(f"{name}={value!r}".encode())
    return digest.hexdigest()


class Store:
    """The process's own memory, and behind it the shared one where there is one. Never raises."""

    def __init__(self) -> None:
        self.process = ProcessStore()
        self.shared = SharedStore() if settings.PAGE_CACHE == "redis" else None

    def get(self, key: Hashable) -> Finished | None:
        """Return the answer under `key`, or None."""
        found = self.process.get(key)
        if found is None and self.shared is not None:
            try:
                found = self.shared.get(key)
            except Exception as error:
                log.warning("The shared page cache could not be read (%s).", type(error).__name__)
                return None
            if found is not None:
                self.process.put(key, found)
        return found

    def put(self, key: Hashable, finished: Finished) -> None:
        """Store an answer in this process and, where there is one, in the shared store."""
        self.process.put(key, finished)
        if self.shared is not None:
            try:
                self.shared.put(key, finished)
            except Exception as error:
                log.warning(
                    "The shared page cache could not be written (%s).", type(error).__name__
                )
