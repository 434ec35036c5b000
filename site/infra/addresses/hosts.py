"""Which host names belong to a machine or an office and which to the world. Knows no Django."""

from __future__ import annotations

from ipaddress import ip_address

# Names that never leave a machine or an office (RFC 6761, RFC 6762).
_LOCAL_ENDINGS = (".localhost", ".local", ".test", ".invalid", ".internal", ".lan", ".home.arpa")
_EXAMPLES = frozenset({"example.com", "example.net", "example.org"})


def is_local(host: str) -> bool:
    """Whether `host` is a name or an address that only this machine or its neighbours know."""
    host = host.strip("[]").rstrip(".").lower()
    try:
        address = ip_address(host)
    except ValueError:
        return host in ("", "localhost") or host.endswith(_LOCAL_ENDINGS)
    return address.is_loopback or address.is_private or address.is_unspecified


def is_sample(host: str) -> bool:
    """Whether `host` is a name that is set aside for examples and leads nowhere (RFC 2606)."""
    host = host.rstrip(".").lower()
    return host == "example" or host.endswith(".example") or host in _EXAMPLES
