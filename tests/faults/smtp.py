"""A mail server that can be told to misbehave."""

from __future__ import annotations

import re
import socketserver
import threading
import time
from collections import Counter
from types import TracebackType

# ok, refuse (550 at the recipient), busy (421 at the greeting), hang (says nothing),
# drop (breaks off in the middle of the message), late (takes it, then breaks off before saying so)
MODES = ("ok", "refuse", "busy", "hang", "drop", "late")


class _Session(socketserver.StreamRequestHandler):
    """One conversation."""

    server: MailServer

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())

    def handle(self) -> None:
        mode = self.server.mode
        if mode == "hang":
            self.server.let_go.wait(30)
            return
        if mode == "busy":
            self.say("421 too busy")
            return
        self.say("220 test")
        while line := self.rfile.readline().decode(errors="replace"):
            verb = line[:4].upper()
            if verb in ("EHLO", "HELO"):
                self.say("250 test")
            elif verb == "RCPT" and self.server.mode == "refuse":
                self.say("550 no such person")
            elif verb == "DATA":
                self.say("354 go on")
                if not self._data():
                    return
            elif verb == "QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 ok")

    def _data(self) -> bool:
        if self.server.mode == "drop":
            self.rfile.readline()
            return False
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line)
        self.server.take(b"".join(lines).decode(errors="replace"))
        if self.server.mode == "late":
            return False
        self.say("250 taken")
        return True


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
        self.let_go = threading.Event()
        self._guard = threading.Lock()

    @property
    def port(self) -> int:
        """Where it listens."""
        return self.server_address[1]

    def take(self, letter: str) -> None:
        """Keep a letter."""
        found = re.search(r"^Message-ID:\s*(<[^>]+>)", letter, re.MULTILINE | re.IGNORECASE)
        with self._guard:
            self.letters.append(letter)
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
