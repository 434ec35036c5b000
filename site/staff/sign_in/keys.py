"""The key ring for personal data at rest."""

from __future__ import annotations

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


def make_ring() -> MultiFernet:
    """Return the key ring for personal data at rest; the first key encrypts, every key decrypts."""
    return MultiFernet([Fernet(key) for key in settings.FIELD_ENCRYPTION_KEYS])
