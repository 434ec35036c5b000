"""Asks other hosts, and never one of the clinic's own network: names are looked at first, and the connection goes to that address."""

from __future__ import annotations

import ipaddress
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import TracebackType

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


class _Deadline:
    """An end for everything that is asked over one pool, whatever is still on its way.

    The time-outs of a library begin anew with every byte: a host that sends one in nine seconds would hold its
    reader for days. It counts until the pool is left: http.client closes the connection, and the answer reads on,
    where a host sends 'Connection: close' or no length.
    """

    def __init__(self, seconds: float) -> None:
        self._held: list[socket.socket] = []
        self._is_over = False
        self._lock = threading.Lock()
        self._timer = threading.Timer(seconds, self._cut_off)
        self._timer.daemon = True

    def __enter__(self) -> None:
        self._timer.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:  # fmt: skip
        self._timer.cancel()
        if error is None:
            self.check()

    def check(self) -> None:
        """Raise TimeoutError where it is over: what was read until then may be half an answer."""
        if self._is_over:
            raise TimeoutError

    def hold(self, connected: socket.socket) -> None:
        """Cut this connection off, too, when it is over. Raises TimeoutError where it is over already."""
        with self._lock:
            self.check()
            self._held.append(connected)

    def _cut_off(self) -> None:
        with self._lock:
            self._is_over = True
            for connected in self._held:
                with suppress(OSError):
                    connected.shutdown(socket.SHUT_RDWR)


class _EndingConnection:
    deadline: _Deadline
    sock: socket.socket | None

    def connect(self) -> None:
        """Connect, and be cut off at the deadline."""
        super().connect()  # type: ignore[misc]
        if self.sock is not None:
            self.deadline.hold(self.sock)


class _EndingHttp(_EndingConnection, urllib3.connection.HTTPConnection):
    pass


class _EndingHttps(_EndingConnection, urllib3.connection.HTTPSConnection):
    pass


@contextmanager
def connect_host(
    scheme: str, host: str, address: str, port: int, *, seconds: float = 30.0
) -> Iterator[urllib3.HTTPConnectionPool]:
    """Give a connection to `address` that speaks to it as `host`, and is cut after `seconds`.

    Raises TimeoutError where it was cut: a host that sends no length seems to have come to its end.
    """
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
    deadline = _Deadline(seconds)
    pool.ConnectionCls = type("Connection", (kind,), {"deadline": deadline})
    with deadline, pool:
        yield pool
