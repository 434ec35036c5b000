"""Sources: their addresses are opened by a job, and a DOI or PMID fills in the rest. Nothing here asks the network."""

import json
import threading
import time
from contextlib import suppress
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.urls import reverse
from django.utils import timezone

from clinic.models import Reference
from review.due import find_doubtful_sources
from review.sources import link_check, looking_up, public_address
from review.sources.public_address import NoAnswerError
from tests.factories import StandardPageFactory
from tests.factories.clinic import ReferenceFactory, stream

pytestmark = pytest.mark.django_db


@pytest.fixture
def switched_on(settings):
    settings.CHECK_SOURCES = True


def answering(monkeypatch, module, answers):
    """Let addresses answer by what they hold; returns the list of those that were asked."""
    asked = []

    def ask(url, **_options):
        asked.append(url)
        for part, answer in answers.items():
            if part in url:
                return answer
        raise NoAnswerError

    monkeypatch.setattr(module, "ask_address", ask)
    return asked


@pytest.mark.parametrize(
    ("status", "state", "is_dated"),
    [
        (200, "opens", True),
        (404, "gone", True),
        (410, "gone", True),
        (403, "unknown", False),
        (503, "unknown", False),
    ],
)
def test_only_a_clear_answer_says_something(status, state, is_dated, switched_on, monkeypatch):
    ReferenceFactory(doi="", pmid="", url="https://example.org/paper")
    answering(monkeypatch, link_check, {"paper": (status, b"")})
    link_check.check_links()
    source = Reference.objects.get()
    assert source.link_state == state
    assert source.checked_on == (timezone.localdate() if is_dated else None)


def test_what_is_gone_puts_its_pages_on_the_due_list_at_once(switched_on, monkeypatch):
    source = ReferenceFactory(doi="", pmid="", url="https://example.org/paper")
    page = StandardPageFactory(
        purpose="health", further_references=stream(("reference", source.pk))
    )
    assert page.pk not in find_doubtful_sources()
    answering(monkeypatch, link_check, {"paper": (404, b"")})
    link_check.check_links()
    assert "does not open" in find_doubtful_sources()[page.pk][0]


def test_without_the_setting_and_within_a_month_nothing_is_asked(settings, monkeypatch):
    ReferenceFactory(doi="", pmid="", url="https://example.org/paper")
    asked = answering(monkeypatch, link_check, {"paper": (200, b"")})
    link_check.check_links()
    assert asked == []
    settings.CHECK_SOURCES = True
    link_check.check_links()
    link_check.check_links()
    assert asked == ["https://example.org/paper"]
    Reference.objects.update(checked_on=timezone.localdate() - timedelta(days=31))
    link_check.check_links()
    assert len(asked) == 2


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.7", "169.254.169.254", "::1"])
def test_no_address_of_the_clinics_own_network_is_asked(address, monkeypatch):
    monkeypatch.setattr(public_address, "look_up", lambda host: [address])
    monkeypatch.setattr(public_address, "connect_host", lambda *a: pytest.fail("it was asked"))
    with pytest.raises(NoAnswerError):
        public_address.ask_address("https://journal.example/paper")
    for url in ("file:///etc/passwd", "https://a:b@c.example/", "http://x.example:8080/"):
        with pytest.raises(NoAnswerError):
            public_address.ask_address(url)


class _DripsForever(BaseHTTPRequestHandler):
    """Answers at once, and then sends a byte at a time for ever: no time-out for a silence ends that."""

    def do_GET(self) -> None:
        more = {"close": b"Connection: close\r\n", "length": b"Content-Length: 999999\r\n"}
        status = b"HTTP/1.0 200 OK\r\n" if self.path == "/old" else b"HTTP/1.1 200 OK\r\n"
        self.wfile.write(status + more.get(self.path[1:], b"") + b"\r\n")
        with suppress(OSError):
            while not self.server.ended.wait(0.05):
                self.wfile.write(b"x")

    def log_message(self, *args) -> None:
        """Keep quiet."""


@pytest.mark.parametrize("head", ["close", "length", "old", "none"])
def test_a_page_that_comes_byte_by_byte_is_given_up(head, monkeypatch):
    server = ThreadingHTTPServer(("127.0.0.1", 0), _DripsForever)
    server.ended = threading.Event()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    port = server.server_address[1]
    monkeypatch.setattr(public_address, "look_up", lambda host: ["127.0.0.1"])
    monkeypatch.setattr(public_address, "is_public", lambda address: True)
    monkeypatch.setattr(public_address, "PORTS", {"http": port})
    monkeypatch.setattr(public_address, "SECONDS", 0.4)
    give_up = threading.Timer(4, server.ended.set)
    give_up.start()
    began = time.monotonic()
    try:
        with pytest.raises(NoAnswerError):
            public_address.ask_address(f"http://journal.example/{head}")
        assert time.monotonic() - began < 3
    finally:
        give_up.cancel()
        server.ended.set()
        server.shutdown()
        server.server_close()


CROSSREF = {
    "message": {
        "title": ["A <i>small</i> trial."],
        "container-title": ["J Psychopharmacol"],
        "issued": {"date-parts": [[2025, 1]]},
        "author": [{"family": f"Name{n}", "given": "Ben Jo"} for n in range(5)],
    }
}
PUBMED = {
    "result": {
        "39609659": {
            "title": "A small trial.",
            "fulljournalname": "J Psychopharmacol",
            "pubdate": "2025 Jan",
            "authors": [{"name": "Name B"}],
            "articleids": [{"idtype": "doi", "value": "10.1177/026"}],
        }
    }
}


def ask_for(client, **values):
    return client.post(reverse("review_source"), values).json()


def test_a_doi_or_a_pmid_fills_in_the_rest(editor, switched_on, monkeypatch):
    answers = {
        "crossref": (200, json.dumps(CROSSREF).encode()),
        "eutils": (200, json.dumps(PUBMED).encode()),
    }
    asked = answering(monkeypatch, looking_up, answers)
    assert ask_for(editor, doi="10.1177/026")["fields"] == {
        "title": "A small trial",
        "authors": "Name0 BJ, Name1 BJ, Name2 BJ, et al.",
        "source": "J Psychopharmacol",
        "year": "2025",
        "doi": "10.1177/026",
    }
    assert asked == ["https://api.crossref.org/works/10.1177%2F026"]
    found = ask_for(editor, pmid="39609659")["fields"]
    assert (found["authors"], found["doi"], found["year"]) == ("Name B", "10.1177/026", "2025")


@pytest.mark.parametrize(
    "answer",
    [
        (404, b""),
        (200, b"<html>"),
        (200, b"[]"),
        (200, b'{"message": {"title": [], "author": [1]}}'),
    ],
)
def test_whatever_comes_back_it_can_be_typed_by_hand(answer, editor, switched_on, monkeypatch):
    answering(monkeypatch, looking_up, {"crossref": answer})
    for values in ({"doi": "10.1177/026"}, {"pmid": "1"}, {"doi": "no", "pmid": "x"}, {}):
        said = ask_for(editor, **values)
        assert "by hand" in said["said"] and "fields" not in said


def test_switched_off_nobody_is_asked(editor, client, monkeypatch):
    asked = answering(monkeypatch, looking_up, {"crossref": (200, b"{}")})
    assert "switched off" in ask_for(editor, doi="10.1177/026")["said"]
    assert client.post(reverse("review_source"), {"doi": "10.1177/026"}).status_code == 302
    assert asked == []


@pytest.mark.parametrize("is_on", [True, False])
def test_the_button_stands_where_it_can_work(is_on, editor, settings):
    settings.CHECK_SOURCES = is_on
    html = editor.get(reverse("wagtailsnippets_clinic_reference:add")).content.decode()
    assert ("source_lookup" in html) is is_on
