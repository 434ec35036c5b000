"""What goes wrong on the way to a mail server, and whether it is the server itself that is away."""

from __future__ import annotations

import errno
import smtplib
import socket
import ssl
from typing import Final

# After these the server won't take the next message either.
SERVER_IS_DOWN: Final = frozenset(
    {"refused", "unreachable", "unknown_host", "timeout", "busy", "tls", "auth"}
)
# 'Service not available, closing transmission channel' (RFC 5321).
CLOSING: Final = 421
_UNREACHABLE = frozenset({errno.EHOSTUNREACH, errno.EHOSTDOWN, errno.ENETUNREACH, errno.ENETDOWN})


def is_server_down(error: Exception) -> bool:
    """Tell whether the next message would fail as this one did, rather than one address being refused."""
    return name_failure(error)[0] in SERVER_IS_DOWN


def name_failure(error: Exception) -> tuple[str, str]:
    """Return a short code and a detail for what went wrong.

    The text of an SMTP error often quotes the address, so only its number is returned.
    """
    if isinstance(error, smtplib.SMTPException):
        return _name_smtp_failure(error)
    return _name_network_failure(error)


def list_codes(error: smtplib.SMTPException) -> list[int]:
    """Return the numbers that the server answered with."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return sorted({code for code, _text in error.recipients.values()})
    return [error.smtp_code] if isinstance(error, smtplib.SMTPResponseException) else []


def _name_smtp_failure(error: smtplib.SMTPException) -> tuple[str, str]:
    if isinstance(error, smtplib.SMTPServerDisconnected):
        # smtplib says 'disconnected' of a silence, too; what it caught says which of them it was.
        silent = isinstance(error.__context__, TimeoutError)
        return ("timeout" if silent else "dropped"), ""
    codes = list_codes(error)
    detail = ", ".join(str(code) for code in codes)
    if codes == [CLOSING]:
        # At the recipient or the letter itself: the next letter may fare better. Before that it is the server.
        about_letter = isinstance(error, (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError))
        return ("put_off" if about_letter else "busy"), detail
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return "auth", detail
    if isinstance(error, (smtplib.SMTPConnectError, smtplib.SMTPHeloError)):
        # It spoke of no letter yet.
        return ("busy" if 400 <= error.smtp_code < 500 else "refused"), detail
    return ("rejected", detail) if codes else ("other", type(error).__name__)


def _name_network_failure(error: Exception) -> tuple[str, str]:
    for kinds, code in (
        (socket.gaierror, "unknown_host"),
        (TimeoutError, "timeout"),
        (ssl.SSLError, "tls"),
        (ConnectionRefusedError, "refused"),
        (ConnectionError, "dropped"),
    ):
        if isinstance(error, kinds):
            return code, ""
    if isinstance(error, OSError) and error.errno in _UNREACHABLE:
        return "unreachable", ""
    return "other", type(error).__name__
