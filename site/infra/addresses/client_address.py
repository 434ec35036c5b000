"""The address of a visitor: one notion for limits, spam, sign-in, mails and logs.

Only a proxy of ours is believed. `TRUSTED_PROXIES` says how many come before the application; with 0,
`X-Forwarded-For` is what a visitor claims and counts for nothing.
"""

from __future__ import annotations

import ipaddress
import re

from django.conf import settings
from django.http import HttpRequest

_WITH_PORT = re.compile(r"\[(?P<six>[^\]]+)\](?::\d+)?|(?P<four>[0-9.]+):\d+")


def read_address(text: str) -> str:
    """Return the IP address in `text` in its plain form, or '' where there is none.

    Takes '192.0.2.7', '192.0.2.7:4711', '2001:db8::7', '[2001:db8::7]:4711', 'fe80::1%eth0' and
    '::ffff:192.0.2.7' (which is 192.0.2.7).
    """
    text = text.strip().strip('"')
    if found := _WITH_PORT.fullmatch(text):
        text = found["six"] or found["four"]
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return ""
    mapped = getattr(address, "ipv4_mapped", None)
    return str(mapped or address)


def client_address(request: HttpRequest) -> str:
    """Return the visitor's address, or '' where nobody knows it (a unix socket without its proxy).

    With one proxy of ours the last entry of `X-Forwarded-For` is the one it wrote; what comes before
    it, anybody could have written. A header that is too short or no address is passed over for the
    address of the connection. Never raises.
    """
    proxies = settings.TRUSTED_PROXIES
    if proxies > 0:
        hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
        hops = [hop for hop in hops if hop]
        if len(hops) >= proxies and (address := read_address(hops[-proxies])):
            return address
    return read_address(request.META.get("REMOTE_ADDR") or "")


def network_of(address: str) -> str:
    """Return what counts as one visitor: an IPv4 address itself, an IPv6 address's /64.

    A household or a telephone has a whole /64; counted by single addresses, nobody would ever reach a limit.
    """
    if ":" not in address:
        return address
    return str(ipaddress.IPv6Network(f"{address}/64", strict=False).network_address)
