"""Pictures come from the old site's public address alone, and never more than they may."""

from __future__ import annotations

import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from moving_in.pictures import fetching
from moving_in.pictures.fetching import Fetcher, is_public

HOST = "www.old-clinic.example"


class _Answers(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.server.asked.append((self.headers["Host"], self.path))
        if self.path.startswith("/to/"):
            self.send_response(302)
            self.send_header("Location", self.path.removeprefix("/to/"))
            self.end_headers()
        elif self.path == "/endless":
            self.send_response(200)
            self.end_headers()
            try:
                while True:
                    self.wfile.write(b"x" * 65536)
            except OSError:
                return
        elif self.path in ("/slow-head", "/slow-body"):
            begin = b"HTTP/1.0 200 OK\r\n" + (b"X-Long: " if "head" in self.path else b"\r\n")
            try:
                self.wfile.write(begin)
                while not self.server.ended.wait(0.05):
                    self.wfile.write(b"x")
            except OSError:
                return
        elif self.path == "/gone":
            self.send_error(404)
        else:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"picture of " + self.path.encode())

    def log_message(self, *args) -> None:
        """Keep quiet."""


@pytest.fixture
def old_site():
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Answers)
    server.asked, server.ended = [], threading.Event()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.ended.set()
    server.shutdown()
    server.server_close()


@pytest.fixture
def fetcher(old_site) -> Fetcher:
    """Return a fetcher that takes this machine for the open internet."""
    port = old_site.server_address[1]
    return Fetcher(
        HOST, look=lambda host: ["127.0.0.1"], public=lambda address: True, ports={"http": port}
    )


def test_a_file_comes(fetcher, old_site):
    assert (
        fetcher.fetch(f"http://{HOST}/wp-content/uploads/a b.jpg")
        == b"picture of /wp-content/uploads/a%20b.jpg"
    )
    assert old_site.asked == [(HOST, "/wp-content/uploads/a%20b.jpg")]
    assert fetcher.fetch("http://old-clinic.example/x") is not None


def test_redirects_are_followed_on_the_old_site_alone(fetcher, old_site):
    assert fetcher.fetch(f"http://{HOST}/to//x.jpg") is not None
    assert fetcher.fetch(f"http://{HOST}/to/http://169.254.169.254/latest/meta-data/") is None
    assert "does not lie on the old site" in fetcher.trouble
    assert fetcher.fetch(f"http://{HOST}/to//to//to//to//to//x") is None


@pytest.mark.parametrize("path", ["/slow-head", "/slow-body"])
def test_a_site_that_sends_byte_by_byte_is_given_up(fetcher, monkeypatch, path):
    monkeypatch.setattr(fetching, "SECONDS", 0.4)
    began = time.monotonic()
    assert fetcher.fetch(f"http://{HOST}{path}") is None
    assert time.monotonic() - began < 5
    assert fetcher.failures == 1
    assert "old site" in fetcher.trouble


def test_too_large_and_missing_files_are_given_up(fetcher, monkeypatch):
    monkeypatch.setattr(fetching, "LARGEST", 1 << 20)
    assert fetcher.fetch(f"http://{HOST}/endless") is None
    assert fetcher.trouble == "the file is too large"
    assert fetcher.fetch(f"http://{HOST}/gone") is None
    assert fetcher.trouble == "the old site answered 404"


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/x", "http://localhost/x", "http://evil.example/x", "file:///etc/passwd", "ftp://www.old-clinic.example/x",
        "http://www.old-clinic.example:8080/x", "http://www.old-clinic.example@evil.example/x", "http://user:pass@www.old-clinic.example/x",
        "http://www.old-clinic.example.evil.example/x", "gopher://www.old-clinic.example/x", "//www.old-clinic.example/x", "http://[::1]/x",
        "http://www.old-clinic.example\\@evil.example/x", "javascript:alert(1)", "", "http://", "http://www.old-clinic.example:99999/x",
    ],
)  # fmt: skip
def test_other_addresses_are_not_asked(url):
    asked = []
    fetcher = Fetcher(HOST, look=lambda host: asked.append(host) or ["93.184.216.34"])
    assert fetcher.fetch(url) is None
    assert not asked
    assert not fetcher.may_ask(url)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "192.168.1.1", "172.16.0.1", "169.254.169.254", "0.0.0.0", "100.64.0.1", "224.0.0.1", "255.255.255.255",
        "::1", "fe80::1", "fc00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "::127.0.0.1", "fec0::1", "64:ff9b:1::7f00:1", "::ffff:0:7f00:1", "2001:0:7f00:1::", "nonsense", "",
    ],
)  # fmt: skip
def test_addresses_inside_are_not_public(address):
    assert not is_public(address)
    fetcher = Fetcher(HOST, look=lambda host: ["93.184.216.34", address])
    assert fetcher.fetch(f"http://{HOST}/x") is None
    assert "not public" in fetcher.trouble


@pytest.mark.parametrize(
    "address",
    ["93.184.216.34", "::ffff:8.8.8.8", "64:ff9b::808:808", "2606:2800:220:1:248:1893:25c8:1946"],
)
def test_addresses_outside_are_public(address):
    assert is_public(address)


def test_a_site_that_does_not_answer_is_asked_no_more():
    asked = []

    def look(host):
        asked.append(host)
        raise OSError

    fetcher = Fetcher(HOST, look=look)
    for number in range(20):
        assert fetcher.fetch(f"http://{HOST}/{number}") is None
    assert len(asked) == fetching.GIVE_UP
    assert "asked no more" in fetcher.trouble


def test_a_host_alone_on_its_machine_is_no_old_site():
    assert not Fetcher("").may_ask("http:///x")
    assert not Fetcher("old").may_ask("http://www.old/x")
