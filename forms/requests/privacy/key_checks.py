"""Whether the keys of today still fit what was stored: a key that was replaced is found before a visitor is.

For each key a value is stored that was made with it. The value is written when there is none yet (the worker
does, within minutes of the first start) and anew when a key is rotated. If the key in use can't make sense of
it, the key was exchanged, and whatever was stored under the old one can't be read or found.
"""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connections
from django.utils.crypto import salted_hmac

from forms.requests.encryption import DecryptionError, decrypt, encrypt, keyed_hash
from forms.requests.models import KeyCheck, Submission
from forms.requests.tokens import list_signing_keys

logger = logging.getLogger("clinic.forms")

ANSWERS: Final = "FIELD_ENCRYPTION_KEYS"
LOOKUP: Final = "LOOKUP_KEY"
SIGNING: Final = "SECRET_KEY"
_PLAIN: Final = "the clinic's requests"


@dataclass(frozen=True)
class ReplacedKey:
    """A key that does not fit what is stored: which setting, what follows, and what to do."""

    name: str
    sentence: str
    advice: str


_ADVICE: Final = {
    ANSWERS: ReplacedKey(
        ANSWERS,
        "FIELD_ENCRYPTION_KEYS was replaced instead of rotated: what was stored can't be read with any of "
        "these keys.",
        "Put the old key back, behind the new one (FIELD_ENCRYPTION_KEYS=new,old), restart, and run "
        "`manage.py rotate_keys`. Only if the old key is lost for good: `manage.py rotate_keys --accept-loss`.",
    ),
    LOOKUP: ReplacedKey(
        LOOKUP,
        "LOOKUP_KEY (or SECRET_KEY, where LOOKUP_KEY is empty) was changed: requests and consents of one "
        "person are no longer found together.",
        "Put the old LOOKUP_KEY back; or keep the new one and run `manage.py rotate_keys --hashes`.",
    ),
    SIGNING: ReplacedKey(
        SIGNING,
        "SECRET_KEY was replaced instead of rotated: forms that are open in browsers, confirmations that visitors "
        "keep, and sign-ins don't hold any more.",
        "Put the old key into SECRET_KEY_FALLBACKS for a month and restart. If it had to go at once because somebody "
        "else knows it: `manage.py rotate_keys --new-secret`.",
    ),
}


def replaced_keys() -> list[ReplacedKey]:
    """Return the keys that don't fit what is stored. Reads only.

    Empty where nothing was stored yet, or where the database can't be asked: that has a check of its own.
    """
    try:
        stored = dict(KeyCheck.objects.values_list("name", "value"))
        # Installed before there were such values: the newest request is taken in its place.
        answers_fit = _opens_sample(stored[ANSWERS]) if ANSWERS in stored else _newest_opens()
    except DatabaseError:
        return []
    fits = {
        ANSWERS: answers_fit,
        LOOKUP: LOOKUP not in stored or _equals_stored(stored[LOOKUP]),
        SIGNING: SIGNING not in stored or stored[SIGNING] in map(_sign_sample, list_signing_keys()),
    }
    return [_ADVICE[name] for name, fit in fits.items() if not fit]


def _newest_opens() -> bool:
    try:
        Submission.objects.order_by("-pk").values_list("form_data", flat=True).first()
    except DecryptionError:
        return False
    except ImproperlyConfigured:
        return True
    return True


def _opens_sample(value: str) -> bool:
    try:
        return bool(decrypt(value) == _PLAIN)
    except DecryptionError:
        return False
    except ImproperlyConfigured:  # no usable key at all: that is another complaint
        return True


def _sign_sample(key: str) -> str:
    return salted_hmac("clinic_forms.key_check", _PLAIN, secret=key, algorithm="sha256").hexdigest()


def _equals_stored(value: str) -> bool:
    return value == keyed_hash(_PLAIN, "key check")


def write_missing() -> list[str]:
    """Store the value of each key that has none yet. Returns their names."""
    values = {
        LOOKUP: keyed_hash(_PLAIN, "key check"),
        SIGNING: _sign_sample(settings.SECRET_KEY),
    }
    if settings.FIELD_ENCRYPTION_KEYS and _newest_opens():
        values[ANSWERS] = encrypt(_PLAIN)
    made = [
        name
        for name, value in values.items()
        if KeyCheck.objects.get_or_create(name=name, defaults={"value": value})[1]
    ]
    # A key that is known as an earlier one was rotated; from now on the new one is watched.
    earlier = [_sign_sample(key) for key in settings.SECRET_KEY_FALLBACKS]
    KeyCheck.objects.filter(name=SIGNING, value__in=earlier).update(value=values[SIGNING])
    return sorted(made)


def write_current(name: str) -> None:
    """Store the value of one key anew, after what was stored under the old one was written anew, too."""
    value = {
        ANSWERS: lambda: encrypt(_PLAIN),
        LOOKUP: lambda: keyed_hash(_PLAIN, "key check"),
        SIGNING: lambda: _sign_sample(settings.SECRET_KEY),
    }[name]()
    KeyCheck.objects.update_or_create(name=name, defaults={"value": value})


def say_at_start() -> None:
    """Say in the log, at the start of a process, which key was replaced and what to do. Never raises."""
    try:
        for problem in replaced_keys():
            logger.critical("%s %s", problem.sentence, problem.advice)
    except Exception as error:  # a start must not fail for want of a warning
        logger.warning("The keys could not be checked: %s", type(error).__name__)


def watch_start() -> threading.Thread:
    """Call `say_at_start` beside the start of a process: a database that is away must not hold it up."""

    def say_and_close() -> None:
        say_at_start()
        connections.close_all()  # those of this thread

    thread = threading.Thread(target=say_and_close, name="key-check", daemon=True)
    thread.start()
    return thread
