"""A circuit breaker: when a service beside the site is away, not every request waits for it."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Lock

# How long a service that failed is left alone before one request tries it again, in seconds.
PAUSE = 2.0


class CircuitBreaker:
    """Remembers for one process, across its threads, whether a service answers.

    Closed: the service is used. Open: nobody uses it until the pause is over; then one caller tries
    it while the others still do without.
    """

    def __init__(self, on_change: Callable[[bool, str], None], pause: float = PAUSE) -> None:
        """Start closed.

        Parameters: `on_change` is called once when the service goes away (False and the kind of
        the failure) and once when it is back (True); `pause` in seconds.
        """
        self._on_change = on_change
        self._pause = pause
        self._lock = Lock()
        self._open = False
        self._trying = False
        self._try_at = 0.0
        self._back_at: float | None = None

    @property
    def is_open(self) -> bool:
        """Whether the service is taken to be away."""
        return self._open

    def was_open_within(self, seconds: float) -> bool:
        """Return whether the service is away, or was so in the last `seconds`."""
        back = self._back_at
        return self._open or (back is not None and time.monotonic() - back < seconds)

    def claim_trial(self) -> bool:
        """Return whether this caller is to try whether the service is back; then it must record."""
        if not self._open or time.monotonic() < self._try_at:
            return False
        with self._lock:
            if not self._open or self._trying or time.monotonic() < self._try_at:
                return False
            self._trying = True
            return True

    def record_failure(self, kind: str) -> None:
        """Open the circuit, or leave it open for another pause. `kind` holds no personal data."""
        with self._lock:
            first = not self._open
            self._open, self._trying = True, False
            self._try_at = time.monotonic() + self._pause
        if first:
            self._on_change(False, kind)

    def record_success(self) -> None:
        """Close the circuit: the service answers again."""
        with self._lock:
            first = self._open
            self._open = self._trying = False
            if first:
                self._back_at = time.monotonic()
        if first:
            self._on_change(True, "")
