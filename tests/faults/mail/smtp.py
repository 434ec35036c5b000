"""A mail server that can be told to misbehave."""

from __future__ import annotations

import re
import socketserver
import threading
import time
from collections import Counter
from types import TracebackType

# ok, refuse (550 at the recipient), busy (421 at the greeting), hang (says nothing),
# drop (breaks off in the middle of the message), late (takes it, then breaks off before saying so),
# mute (takes the message, then says nothing), once (closes after each message), few (421 at the second message
# of a connection), slow (half a second before each answer), silent-bye (says nothing to QUIT), deaf (answers
# nothing but a new conversation), tired (421 at the second recipient of a connection), choosy (421 once the
# message is there), drip (one byte at a time), drip-greeting (the same from the first byte on), drip-data (only once the
# message is there)
MODES = (
    "ok", "refuse", "busy", "hang", "drop", "late", "mute", "once", "few", "slow", "silent-bye", "deaf",
    "tired", "choosy", "drip", "drip-greeting", "drip-data",
)  # fmt: skip


class _Session(socketserver.StreamRequestHandler):
    """One conversation."""

    server: MailServer

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())

    def drip(self) -> None:
        """Say something that never ends, each byte long before a time-out."""
        while not self.server.let_go.wait(0.1):
            self.wfile.write(b"2")

    def handle(self) -> None:
        mode = self.server.mode
        if mode == "hang":
            self.server.let_go.wait(30)
            return
        if mode == "busy":
            self.say("421 too busy")
            return
        if mode == "drip-greeting":
            self.drip()
            return
        self.say("220 test")
        self.taken = 0
        while line := self.rfile.readline().decode(errors="replace"):
            verb = line[:4].upper()
            if self.server.mode == "slow":
                time.sleep(0.5)
            if self.server.mode == "drip":
                self.drip()
                return
            if verb in ("EHLO", "HELO"):
                self.say("250 test")
            elif verb == "RCPT" and self.server.mode == "refuse":
                self.say("550 no such person")
            elif verb == "RCPT" and (code := self._refusal(line)):
                self.say(f"{code} not this one")
                if code == 421:  # RFC 5321: whoever says this closes the connection
                    return
            elif self.taken and (self.server.mode, verb) in (("few", "MAIL"), ("tired", "RCPT")):
                self.say("421 only one a connection")
                return
            elif verb == "DATA":
                self.say("354 go on")
                if not self._data():
                    return
            elif (verb == "NOOP" and self.server.mode == "deaf") or (
                verb == "QUIT" and self.server.mode == "silent-bye"
            ):
                self.server.let_go.wait(30)
                return
            elif verb == "QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 ok")

    def _refusal(self, line: str) -> int | None:
        """Return how this recipient is refused now, or None. Each code of a list is said once."""
        self.recipient = line[line.find("<") + 1 : line.find(">")]
        self.server.asked[self.recipient] += 1
        codes = self.server.refusing.get(self.recipient)
        if isinstance(codes, list):
            return codes.pop(0) if codes else None
        return codes

    def _data(self) -> bool:
        if self.server.mode == "drop":
            self.rfile.readline()
            return False
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line)
        if self.server.mode == "mute":
            self.server.let_go.wait(30)
            return False
        if self.server.mode == "drip-data":
            self.drip()
            return False
        if self.server.mode == "choosy":
            self.say("421 not now")
            return False
        self.server.take(b"".join(lines).decode(errors="replace"), self.recipient)
        self.taken += 1
        if self.server.mode == "late":
            return False
        self.say("250 taken")
        return self.server.mode != "once"


class MailServer(socketserver.ThreadingTCPServer):
    """Listens on a port of its own; `ids` counts the Message-IDs it took."""

    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, mode: str = "ok") -> None:
        super().__init__(("127.0.0.1", 0), _Session)
        self.mode = mode
        self.ids: Counter[str] = Counter()
        self.letters: list[str] = []
        # Who got a letter, and who is refused: for ever with a code, or once with each code of a list.
        self.got: Counter[str] = Counter()
        self.asked: Counter[str] = Counter()
        self.refusing: dict[str, int | list[int]] = {}
        self.connections = 0
        self.let_go = threading.Event()
        self._guard = threading.Lock()

    @property
    def port(self) -> int:
        """Where it listens."""
        return self.server_address[1]

    def process_request(self, request, client_address) -> None:
        """Count the connections."""
        self.connections += 1
        super().process_request(request, client_address)

    def take(self, letter: str, recipient: str = "") -> None:
        """Keep a letter."""
        found = re.search(r"^Message-ID:\s*(<[^>]+>)", letter, re.MULTILINE | re.IGNORECASE)
        with self._guard:
            self.letters.append(letter)
            self.got[recipient] += 1
            self.ids[found.group(1) if found else ""] += 1

    def __enter__(self) -> MailServer:
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:  # fmt: skip
        self.let_go.set()
        self.shutdown()
        self.server_close()


def wait_until(condition, seconds: float, what: str) -> None:
    """Wait until `condition` holds. Raises AssertionError naming `what` where it never does."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return
        time.sleep(0.05)
    raise AssertionError(f"{what} did not happen within {seconds} seconds")
