"""One render however many wait: the first visitor's request makes the page, the others wait for it."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from threading import Event, Lock

# Longer than any page takes; who has waited so long makes the page for themselves.
PATIENCE = 10.0
_MOST_KNOWN = 5_000


class Flights:
    """Who makes which answer at this moment, and what turned out to be nobody's to keep."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._under_way: dict[Hashable, Event] = {}
        # By their hashes: an address may have 32 KB, and five thousand of those would fill the memory. Two with the same
        # hash would only not wait for one another.
        self._uncached: OrderedDict[int, None] = OrderedDict()

    def begin_flight(self, key: Hashable) -> Event | None:
        """Let the caller make the answer for `key`, if nobody does so already. Returns None then, else what to wait for.

        What is never kept (a form) is nobody's turn: each request makes its own at once.
        """
        with self._lock:
            if hash(key) in self._uncached:
                return None
            other = self._under_way.get(key)
            if other is None:
                self._under_way[key] = Event()
            return other

    def end_flight(self, key: Hashable, *, kept: bool) -> None:
        """Let the others go on: to the store where the answer was kept, else to their own render."""
        with self._lock:
            event = self._under_way.pop(key, None)
            if kept:
                self._uncached.pop(hash(key), None)  # it failed once, and does no more
            else:
                self._uncached[hash(key)] = None
                while len(self._uncached) > _MOST_KNOWN:
                    self._uncached.popitem(last=False)
        if event is not None:
            event.set()
