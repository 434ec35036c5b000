"""Who is fully signed in: decided in one place, for every address of the site.

A session without its second factor is a visitor's. Only the addresses named here know whose it is: log-out, and
the set-up of a first factor where the role asks for one and there is none yet.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from enum import Enum, auto
from typing import Any

from allauth.account.authentication import (
    AUTHENTICATION_METHODS_SESSION_KEY,
    get_authentication_records,
)
from allauth.mfa.models import Authenticator
from asgiref.sync import sync_to_async
from django.conf import settings
from django.contrib.auth.middleware import get_user
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.utils.functional import SimpleLazyObject

from staff import access

GetResponse = Callable[[HttpRequest], HttpResponse]
SECOND_FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
SHOWN = "second_factors_shown"  # in the session: numbers of factors that were set up or shown there
LOG_OUT = "account_logout"
# What a session may open that has to set up its first factor.
SETTING_UP_MAY = frozenset(
    {LOG_OUT, "mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "account_reauthenticate"}
)
_STATE = "_sign_in_state"


class SignIn(Enum):
    """How far a session has come."""

    NOBODY = auto()
    PASSWORD_ONLY = auto()  # the account has a second factor and this session has not shown it
    SETTING_UP = auto()  # the role needs a second factor and the account has none
    FULL = auto()


def route_name(request: HttpRequest) -> str:
    """Return the name of the route that answers the request, or '' for none."""
    match = request.resolver_match
    if match is None:
        try:
            match = resolve(request.path_info)
        except Resolver404:
            return ""
    return match.view_name or ""


def factor_ids(user: Any) -> tuple[set[int], bool]:
    """Return the numbers of all factors of `user`, and whether one of them is more than recovery codes."""
    rows = list(Authenticator.objects.filter(user_id=user.pk).values_list("pk", "type"))
    return {pk for pk, _type in rows}, any(kind in SECOND_FACTORS for _pk, kind in rows)


def has_second_factor(user: Any) -> bool:
    """Tell whether `user` has set up a second factor."""
    return Authenticator.objects.filter(user_id=user.pk, type__in=SECOND_FACTORS).exists()


def session_state(request: HttpRequest) -> SignIn:
    """Return how far the request's session has come. Asked once a request.

    A factor counts as long as it exists: where it was removed and another one set up, sessions that have
    shown the old one have shown nothing.
    """
    if (known := request.__dict__.get(_STATE)) is None:
        known = request.__dict__[_STATE] = _find_state(request)
    return known


def _find_state(request: HttpRequest) -> SignIn:
    user = get_user(request)
    if not user.is_authenticated:
        return SignIn.NOBODY
    ids, has_factor = factor_ids(user)
    if has_factor:
        return SignIn.FULL if ids & shown_here(request, user) else SignIn.PASSWORD_ONLY
    if settings.SECOND_FACTOR == "required" and access.needs_second_factor(user):
        return SignIn.SETTING_UP
    return SignIn.FULL


def shown_here(request: HttpRequest, user: Any) -> set[int]:
    """Return the numbers of the factors that this session has shown or set up."""
    records = get_authentication_records(request, user)
    given = {record.get("id") for record in records if record.get("method") == "mfa"}
    return {pk for pk in given if isinstance(pk, int)} | set(request.session.get(SHOWN, []))


def count_as_shown(request: HttpRequest, ids: Iterable[int]) -> None:
    """Let factors count as shown in this session: who has just set one up has it."""
    request.session[SHOWN] = sorted({*request.session.get(SHOWN, []), *ids})
    forget_state(request)


def forget_state(request: HttpRequest) -> None:
    """Decide anew on the next question: the factors or the session have changed."""
    request.__dict__.pop(_STATE, None)


def drop_password_proofs(request: HttpRequest) -> None:
    """From now on the password typed again no longer shows who somebody is: the factor does."""
    records = request.session.get(AUTHENTICATION_METHODS_SESSION_KEY)
    if isinstance(records, list):
        request.session[AUTHENTICATION_METHODS_SESSION_KEY] = [
            record
            for record in records
            if record.get("method") == "mfa" or not record.get("reauthenticated")
        ]


def proved_within(request: HttpRequest, seconds: int, *, at_sign_in: bool) -> bool:
    """Tell whether the person has proved within `seconds` who they are.

    With a second factor that takes the factor, without one the password. `at_sign_in`: whether the
    sign-in itself counts, or only being asked again.
    """
    user = get_user(request)
    needs_factor = has_second_factor(user)
    return any(
        time.time() - record.get("at", 0) < seconds
        and (record.get("method") == "mfa" or not needs_factor)
        and (at_sign_in or record.get("reauthenticated"))
        for record in get_authentication_records(request, user)
    )


def visible_user(request: HttpRequest) -> Any:
    """Return the account that this request may act as: nobody's, unless it is fully signed in."""
    user = get_user(request)
    state = session_state(request)
    if state in (SignIn.FULL, SignIn.NOBODY):
        return user
    allowed = SETTING_UP_MAY if state is SignIn.SETTING_UP else {LOG_OUT}
    return user if route_name(request) in allowed else AnonymousUser()


class FullSignInMiddleware:
    """Makes everybody a visitor who is not fully signed in, at every address there is or will be.

    Lazily: a public page that never asks who somebody is stays without `Vary: Cookie`.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request on behalf of whom it may act as."""
        request.user = SimpleLazyObject(lambda: visible_user(request))  # type: ignore[assignment]

        async def auser() -> Any:
            # No view of ours waits asynchronously; one that did would still go through the same decision.
            return await sync_to_async(visible_user)(request)

        request.auser = auser
        return self.get_response(request)
