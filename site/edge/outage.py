"""The database is away: visitors get a calm page at once, and nobody waits in a row for it."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.utils.html import escape

from clinic.layout import last_known_settings
from clinic.models import ClinicSettings

# Seconds that a client is asked to stay away for, and that a process asks no database for.
RETRY_AFTER = 30
PAUSE = 1.0
# PostgreSQL, appendix A: connections (08), no resources (53), told to stop or still starting (57P).
_STATES = ("08", "53", "57P0")
_SQLITE = ("SQLITE_BUSY", "SQLITE_CANTOPEN", "SQLITE_FULL", "SQLITE_IOERR", "SQLITE_LOCKED")
# Answered without the database, so never answered with 'it is away'.
_ALWAYS = ("/healthz", "/readyz", "/favicon.ico", "/apple-touch-icon")

# An outage is told once in so many seconds by each process, not once a visitor.
TOLD_EVERY = 300.0

log = logging.getLogger("clinic.outage")
_away_until = 0.0
_told_at: float | None = None


def _walk_causes(error: BaseException | None) -> Iterator[BaseException]:
    """Yield an exception and what it came from."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def _is_lost(error: BaseException) -> bool:
    """Whether a database error says that the server or its file is out of reach."""
    if isinstance(error, InterfaceError):
        return True
    cause = error.__cause__
    name = getattr(cause, "sqlite_errorname", None)
    if name is not None:
        return name.startswith(_SQLITE)
    state = getattr(cause, "sqlstate", None)
    # An error without a state was not made by the server: it could not be asked.
    return cause is not None and (state is None or state.startswith(_STATES))


def is_database_away(error: BaseException | None) -> bool:
    """Return whether this exception came about because the database can't be reached."""
    return any(
        isinstance(part, (OperationalError, InterfaceError)) and _is_lost(part)
        for part in _walk_causes(error)
    )


def is_known() -> bool:
    """Tell whether nobody got a connection a moment ago, so that asking again now would only mean waiting."""
    return time.monotonic() < _away_until


def note_outage(error: BaseException) -> None:
    """Tell of an outage now and then, and let the next requests not wait where no connection could be had.

    A connection that broke in the middle says nothing of the server: the next one may be fine.
    """
    global _away_until, _told_at
    names = {type(part).__name__ for part in _walk_causes(error)}
    now = time.monotonic()
    if _told_at is None or now - _told_at > TOLD_EVERY:
        _told_at = now
        kinds = ", ".join(sorted(names))
        log.error("The database can't be reached (%s). Visitors are asked to come back.", kinds)
    if names & {"PoolTimeout", "ConnectionTimeout"}:
        _away_until = now + PAUSE


def answer_unavailable() -> HttpResponse:
    """Return the calm page: 503, when to come back, nothing that asks the database."""
    body = _put_own_words(loader.get_template("maintenance.html").render())
    response = HttpResponse(body, status=503, headers={"Retry-After": str(RETRY_AFTER)})
    response._has_been_logged = True  # type: ignore[attr-defined]  # Django would log and mail each one
    return response


def _put_own_words(body: str) -> str:
    """Return the page with the clinic's words where this process has read them before, else as it is.

    The file itself stays plain: nginx sends it as it is while no process answers.
    """
    words = last_known_settings()
    for name in ("away_title", "away_text") if words is not None else ():
        ours = str(getattr(ClinicSettings(), name))
        own = getattr(words, name)
        body = body.replace(ours, escape(own)) if own else body
    return body


class DatabaseOutageMiddleware:
    """For a second after nobody got a connection, answers at once that the site is away.

    Otherwise every thread would wait in the pool's queue, and the health address behind them.
    Comes behind what serves static files and what gives back a form's answers.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request, with the calm page where the database is away."""
        if is_known() and not self._needs_no_database(request.path):
            return answer_unavailable()
        return self.get_response(request)

    @staticmethod
    def _needs_no_database(path: str) -> bool:
        return path.startswith((*_ALWAYS, settings.STATIC_URL, settings.MEDIA_URL))
