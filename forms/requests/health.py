"""What monitoring learns about requests: whether staff are told, and whether the keys are there."""

from __future__ import annotations

from django.core.exceptions import ImproperlyConfigured

from edge.health import register_check
from forms.requests.defences.held import held_back, limits_reached
from forms.requests.delivery.outbox import outbox_status
from forms.requests.encryption import DecryptionError, decrypt, encrypt
from forms.requests.privacy.key_checks import replaced_keys


@register_check("outbox")
def check_outbox() -> tuple[bool, str]:
    """Not well while requests are stored that nobody was told of."""
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


@register_check("keys")
def check_keys() -> tuple[bool, str]:
    """Not well without a usable key, or with one that was replaced instead of rotated."""
    try:
        decrypt(encrypt("well"))
    except (ImproperlyConfigured, DecryptionError) as error:
        return False, str(error)
    problems = replaced_keys()
    return (False, " ".join(p.sentence for p in problems)) if problems else (True, "a key is set")


@register_check("held-back")
def report_held() -> tuple[bool, str]:
    """Always well; says how much is held back as possible spam and how often a limit was reached."""
    limits = "".join(f"; {words}: {number}" for words, number in limits_reached())
    return True, f"{held_back().count()} requests are held back{limits}"
