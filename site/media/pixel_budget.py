"""How many pixels a process holds at once: a photo of 60 megapixels is 180 MB when it is open."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class PixelBudget:
    """Small pictures go side by side; large ones wait for one another, so that memory has an end."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.used = 0
        self._free = threading.Condition()
        self._held = threading.local()

    @contextmanager
    def hold(self, pixels: int) -> Iterator[None]:
        """Wait until there is room for `pixels`, and hold it while the block runs.

        One picture is always let in, however large. Whoever holds room already does not wait again.
        """
        if getattr(self._held, "inside", False):
            yield
            return
        with self._free:
            self._free.wait_for(lambda: self.used == 0 or self.used + pixels <= self.most)
            self.used += pixels
        self._held.inside = True
        try:
            yield
        finally:
            self._held.inside = False
            with self._free:
                self.used -= pixels
                self._free.notify_all()


# Two photos of a good telephone side by side, or one of the largest that is taken.
budget = PixelBudget(most=26_000_000)
