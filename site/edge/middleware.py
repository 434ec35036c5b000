"""What happens around every answer: bad input mended on the way in, headers set on the way out."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from http import HTTPStatus

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from edge import policies
from infra.addresses.client_address import client_address
from infra.addresses.staff_paths import is_staff_path

GetResponse = Callable[[HttpRequest], HttpResponse]


def for_staff(request: HttpRequest) -> bool:
    """Whether the address belongs to the people who work here."""
    return is_staff_path(request.path)


def drop_nul(query: str) -> str:
    """Return a query without NUL, which PostgreSQL refuses anywhere in a text."""
    while "%00" in query or "\x00" in query:  # '%%0000' holds another one
        query = query.replace("%00", "").replace("\x00", "")
    return query


class ClientAddressMiddleware:
    """Puts the visitor's own address where everybody looks for it, and takes the header away.

    Libraries read `REMOTE_ADDR` or `X-Forwarded-For` by rules of their own (one of them believes whatever a
    visitor claims). After this there is one answer to the question: `infra.addresses.client_address`.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request as coming from the visitor."""
        request.META["REMOTE_ADDR"] = client_address(request)
        request.META.pop("HTTP_X_FORWARDED_FOR", None)
        return self.get_response(request)


class InputMiddleware:
    """Takes out of a request what no honest visitor sends and what would only make noise further in.

    - NUL in the query or in a cookie: PostgreSQL refuses it anywhere in a text. A search for
      'a\\0b' is answered as one for 'ab'. In the path of an address it is a bad request.
    - 'Origin: null' on a POST from our own pages. Form pages send `Referrer-Policy: no-referrer`,
      and a browser then sends 'null' for the origin (Fetch standard, 'append a request Origin
      header'), which Django's check would refuse. The browser vouches for where the request comes
      from in `Sec-Fetch-Site`; one that is too old to do so still has to bring the form's token.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the mended request."""
        meta = request.META
        if "\x00" in request.path:
            raise BadRequest("The address holds a character that no address has.")
        meta["QUERY_STRING"] = drop_nul(meta.get("QUERY_STRING", ""))
        cookies = meta.get("HTTP_COOKIE", "")
        if "\x00" in cookies or "\\000" in cookies:
            del meta["HTTP_COOKIE"]
        if meta.get("HTTP_ORIGIN") == "null" and not for_staff(request) and self._is_ours(request):
            meta["HTTP_ORIGIN"] = f"{request.scheme}://{request.get_host()}"
            # Django's check of the origin passes; who lets forms in without a token must not be misled.
            request.origin_was_null = True
        return self.get_response(request)

    @staticmethod
    def _is_ours(request: HttpRequest) -> bool:
        return request.META.get("HTTP_SEC_FETCH_SITE", "same-origin") == "same-origin"


class SecurityHeadersMiddleware:
    """Sets the Content-Security-Policy and its neighbours, and says what may be kept by whom.

    A response may say of itself: `csp_extra` ('recaptcha'), and `is_form` (it carries a form that
    visitors send, so nobody keeps it and no other site learns where the visitor was).
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    @cached_property
    def _policies(self) -> dict[tuple[bool, str], str]:
        media = policies.media_sources()
        extras = {"": {}, **policies.EXTRAS}
        return {
            (staff, name): policies.write_header(
                policies.ADMIN if staff else policies.PUBLIC, media, extra
            )
            for staff in (True, False)
            for name, extra in extras.items()
        }

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request and dress the answer."""
        response = self.get_response(request)
        staff = for_staff(request)
        screen = policies.find_extra(request.resolver_match) if staff else ""
        extra = getattr(response, "csp_extra", "") or screen
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        static = request.path.startswith(settings.STATIC_URL) and response.status_code == 200
        if not static and response.status_code != HTTPStatus.NO_CONTENT:
            # A stylesheet or a font obeys the policy of the page that asks for it, and an answer without content
            # has nothing to govern; the two long headers would cost a phone more than some of the files.
            # Wagtail's document view sets a stricter policy of its own.
            response.headers.setdefault("Content-Security-Policy", self._policies[staff, extra])
            response.headers.setdefault("Permissions-Policy", policies.PERMISSIONS)
        file = request.path.startswith((settings.STATIC_URL, settings.MEDIA_URL))
        if not (file and response.status_code < HTTPStatus.BAD_REQUEST):
            # (A wrong address below them is answered by the page of every wrong address.)
            response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
            self._set_cache_policy(request, response, staff)
        if settings.REFUSE_ROBOTS:
            response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    def _set_cache_policy(self, request: HttpRequest, response: HttpResponse, staff: bool) -> None:
        """Say who may keep the answer, and leave cookies out of what it depends on if it can."""
        if staff:
            if response.get("Content-Type", "").startswith(("text/html", "application/json")):
                self._forbid_caching(response, "private, no-store")
            return
        if getattr(response, "is_form", False) or response.cookies or request.method == "POST":
            self._forbid_caching(response, "no-store")
            response.headers["Referrer-Policy"] = "no-referrer"
            return
        if response.status_code >= 500:
            self._forbid_caching(response, "no-store")
            return
        signed_in = settings.SESSION_COOKIE_NAME in request.COOKIES
        if signed_in:
            patch_vary_headers(response, ["Cookie"])
        else:
            _forget_cookie(response)
        who = "private" if signed_in else "public"
        response.headers.setdefault("Cache-Control", f"{who}, max-age=0, must-revalidate")

    @staticmethod
    def _forbid_caching(response: HttpResponse, words: str) -> None:
        response.headers["Cache-Control"] = words
        for name in ("ETag", "Last-Modified", "Expires"):
            if name in response.headers:
                del response.headers[name]


def _forget_cookie(response: HttpResponse) -> None:
    """Take 'Cookie' out of `Vary`: without a session every visitor gets the same page."""
    vary = [part.strip() for part in response.get("Vary", "").split(",")]
    kept = [part for part in vary if part and part.lower() != "cookie"]
    if kept:
        response.headers["Vary"] = ", ".join(kept)
    elif "Vary" in response.headers:
        del response.headers["Vary"]
