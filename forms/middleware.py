"""What stands around a form's address: nothing that a visitor typed is lost on the way in."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError

from core.staff_paths import is_staff_path

from .failures import came_from_here, keep_typed
from .sending import log_failure
from .sitting import STAMP

GetResponse = Callable[[HttpRequest], HttpResponse]


class KeepRequests:
    """Lets a form of this very site in, and gives back what was typed when everything else fails.

    Stands before Django's CSRF check. A form page says `Referrer-Policy: no-referrer`, and a browser then
    sends `Origin: null`, which that check refuses; browsers also refuse cookies, and tokens grow old. But a
    browser says itself, where no script can forge it, whether a request comes from this site
    (Sec-Fetch-Site). That is what the token is for, so such a request needs none.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request; put the plain page with everything typed in the place of a failure."""
        response = self.get_response(request)
        failed = response.status_code >= 500 and not getattr(response, "is_form", False)
        return keep_typed(request) if failed and self._is_form(request) else response

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
        return keep_typed(request)

    @staticmethod
    def _is_form(request: HttpRequest) -> bool:
        if request.method != "POST" or is_staff_path(request.path):
            return False
        try:
            return STAMP in request.POST
        except (SuspiciousOperation, UnreadablePostError):
            return False
