"""Mail, Google, clock and keys misbehave. Each ends with two counts, stored and told, both equal to sent."""

import http.server
import threading
from contextlib import contextmanager
from datetime import timedelta
from urllib.request import urlopen

import pytest
from cryptography.fernet import Fernet
from django.utils import timezone
from django_recaptcha import client as google

from forms.models import OutboxMessage, Submission
from forms.requests.delivery import outbox
from forms.requests.delivery.outbox import drain_outbox, outbox_status, retry_messages
from forms.requests.privacy.rotation import rotate_all
from tests.factories.forms import FormPageFactory, request_settings
from tests.faults.counts import count_told
from tests.faults.mail.smtp import MailServer
from tests.forms.visitor import Visitor, fill_small

pytestmark = [pytest.mark.django_db, pytest.mark.faults]
SENT = 3


@pytest.fixture
def page(db):
    request_settings()
    return FormPageFactory(slug="write")


@pytest.fixture
def real_mail(settings, mail_server):
    settings.EMAIL_BACKEND = "infra.resilience.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = mail_server.port
    settings.EMAIL_TIMEOUT = 1
    return mail_server


def send(page, first: int = 0, number: int = SENT) -> None:
    """Let `number` visitors send, each thanked at once."""
    for n in range(first, first + number):
        visitor = fill_small(Visitor(page.url), phone=f"703 555 {n:04d}").press("Send")
        assert visitor.title == "We have your request"


def later() -> None:
    """Make everything that waits due, as time would."""
    past = timezone.now() - timedelta(seconds=1)
    OutboxMessage.objects.filter(state="waiting").update(next_at=past)


def all_told(sent: int = SENT) -> None:
    """Compare the two counts with what was sent."""
    assert count_told() == {"stored": sent, "told": sent}


@pytest.mark.parametrize("mode", ["refuse", "busy", "hang", "drop", "late"])
def test_the_mail_server_misbehaves_and_recovers(page, real_mail, mode):
    real_mail.mode = mode
    send(page)
    for _round in range(2):
        drain_outbox()
        later()
    assert count_told() == {"stored": SENT, "told": 0}
    assert outbox_status().why
    real_mail.mode = "ok"
    drain_outbox()
    all_told()
    assert len(real_mail.ids) == SENT
    # Only where it took the letter and broke off before saying so did it get it again, as the same letter.
    assert mode == "late" or set(real_mail.ids.values()) == {1}


def test_nothing_listens_where_the_mail_server_should_be(page, real_mail, settings):
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    send(page)
    drain_outbox()
    assert "connection refused" in outbox_status().why
    settings.EMAIL_PORT = port
    retry_messages()
    drain_outbox()
    all_told()


def test_the_mail_server_is_away_for_a_day_and_somebody_presses_retry(page, real_mail):
    send(page)
    real_mail.mode = "busy"
    day_ago = timezone.now() - timedelta(hours=25)
    OutboxMessage.objects.update(created_at=day_ago, attempts=outbox.LEAST_ATTEMPTS)
    for _round in range(SENT):
        drain_outbox()
        later()
    assert outbox_status().failed == SENT
    real_mail.mode = "ok"
    retry_messages()
    drain_outbox()
    all_told()


def test_one_bad_address_does_not_hold_up_the_others(page, real_mail):
    send(page, number=2)
    bad = FormPageFactory(slug="bad", notify="nobody@clinic.example")
    real_mail.mode = "refuse"
    send(bad, first=50, number=1)
    drain_outbox()
    real_mail.mode = "ok"
    later()
    drain_outbox()
    all_told(3)


# --- Google -----------------------------------------------------------------------------------
ANSWERS = {
    "garbage": b"<html>Please sign in to the network</html>",
    "empty": b"",
    "list": b"[]",
    "wrong secret": b'{"success": false, "error-codes": ["invalid-input-secret"]}',
    "binary": bytes(range(256)),
}


@contextmanager
def google_says(answer: bytes | None):
    """Run a server in Google's place. None: it takes the question and never answers."""
    let_go = threading.Event()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            if answer is None:
                let_go.wait(10)
                return
            self.send_response(200)
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_args) -> None:
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        let_go.set()
        server.shutdown()
        server.server_close()


@pytest.fixture
def with_captcha(settings):
    settings.RECAPTCHA_PUBLIC_KEY = "public"
    settings.RECAPTCHA_PRIVATE_KEY = "private"
    settings.RECAPTCHA_VERIFY_REQUEST_TIMEOUT = 0.5


def send_with_token(page) -> None:
    for n in range(SENT):
        visitor = fill_small(Visitor(page.url), phone=f"703 555 {n:04d}")
        visitor.values["captcha"] = ["token"]
        visitor.press("Send")
        assert visitor.title == "We have your request"


@pytest.mark.usefixtures("with_captcha", "real_mail")
@pytest.mark.parametrize("answer", [*ANSWERS, "silence"])
def test_google_misbehaves(page, monkeypatch, answer):
    with google_says(ANSWERS.get(answer)) as address:
        monkeypatch.setattr(
            google, "recaptcha_request", lambda params: urlopen(address, params, timeout=0.5)
        )
        send_with_token(page)
    assert set(Submission.objects.values_list("verdict", flat=True)) == {"unverified"}
    drain_outbox()
    all_told()


@pytest.mark.usefixtures("with_captcha", "real_mail")
def test_google_refuses_the_connection(page, monkeypatch):
    monkeypatch.setattr(
        google,
        "recaptcha_request",
        lambda params: urlopen("http://127.0.0.1:1/", params, timeout=1),
    )
    send_with_token(page)
    drain_outbox()
    all_told()


@pytest.mark.usefixtures("with_captcha", "real_mail")
def test_googles_script_is_blocked_so_there_is_no_token(page):
    send(page)
    assert set(Submission.objects.values_list("verdict", flat=True)) == {"unverified"}
    drain_outbox()
    all_told()


# --- The clock --------------------------------------------------------------------------------
@pytest.mark.parametrize("back", [timedelta(hours=1), timedelta(days=1), timedelta(days=400)])
def test_the_clock_goes_back(page, real_mail, monkeypatch, back):
    real = timezone.now
    ahead = real() + back
    monkeypatch.setattr("django.utils.timezone.now", lambda: ahead)
    send(page, number=2)
    real_mail.mode = "busy"
    drain_outbox()
    real_mail.mode = "ok"
    monkeypatch.setattr("django.utils.timezone.now", real)
    send(page, first=10, number=1)
    drain_outbox()
    # What was tried before the clock went back waits a while at most, what was not goes at once.
    assert count_told()["told"] >= 2
    later_still = real() + timedelta(minutes=70)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later_still)
    drain_outbox()
    all_told(3)


def test_the_clock_goes_back_between_opening_and_sending(page, real_mail, monkeypatch):
    visitor = fill_small(Visitor(page.url, patient=False))
    import time

    real = time.time
    monkeypatch.setattr(time, "time", lambda: real() - 7200)
    visitor.press("Send")
    assert Submission.objects.get().verdict == "passed"
    drain_outbox()
    all_told(1)


# --- Keys -------------------------------------------------------------------------------------
def test_the_key_is_missing_and_comes_back(page, real_mail, settings):
    keys = settings.FIELD_ENCRYPTION_KEYS
    visitor = fill_small(Visitor(page.url))
    settings.FIELD_ENCRYPTION_KEYS = []
    visitor.press("Send")
    assert visitor.status == 503
    assert visitor.values[visitor.input("First name")["name"]] == ["Ann"]
    assert count_told() == {"stored": 0, "told": 0}
    settings.FIELD_ENCRYPTION_KEYS = keys
    visitor.press("Send")
    drain_outbox()
    all_told(1)


def test_a_wrong_key_neither_stops_new_requests_nor_old_notices(page, real_mail, settings):
    send(page, number=2)
    right = settings.FIELD_ENCRYPTION_KEYS
    wrong = [Fernet.generate_key().decode()]
    settings.FIELD_ENCRYPTION_KEYS = wrong
    send(page, first=10, number=1)
    drain_outbox()
    all_told(3)
    # With both keys on the ring everything can be read.
    settings.FIELD_ENCRYPTION_KEYS = [*right, *wrong]
    assert [s.answer("name") for s in Submission.objects.all()] == ["Ann"] * 3


def test_the_same_request_sent_again_under_another_key_is_still_one(page, real_mail, settings):
    visitor = fill_small(Visitor(page.url)).press("Send")
    settings.FIELD_ENCRYPTION_KEYS = [Fernet.generate_key().decode()]
    assert visitor.send_again()["Location"] == visitor.posted["Location"]
    drain_outbox()
    all_told(1)


def test_keys_are_rotated_while_requests_come_in(page, real_mail, settings):
    send(page, number=1)
    old = settings.FIELD_ENCRYPTION_KEYS
    new = [Fernet.generate_key().decode()]
    settings.FIELD_ENCRYPTION_KEYS = [*new, *old]
    send(page, first=10, number=1)
    assert rotate_all().rotated == 1
    settings.FIELD_ENCRYPTION_KEYS = new
    send(page, first=20, number=1)
    drain_outbox()
    all_told(3)
    assert [s.answer("name") for s in Submission.objects.all()] == ["Ann"] * 3


def test_a_mail_server_of_the_tests_takes_what_it_is_given():
    with MailServer() as server:
        assert server.port
        assert not server.ids
