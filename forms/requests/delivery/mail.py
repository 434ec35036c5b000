"""The connection to the mail server: one for many letters, and what can go wrong on it."""

from __future__ import annotations

import smtplib
from contextlib import suppress
from types import TracebackType
from typing import Final

from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils.functional import cached_property

from clinic.layout import Layout, default_layout
from forms.requests.encryption import DecryptionError
from infra.resilience.mail_server import CLOSING, list_codes, name_failure

# Seconds to wait for the server's good-bye, when everything is said.
GOOD_BYE: Final = 2
# So many letters put off one after the other, none taken between them: then it is the server, not the addresses.
MOST_PUT_OFF: Final = 5


class NoAddress(Exception):
    """Nobody is set to be told."""


class BadAddress(Exception):
    """The settings hold something that is no e-mail address."""


class ServerBusy(Exception):
    """The server closes every connection, whatever letter it is."""


class Postman:
    """One connection for many letters, opened when the first is sent and anew after a failure.

    A server that closes the connection at one address (421) may take the next letter on a new one. That
    address has had its turn then: it is not tried again by the same Postman.
    """

    def __init__(self) -> None:
        self._connection: BaseEmailBackend | None = None
        self._put_off: set[str] = set()
        self._in_a_row = 0

    @cached_property
    def layout(self) -> Layout:
        """The clinic's name and numbers, read once a round."""
        return default_layout()

    def __enter__(self) -> Postman:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:  # fmt: skip
        self._close_connection()

    def send(self, letter: EmailMultiAlternatives) -> None:
        """Send one letter. Raises whatever the mail backend raises; the connection is then dropped.

        A server that closes after each letter, or takes only so many on one connection, is met again at
        once. That is safe only where it has not begun to take this letter: a second try after that could
        make two of it.
        """
        address = letter.to[0] if letter.to else ""
        if address in self._put_off:
            raise smtplib.SMTPRecipientsRefused({address: (CLOSING, b"")})
        try:
            self._send_anew(letter)
        except smtplib.SMTPException as error:
            if explain_error(error)[0] != "put_off":
                raise
            if isinstance(error, smtplib.SMTPRecipientsRefused):
                self._put_off.add(address)
            self._in_a_row += 1
            if self._in_a_row >= MOST_PUT_OFF:
                raise ServerBusy from error
            raise
        self._in_a_row = 0

    def _send_anew(self, letter: EmailMultiAlternatives) -> None:
        """Send one letter, and once more on a new connection where the old one was refused."""
        reused = self._is_open()
        try:
            self._send_letter(letter)
        except smtplib.SMTPException as error:
            if not (reused and _wants_a_new_connection(error)):
                raise
            self._send_letter(letter)

    def _send_letter(self, letter: EmailMultiAlternatives) -> None:
        try:
            if self._connection is None:
                self._connection = get_connection(fail_silently=False)
                self._connection.open()
            letter.connection = self._connection
            letter.send(fail_silently=False)
        except Exception:
            self._close_connection()
            raise

    def _is_open(self) -> bool:
        """Tell whether the connection of the last letter is still open, and drop it where it is not.

        Raises TimeoutError where the server has fallen silent.
        """
        server = getattr(self._connection, "connection", None)
        if not isinstance(server, smtplib.SMTP):
            return self._connection is not None
        try:
            code, _text = server.noop()
        except (OSError, smtplib.SMTPException) as error:
            self._close_connection()
            if explain_error(error)[0] == "timeout":
                raise TimeoutError from error
            return False
        if code != 250:
            self._close_connection()
        return code == 250

    def _close_connection(self) -> None:
        connection, self._connection = self._connection, None
        if connection is None:
            return
        sock = getattr(getattr(connection, "connection", None), "sock", None)
        with suppress(OSError, smtplib.SMTPException):
            if sock is not None:
                sock.settimeout(GOOD_BYE)
            connection.close()


def _wants_a_new_connection(error: smtplib.SMTPException) -> bool:
    """Tell whether the server refused the connection rather than the letter."""
    if isinstance(error, smtplib.SMTPSenderRefused):
        return 400 <= error.smtp_code < 500
    return list_codes(error) == [CLOSING]


def explain_error(error: Exception) -> tuple[str, str]:
    """Return a code of `errors.ERRORS` and a detail for what went wrong."""
    if isinstance(error, NoAddress):
        return "no_address", ""
    if isinstance(error, BadAddress):
        return "bad_address", ""
    if isinstance(error, ServerBusy):
        return "busy", str(CLOSING)
    if isinstance(error, (DecryptionError, ImproperlyConfigured)):
        return "key", ""
    return name_failure(error)
