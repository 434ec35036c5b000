"""Keeps addresses that somebody asked for out of the log.

A wrong address often holds what somebody looked for, sometimes with their name in it, and Django
writes every 404 with its path. What is logged of a request is its status, method and route.
"""

from __future__ import annotations

import logging
from typing import Any


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
        match = getattr(request, "resolver_match", None)
        record.msg = "%s at %s"
        route = f"{request.method} {match.route or '/'}" if match else f"{request.method} -"
        record.args = (status or type(request).__name__, route)
        return True
