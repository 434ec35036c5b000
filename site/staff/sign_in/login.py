"""The forms at the door: password, code, key."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter as get_account_adapter
from allauth.account.forms import ChangePasswordForm as AllauthChangePasswordForm
from allauth.account.forms import LoginForm as AllauthLoginForm
from allauth.account.forms import ResetPasswordForm
from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, BaseAuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import validate_totp_code
from allauth.mfa.webauthn.forms import AuthenticateWebAuthnForm, ReauthenticateWebAuthnForm
from allauth.mfa.webauthn.internal import auth as webauthn
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from staff.sign_in import account_mail, attempts, sign_in_notices


class LoginForm(AllauthLoginForm):
    """Sign-in that names its first field as the rest of the house does: user name or e-mail."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("User name or e-mail")
        for field in self.fields.values():
            # It would say the same as the label and vanish while somebody types.
            field.widget.attrs.pop("placeholder", None)


class ChangePasswordForm(AllauthChangePasswordForm):
    """A new password of one's own. A wrong old one is counted and put on record as at the door."""

    def clean_oldpassword(self) -> str:
        """Return the old password; raises ValidationError for a wrong one, or too many tries."""
        typed = self.cleaned_data["oldpassword"]
        adapter = get_account_adapter()
        if not adapter.reauthenticate(self.user, typed):
            raise adapter.validation_error("enter_current_password")
        return typed


class ResetForm(ResetPasswordForm):
    """Asking for a new password. Nobody learns here, not even by the time it takes, who has an account."""

    def clean_email(self) -> str:
        """Return the address as it was typed, in lower case; whose it is, the worker looks up."""
        return get_account_adapter().clean_email(self.cleaned_data["email"].lower())

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        """Leave the rest to the worker, unless there were too many; return the address. The answer is the same."""
        if attempts.count_reset(request, self.cleaned_data["email"]):
            account_mail.queue_reset(self.cleaned_data["email"])
        return self.cleaned_data["email"]


class CodeMixin(BaseAuthenticateForm):
    """A code of the app or a recovery code, counted in the database and taken once."""

    def clean_code(self) -> str:
        """Return the code; raises ValidationError for a wrong one, a used one, or too many tries."""
        rows = attempts.begin_code_try(context.request, self.user)
        if rows is None:
            raise get_account_adapter().validation_error("too_many_login_attempts")
        code = self.cleaned_data["code"]
        factors = list(
            Authenticator.objects.filter(user=self.user)
            .exclude(type=Authenticator.Type.WEBAUTHN)
            .order_by("-type")  # the app before the recovery codes
        )
        for factor in factors:
            if self._check_code(factor, code):
                factor.user = self.user
                self.authenticator = factor
                attempts.take_back(rows)
                return code
        sign_in_notices.note_wrong_code(context.request, self.user)
        if factors:
            self._emit_authentication_failed(factors[0])
        raise get_adapter().validation_error("incorrect_code")

    def _check_code(self, factor: Authenticator, code: str) -> bool:
        """Tell whether `code` is right. The app's codes are marked as used in the database, not in the cache."""
        if factor.type != Authenticator.Type.TOTP:
            return factor.wrap().validate_code(code)
        secret = get_adapter().decrypt(factor.data["secret"])
        return validate_totp_code(secret, code) and attempts.use_code_once(self.user, code)


class CodeForm(CodeMixin, AuthenticateForm):
    """The code at sign-in."""


class CodeAgainForm(CodeMixin, ReauthenticateForm):
    """The code before something about the sign-in changes."""


class KeyMixin(AuthenticateWebAuthnForm):
    """A security key or passkey. Nobody can guess its answer, so wrong codes of a stranger never shut it out."""

    def clean_credential(self) -> Authenticator:
        """Return the key that answered; raises ValidationError where the answer is not right."""
        credential = self.cleaned_data["credential"]
        webauthn.parse_authentication_response(credential)
        user = self.user or webauthn.extract_user_from_response(credential)
        return webauthn.complete_authentication(user, credential)


class KeyForm(KeyMixin):
    """The key at sign-in."""


class KeyAgainForm(KeyMixin, ReauthenticateWebAuthnForm):
    """The key before something about the sign-in changes."""
