"""Which answers may be kept, and for how long a web server in front may have them."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from urllib.parse import parse_qsl

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone

# Views that are no pages and the same for everybody, with the parameters that they read.
VIEWS: dict[str, tuple[str, ...]] = {
    "robots": (),
    "sitemap": ("p",),
    "sitemap-part": ("p",),
    "webmanifest": (),
    "llms": (),
    "opensearch": (),
    "person": (),
}
CDN_POLICY = "CDN-Cache-Control"
LARGEST = 2_000_000
# What stands in a page that is somebody's own: a form's token, the toolbar of the people who work here.
_OWN = (b"csrfmiddlewaretoken", b"wagtail-userbar")


def parameters_of(request: HttpRequest) -> tuple[str, ...] | None:
    """Return the query parameters that what answered `request` declares; None for what is never kept.

    A page declares them in `query_parameters`. A private page, or what is no public page, gives None.
    """
    match = request.resolver_match
    if match is None:
        return None
    # Whatever address it was found at: a page of the CMS may lie where a view looks first (/people/…/).
    route = getattr(request, "_wagtail_route_for_request", None)
    page = getattr(route, "page", None)
    if page is None and match.url_name != "wagtail_serve":
        return VIEWS.get(match.url_name or "") if not match.namespaces else None
    if page is None or not page.live or page.get_view_restrictions():
        return None
    return getattr(page, "query_parameters", ())


def may_cache(request: HttpRequest, response: HttpResponseBase, query: str) -> bool:
    """Tell whether the answer is the same for everybody until somebody publishes or the day ends."""
    if not isinstance(response, HttpResponse) or response.status_code != 200 or response.cookies:
        return False
    if getattr(response, "is_form", False) or getattr(request, "is_preview", False):
        return False
    policy = response.get("Cache-Control", "").lower()
    if any(word in policy for word in ("no-store", "private", "no-cache")):
        return False
    others = {part.strip().lower() for part in response.get("Vary", "").split(",")}
    if others - {"", "accept-encoding"} or response.has_header("Content-Encoding"):
        return False
    declared = parameters_of(request)
    if declared is None or {name for name, _value in parse_qsl(query)} - set(declared):
        return False
    body = response.content
    return len(body) <= LARGEST and not any(mark in body for mark in _OWN)


def tell_proxies(response: HttpResponse) -> None:
    """Say to nginx and to a CDN how long they may have the answer; visitors' browsers ask each time.

    `X-Accel-Expires` is nginx's own and ends there. `CDN-Cache-Control` (RFC 9213) is for caches in front alone.
    """
    seconds = min(settings.PROXY_CACHE_SECONDS, _seconds_of_this_day())
    response.headers["X-Accel-Expires"] = str(seconds if _is_nginx_told() else 0)
    if not seconds:
        forbid_proxies(response)
        return
    response.headers[CDN_POLICY] = (
        f"public, max-age={seconds}, stale-while-revalidate={settings.PROXY_STALE_SECONDS}, "
        f"stale-if-error={settings.PROXY_STALE_IF_ERROR_SECONDS}"
    )


def _is_nginx_told() -> bool:
    """Tell whether nginx is told of a publish, or keeps pages for seconds only.

    Behind a CDN that keeps them for long nginx must keep none: a CDN that was just purged would fetch the old page from it.
    """
    told = getattr(settings, "WAGTAILFRONTENDCACHE", {})
    return not told or "http" in told


def forbid_proxies(response: HttpResponseBase) -> None:
    """Say to nginx and to a CDN that this answer is for one visitor."""
    response.headers["X-Accel-Expires"] = "0"
    response.headers.pop(CDN_POLICY, None)


def _seconds_of_this_day() -> int:
    """Return how many seconds are left until midnight by the clinic's clock, when notices begin and end."""
    now = timezone.localtime()
    midnight = datetime.combine(now.date() + timedelta(days=1), time(), tzinfo=now.tzinfo)
    return max(0, int((midnight - now).total_seconds()))
