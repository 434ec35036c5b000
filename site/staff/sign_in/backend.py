"""Who an account and a password belong to, and how long a link that sets a password holds."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.http import HttpRequest

from staff.sign_in import attempts


class StaffBackend(AuthenticationBackend):
    """Looks at one password once, whether there is such an account or not.

    Django's and allauth's backends one after the other hashed twice for a name, three times for an e-mail that has an
    account and twice for one that has none: the time told which addresses belong to staff.
    """

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> Any:
        """Return the account that the name or e-mail and the password belong to, or None."""
        password = credentials.get("password")
        if not password:
            return None
        user = attempts.account_of(credentials.get("username") or credentials.get("email") or "")
        if user is None:
            make_password(password)
            return None
        return self._check_password(user, password)


class LinkGenerator(PasswordResetTokenGenerator):
    """Makes the links of invitations and resets: each good once, for the address it went to, while the account is active."""

    def check_token(self, user: Any, token: str | None) -> bool:
        """Tell whether a link still holds. Whoever has left sets no password any more."""
        if user is None or not get_user_model().objects.filter(pk=user.pk, is_active=True).exists():
            return False
        return super().check_token(user, token)
