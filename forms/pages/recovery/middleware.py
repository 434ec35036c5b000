"""What surrounds a form's address: nothing that a visitor typed is lost on the way in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.middleware.csrf import CsrfViewMiddleware
from django.template.response import SimpleTemplateResponse

from infra.addresses.staff_paths import is_staff_path

from ..visit.form_state import TOKEN_FIELD
from ..visit.views import MISDIRECTED, log_failure
from .failures import return_typed_answers, show_again_with_token
from .moved_pages import (
    answer_moved_address,
    answer_moved_form,
    began_another_form,
    brings_form,
)
from .vouching import came_from_here, has_token, is_vouched

# Answers with which an address says that the form is somewhere else, hidden or gone.
_NOT_HERE: Final = frozenset({301, 302, 303, 307, 308, 401, 403, 404, 405, 410, MISDIRECTED})
GetResponse = Callable[[HttpRequest], HttpResponse]


class FormRescueMiddleware:
    """Lets a form of this very site in, and gives back what was typed when everything else fails.

    Comes before Django's CSRF check. A form page says `Referrer-Policy: no-referrer`, and a browser then
    sends `Origin: null`, which that check refuses; browsers also refuse cookies, and tokens grow old. But a
    browser says itself, where no script can forge it, whether a request comes from this site
    (Sec-Fetch-Site). That is what the token is for, so such a request needs none.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request; put the plain page with everything typed in the place of a failure."""
        response = self.get_response(request)
        if getattr(response, "is_form", False) and not began_another_form(request):
            return response
        if self._is_form(request):
            return self._rescue_form(request, response)
        is_other = response.status_code == 200 and brings_form(request)
        if request.method != "GET" or not (is_other or response.status_code in _NOT_HERE):
            return response
        return response if is_staff_path(request.path) else self._lead_on(request, response)

    @staticmethod
    def _lead_on(request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Answer with what was begun or sent at an address; `response` where that is nothing."""
        is_other = response.status_code == 200
        try:
            moved = answer_moved_address(request, is_other=is_other)
            return _finish_response(request, moved) or response
        except Http404:
            return response

    @staticmethod
    def _rescue_form(request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Take a form that no form page answered: its page may have moved, or be hidden, or gone.

        Another page may answer at its address by now, or ask for a password; both say 200.
        """
        is_other = response.status_code == 200
        if response.status_code >= 500:
            return return_typed_answers(request)
        if not is_other and response.status_code not in _NOT_HERE:
            return response
        try:
            if not (came_from_here(request) or has_token(request) or is_vouched(request)):
                return _finish_response(request, show_again_with_token(request)) or response
            if moved := _finish_response(request, answer_moved_form(request)):
                return moved
            return response if is_other else return_typed_answers(request, status=404)
        except Exception as error:  # whatever happened, what was typed comes back
            log_failure(None, error)
            return return_typed_answers(request)

    def process_view(self, request: HttpRequest, view, args, kwargs) -> None:
        """Spare a request form from this site the token check."""
        if self._is_form(request) and came_from_here(request):
            request._dont_enforce_csrf_checks = True

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Give the typed answers back when not even the page could be made (no database, no template)."""
        if isinstance(error, (Http404, PermissionDenied, SuspiciousOperation)):
            return None
        if not self._is_form(request):
            return None
        log_failure(None, error)
        return return_typed_answers(request)

    @staticmethod
    def _is_form(request: HttpRequest) -> bool:
        if request.method != "POST" or is_staff_path(request.path):
            return False
        try:
            return TOKEN_FIELD in request.POST
        except (SuspiciousOperation, UnreadablePostError):
            return False


def _finish_response(request: HttpRequest, response: HttpResponse | None) -> HttpResponse | None:
    """Do for an answer given here what the inner layers do for a page: draw it, set the token's cookie."""
    if response is None:
        return None
    if isinstance(response, SimpleTemplateResponse) and not response.is_rendered:
        response = response.render()
    CsrfViewMiddleware(lambda _request: response).process_response(request, response)
    return response
