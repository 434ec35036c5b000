"""PostgreSQL is restarted, stopped, and its pooled connections are killed, under load on the real server."""

import json
import threading
import time
from collections import Counter

import pytest
from bs4 import BeautifulSoup

from tests.faults.mail.smtp import MailServer
from tools.production_stack import ProductionStack

pytestmark = [pytest.mark.faults, pytest.mark.slow]
PREPARE = """
from wagtail.models import Site
from tests.factories import home_page
from tests.factories.blog import BlogPostPageFactory
from tests.factories.forms import FormPageFactory, request_settings
home_page(); BlogPostPageFactory()
request_settings(notify="desk@clinic.example", hourly_limit=30000, hourly_most=30000)
page = FormPageFactory(slug="write", title="Write to us")
print("|".join(f"{f.field_type}={f.clean_name}" for f in page.form_fields.all()))
Site.objects.update(hostname="clinic.example.com")
"""
PAGES = ("/", "/write/", "/blog/", "/search/?q=ketamine", "/nothing-here/")


@pytest.fixture(scope="module")
def stack():
    stack = ProductionStack()
    try:
        stack.set_up_data()
        stack.env["PYTHONPATH"] = "."
        words = stack.manage("shell", "-v", "0", "-c", PREPARE).splitlines()[-1]
        stack.keys = dict(pair.split("=") for pair in words.split("|"))
        stack.start_web()
        yield stack
    finally:
        stack.close()


class Load:
    """Visitors who ask for pages without a pause; counts what they got, after a mark apart."""

    def __init__(self, stack: ProductionStack, visitors: int = 6) -> None:
        self._stack, self._stop = stack, threading.Event()
        self.answers: list[tuple[float, int]] = []
        self._threads = [threading.Thread(target=self._visit, args=(n,)) for n in range(visitors)]

    def _visit(self, number: int) -> None:
        while not self._stop.is_set():
            path = PAGES[number % len(PAGES)]
            began = time.monotonic()
            try:
                status = self._stack.ask_socket(path, timeout=20).status
            except OSError:
                status = 0
            self.answers.append((began, status))
            number += 1

    def __enter__(self) -> "Load":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def after(self, mark: float) -> Counter[int]:
        """Return how often which status answered what was asked after `mark`."""
        return Counter(status for began, status in list(self.answers) if began >= mark)


class Correspondents:
    """Visitors who send a request and then mend their number, each until they are thanked."""

    def __init__(self, stack: ProductionStack, count: int) -> None:
        self._stack, self.said, self.statuses = stack, {}, Counter()
        self._threads = [threading.Thread(target=self._write, args=(n,)) for n in range(count)]

    def _ask(self, form: dict[str, str] | None = None):
        """Ask until there is an answer that is not 'in a minute'."""
        end = time.monotonic() + 60
        while time.monotonic() < end:
            try:
                answer = self._stack.ask_socket("/write/", timeout=25, form=form)
            except OSError:
                self.statuses[0] += 1
            else:
                self.statuses[answer.status] += 1
                if answer.status in (200, 302):
                    return answer
            time.sleep(0.2)
        raise AssertionError("no answer within a minute")

    def _write(self, number: int) -> None:
        keys, name = self._stack.keys, f"Visitor {number}"
        page = BeautifulSoup(self._ask().body, "html.parser")
        form = {
            field: page.find("input", attrs={"name": field})["value"]
            for field in ("_token", "_version", "_step")
        } | {"_go": "next", keys["name"]: name, keys["contact_method"]: "text", keys["consent_contact"]: "yes"}  # fmt: skip
        for turn in range(4):
            digits = f"703556{number * 10 + turn:04d}"
            answer = self._ask(form | {keys["phone"]: digits})
            assert "/sent/" in answer["location"], answer.text[:300]
            self.said[name] = f"+1{digits}"
            time.sleep(0.3)

    def __enter__(self) -> "Correspondents":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        for thread in self._threads:
            thread.join()


TELL_AND_SAY = """
import json
from forms.models import OutboxMessage, Submission
from forms.requests.delivery.outbox import drain_outbox
while drain_outbox(): pass
told = OutboxMessage.objects.filter(kind="notice", state="sent").values("submission").distinct().count()
print(json.dumps([told, {s.answer("name"): s.answer("phone") for s in Submission.objects.all()}, Submission.objects.count()]))
"""


@pytest.mark.parametrize("mode", ["fast", "immediate"])
def test_restarted_under_load_every_last_word_is_stored_once_and_told(stack, mode):
    stack.postgres.sql("TRUNCATE clinic_forms_submission CASCADE", "clinic")
    warm(stack)
    with Correspondents(stack, 8) as people:
        for _round in range(2):
            time.sleep(0.8)
            stack.postgres.stop(mode)
            stack.postgres.start()
    assert set(people.statuses) <= {0, 200, 302, 503}, people.statuses
    assert len(people.said) == 8
    with MailServer() as server:
        stack.env["EMAIL_URL"] = f"smtp://127.0.0.1:{server.port}"
        told, words, stored = json.loads(
            stack.manage("shell", "-v", "0", "-c", TELL_AND_SAY).splitlines()[-1]
        )
    assert words == people.said
    assert (stored, told) == (8, 8)


def warm(stack: ProductionStack) -> None:
    """Let both processes fill their pools."""
    with Load(stack):
        time.sleep(1.5)
    assert stack.ask_socket("/").status == 200


@pytest.mark.parametrize("mode", ["fast", "immediate"])
def test_a_restart_is_over_three_seconds_later(stack, mode):
    warm(stack)
    with Load(stack) as load:
        time.sleep(1)
        stack.postgres.stop(mode)
        stack.postgres.start()
        back = time.monotonic()
        time.sleep(7)
    assert set(load.after(0)) <= {200, 404, 503}
    assert set(load.after(back + 3)) == {200, 404}


def test_killed_connections_are_not_handed_out(stack):
    warm(stack)
    with Load(stack) as load:
        for _round in range(5):
            time.sleep(0.5)
            stack.postgres.sql(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'clinic'"
            )
        # What was in the middle of a query is lost with its connection; nothing that is asked later.
        time.sleep(0.2)
        mark = time.monotonic()
        time.sleep(3)
    assert set(load.after(0)) <= {200, 404, 503}
    after = load.after(mark)
    assert set(after) == {200, 404}
    assert sum(after.values()) > 20


def test_idle_connections_that_died_cost_no_visitor_anything(stack):
    warm(stack)
    stack.postgres.stop("fast")
    stack.postgres.start()
    statuses = [stack.ask_socket("/").status for _n in range(30)]
    assert set(statuses) == {200}, (statuses, stack.logs()[-6000:])


def test_while_it_is_away_visitors_get_a_calm_page_and_health_answers_at_once(stack):
    warm(stack)
    stack.postgres.stop("fast")
    try:
        with Load(stack) as load:
            time.sleep(3)
            mark = time.monotonic()
            waits = []
            for path, status in (("/healthz", 200), ("/favicon.ico", 200), ("/readyz", 503)):
                began = time.monotonic()
                answer = stack.ask_socket(path)
                waits.append(time.monotonic() - began)
                assert answer.status == status, path
            assert answer.text == '{"status": "unavailable", "failing": ["database"]}'
            page = stack.ask_socket("/")
            time.sleep(2)
        assert page.status == 503
        assert int(page["retry-after"]) > 0
        assert page["cache-control"] == "no-store"
        soup = BeautifulSoup(page.body, "html.parser")
        assert soup.h1.get_text() == "Back in a few minutes"
        assert soup.find("a", href="tel:988")
        assert set(load.after(mark)) == {503}
        assert max(waits) < 6
        assert waits[0] < 3
    finally:
        stack.postgres.start()
    stack.wait("the site", lambda: stack.ask_socket("/").status == 200, 3)
    assert stack.ask_socket("/readyz").status == 200


def test_after_a_long_outage_it_is_back_as_soon_as_the_database(stack):
    """A pool that doubles its pause each time would be many seconds behind."""
    warm(stack)
    stack.postgres.stop("fast")
    with Load(stack, visitors=4) as load:
        time.sleep(12)
        stack.postgres.start()
        back = time.monotonic()
        time.sleep(5)
    assert set(load.after(back + 3)) == {200, 404}


def test_a_database_that_hangs_holds_nobody_for_ever(stack):
    """It takes connections and says nothing, so nothing fails by itself."""
    warm(stack)
    stack.postgres.hang()
    try:
        with Load(stack) as load:
            began = time.monotonic()
            answer = stack.ask_socket("/readyz", timeout=20)
            assert answer.status == 503
            assert answer.text == '{"status": "unavailable", "failing": ["database"]}'
            assert time.monotonic() - began < 6
            time.sleep(11)
            mark = time.monotonic()
            time.sleep(3)
        assert load.after(mark)
        assert set(load.after(0)) == {503}
    finally:
        stack.postgres.go_on()
    stack.wait("the site", lambda: stack.ask_socket("/").status == 200, 3)
    assert stack.ask_socket("/readyz").status == 200


def test_a_statement_that_the_server_hung_on_does_not_happen_later(stack):
    """Its transaction ends with the connection: nobody was told that it was stored."""
    warm(stack)
    with Load(stack) as load:
        stack.postgres.hang()
        time.sleep(12)
        stack.postgres.go_on()
        back = time.monotonic()
        time.sleep(6)
    assert set(load.after(back + 3)) == {200, 404}
    states = stack.postgres.sql(
        "SELECT state FROM pg_stat_activity WHERE datname = 'clinic' AND state LIKE 'idle in%'"
    )
    assert states == ""
