"""PostgreSQL's pool of connections tries again soon."""

from __future__ import annotations

from django.conf import settings

# Seconds between two tries, for as long as the pool's own time-outs allow.
PAUSE = 0.05


def shorten_pauses() -> None:
    """Let the pool pause evenly and briefly between two tries.

    It waits 0, 1, 2 seconds between two connections that it finds dead, so that after a restart of the
    server three dead ones used up a visitor's whole patience although the server was back. The pauses are
    constants of the library's class, which takes no setting for them; `tests/faults/test_database.py` fails
    when they move.
    """
    if not settings.DATABASES["default"].get("OPTIONS", {}).get("pool"):
        return
    from psycopg_pool.base import AttemptWithBackoff  # only a live site has this library

    AttemptWithBackoff.INITIAL_DELAY = PAUSE
    AttemptWithBackoff.DELAY_BACKOFF = 1.0
