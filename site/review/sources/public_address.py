"""Asks public addresses on the internet, for the check of links and for what a DOI or PMID stands for."""

from __future__ import annotations

from urllib.parse import quote, urljoin, urlsplit

import urllib3
from urllib3.exceptions import HTTPError

from infra.addresses.outside import connect_host, is_public, look_up

AGENT = "Checking the sources of a clinic's site"
PORTS = {"http": 80, "https": 443}
MOST_STEPS = 5
LARGEST = 1 << 20
SECONDS = 20.0


class NoAnswerError(Exception):
    """The address did not answer, or may not be asked: that says nothing about it."""


def ask_address(url: str, *, wants: str = "text/html,*/*") -> tuple[int, bytes]:
    """Return the status and the beginning of the body that `url` answers with, redirects followed.

    Raises NoAnswerError where it does not answer, or where it leads to a host that is not public.
    """
    try:
        for _step in range(MOST_STEPS + 1):
            status, body, onward = _ask_once(url, wants)
            if not onward:
                return status, body
            url = urljoin(url, onward)
    except (HTTPError, OSError, ValueError, UnicodeError) as error:
        raise NoAnswerError from error
    raise NoAnswerError


def _ask_once(url: str, wants: str) -> tuple[int, bytes, str]:
    parts = urlsplit(url)
    host = (parts.hostname or "").lower()
    usual = PORTS.get(parts.scheme)
    if not host or usual is None or parts.port not in (None, usual) or parts.username:
        raise NoAnswerError
    addresses = look_up(host)
    if not addresses or not all(is_public(address) for address in addresses):
        raise NoAnswerError
    query = f"?{quote(parts.query, safe='=&%+/?:@-._~')}" if parts.query else ""
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._") + query
    with connect_host(parts.scheme, host, addresses[0], usual, seconds=SECONDS) as pool:
        response = pool.urlopen(
            "GET", path, headers={"Host": host, "User-Agent": AGENT, "Accept": wants, "Accept-Encoding": "identity"},
            redirect=False, retries=False, preload_content=False, timeout=urllib3.Timeout(connect=4, read=6),
            assert_same_host=False, decode_content=False,
        )  # fmt: skip
        try:
            onward = response.headers.get("Location") if 300 <= response.status < 400 else ""
            return response.status, response.read(LARGEST), str(onward or "")
        finally:
            response.close()
