"""Asks other hosts, and never one of the clinic's own network: names are looked at first, and the connection goes to that address."""

from __future__ import annotations

import ipaddress
import socket

import certifi
import urllib3


def look_up(host: str) -> list[str]:
    """Return the addresses of a host. Raises OSError where there are none."""
    return list(
        dict.fromkeys(
            str(info[4][0]) for info in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
        )
    )


def is_public(address: str) -> bool:
    """Tell whether an address lies in the open internet."""
    try:
        number = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    mapped = getattr(number, "ipv4_mapped", None) or getattr(number, "sixtofour", None)
    teredo = getattr(number, "teredo", None)
    inner = [mapped] if mapped else list(teredo) if teredo else []
    if isinstance(number, ipaddress.IPv6Address) and number in ipaddress.ip_network("64:ff9b::/96"):
        inner.append(ipaddress.IPv4Address(int(number) & 0xFFFFFFFF))
    return number.is_global and not number.is_multicast and all(one.is_global for one in inner)


def connect_host(scheme: str, host: str, address: str, port: int) -> urllib3.HTTPConnectionPool:
    """Return a connection to `address` that speaks to it as `host`."""
    if scheme == "https":
        return urllib3.HTTPSConnectionPool(
            address,
            port,
            server_hostname=host,
            assert_hostname=host,
            cert_reqs="CERT_REQUIRED",
            ca_certs=certifi.where(),
            maxsize=1,
        )
    return urllib3.HTTPConnectionPool(address, port, maxsize=1)
