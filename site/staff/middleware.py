"""What stands between a signed-in person and the admin.

Both look at `/admin/` and `/accounts/` alone: asking who somebody is on a public page would put
`Vary: Cookie` on it, and no cache could keep it.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from . import access, audit

GetResponse = Callable[[HttpRequest], HttpResponse]
ADMIN = "/admin/"
ACCOUNTS = "/accounts/"
# Asked by scripts, not by people: answering these does not count as being there.
BY_MACHINE = ("/admin/requests/counts/", "/admin/editing-sessions/", "/admin/idle/left/")
SEEN = "staff_seen"
SECOND_FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


def wants_json(request: HttpRequest) -> bool:
    """Tell whether a script asks."""
    return (
        request.headers.get("x-requested-with") == "XMLHttpRequest"
        or request.headers.get("accept", "").startswith("application/json")
        or request.path.startswith(BY_MACHINE)
    )


class SecondFactorMiddleware:
    """Leads people who may read requests, and administrators, to their second factor first.

    `SECOND_FACTOR`: 'required' holds for them; 'optional' only offers. Whoever has set one up is asked
    for it in either case, also in a session that began before.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request, or lead to the second factor."""
        if request.path.startswith(ADMIN) and request.user.is_authenticated:
            return self.stop(request) or self.get_response(request)
        return self.get_response(request)

    def stop(self, request: HttpRequest) -> HttpResponse | None:
        """Return the way to the second factor, or None for somebody who may go on."""
        user = request.user
        if is_mfa_enabled(user, SECOND_FACTORS):
            if self.was_given(request):
                return None
            # The session began with a password alone, before a second factor was set up elsewhere.
            logout(request)
            return self.answer(request, reverse("account_login"))
        if settings.SECOND_FACTOR != "required" or not access.needs_second_factor(user):
            return None
        if not wants_json(request):
            messages.info(
                request,
                _("Your role needs a second factor besides the password. Set one up to go on."),
            )
        return self.answer(request, reverse("mfa_index"))

    @staticmethod
    def was_given(request: HttpRequest) -> bool:
        """Tell whether this session has shown the second factor, or set it up itself."""
        if request.session.get("second_factor_set_up") == request.user.pk:
            return True
        records = get_authentication_records(request, request.user)
        return any(record.get("method") == "mfa" for record in records)

    @staticmethod
    def answer(request: HttpRequest, url: str) -> HttpResponse:
        """Return a redirect for people, a 403 for scripts."""
        if wants_json(request):
            return JsonResponse({"error": "second factor needed"}, status=403)
        if url == reverse("account_login"):
            url = f"{url}?{urlencode({'next': request.get_full_path()})}"
        return redirect(url)


class IdleLogoutMiddleware:
    """Signs people out who have not clicked for `STAFF_IDLE_MINUTES` (45 CFR 164.312(a)(2)(iii)).

    The admin warns two minutes before (`static/admin/staff.js`) and one click stays signed in, as
    WCAG 2.2.1 asks.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request, or sign the person out first."""
        if not request.path.startswith((ADMIN, ACCOUNTS)) or not settings.STAFF_IDLE_MINUTES:
            return self.get_response(request)
        if not request.user.is_authenticated:
            return self.get_response(request)
        now = time.time()
        seen = request.session.get(SEEN, now)
        if now - seen > settings.STAFF_IDLE_MINUTES * 60:
            return self.sign_out(request)
        by_hand = not request.path.startswith(BY_MACHINE)
        # One write to the session a minute is exact enough.
        if by_hand and (SEEN not in request.session or now - seen > 60):
            request.session[SEEN] = now
        return self.get_response(request)

    @staticmethod
    def sign_out(request: HttpRequest) -> HttpResponse:
        """End the session and say why at the sign-in page, which leads back to the same place."""
        audit.record("staff.idle_logout", user=request.user, instance=request.user)
        request.idle_logout = True  # type: ignore[attr-defined]
        logout(request)
        if wants_json(request):
            return JsonResponse({"error": "signed out"}, status=401)
        back = request.get_full_path() if request.method == "GET" else ADMIN
        if back.startswith(ACCOUNTS):
            back = ADMIN
        return redirect(f"{reverse('account_login')}?{urlencode({'pause': 1, 'next': back})}")
