"""Pages for when something is not there or went wrong, health, and icons at fixed addresses."""

from __future__ import annotations

import logging
import sys
from functools import cache

from django.conf import settings
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template import loader
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from clinic.layout import last_known_settings, layout_for
from clinic.look.icons import read_own_icon
from clinic.look.stylesheet import digest_of, write_stylesheet
from edge import health, outage
from infra.memory import memoize

log = logging.getLogger("clinic.edge")

# The last resort: no template, no database, no setting. Says what to do, and the crisis line.
_LITERAL = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width, initial-scale=1">'
    '<meta name="robots" content="noindex"><title>{title}</title></head>'
    "<body><main><h1>{title}</h1><p>{text}</p>"
    '<p><a href="/">Go to the first page</a></p>'
    "<p>In a crisis, call or text <a href='tel:988'>988</a> at any hour. "
    "In an emergency, call <a href='tel:911'>911</a>.</p></main></body></html>"
)
_WORDS = {
    400: (
        "We could not read this request",
        "Something in the address or in what was sent is not as it should be. "
        "Go back, or start from the first page.",
    ),
    403: ("This is not open to you", "You may need to sign in, or to ask for access."),
    404: (
        "This page is not here",
        "The address may have a typing error, or the page has moved.",
    ),
    410: (
        "This page is gone",
        "It was here once and has been taken away for good. Search, or start from the first page.",
    ),
    500: (
        "Something went wrong on our side",
        "We have been told and will look at it. Please try again in a few minutes, or call us.",
    ),
}


def answer_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: the way back, a search and the main links."""
    return _render_status(request, 404)


def answer_gone(request: HttpRequest) -> HttpResponse:
    """410: what was here was deleted for good."""
    return _render_status(request, 410)


def answer_bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request that is no valid HTTP with the page for 400."""
    return _render_status(request, 400)


def answer_forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer what is refused with the page for 403."""
    return _render_status(request, 403)


def answer_server_error(request: HttpRequest) -> HttpResponse:
    """500: rendered without request and context, for what they need may be what broke.

    503 with the page 'Back in a few minutes' where it was the database that could not be reached.
    """
    error = sys.exc_info()[1]
    if error is not None and outage.is_database_away(error):
        outage.note_outage(error)
        return outage.answer_unavailable()
    return _render_status(None, 500)


def _render_status(request: HttpRequest | None, status: int) -> HttpResponse:
    """Render the page of `status`: its template, and a literal where even that fails."""
    title, text = _WORDS[status]
    body: str
    try:
        body = loader.render_to_string(
            f"{status}.html",
            {
                "robots": "noindex",
                "status": status,
                "memory_key": ("error", status),
                "words": last_known_settings() if request is None else None,
            },
            request=request,
        )
    except Exception:
        # Whatever broke, a visitor gets an answer that helps.
        log.exception("The page for status %s could not be made; the literal was sent.", status)
        body = _LITERAL.format(title=title, text=text)
    return HttpResponse(body, status=status)


@require_safe
@cache_control(no_store=True)
def answer_healthz(request: HttpRequest) -> HttpResponse:
    """Say that the process is up. Asks nothing of the database."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@cache_control(no_store=True)
def answer_readyz(request: HttpRequest) -> HttpResponse:
    """Say whether the site can serve: 200 'ok' or 'degraded', 503 'unavailable'.

    What fails is named; the details are for whoever sends `Authorization: Bearer <HEALTH_TOKEN>`.
    """
    report = health.run_checks()
    answer: dict[str, object] = {"status": report.status}
    if report.failing:
        answer["failing"] = report.failing
    if health.may_read_details(request):
        answer["checks"] = {
            result.name: {"ok": result.ok, "detail": result.detail} for result in report.results
        }
    return JsonResponse(answer, status=503 if report.status == health.UNAVAILABLE else 200)


@cache
def _read_file(name: str) -> bytes:
    return (settings.ROOT / "static" / "icons" / name).read_bytes()


def _read_own_icon(request: HttpRequest, name: str) -> bytes:
    """Return the clinic's own icon; nothing where it has none, and while the database is away."""
    if outage.is_known():
        return b""
    try:
        clinic = layout_for(request).clinic
        kind = "ico" if name.endswith(".ico") else "touch"
        return memoize(("icon", kind, clinic.pk), lambda: read_own_icon(clinic, kind))
    except DatabaseError:
        return b""


@require_safe
@cache_control(public=True, max_age=86_400)
def serve_look(request: HttpRequest, name: str, digest: str) -> HttpResponse:
    """Serve the stylesheet of a look. Raises Http404 where there is none by this name.

    An address with another digest, from a page that was kept since before a release, gets today's and keeps it shortly.
    """
    css = write_stylesheet(name)
    if not css:
        raise Http404
    response = HttpResponse(css, content_type="text/css; charset=utf-8")
    if digest_of(css) == digest:
        response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


@require_safe
@cache_control(public=True, max_age=86_400)
def serve_icon(request: HttpRequest, name: str, content_type: str) -> HttpResponse:
    """Serve what browsers ask for at a fixed address without being told of it: the clinic's own, else the site's."""
    own = _read_own_icon(request, name)
    if own:
        return HttpResponse(own, content_type=content_type)
    try:
        return HttpResponse(_read_file(name), content_type=content_type)
    except OSError as error:
        raise Http404 from error
