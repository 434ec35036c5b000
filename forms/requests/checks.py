"""House rules about keys, captcha and mail, checked when commands start."""

from typing import Any

from cryptography.fernet import Fernet
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register

from forms.requests.defences.captcha import is_on, uses_test_keys
from forms.requests.privacy.key_checks import ANSWERS, LOOKUP, SIGNING, replaced_keys


@register(Tags.security)
def check_keys(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Every key of the ring must be a Fernet key: a typing error would surface with the first visitor."""
    found: list[CheckMessage] = []
    for position, key in enumerate(settings.FIELD_ENCRYPTION_KEYS, start=1):
        try:
            Fernet(key)
        except (ValueError, TypeError):
            found.append(
                Error(
                    f"Key {position} of FIELD_ENCRYPTION_KEYS is not a Fernet key.",
                    hint="Make one with `manage.py make_key`.",
                    id="clinic_forms.E001",
                )
            )
    return found


@register(Tags.security, deploy=True)
def check_deployed(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A live site needs a key ring, its own look-up key, and no test keys of reCAPTCHA."""
    found: list[CheckMessage] = []
    if not settings.FIELD_ENCRYPTION_KEYS:
        found.append(
            Error(
                "FIELD_ENCRYPTION_KEYS is empty: no request could be stored.",
                hint="Make a key with `manage.py make_key`; keep it apart from the backups.",
                id="clinic_forms.E002",
            )
        )
    if not settings.LOOKUP_KEY:
        found.append(
            Warning(
                "LOOKUP_KEY is empty, so SECRET_KEY finds equal telephone numbers; a change of it would "
                "part requests and consents of the same person.",
                hint="Set LOOKUP_KEY to 50 random characters and keep it for good.",
                id="clinic_forms.W001",
            )
        )
    if is_on() and uses_test_keys():
        found.append(
            Error(
                "The reCAPTCHA keys are Google's public test keys: everybody passes.",
                hint="Set your own RECAPTCHA_PUBLIC_KEY and RECAPTCHA_PRIVATE_KEY, or none.",
                id="clinic_forms.E003",
            )
        )
    if bool(settings.RECAPTCHA_PUBLIC_KEY) != bool(settings.RECAPTCHA_PRIVATE_KEY):
        found.append(
            Warning(
                "Only one of the two reCAPTCHA keys is set, so reCAPTCHA is off.",
                hint="Set both, or none.",
                id="clinic_forms.W002",
            )
        )
    return found


@register(Tags.security, deploy=True)
def check_replaced_keys(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A key that was replaced instead of rotated is said before a visitor or a colleague meets it."""
    ids = {ANSWERS: "clinic_forms.E004", LOOKUP: "clinic_forms.E005", SIGNING: "clinic_forms.E006"}
    return [
        Error(problem.sentence, hint=problem.advice, id=ids[problem.name])
        for problem in replaced_keys()
    ]
