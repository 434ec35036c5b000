"""Fetches files from the old site, and from nowhere else.

An export names addresses, and whoever wrote it chose them: one that leads into the clinic's own network
must not be asked. So only the old site's host is, only at an address that is public, and the connection
goes to the very address that was looked at (a name may mean something else a moment later).
"""

from __future__ import annotations

import time
from collections.abc import Callable
from urllib.parse import quote, urljoin, urlsplit

import urllib3
from urllib3.exceptions import HTTPError

from infra.addresses.outside import connect_host, is_public, look_up

LARGEST = 40 << 20
# For one file, and for all files of one import.
SECONDS, ALL_SECONDS = 30.0, 3 * 3600.0
ALL_BYTES = 20 << 30
MOST_STEPS = 3
PIECE = 1 << 16
# So many failures in a row, and the old site is given up: each may take half a minute.
GIVE_UP = 5
AGENT = "Moving pictures of a site to its new home"
PORTS = {"http": 80, "https": 443}

Look = Callable[[str], list[str]]


class Fetcher:
    """Fetches from one host. `trouble` says why the last file did not come."""

    def __init__(
        self,
        host: str,
        *,
        look: Look = look_up,
        public: Callable[[str], bool] = is_public,
        ports: dict[str, int] | None = None,
    ) -> None:
        self.hosts = _names_of(host)
        self.look, self.public, self.ports = look, public, ports or PORTS
        self.trouble = ""
        self.failures, self.bytes, self.began = 0, 0, time.monotonic()

    def may_ask(self, url: str) -> bool:
        """Tell whether a file at `url` would be asked for."""
        return bool(self._split_url(url)) and self.failures < GIVE_UP

    def fetch(self, url: str) -> bytes | None:
        """Return the file at `url`, or None; `trouble` says why."""
        self.trouble = ""
        if (
            self.failures >= GIVE_UP
            or self.bytes > ALL_BYTES
            or time.monotonic() - self.began > ALL_SECONDS
        ):
            self.trouble = "the old site did not answer several times, so it was asked no more"
            return None
        end = time.monotonic() + SECONDS
        try:
            for _step in range(MOST_STEPS + 1):
                answer = self._ask_host(url, end)
                if not isinstance(answer, str):
                    self.failures = 0
                    return answer
                url = urljoin(url, answer)
        except (HTTPError, OSError, ValueError, UnicodeError):
            self.failures += 1
            self.trouble = "the old site did not answer, or was too slow"
            return None
        self.trouble = "the old site sent from one address to the next"
        return None

    def _split_url(self, url: str) -> tuple[str, str, str] | None:
        """Return scheme, host and path of an address that may be asked."""
        try:
            parts = urlsplit(url)
            host, port = (parts.hostname or "").lower().rstrip("."), parts.port
        except ValueError:
            return None
        usual = self.ports.get(parts.scheme)
        if (
            usual is None
            or host not in self.hosts
            or port not in (None, usual)
            or parts.username
            or parts.password
        ):
            return None
        path = quote(parts.path, safe="/%:@!$&'()*+,;=~-._") + (
            f"?{quote(parts.query, safe='=&%+/?:@-._~')}" if parts.query else ""
        )
        return parts.scheme, host, path or "/"

    def _ask_host(self, url: str, end: float) -> bytes | str | None:
        """Return the file, or the next address as text."""
        parts = self._split_url(url)
        if parts is None:
            self.trouble = "it does not lie on the old site"
            return None
        scheme, host, path = parts
        addresses = self.look(host)
        if not addresses or not all(self.public(address) for address in addresses):
            self.trouble = "the old site's name leads to an address that is not public"
            return None
        left = max(end - time.monotonic(), 0.1)
        with connect_host(scheme, host, addresses[0], self.ports[scheme], seconds=left) as pool:
            response = pool.urlopen(
                "GET", path, headers={"Host": host, "User-Agent": AGENT, "Accept-Encoding": "identity"},
                redirect=False, retries=False, preload_content=False, timeout=urllib3.Timeout(connect=5, read=10),
                assert_same_host=False, decode_content=False,
            )  # fmt: skip
            try:
                if response.status in (301, 302, 303, 307, 308) and response.headers.get(
                    "Location"
                ):
                    return str(response.headers["Location"])
                if response.status != 200:
                    self.trouble = f"the old site answered {response.status}"
                    return None
                return self._read_body(response, end)
            finally:
                response.close()

    def _read_body(self, response: urllib3.BaseHTTPResponse, end: float) -> bytes | None:
        data = bytearray()
        while piece := response.read1(PIECE):
            data += piece
            self.bytes += len(piece)
            if len(data) > LARGEST:
                self.trouble = "the file is too large"
                return None
            if time.monotonic() > end:
                break
        if time.monotonic() > end:
            raise TimeoutError  # what came until then may be half a file
        return bytes(data)


def _names_of(host: str) -> set[str]:
    """Return the host with and without its `www`."""
    host = host.lower().rstrip(".")
    bare = host.removeprefix("www.")
    return {bare, f"www.{bare}"} if "." in bare else {host} - {""}
