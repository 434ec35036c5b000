"""How staff accounts behave."""

from __future__ import annotations

import time
from typing import Any

from allauth.account import app_settings as account_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as allauth_context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.mail import EmailMessage
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from clinic.models import ClinicSettings
from infra.addresses.client_address import client_address
from staff.sign_in import account_mail, attempts, doors
from staff.sign_in.keys import make_ring
from staff.sign_in.sign_in_notices import tell_of_new_device

FRESH = 600  # seconds after signing in
FIRST = "second_factor_first"  # in the session: when the first second factor was set up there
UNKNOWN_ADDRESS = "unknown"
MARK = "ring:"
SECRETS = ("secret", "seed")


def reencrypt_second_factors() -> int:
    """Encrypt the secrets of all second factors anew with the first key; return how many changed.

    Part of rotating the key ring: run before an old key is taken away.
    """
    adapter = StaffMFAAdapter()
    changed = 0
    for authenticator in Authenticator.objects.exclude(type=Authenticator.Type.WEBAUTHN):
        for name in SECRETS:
            if name in authenticator.data:
                plain = adapter.decrypt(authenticator.data[name])
                authenticator.data[name] = adapter.encrypt(plain)
                changed += 1
        authenticator.save(update_fields=["data"])
    return changed


def clinic_name() -> str:
    """Return the clinic's name as the settings have it."""
    name = (
        ClinicSettings.objects.filter(site__is_default_site=True)
        .values_list("name", flat=True)
        .first()
    )
    return name or settings.WAGTAIL_SITE_NAME


class StaffAccountAdapter(DefaultAccountAdapter):
    """Accounts are made by an administrator. Visitors have none."""

    _counted: list[int] | None = None

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up by themselves."""
        return False

    def is_reauthentication_required(self, *, app: str) -> bool:
        """Ask again who somebody is before a second factor changes.

        Whoever has a factor shows the factor; the password, which somebody else may know, is not enough.
        Without one a password typed minutes ago is: asking again would only teach people to type passwords.
        """
        request = allauth_context.request
        if request is None:
            return True
        if not doors.has_second_factor(request.user):
            return not doors.proved_within(request, FRESH, at_sign_in=True)
        if self.shows_first_codes(request):
            return False
        return not doors.proved_within(
            request, account_settings.REAUTHENTICATION_TIMEOUT, at_sign_in=False
        )

    @staticmethod
    def shows_first_codes(request: HttpRequest) -> bool:
        """Tell whether somebody looks at the recovery codes right after setting up the first factor.

        Asked there, people leave without the codes. It opens nothing else.
        """
        fresh = time.time() - request.session.get(FIRST, 0) < FRESH
        return fresh and doors.route_name(request) in (
            "mfa_view_recovery_codes",
            "mfa_download_recovery_codes",
        )

    def get_reauthentication_methods(self, user: Any) -> list[dict]:
        """Return the ways to show who one is: the factor where there is one, else the password."""
        methods = super().get_reauthentication_methods(user)
        if user.is_authenticated and doors.has_second_factor(user):
            return [method for method in methods if method["id"] != "reauthenticate"]
        return methods

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the visitor's address; one that nobody knows shuts nobody out."""
        return client_address(request) or UNKNOWN_ADDRESS

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count a try at a password. Raises ValidationError where there were too many."""
        login = credentials.get("username") or credentials.get("email") or ""
        self._counted = attempts.begin_password_try(request, login)
        if self._counted is None:
            raise self.validation_error("too_many_login_attempts")

    def _rollback_login_failed_rl_usage(self) -> None:
        """Take the try back: the password was right."""
        attempts.take_back(self._counted or [])

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        """Answer a complete sign-in, remember the device, and tell the owner of one that was not known."""
        response = super().post_login(request, user, **kwargs)
        if user.pk not in attempts.read_device(request)[1]:
            tell_of_new_device(request, user)
        attempts.remember_device(request, response, user)
        return response

    def add_message(self, request: HttpRequest, level: int, *args: Any, **kwargs: Any) -> None:
        """Leave out 'signed in' and 'signed out': the page that follows shows it."""
        template = args[0] if args else kwargs.get("message_template", "")
        if template in ("account/messages/logged_in.txt", "account/messages/logged_out.txt"):
            return
        super().add_message(request, level, *args, **kwargs)

    def compose_mail(self, template_prefix: str, email: str, context: dict) -> EmailMessage:
        """Return a mail about an account, signed with the clinic's name."""
        return self.render_mail(template_prefix, email, {**context, "clinic_name": clinic_name()})

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """Leave a mail about an account to the worker: a mail server that is away breaks and delays nothing."""
        request = allauth_context.request
        context = {"request": request, "email": email, **context}
        account_mail.queue_message(self.compose_mail(template_prefix, email, context))


class StaffMFAAdapter(DefaultMFAAdapter):
    """Second factors carry the clinic's name, and their secrets are encrypted at rest."""

    def encrypt(self, text: str) -> str:
        """Return a secret as it is stored: encrypted with the first key of the ring."""
        return MARK + make_ring().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return a stored secret; what was stored before encryption came is returned as it is.

        Raises InvalidToken when no key of the ring fits.
        """
        if not encrypted_text.startswith(MARK):
            return encrypted_text
        return make_ring().decrypt(encrypted_text.removeprefix(MARK).encode()).decode()

    def get_totp_issuer(self) -> str:
        """Return what the authenticator app shows."""
        return clinic_name()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Return what the browser shows when it asks for a passkey."""
        return {**super().get_public_key_credential_rp_entity(), "name": clinic_name()}

    def generate_authenticator_name(self, user: Any, type: str) -> str:
        """Return the name that a new key is offered: 'Key 1', 'Key 2' …"""
        count = Authenticator.objects.filter(user=user, type=type).count()
        return _("Key %(number)s") % {"number": count + 1}
