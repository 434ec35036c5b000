"""Which keys a backup needs, without the keys: they are kept apart from it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.db.models import TextField
from django.db.models.functions import Cast

from forms.models import Submission
from staff.sign_in.accounts import MARK, SECRETS


def key_id(key: str) -> str:
    """Return a short name of a key. The keys are random and long, so the name tells nothing of them."""
    return hashlib.sha256(f"clinic backup key id\0{key}".encode()).hexdigest()[:12]


def field_key_ids() -> list[str]:
    """Return the names of the keys of FIELD_ENCRYPTION_KEYS, the one that encrypts first."""
    return [key_id(key) for key in settings.FIELD_ENCRYPTION_KEYS]


def lookup_key_id() -> str:
    """Return the name of the key of the look-up hashes."""
    return key_id(settings.LOOKUP_KEY or settings.SECRET_KEY)


def list_used_keys(alias: str = "default") -> list[str]:
    """Return the names of the keys that open what a database holds, in the ring's order.

    A backup that named the whole ring would be refused once an old key is gone, though nothing in it needs that key.
    """
    ring = [(key_id(key), Fernet(key)) for key in settings.FIELD_ENCRYPTION_KEYS]
    used = set()
    for token in _list_tokens(alias):
        for name, key in ring:
            try:
                key.decrypt(token)
            except InvalidToken:
                continue
            used.add(name)
            break
    # What is written while the backup runs is under the first one.
    return [name for number, (name, _key) in enumerate(ring) if name in used or not number]


def _list_tokens(alias: str) -> Iterator[str]:
    """Return what is encrypted with the ring for good: requests, and the secrets of second factors."""
    requests = Submission.objects.using(alias).annotate(
        answers=Cast("form_data", TextField()), earlier=Cast("amendments", TextField())
    )
    for tokens in requests.values_list("answers", "earlier").iterator():
        yield from filter(None, tokens)
    for data in Authenticator.objects.using(alias).values_list("data", flat=True).iterator():
        found = [str(data.get(name, "")) for name in SECRETS]
        yield from (secret.removeprefix(MARK) for secret in found if secret.startswith(MARK))
