"""Which keys a backup needs, without the keys: they are kept apart from it."""

from __future__ import annotations

import hashlib

from django.conf import settings


def key_id(key: str) -> str:
    """Return a short name of a key. The keys are random and long, so the name tells nothing of them."""
    return hashlib.sha256(f"clinic backup key id\0{key}".encode()).hexdigest()[:12]


def field_key_ids() -> list[str]:
    """Return the names of the keys of FIELD_ENCRYPTION_KEYS, the one that encrypts first."""
    return [key_id(key) for key in settings.FIELD_ENCRYPTION_KEYS]


def lookup_key_id() -> str:
    """Return the name of the key of the look-up hashes."""
    return key_id(settings.LOOKUP_KEY or settings.SECRET_KEY)
