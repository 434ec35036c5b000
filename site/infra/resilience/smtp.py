"""Django's way to a mail server, with an end: a letter takes so long and no longer, however slowly the server speaks.

A time-out on a socket begins anew with each byte. A server that says one byte every nine seconds holds a letter, and
with it the worker, for as long as it likes. Here each letter has one deadline for all of its answers, and so has what
comes before the first (greeting, encryption, password).
"""

from __future__ import annotations

import io
import smtplib
import socket
import time
from typing import Any, Final

from django.core.mail.backends import smtp

# Seconds. Honest servers that hold strangers up wait some five seconds before each of some eight answers.
LONGEST_LETTER: Final = 60
# For the answer to 'are you still there?' and to the good-bye.
LONGEST_WORD: Final = 10


class _Answers(io.RawIOBase):
    """What the server says, read until the deadline of the conversation."""

    def __init__(self, conversation: _WithDeadline, sock: socket.socket) -> None:
        self._conversation, self._sock = conversation, sock

    def readable(self) -> bool:
        """It is there to be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Read some bytes. Raises TimeoutError where the deadline is over, or comes before the next byte."""
        sock, left = self._sock, self._conversation.deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError("The mail server takes too long for one letter.")
        usual = sock.gettimeout()
        sock.settimeout(left if usual is None else min(usual, left))
        try:
            return int(sock.recv_into(buffer))
        finally:
            sock.settimeout(usual)


class _WithDeadline(smtplib.SMTP):
    """A conversation whose answers are waited for until `deadline`, by `time.monotonic`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.deadline = time.monotonic() + LONGEST_LETTER
        super().__init__(*args, **kwargs)

    def getreply(self) -> tuple[int, bytes]:
        """Return the next answer. Raises as smtplib does."""
        if self.file is None and self.sock is not None:
            self.file = io.BufferedReader(_Answers(self, self.sock))
        return super().getreply()

    def sendmail(self, *args: Any, **kwargs: Any) -> Any:
        """Send one letter, from a deadline of its own."""
        self.deadline = time.monotonic() + LONGEST_LETTER
        return super().sendmail(*args, **kwargs)

    def noop(self) -> tuple[int, bytes]:
        """Ask whether the server is still there."""
        self.deadline = time.monotonic() + LONGEST_WORD
        return super().noop()

    def quit(self) -> tuple[int, bytes]:
        """Say good-bye, and wait for the answer no longer than for any other word."""
        self.deadline = time.monotonic() + LONGEST_WORD
        return super().quit()


class _EncryptedWithDeadline(_WithDeadline, smtplib.SMTP_SSL):
    """The same, encrypted from the first byte."""


class EmailBackend(smtp.EmailBackend):
    """Django's backend for a mail server, over conversations with a deadline."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        """The kind of conversation."""
        return _EncryptedWithDeadline if self.use_ssl else _WithDeadline
