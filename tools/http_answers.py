"""Speaks HTTP with the machine under test: through a unix socket, through TLS, and what came back."""

from __future__ import annotations

import http.client
import socket
import ssl


class UnixConnection(http.client.HTTPConnection):
    """HTTP over a unix socket, as nginx speaks to gunicorn."""

    def __init__(self, path: str, timeout: float) -> None:
        super().__init__("localhost", timeout=timeout)
        self._path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self._path)


class Answer:
    """What came back: status, headers (each may come several times), body."""

    def __init__(self, response: http.client.HTTPResponse) -> None:
        self.status = response.status
        self.headers = [(name.lower(), value) for name, value in response.getheaders()]
        self.body = response.read()

    def all(self, name: str) -> list[str]:
        """Return every value of a header."""
        return [value for found, value in self.headers if found == name.lower()]

    def __getitem__(self, name: str) -> str:
        return ", ".join(self.all(name))

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode(errors="replace")


def ask_for_name(context: ssl.SSLContext, name: str) -> ssl.SSLContext:
    """Let a context ask for the site's name at the loopback address, and check the certificate for it."""
    wrap = context.wrap_socket

    def wrap_for_site(sock, *args, **options):
        return wrap(sock, *args, **{**options, "server_hostname": name})

    context.wrap_socket = wrap_for_site
    return context


def send_request(
    link: http.client.HTTPConnection,
    method: str,
    path: str,
    body: bytes | None,
    headers: dict[str, str],
) -> Answer:
    """Send one request and close the connection. Raises ConnectionError where no HTTP came back."""
    try:
        link.request(method, path, body, headers)
        return Answer(link.getresponse())
    except http.client.HTTPException as error:
        raise ConnectionError(type(error).__name__) from error
    finally:
        link.close()
