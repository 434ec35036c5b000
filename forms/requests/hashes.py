"""The keyed hashes under which the requests and consents of one telephone number or address are found."""

from __future__ import annotations

from forms.requests.encryption import keyed_hash


def phone_hash(number: str) -> str:
    """Return the keyed hash of a stored telephone number, without its extension."""
    return keyed_hash(str(number or "").split(";")[0], "phone")


def email_hash(address: str) -> str:
    """Return the keyed hash of an e-mail address."""
    return keyed_hash(str(address or "").strip().casefold(), "email")
