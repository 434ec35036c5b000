"""Asks other hosts, and never one of the clinic's own network: names are looked at first, and the connection goes to that address."""

from __future__ import annotations

import ipaddress
import socket
import threading
from contextlib import suppress

import certifi
import urllib3
import urllib3.connection


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
    # Python calls these global: a network of one's own as it was once numbered, '::127.0.0.1', '64:ff9b:1::7f00:1'.
    if not inner and (number.is_reserved or getattr(number, "is_site_local", False)):
        return False
    return number.is_global and not number.is_multicast and all(one.is_global for one in inner)


class _EndingConnection:
    """A connection that is cut after `seconds`, whatever is still on its way.

    The time-outs of a library begin anew with every byte: a host that sends one in nine seconds would hold its
    reader for days.
    """

    seconds = 30.0
    sock: socket.socket | None
    _end: threading.Timer | None = None

    def connect(self) -> None:
        """Connect, and begin to count."""
        super().connect()  # type: ignore[misc]
        held = self.sock
        self._end = threading.Timer(self.seconds, lambda: _cut_off(held))
        self._end.daemon = True
        self._end.start()

    def close(self) -> None:
        """Close, and count no longer."""
        if self._end is not None:
            self._end.cancel()
        super().close()  # type: ignore[misc]


class _EndingHttp(_EndingConnection, urllib3.connection.HTTPConnection):
    pass


class _EndingHttps(_EndingConnection, urllib3.connection.HTTPSConnection):
    pass


def _cut_off(held: socket.socket | None) -> None:
    with suppress(OSError):
        if held is not None:
            held.shutdown(socket.SHUT_RDWR)


def connect_host(
    scheme: str, host: str, address: str, port: int, *, seconds: float = 30.0
) -> urllib3.HTTPConnectionPool:
    """Return a connection to `address` that speaks to it as `host`, and is cut after `seconds`."""
    if scheme == "https":
        pool: urllib3.HTTPConnectionPool = urllib3.HTTPSConnectionPool(
            address,
            port,
            server_hostname=host,
            assert_hostname=host,
            cert_reqs="CERT_REQUIRED",
            ca_certs=certifi.where(),
            maxsize=1,
        )
    else:
        pool = urllib3.HTTPConnectionPool(address, port, maxsize=1)
    kind = _EndingHttps if scheme == "https" else _EndingHttp
    pool.ConnectionCls = type("Connection", (kind,), {"seconds": seconds})
    return pool
