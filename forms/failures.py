"""When a form can't be accepted as it came."""

from django.http import HttpRequest, HttpResponse
from django.views.csrf import csrf_failure as django_csrf_failure


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer an expired or missing token."""
    return django_csrf_failure(request, reason=reason)
