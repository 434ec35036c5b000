"""A page that is open to whoever knows its password: what visitors see until they gave it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers


class SharedPasswordMixin:
    """Asks for the password and shows nothing of the page: neither its title nor what search engines would read."""

    def serve_password_required_response(
        self, request: HttpRequest, form: Any, action_url: str
    ) -> HttpResponse:
        """Return the question, as a visitor of the site knows its screens."""
        context = {"form": form, "action_url": action_url}
        answer = render(request, "pages/password.html", context)
        add_never_cache_headers(answer)
        answer["X-Robots-Tag"] = "noindex"
        return answer
