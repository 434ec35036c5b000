"""Whether it was a visitor who pressed the button, or a page of another site in their browser.

Three things say so, each enough: the browser itself (Sec-Fetch-Site, Origin), the token with its cookie, or, for old
browsers that say nothing and take no cookies, that the same network was shown this very form once more before.
"""

from __future__ import annotations

from datetime import date, timedelta
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware, RejectRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from infra.addresses.client_address import client_address, network_of

from ...requests.encryption import keyed_hash
from ...requests.tokens import read_token
from ..visit.form_state import TOKEN_FIELD


def came_from_here(request: HttpRequest) -> bool:
    """Tell whether a page of this site sent the request, as far as the browser says so itself.

    Sec-Fetch-Site can't be set by scripts. Browsers without it are judged by Origin, and those that
    send neither, or 'null' (which every sandboxed layout of any site sends), are left to the token.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("Origin", "")
    if not origin or origin == "null" or getattr(request, "origin_was_null", False):
        return False
    parts = urlsplit(origin)
    return parts.scheme == request.scheme and parts.netloc == request.get_host()


def has_token(request: HttpRequest) -> bool:
    """Tell whether the form's token fits the browser's cookie, whatever its Origin header says."""
    check = CsrfViewMiddleware(lambda _request: HttpResponse())
    try:
        check.process_request(request)
        check._check_token(request)
    except RejectRequest:
        return False
    return True


def mark_network(request: HttpRequest) -> str:
    """Return the mark of the visitor's network today, '' where nobody knows it or the browser speaks for itself."""
    network = network_of(client_address(request))
    said = "Sec-Fetch-Site" in request.headers
    return "" if said or not network else _make_mark(network, timezone.localdate())


def is_vouched(request: HttpRequest) -> bool:
    """Tell whether this very form was shown once more to the same network, today or yesterday.

    Another site can neither read that page nor, from its own network, make its mark. A browser that says where the
    request comes from is never vouched for.
    """
    mark = read_token(request.POST.get(TOKEN_FIELD, "")).network
    network = network_of(client_address(request))
    if "Sec-Fetch-Site" in request.headers or not (mark and network):
        return False
    today = timezone.localdate()
    return any(
        constant_time_compare(mark, _make_mark(network, day))
        for day in (today, today - timedelta(days=1))
    )


def _make_mark(network: str, day: date) -> str:
    return keyed_hash(f"{network} {day.isoformat()}", "vouch")[:32]
