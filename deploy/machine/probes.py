"""Asks the site: through a release's own socket, and through nginx as visitors do."""

from __future__ import annotations

import http.client
import json
import socket
import ssl
import time
from collections.abc import Callable

from .place import Place


class _Socket(http.client.HTTPConnection):
    """HTTP over a unix socket, as nginx speaks to gunicorn."""

    def __init__(self, path: str, timeout: float) -> None:
        super().__init__("localhost", timeout=timeout)
        self._path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self._path)


class _Loopback(http.client.HTTPSConnection):
    """TLS to this machine under the site's name. The certificate may be of the day before: it is not what is asked."""

    def __init__(self, place: Place, timeout: float) -> None:
        context = ssl._create_unverified_context()
        super().__init__("127.0.0.1", place.https, timeout=timeout, context=context)
        self._name, self._tls = place.host, context

    def connect(self) -> None:
        link = socket.create_connection((self.host, self.port), self.timeout)
        self.sock = self._tls.wrap_socket(link, server_hostname=self._name)


def ask_release(place: Place, release: str, path: str, token: str = "") -> tuple[int, bytes]:
    """Ask a release on its socket. Returns status and body; status 0 where nothing answers."""
    return _send_question(_Socket(str(place.socket(release)), 10), place, path, token)


def ask_nginx(place: Place, path: str) -> tuple[int, bytes]:
    """Ask nginx over TLS. Returns status and body; status 0 where nothing answers."""
    return _send_question(_Loopback(place, 10), place, path)


def _send_question(
    link: http.client.HTTPConnection, place: Place, path: str, token: str = ""
) -> tuple[int, bytes]:
    headers = {"Host": place.host, "X-Forwarded-Proto": "https", "X-Forwarded-For": "127.0.0.1"}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    try:
        link.request("GET", path, headers=headers)
        answer = link.getresponse()
        return answer.status, answer.read()
    except (OSError, http.client.HTTPException):
        return 0, b""
    finally:
        link.close()


def read_failing(body: bytes) -> str:
    """Return what /readyz names as failing, for people."""
    try:
        answer = json.loads(body)
    except ValueError:
        return "no answer"
    details = answer.get("checks", {})
    said = [
        f"{name} ({details.get(name, {}).get('detail', '')})" for name in answer.get("failing", [])
    ]
    return ", ".join(said).replace(" ()", "") or str(answer.get("status", "no answer"))


def wait_until(holds: Callable[[], bool], seconds: float, steady: float = 0) -> bool:
    """Wait until `holds()` has been true for `steady` seconds on end. Returns whether it was, within `seconds`."""
    end, since = time.monotonic() + seconds, None
    while time.monotonic() < end:
        now = time.monotonic()
        since = (since or now) if holds() else None
        if since is not None and now - since >= steady:
            return True
        time.sleep(0.25)
    return False
