"""Leads on from WordPress's addresses by number: `/?p=12` answers 200 here, since a query means nothing to a page."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qsl, quote

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from edge.addresses.redirects import find_way
from infra.addresses.staff_paths import is_staff_path
from infra.memory import memoize

# What WordPress asks for by a query, on the home page or on that of its blog.
NAMES = ("p", "page_id", "cat", "tag", "feed", "attachment_id")
LONGEST = 60


class OldNumbersMiddleware:
    """Stands before the pages; a request without such a query costs a look into a dictionary."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Lead on where an old address is known, else answer the request."""
        query = request.META.get("QUERY_STRING", "")
        if query and request.method in ("GET", "HEAD") and not is_staff_path(request.path):
            try:
                found = _lead_on(request, query)
            except DatabaseError:
                found = None  # without a database the page itself says so
            if found is not None:
                return found
        return self.get_response(request)


def _lead_on(request: HttpRequest, query: str) -> HttpResponse | None:
    """Return the redirect for an old address by number; None for any other."""
    pairs = parse_qsl(query[:1000], keep_blank_values=True)
    asked = next(
        ((name, value) for name, value in pairs if name in NAMES and 0 < len(value) <= LONGEST),
        None,
    )
    if asked is None or not _has_numbers():
        return None
    site = Site.find_for_request(request)
    if site is None:
        return None
    plain = f"{asked[0]}={quote(asked[1])}"
    old = Redirect.normalise_path(f"{request.path}?{plain}")
    if not Redirect.objects.filter(site=site, old_path=old).exists():
        return None
    # The rest of the query (a campaign's marks) goes along; the number was part of the old address.
    rest = "&".join(part for part in query.split("&") if part.partition("=")[0] != asked[0])
    request.META["QUERY_STRING"] = plain
    try:
        way = find_way(request, site)
    finally:
        request.META["QUERY_STRING"] = query
    if way is None:
        return None
    return HttpResponsePermanentRedirect(
        way.url + (("&" if "?" in way.url else "?") + rest if rest else "")
    )


def _has_numbers() -> bool:
    """Tell whether any such redirect exists, read once a content version."""
    return bool(
        memoize("old-numbers", lambda: Redirect.objects.filter(old_path__contains="?").exists())
    )
