"""The token in every form: the request's key and when the visitor began, signed.

Whoever sends a form twice sends the same key, so it stays one request. The start time tells a person
from a program that fills a form within a second. It is signed for this purpose alone, and holds nothing that is
secret. People may take their time: a token older than a month is taken, and said to be old.
"""

from __future__ import annotations

import base64
import binascii
import math
import time
import uuid
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core import signing
from django.core.signing import BadSignature
from django.utils.crypto import constant_time_compare, salted_hmac

from forms.requests.encryption import MONTH

_SALT = "clinic_forms.token"
# 16 bytes in base64, without padding.
_LENGTH = 22


@dataclass(frozen=True)
class SubmissionToken:
    """A form's key and start, and the number of its page, which it keeps wherever the page goes.

    `problem` is '' or says why the sent token could not be used. `network` is '' but where a browser without
    cookies was shown the form once more: the mark of its network and day (`forms.pages.recovery.vouching`).
    """

    key: uuid.UUID
    started: float
    problem: str = ""
    page: int | None = None
    network: str = ""

    def sign(self) -> str:
        """Return the token as the form carries it."""
        # Rounded down: a start in the future would read as a clock that went back.
        tenth = math.floor(self.started * 10) / 10
        content: dict[str, Any] = {"k": self.key.hex, "t": tenth}
        content |= {"p": self.page} if self.page else {}
        content |= {"n": self.network} if self.network else {}
        return signing.dumps(content, salt=_SALT)

    def age(self, now: float | None = None) -> float | None:
        """Return the seconds since the visitor began, or None where the clock went back."""
        seconds = (time.time() if now is None else now) - self.started
        return seconds if seconds >= 0 else None


def new_token(started: float | None = None) -> SubmissionToken:
    """Return the token of a form that is shown for the first time.

    Parameters: `started`, when the visitor began to write, where that was in another tab.
    """
    return SubmissionToken(uuid.uuid4(), time.time() if started is None else started)


def read_token(text: str) -> SubmissionToken:
    """Return the token that was sent. A missing or broken one is replaced, and says so."""
    if not text:
        return SubmissionToken(uuid.uuid4(), time.time(), "no_token")
    try:
        data = signing.loads(text, salt=_SALT)
        key, started = uuid.UUID(hex=data["k"]), float(data["t"])
        page = data.get("p")
        page = page if isinstance(page, int) else None
        network = str(data.get("n") or "")
    except (BadSignature, KeyError, TypeError, ValueError, AttributeError):
        return SubmissionToken(uuid.uuid4(), time.time(), "bad_token")
    problem = "old_token" if time.time() - started > MONTH else ""
    return SubmissionToken(key, started, problem, page=page, network=network)


def confirmation_token(key: uuid.UUID) -> str:
    """Return the part of the confirmation's address that names a request, and can't be guessed.

    Letters, digits, '-' and '_' only: Wagtail's addresses hold nothing else.
    """
    return _write_base64(key.bytes) + _seal_token(key)


def read_confirmation_token(token: str) -> uuid.UUID | None:
    """Return the key of the request that a confirmation's address names, or None."""
    try:
        key = uuid.UUID(bytes=base64.urlsafe_b64decode(token[:_LENGTH] + "=="))
    except (ValueError, binascii.Error):
        return None
    seals = [_seal_token(key, secret) for secret in list_signing_keys()]
    return key if any(constant_time_compare(token[_LENGTH:], seal) for seal in seals) else None


def list_signing_keys() -> list[str]:
    """Return the key that signs, and the earlier ones whose signatures still hold."""
    return [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]


def _seal_token(key: uuid.UUID, secret: str | None = None) -> str:
    digest = salted_hmac("clinic_forms.sent", key.hex, secret=secret, algorithm="sha256").digest()
    return _write_base64(digest[:16])


def _write_base64(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")
