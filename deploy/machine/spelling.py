"""What people type, spelt as the machine needs it: host names, the mail server's address, the folder of a trial."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote

from .terminal import StopScript

HOST = re.compile(
    r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+([a-z]{2,63}|xn--[a-z0-9-]{1,59})"
)
MAIL_SERVER = re.compile(r"smtp(\+tls|\+ssl)?://([^\s:@/]*(:[^\s:@/]*)?@)?[a-z0-9.-]+(:\d{1,5})?/?")
_MAIL_PARTS = re.compile(
    r"(?P<scheme>smtp(?:\+tls|\+ssl)?://)(?:(?P<user>[^:]*?)(?::(?P<password>.*))?@)?(?P<server>[^@]*)",
    re.IGNORECASE | re.DOTALL,
)
_ESCAPED = re.compile(r"(%[0-9A-Fa-f]{2})")
# 'run/clinic-<release>/web.sock' comes below it, and a socket's path has 107 characters at most.
_LONGEST_PREFIX = 60


def spell_host(typed: str) -> str:
    """Return a host name in small letters, without a final dot, and with other alphabets written in ASCII (RFC 5891)."""
    host = typed.strip().rstrip(".").lower()
    try:
        return host if host.isascii() else host.encode("idna").decode()
    except UnicodeError:
        return host


def spell_mail_server(typed: str) -> str:
    """Return the address with user name and password percent-encoded, as a URL asks for it and `EMAIL_URL` reads it.

    What is encoded already stays: '%20' is a space, a '%' by itself becomes '%25'. The password may hold anything; the
    last '@' begins the server.
    """
    found = _MAIL_PARTS.fullmatch(typed.strip())
    if found is None:
        return typed.strip()
    scheme, user, password, server = found.group("scheme", "user", "password", "server")
    who = "" if user is None else _encode_part(user)
    who += "" if password is None else f":{_encode_part(password)}"
    return f"{scheme.lower()}{who}{'@' if user is not None else ''}{server.lower()}"


def _encode_part(text: str) -> str:
    return "".join(
        part if _ESCAPED.fullmatch(part) else quote(part, safe="") for part in _ESCAPED.split(text)
    )


def spell_prefix(typed: str) -> str:
    """Return the whole path of a trial's folder. Raises StopScript where nginx and a socket could not have it."""
    path = str(Path(typed).resolve())
    if re.search(r"[^\w/.+-]", path) or len(path) > _LONGEST_PREFIX:
        raise StopScript(
            f"'{path}' does not do for --prefix: letters, digits and . + - _ only, at most {_LONGEST_PREFIX} characters."
        )
    return path
