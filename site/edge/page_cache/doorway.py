"""Hands out kept pages before Django's own handler begins; everybody else goes through it as ever.

A kept page needs neither signals nor middleware nor addresses: those were half of what it cost (docs/operations.md, 'What
it costs'). The rules are those of `edge.page_cache.middleware`, called with the same request; nothing is decided here.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.db import connection
from django.http import HttpResponse

from edge.monitoring.metrics import count_answer
from edge.page_cache.keys import is_for_everybody
from edge.page_cache.middleware import LOOKED_UP, Seen, look_up

WSGI = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
log = logging.getLogger("clinic.cache")


class Doorway:
    """Stands before a WSGI application: answers from what is kept, and lets the application make what is not."""

    def __init__(self, application: WSGI) -> None:
        self.application = application

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        """Answer a request out of this process's memory, or by the application's long way."""
        response = _take_cached(environ)
        if response is None:
            return self.application(environ, start_response)
        status = f"{response.status_code} {response.reason_phrase}"
        start_response(status, list(response.items()))
        return [response.content]


def _take_cached(environ: dict[str, Any]) -> HttpResponse | None:
    """Return the kept answer and count it; None where there is none, or where anything goes wrong."""
    if settings.PAGE_CACHE == "off":
        return None
    began = time.perf_counter()
    try:
        # A copy: a request puts decoded addresses where the server's own stood.
        request = WSGIRequest(dict(environ))
        if not is_for_everybody(request):
            return None
        seen = _ask_database(request)
        if seen.answer is None:
            environ[LOOKED_UP] = seen
        else:
            count_answer(request, seen.answer, began)
        return seen.answer
    except Exception:
        log.exception("The doorway of kept pages failed; the page is made by the long way.")
        return None


def _ask_database(request: WSGIRequest) -> Seen:
    """Look the answer up, with the connection handled as at both ends of a request of Django's."""
    _drop_old_connection()
    try:
        return look_up(request)
    finally:
        _drop_old_connection()


def _drop_old_connection() -> None:
    """Close this thread's connection where it is broken or too old; a pooled one goes back to its pool."""
    connection.close_if_unusable_or_obsolete()
