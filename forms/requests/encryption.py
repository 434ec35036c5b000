"""Personal data at rest and on the way: encrypted with a ring of keys, and hashed with a key for look-ups.

The first key of `FIELD_ENCRYPTION_KEYS` encrypts, every key decrypts, so a key is changed without
a break: put the new one first, run `manage.py rotate_keys`, take the old one out. A wrong key
raises; nothing ever falls back to plain text or hands out ciphertext as an answer.

What travels with a visitor (in the form, in a cookie) is sealed for its own purpose: with keys derived from the
ring, so that nothing stored can be passed off as something sent, nor the other way round, and with an age limit.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
from typing import Any, Final

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import FieldError, ImproperlyConfigured
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

# Every Fernet token begins with its version byte 0x80, which is this in base64.
_TOKEN_START = "gAAAA"  # noqa: S105
_rings: dict[tuple[str, ...], MultiFernet] = {}
_sealing_rings: dict[tuple[str, tuple[str, ...]], MultiFernet] = {}
# What travels, and for how many seconds it is taken back. A page may stay open for a month.
MONTH: Final = 31 * 24 * 3600
TRAVELS: Final = {"carried answers": MONTH, "draft": 3600}


class DecryptionError(Exception):
    """No key of the ring fits. Carries no data, so it may be logged."""


def key_ring() -> MultiFernet:
    """Return the ring of the settings.

    Raises ImproperlyConfigured where there is no key, or one that is not a Fernet key.
    """
    keys = tuple(settings.FIELD_ENCRYPTION_KEYS)
    if not keys:
        raise ImproperlyConfigured(
            "FIELD_ENCRYPTION_KEYS is empty. Make a key with `manage.py make_key` and set it."
        )
    ring = _rings.get(keys)
    if ring is None:
        try:
            ring = MultiFernet([Fernet(key) for key in keys])
        except (ValueError, TypeError):
            # The cause would print the key.
            raise ImproperlyConfigured(
                "FIELD_ENCRYPTION_KEYS holds something that is not a Fernet key "
                "(32 bytes in URL-safe base64). Make one with `manage.py make_key`."
            ) from None
        _rings.clear()
        _rings[keys] = ring
    return ring


def encrypt(value: Any) -> str:
    """Return `value` as JSON, encrypted with the first key."""
    plain = json.dumps(value, cls=DjangoJSONEncoder, separators=(",", ":"))
    return key_ring().encrypt(plain.encode()).decode()


def decrypt(token: str, *, max_age: int | None = None) -> Any:
    """Return what `encrypt` was given. `max_age` in seconds refuses older tokens.

    Raises DecryptionError where no key fits or the token was tampered with.
    """
    try:
        plain = key_ring().decrypt(token.encode(), ttl=max_age)
    except (InvalidToken, TypeError, ValueError):
        raise DecryptionError(
            "These data were written with a key that is not in FIELD_ENCRYPTION_KEYS. "
            "Add the key that was in use then."
        ) from None
    return json.loads(plain)


def sealing_ring(purpose: str) -> MultiFernet:
    """Return the ring that is derived for a purpose of TRAVELS (HKDF, RFC 5869).

    Raises KeyError for another purpose, ImproperlyConfigured where there is no usable key.
    """
    if purpose not in TRAVELS:
        raise KeyError(purpose)
    key_ring()  # says what is wrong with the keys
    keys = tuple(settings.FIELD_ENCRYPTION_KEYS)
    ring = _sealing_rings.get((purpose, keys))
    if ring is None:
        ring = MultiFernet([Fernet(_derive_key(key, purpose)) for key in keys])
        for known in [known for known in _sealing_rings if known[1] != keys]:
            _sealing_rings.pop(known, None)
        _sealing_rings[purpose, keys] = ring
    return ring


def _derive_key(key: str, purpose: str) -> bytes:
    """Return the Fernet key for a purpose that follows from a key of the ring."""
    info = f"clinic_forms travels {purpose}".encode()
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=info)
    return base64.urlsafe_b64encode(derived.derive(base64.urlsafe_b64decode(key)))


def seal(plain: bytes, purpose: str) -> str:
    """Return `plain` encrypted for a purpose of TRAVELS. Raises ImproperlyConfigured without a key."""
    return sealing_ring(purpose).encrypt(plain).decode()


def unseal(token: str, purpose: str) -> bytes:
    """Return what `seal` was given.

    Raises DecryptionError where the token is of another purpose, was tampered with, or is older than TRAVELS
    allows; ImproperlyConfigured without a key.
    """
    ring = sealing_ring(purpose)
    try:
        plain = ring.decrypt(token.encode())
    except (InvalidToken, TypeError, ValueError):
        raise DecryptionError("What came back is not ours.") from None
    # Fernet's own limit also refuses what comes from the future: a clock that was set back must cost nobody
    # their answers. The time is in the bytes after the version (Fernet specification).
    written = int.from_bytes(base64.urlsafe_b64decode(token)[1:9], "big")
    if time.time() - written > TRAVELS[purpose]:
        raise DecryptionError("What came back is too old.")
    return plain


def seal_json(value: Any, purpose: str) -> str:
    """Return `value` as JSON, encrypted for a purpose of TRAVELS."""
    plain = json.dumps(value, cls=DjangoJSONEncoder, separators=(",", ":"))
    return seal(plain.encode(), purpose)


def unseal_json(token: str, purpose: str) -> Any:
    """Return what `seal_json` was given. Raises as `unseal` does."""
    return json.loads(unseal(token, purpose))


def reencrypt_value(token: str) -> str:
    """Return the same content under the first key. Raises DecryptionError where no key fits."""
    try:
        return key_ring().rotate(token.encode()).decode()
    except (InvalidToken, TypeError, ValueError):
        raise DecryptionError("No key of FIELD_ENCRYPTION_KEYS fits these data.") from None


def is_current(token: str) -> bool:
    """Tell whether the first key already opens `token`."""
    try:
        Fernet(settings.FIELD_ENCRYPTION_KEYS[0]).decrypt(token.encode())
    except InvalidToken:
        return False
    return True


def keyed_hash(value: str, purpose: str) -> str:
    """Return a hash that finds equal values and tells nothing to whoever lacks the key.

    A telephone number has so few digits that a plain hash of it can be guessed. `purpose` keeps
    the hash of one use from being matched with that of another. Empty values hash to ''.
    """
    if not value:
        return ""
    key = settings.LOOKUP_KEY or settings.SECRET_KEY
    message = f"{purpose}\0{value}".encode()
    return hmac.new(key.encode(), message, hashlib.sha256).hexdigest()


class EncryptedJSONField(models.TextField):  # type: ignore[type-arg]  # a field takes no types at run time
    """JSON that the database never sees in plain.

    Works on SQLite and PostgreSQL. Can't be searched or compared, only asked for being null.
    Dumps (`dumpdata`) carry the ciphertext, and `loaddata` takes it back.
    """

    description = "Encrypted JSON"

    def get_internal_type(self) -> str:
        """Store the ciphertext in a text column."""
        return "TextField"

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> Any:
        """Decrypt what the database holds; raises DecryptionError where no key fits."""
        return None if value is None else decrypt(value)

    def to_python(self, value: Any) -> Any:
        """Take plain values as they are, and ciphertext from a fixture decrypted; '' is nothing."""
        if value == "":
            return None
        if isinstance(value, str) and value.startswith(_TOKEN_START):
            return decrypt(value)
        return value

    def get_prep_value(self, value: Any) -> str | None:
        """Encrypt on the way to the database."""
        return None if value is None else encrypt(value)

    def value_to_string(self, obj: models.Model) -> str:
        """Return the ciphertext, so that a dump of the database holds no plain answer."""
        return self.get_prep_value(self.value_from_object(obj)) or ""

    def get_lookup(self, lookup_name: str) -> Any:
        """Refuse every look-up but 'isnull': equal answers have different ciphertexts."""
        if lookup_name != "isnull":
            raise FieldError(
                f"'{self.name}' is encrypted and can't be searched with '{lookup_name}'."
            )
        return super().get_lookup(lookup_name)

    def get_transform(self, lookup_name: str) -> Any:
        """There is nothing to look into."""
        raise FieldError(f"'{self.name}' is encrypted and can't be looked into.")
