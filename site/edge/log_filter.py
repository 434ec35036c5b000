"""Keeps addresses that somebody asked for out of the log.

A wrong address often holds what somebody looked for, sometimes with their name in it, and Django
writes every 404 with its path. What is logged of a request is its status, method and route.
"""

from __future__ import annotations

import logging
from typing import Any


def name_route(request: Any) -> str:
    """Return what may be told of the address of a request: its method, its route, and the number of its page.

    Never the path itself. It may hold the key of a password reset, the token of a confirmation, or what somebody looked for.
    """
    match = getattr(request, "resolver_match", None)
    told = f"{request.method} {match.route or '/'}" if match else f"{request.method} -"
    page = getattr(getattr(request, "_wagtail_route_for_request", None), "page", None)
    return f"{told} (page {page.pk})" if page is not None else told


class AddressFilter(logging.Filter):
    """Lets no line through that quotes the path of a request."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Drop what a visitor got wrong (4xx); name the route instead of the path for the rest."""
        request: Any = getattr(record, "request", None)
        if request is None or not hasattr(request, "method"):
            return True
        status = getattr(record, "status_code", 0)
        if record.name.startswith("django.request") and 400 <= status < 500:
            return False
        record.msg = "%s at %s"
        record.args = (status or type(request).__name__, name_route(request))
        return True
