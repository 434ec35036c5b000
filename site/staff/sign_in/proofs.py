"""What is asked before somebody's sign-in, or somebody else's, changes: the factor, the password, or a sign-in just now."""

from __future__ import annotations

from typing import Any

from allauth.account import app_settings as account_settings
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse

from staff.sign_in import doors

OWN_PASSWORD = frozenset({"account_change_password", "account_set_password"})
OWN_ACCOUNT = "wagtailadmin_account"
OWN_SESSIONS = "own_sessions"
# Only sent to, never opened: whoever is asked first comes back to the colleague's page.
SENT_FROM_COLLEAGUE = frozenset(
    {"colleagues:leave", "colleagues:send_link", "colleagues:end_sessions"}
)
FORM_OPEN = 1800  # seconds
PROOF_ROUTES = (
    OWN_PASSWORD
    | SENT_FROM_COLLEAGUE
    | {
        OWN_ACCOUNT,
        OWN_SESSIONS,
        "wagtailusers_users:add",
        "wagtailusers_users:edit",
        "wagtailusers_groups:add",
        "wagtailusers_groups:edit",
        "wagtailusers_groups:delete",
        "colleagues:show",
        "waiting_role",
        "emergency:open",
    }
)
# Here allauth asks; but an account that has nothing to show it lets pass.
FACTOR_ROUTES = frozenset(
    {
        "mfa_activate_totp",
        "mfa_deactivate_totp",
        "mfa_add_webauthn",
        "mfa_edit_webauthn",
        "mfa_remove_webauthn",
        "mfa_generate_recovery_codes",
        "mfa_view_recovery_codes",
        "mfa_download_recovery_codes",
    }
)


def asks_for_proof(route: str, kwargs: dict[str, Any]) -> bool:
    """Tell whether an address changes how somebody signs in or what they may do: one account, a role, or several."""
    several = route == "wagtail_bulk_action" and kwargs.get("app_label") == "auth"
    return several or route in PROOF_ROUTES


def concerns_sign_in(route: str, kwargs: dict[str, Any]) -> bool:
    """Tell whether an address can change how anybody signs in: here or by allauth's own screens of factors."""
    return route in FACTOR_ROUTES or asks_for_proof(route, kwargs)


def has_nothing_to_show(user: Any) -> bool:
    """Tell whether somebody is signed in whom nothing can be asked for: no password and no factor, single sign-on alone."""
    return (
        user.is_authenticated
        and not user.has_usable_password()
        and not doors.has_second_factor(user)
    )


def needs_proof(request: HttpRequest, route: str) -> bool:
    """Tell whether a request to an address that `asks_for_proof` has to prove first who sends it.

    - one's own password: asked for by the form itself, and with a second factor that too;
    - one's own e-mail (it resets the password): the factor, or the password of an account without;
    - ending one's own sessions (the list is open): the factor or the password within five minutes, the sign-in included;
    - somebody's account in the admin: the factor within five minutes of opening the form, and half an hour
      for what is sent from an open one, so that nothing typed is lost.
    """
    limit = account_settings.REAUTHENTICATION_TIMEOUT
    has_factor = doors.has_second_factor(request.user)
    if route in OWN_PASSWORD:
        return has_factor and not doors.proved_within(request, limit, at_sign_in=False)
    if route == OWN_ACCOUNT:
        return changes_email(request) and not doors.proved_within(request, limit, at_sign_in=False)
    if route == OWN_SESSIONS:
        return ends_sessions(request) and not doors.proved_within(request, limit, at_sign_in=True)
    if request.method == "POST":
        limit = FORM_OPEN
    return has_factor and not doors.proved_within(request, limit, at_sign_in=True)


def changes_email(request: HttpRequest) -> bool:
    """Tell whether the account form carries another e-mail than the account has."""
    now = getattr(request.user, "email", "") or ""
    return request.method == "POST" and any(
        str(value).strip() != now
        for name, value in request.POST.items()
        if name == "email" or name.endswith("-email")
    )


def ends_sessions(request: HttpRequest) -> bool:
    """Tell whether a request to the list of one's own sessions ends some of them."""
    return request.method == "POST"


def find_way_back(request: HttpRequest, route: str, kwargs: dict[str, Any]) -> str:
    """Return where somebody goes on who was asked who they are."""
    if route in SENT_FROM_COLLEAGUE:
        return reverse("colleagues:show", kwargs=kwargs)
    return request.get_full_path()


def stop_stale(request: HttpRequest, route: str, kwargs: dict[str, Any]) -> HttpResponse | None:
    """Refuse, with what to do, a change by an account that `has_nothing_to_show`; None where the request may go on.

    Asked where `concerns_sign_in` says so.

    It takes a sign-in within the last minutes: a session that was stolen has none, and can't make one. A first password
    no session sets, however fresh: it comes by a link to the account's own mailbox, like everybody's.
    """
    if route in OWN_PASSWORD:
        return _refuse_change(request, route, kwargs, sets_password=True)
    if route == OWN_ACCOUNT and not changes_email(request):
        return None
    if route == OWN_SESSIONS and not ends_sessions(request):
        return None
    limit = account_settings.REAUTHENTICATION_TIMEOUT
    if doors.proved_within(request, limit, at_sign_in=True):
        return None
    return _refuse_change(request, route, kwargs)


def _refuse_change(
    request: HttpRequest, route: str, kwargs: dict[str, Any], *, sets_password: bool = False
) -> TemplateResponse:
    back = find_way_back(request, route, kwargs)
    context = {"sets_password": sets_password, "back": back}
    return TemplateResponse(request, "account/sign_in_again.html", context, status=403)
