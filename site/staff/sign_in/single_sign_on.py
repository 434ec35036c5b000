"""Signing in with the organization's own accounts (OpenID Connect), where the environment names a provider.

It stands for the password and for nothing else: accounts are made here, roles are given here, and a second factor that
the role needs is asked for here, whatever the provider has asked for. An address that the provider has not verified, or
that no active account has, opens nothing.
"""

from __future__ import annotations

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.base import AuthProcess
from django.contrib.auth import get_user_model
from django.http import HttpRequest
from django.template.response import TemplateResponse

from staff import audit


class SingleSignOnAdapter(DefaultSocialAccountAdapter):
    """Finds the account of somebody whom the provider knows; makes none."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Nobody signs up by themselves."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Link the provider's person to the account with the same, verified e-mail, the first time.

        Afterwards the provider's number of the person counts: an e-mail that changes on either side moves nothing.
        Raises ImmediateHttpResponse where there is no such account.
        """
        if sociallogin.state.get("process") != AuthProcess.LOGIN:
            raise ImmediateHttpResponse(answer_refused(request))
        if sociallogin.is_existing:
            return
        user = account_of(sociallogin)
        if user is None:
            raise ImmediateHttpResponse(answer_refused(request))
        sociallogin.connect(request, user)
        audit.record("staff.linked", user=user, instance=user)


def account_of(sociallogin: Any) -> Any:
    """Return the one active account that has an e-mail which the provider has verified, or None."""
    verified = [address.email for address in sociallogin.email_addresses if address.verified]
    found: list[Any] = []
    for email in verified:
        found += get_user_model().objects.filter(email__iexact=email, is_active=True)[:2]
    return found[0] if len(found) == 1 else None


def answer_refused(request: HttpRequest) -> TemplateResponse:
    """Return the page that says there is no account here, rendered: allauth sends it as it is."""
    response = TemplateResponse(request, "account/no_account.html", status=403)
    response.render()
    return response
