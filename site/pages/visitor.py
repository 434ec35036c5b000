"""A page as somebody unknown gets it, for what is made of a page and not of a visit: its twin, the places that links lead to."""

from __future__ import annotations

import copy
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from wagtail.models import Site
from wagtail.url_routing import RouteResult


def ask_as_visitor(request: HttpRequest, path: str) -> HttpRequest:
    """Return `request` as somebody unknown would ask for `path`: no cookie, no account, no query."""
    asked = copy.copy(request)
    asked.method = "GET"
    asked.path = asked.path_info = path
    asked.GET = asked.POST = QueryDict()  # type: ignore[assignment]
    asked.COOKIES = {}
    asked.META = {
        key: value
        for key, value in request.META.items()
        if key not in ("HTTP_COOKIE", "CSRF_COOKIE")
    } | {"PATH_INFO": path, "QUERY_STRING": "", "REQUEST_METHOD": "GET"}
    asked.user = AnonymousUser()
    return asked


def serve_route(asked: HttpRequest, route: RouteResult) -> HttpResponse:
    """Return what the page of a route answers, rendered."""
    return render_answer(route.page.serve(asked, *route.args, **route.kwargs))


def render_answer(response: Any) -> HttpResponse:
    """Return an answer whose content is there, be it made from a template later or at once."""
    return response.render() if hasattr(response, "render") else response


def route_page(request: HttpRequest, path: str) -> RouteResult:
    """Return the page at `path` and how it is shown. Raises Http404 where there is none."""
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    home = site.root_page.localized.specific
    return home.route(request, [part for part in path.split("/") if part])
