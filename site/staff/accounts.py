"""How staff accounts behave."""

from __future__ import annotations

import logging
import time
from smtplib import SMTPException
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context as allauth_context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from core.models import ClinicSettings

logger = logging.getLogger("clinic.staff")
FRESH = 600  # seconds after signing in
FIRST = "second_factor_first"  # in the session: when the first second factor was set up there
MARK = "ring:"
SECRETS = ("secret", "seed")


def ring() -> MultiFernet:
    """Return the key ring for personal data at rest; the first key encrypts, every key decrypts."""
    return MultiFernet([Fernet(key) for key in settings.FIELD_ENCRYPTION_KEYS])


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

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up by themselves."""
        return False

    def is_reauthentication_required(self, *, app: str) -> bool:
        """Ask for the password again before a second factor changes, but not of somebody new.

        Who has just signed in and has no second factor yet is on the way to setting one up; asking
        again would only teach people to type passwords. Nor right after the first one, between setting
        it up and its recovery codes: asked there, people leave without the codes.
        """
        request = allauth_context.request
        if app == "allauth.mfa" and request and self.just_came_in(request):
            return False
        return super().is_reauthentication_required(app=app)

    @staticmethod
    def just_came_in(request: HttpRequest) -> bool:
        """Tell whether somebody signed in without a second factor, or set up the first, minutes ago."""
        now = time.time()
        if is_mfa_enabled(request.user):
            return now - request.session.get(FIRST, 0) < FRESH
        records = get_authentication_records(request, request.user)
        return any(now - record.get("at", 0) < FRESH for record in records)

    def add_message(self, request: HttpRequest, level: int, *args: Any, **kwargs: Any) -> None:
        """Leave out 'signed in' and 'signed out': the page that follows shows it."""
        template = args[0] if args else kwargs.get("message_template", "")
        if template in ("account/messages/logged_in.txt", "account/messages/logged_out.txt"):
            return
        super().add_message(request, level, *args, **kwargs)

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """Sign mails about accounts with the clinic's name.

        A mail server that is away must not break signing in: the page says that no mail went out.
        """
        try:
            super().send_mail(template_prefix, email, {**context, "clinic_name": clinic_name()})
        except (OSError, SMTPException):
            logger.warning("account mail %s could not be sent", template_prefix)
            if request := allauth_context.request:
                messages.error(
                    request,
                    _(
                        "The mail could not be sent just now. Try again later, or ask an administrator."
                    ),
                )


class StaffMFAAdapter(DefaultMFAAdapter):
    """Second factors carry the clinic's name, and their secrets are encrypted at rest."""

    def encrypt(self, text: str) -> str:
        """Return a secret as it is stored: encrypted with the first key of the ring."""
        return MARK + ring().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return a stored secret; what was stored before encryption came is returned as it is.

        Raises InvalidToken when no key of the ring fits.
        """
        if not encrypted_text.startswith(MARK):
            return encrypted_text
        return ring().decrypt(encrypted_text.removeprefix(MARK).encode()).decode()

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
