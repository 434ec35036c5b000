"""`Server-Timing` for people who are signed in: their browser's network panel shows where an answer's time went."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest
from django.http.response import HttpResponseBase


class _Watch:
    """Adds up the queries of one request."""

    def __init__(self) -> None:
        self.count, self.seconds = 0, 0.0

    def __call__(self, execute: Callable[..., Any], *arguments: Any) -> Any:
        began = time.perf_counter()
        try:
            return execute(*arguments)
        finally:
            self.count += 1
            self.seconds += time.perf_counter() - began


class ServerTimingMiddleware:
    """Says total, database and number of queries. Never to visitors: how long an answer takes can tell what is stored."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer; time it where somebody may be signed in, and say so only where somebody is."""
        # Asking who it is would make every public page depend on a cookie.
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return self.get_response(request)
        watch, began = _Watch(), time.perf_counter()
        with ExitStack() as stack:
            stack.enter_context(connection.execute_wrapper(watch))
            response = self.get_response(request)
        user = getattr(request, "user", None)
        if user is not None and user.is_authenticated and user.is_active:
            total = (time.perf_counter() - began) * 1000
            response.headers["Server-Timing"] = (
                f'total;dur={total:.1f}, db;dur={watch.seconds * 1000:.1f};desc="{watch.count} queries"'
            )
        return response
