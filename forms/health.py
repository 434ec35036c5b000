"""What monitoring learns about requests: whether staff are told, and whether the keys are there."""

from __future__ import annotations

from cryptography.fernet import InvalidToken
from django.core.exceptions import ImproperlyConfigured

from edge.health import register

from .encryption import decrypt, encrypt


@register("outbox")
def telling() -> tuple[bool, str]:
    """Not well while requests are stored that nobody was told of."""
    from .outbox import outbox_status

    status = outbox_status()
    if not status:
        return True, "nothing waits"
    parts = []
    if status.count:
        parts.append(f"{status.count} requests are stored but nobody was told")
    if status.partly:
        parts.append(f"of {status.partly} requests not every address was told")
    if status.other:
        parts.append(f"{status.other} other messages to staff did not arrive")
    return False, f"{', '.join(parts)}: {status.why}"


@register("keys")
def keys() -> tuple[bool, str]:
    """Not well without a usable key: no request could be stored."""
    try:
        decrypt(encrypt("well"))
    except (ImproperlyConfigured, InvalidToken) as error:
        return False, str(error)
    return True, "a key is set"
