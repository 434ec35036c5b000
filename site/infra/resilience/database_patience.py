"""How long somebody waits for an answer of PostgreSQL that does not come.

A server that is stopped answers at once that it is. One that hangs (a disk that stalls, a frozen machine) takes
connections and says nothing: without a limit, each visitor it caught would hold a thread for ever, `/readyz`
first of all. The server's own `statement_timeout` does not help, because it is the server that has to count.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

# Seconds. A web process waits for one statement; the pool asks whether an idle connection still lives.
WEB = 10.0
ALIVE = 1.0

_of_process: float | None = None
_of_task: ContextVar[float | None] = ContextVar("database_patience", default=None)


def current_limit() -> float | None:
    """Return how many seconds a statement may take here and now; None for no limit."""
    return _of_task.get() or _of_process


def limit_waits(seconds: float) -> None:
    """Let this process wait so long for one statement. The worker and commands, whose work may be long, don't call it."""
    global _of_process
    _of_process = seconds


@contextmanager
def wait_at_most(seconds: float) -> Iterator[None]:
    """Wait no longer than `seconds` for each statement inside; takes precedence over the process's limit."""
    before = _of_task.set(seconds)
    try:
        yield
    finally:
        _of_task.reset(before)
