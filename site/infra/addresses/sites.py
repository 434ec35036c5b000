"""Which site a request is for, read once a content version.

Wagtail asks the database on every request for the site, and again for its root page's own type.
Neither changes until somebody publishes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from wagtail.models import Site

from infra.addresses.hosts import is_local
from infra.memory import memoize


def running_root(root_url: str, request: HttpRequest | None) -> str:
    """Return the address of the site, without a slash at its end, for what names it in full.

    That is the address of the CMS's site record. On somebody's own machine the record knows neither the
    port nor the name in use, so there it is the address at which the request came in. A request from
    outside can never choose it: a live site's record is not local.
    """
    if request is None:
        return root_url
    own = urlsplit(f"//{request.get_host()}").hostname or ""
    known = urlsplit(root_url).hostname or ""
    if not root_url or (is_local(known) and is_local(own)):
        return f"{request.scheme}://{request.get_host()}"
    return root_url


class SiteMiddleware:
    """Gives requests for pages their site, with its root page as its own type.

    The root page is shared by all requests of the process: it routes, and is fetched anew to be
    shown (`HomePage.route`). Comes after CommonMiddleware, which refuses strange hosts. Health
    checks, the admin and everything else that is no page never get here.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Find the request's site, then answer the request."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: list, kwargs: dict) -> None:
        """Put the site where `Site.find_for_request` looks first."""
        if request.resolver_match and request.resolver_match.url_name == "wagtail_serve":
            key = ("site", request.get_host(), request.get_port())
            request._wagtail_site = memoize(key, lambda: _site_of(request))  # type: ignore[attr-defined]


def _site_of(request: HttpRequest) -> Site | None:
    site = Site.find_for_request(request)
    if site is not None:
        site.root_page = site.root_page.specific
    return site
