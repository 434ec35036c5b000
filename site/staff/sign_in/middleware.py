"""What happens between a signed-in person and the admin.

Who counts as signed in is decided in `doors.py`, for every address. What is here looks at `/admin/` and
`/accounts/` alone: asking who somebody is on a public page would put `Vary: Cookie` on it, and no cache could
keep it.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.reauthentication import suspend_request
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.middleware import get_user
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from infra.addresses.staff_paths import ACCOUNTS, ADMIN, is_staff_path
from staff import audit
from staff.sign_in import doors, proofs

GetResponse = Callable[[HttpRequest], HttpResponse]
# Asked by scripts, not by people: answering these does not count as being there.
BY_MACHINE = tuple(
    f"{ADMIN}{rest}" for rest in ("requests/counts/", "editing-sessions/", "idle/left/")
)
SEEN = "staff_seen"
# Where a new sign-in begins: whoever has not shown their first factor may start anew there.
ENTRANCE = frozenset({"account_login", "account_reset_password", "account_reset_password_from_key"})


def wants_json(request: HttpRequest) -> bool:
    """Tell whether a script asks."""
    return (
        request.headers.get("x-requested-with") == "XMLHttpRequest"
        or request.headers.get("accept", "").startswith("application/json")
        or request.path.startswith(BY_MACHINE)
    )


class SecondFactorMiddleware:
    """Leads whoever is not fully signed in to where they become so, and asks again before what matters.

    `doors.FullSignInMiddleware` has already made them a visitor; this one only shows the way.
    `SECOND_FACTOR`: 'required' holds for people who may read requests, and administrators; 'optional' only
    offers. Whoever has set one up is asked for it in either case, also in a session that began before.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request, or lead to the second factor."""
        if is_staff_path(request.path):
            return self.stop(request) or self.get_response(request)
        return self.get_response(request)

    def stop(self, request: HttpRequest) -> HttpResponse | None:
        """Return the way to the second factor, or None for somebody who may go on."""
        state = doors.session_state(request)
        if state is doors.SignIn.PASSWORD_ONLY and doors.route_name(request) != doors.LOG_OUT:
            # The session began with a password alone: by another door, or before the factor was set up.
            request.user = get_user(request)
            logout(request)
            doors.forget_state(request)
            if request.path.startswith(ADMIN):
                return self.answer(request, reverse("account_login"))
        if state is not doors.SignIn.SETTING_UP:
            return None
        route = doors.route_name(request)
        if route in doors.SETTING_UP_MAY or (route in ENTRANCE and request.method == "POST"):
            return None
        if not wants_json(request):
            messages.info(
                request,
                _("Your role needs a second factor besides the password. Set one up to go on."),
            )
        return self.answer(request, reverse("mfa_index"))

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Ask again who somebody is before their sign-in, or somebody else's, changes."""
        route = doors.route_name(request)
        if route == "account_login":
            return signed_in_already(request)
        if not proofs.concerns_sign_in(route, kwargs):
            return None  # nobody is asked about, so a visitor's page reads no session
        if proofs.has_nothing_to_show(request.user):
            # Before the state: a first factor is set up in a session that is not full yet.
            return proofs.stop_stale(request, route, kwargs)
        if (
            not proofs.asks_for_proof(route, kwargs)
            or doors.session_state(request) is not doors.SignIn.FULL
            or not proofs.needs_proof(request, route)
        ):
            return None
        methods = get_adapter().get_reauthentication_methods(request.user)
        if route == proofs.OWN_ACCOUNT:
            return suspend_request(request, methods[0]["url"])  # goes on with what was typed
        # A password that was typed is not put aside in the session: the form is opened anew.
        back = proofs.find_way_back(request, route, kwargs)
        return redirect(f"{methods[0]['url']}?{urlencode({'next': back})}")

    @staticmethod
    def answer(request: HttpRequest, url: str) -> HttpResponse:
        """Return a redirect for people, a 403 for scripts."""
        if wants_json(request):
            return JsonResponse({"error": "second factor needed"}, status=403)
        if url == reverse("account_login"):
            url = f"{url}?{urlencode({'next': request.get_full_path()})}"
        return redirect(url)


def signed_in_already(request: HttpRequest) -> HttpResponse | None:
    """Answer somebody who is signed in and is at the door again; None where the door may answer.

    Wagtail sends people here from what their account doesn't open. To send them back would go round for
    ever, so they read whose account it is and how to leave it.
    """
    if request.method != "GET" or not request.user.is_authenticated:
        return None
    back = request.GET.get("next") or ADMIN
    to_admin = back.startswith(ADMIN)
    if to_admin and request.user.has_perm("wagtailadmin.access_admin"):
        return None
    waiting = request.user.waiting_roles.values_list("group__name", flat=True)
    context = {
        "to_admin": to_admin,
        "account": request.user.get_username(),
        "waiting": ", ".join(waiting),
    }
    return TemplateResponse(request, "account/signed_in.html", context, status=403)


class ClearAtSignOutMiddleware:
    """Tells the browser, when somebody signs out, to forget what it kept of the admin.

    Cached screens and stored drafts, not 'cookies': the session's is deleted by name, and without the mark of a known
    device every sign-in would come from a new one.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request, and clear where it signed somebody out."""
        response = self.get_response(request)
        if getattr(request, "signed_out", False):
            response["Clear-Site-Data"] = '"cache", "storage"'
        return response


class IdleLogoutMiddleware:
    """Signs people out who have not clicked for `STAFF_IDLE_MINUTES` (45 CFR 164.312(a)(2)(iii)).

    The admin warns two minutes before (`static/admin/staff.js`) and one click stays signed in, as
    WCAG 2.2.1 asks.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request, or sign the person out first."""
        if not is_staff_path(request.path) or not settings.STAFF_IDLE_MINUTES:
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
