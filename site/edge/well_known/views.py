"""/.well-known/: security.txt, change-password, gpc.json."""

from __future__ import annotations

from datetime import UTC, datetime

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

# When the statement of gpc.json was last looked at.
GPC_UPDATED = "2026-11-28"


@require_safe
@cache_control(public=True, max_age=86_400)
def security_txt(request: HttpRequest) -> HttpResponse:
    """Say whom to tell of a hole (RFC 9116). Raises Http404 where nobody is set (SECURITY_CONTACT, ADMINS)."""
    contact = find_contact()
    if not contact:
        raise Http404
    lines = [
        f"Contact: {contact}",
        f"Expires: {find_expiry(timezone.now()):%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: en",
        f"Canonical: {settings.WAGTAILADMIN_BASE_URL.rstrip('/')}/.well-known/security.txt",
    ]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")


def find_contact() -> str:
    """Return the address as a URI: SECURITY_CONTACT, else the first of ADMINS, else ''."""
    contact = settings.SECURITY_CONTACT or next((mail for _name, mail in settings.ADMINS), "")
    contact = "".join(contact.split())
    return contact if not contact or ":" in contact else f"mailto:{contact}"


def find_expiry(now: datetime) -> datetime:
    """Return the first of the month in half a year: never in the past, always within the year that RFC 9116 advises."""
    month = now.month - 1 + 6
    return datetime(now.year + month // 12, month % 12 + 1, 1, tzinfo=UTC)


@require_safe
@cache_control(no_store=True)
def change_password(request: HttpRequest) -> HttpResponse:
    """Lead password managers to where staff change theirs (W3C, 'A Well-Known URL for Changing Passwords')."""
    return HttpResponseRedirect(reverse("account_change_password"))


@require_safe
@cache_control(public=True, max_age=86_400)
def show_gpc(request: HttpRequest) -> HttpResponse:
    """State that Global Privacy Control is honoured: nothing is sold, shared or tracked here, with it or without."""
    return JsonResponse({"gpc": True, "lastUpdate": GPC_UPDATED})
