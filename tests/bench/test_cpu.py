"""What a request costs the server in processor time, against a bare Wagtail form in the same run.

Counted by the kernel for the web processes alone (`/proc/<pid>/stat`), so that neither waiting for the disk nor
the neighbours on the machine count. Both sites run at once and take turns. `make bench` prints the table.
"""

import os
import sys
from pathlib import Path

import pytest

from tests.bench.test_sending import Bare, post
from tests.faults.remote import RemoteClient
from tests.faults.stage import Stage
from tests.forms.visitor import Visitor

pytestmark = [pytest.mark.slow]
ROUNDS = 6
SENDINGS = 40
VISITS = 12
# One form sent, against one bare form sent.
MOST_SENDING = 1.4
# A visitor's whole way (nine answers: every page, every step, the confirmation) against a bare form opened and
# sent (two answers). Measured 2.1 where it was 3.1 before empty questions and the head of a step were kept.
MOST_VISIT = 2.2
TICKS = os.sysconf("SC_CLK_TCK")
STEPS = """
from forms.models import FormPage
page = FormPage.objects.get()
fields = list(page.form_fields.all())
for field in fields:
    if field.field_type == "contact_method":
        field.section = "How to reach you"
    if field.field_type == "help_wanted":
        field.section = "What would help"
page.use_steps = page.check_answers = True
page.form_fields = fields
page.save_revision().publish()
"""
PLAIN = {"name": "Ann", "method": "text", "phone": "703 555 0123", "contact": "on"}


def children_of(pid: int) -> list[int]:
    return [int(n) for n in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def spent(pids: list[int]) -> float:
    """Return the milliseconds of processor time that processes have used."""
    total = 0
    for pid in pids:
        numbers = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        total += int(numbers[11]) + int(numbers[12])
    return total * 1000 / TICKS


class Clock:
    """Adds up the processor time of two sites."""

    def __init__(self, ours: Stage, bare: Bare) -> None:
        self.pids = {"ours": ours.web_workers(), "bare": children_of(bare.web.pid)}
        self.total = {"ours": 0.0, "bare": 0.0}

    def count(self, name: str, work) -> None:
        """Do `work` and add what it cost the site `name`."""
        before = spent(self.pids[name])
        work()
        self.total[name] += spent(self.pids[name]) - before


@pytest.fixture
def sites():
    ours, bare = Stage(), Bare()
    yield ours, bare
    ours.close()
    bare.close()


def report(capsys, line: str) -> bool:
    """Print a line where somebody measures; tell whether somebody does."""
    if not os.environ.get("CLINIC_BENCH"):
        return False
    with capsys.disabled():
        sys.stdout.write(f"    {line}\n")
    return True


def send_many(ours: Stage, first: int, count: int) -> None:
    for number in range(first, first + count):
        assert ours.post("/write/", ours.letter(number))[0] == 302


def send_bare(bare: Bare, count: int) -> None:
    for _number in range(count):
        assert post(bare.port, PLAIN)[0] == 200


def test_sending(sites, capsys):
    ours, bare = sites
    ours.start_web()
    send_many(ours, 0, SENDINGS)
    send_bare(bare, SENDINGS)
    clock = Clock(ours, bare)
    for number in range(1, ROUNDS + 1):
        clock.count("bare", lambda: send_bare(bare, SENDINGS))
        clock.count("ours", lambda n=number: send_many(ours, n * 1000, SENDINGS))
    sent = ROUNDS * SENDINGS
    ratio = clock.total["ours"] / clock.total["bare"]
    line = (
        f"sending: ours {clock.total['ours'] / sent:.2f} ms, bare {clock.total['bare'] / sent:.2f} ms "
        f"of processor time, ratio {ratio:.2f}"
    )
    assert ratio < (MOST_SENDING if report(capsys, line) else 2 * MOST_SENDING)


def visit(port: int, number: int) -> None:
    """Open the form, go through its three steps, look at the answers, send, read the confirmation."""
    visitor = Visitor("/write/", RemoteClient(port))
    visitor.fill("First name", "Ann").press("Continue")
    visitor.tick("Text me").fill("Telephone", f"703 556 {number:04d}").press("Continue")
    visitor.tick("You may contact me").press("Check your answers")
    visitor.press("Send request")
    assert visitor.title == "We have your request"


def visit_bare(bare: Bare) -> None:
    assert post(bare.port, {}, method="GET")[0] == 200
    send_bare(bare, 1)


def test_a_whole_visit(sites, capsys):
    ours, bare = sites
    ours.manage("shell", "-v", "0", "-c", STEPS)
    ours.start_web()
    for number in range(VISITS):
        visit(ours.port, number)
        visit_bare(bare)
    clock = Clock(ours, bare)
    for round_number in range(1, ROUNDS + 1):
        numbers = range(round_number * 100, round_number * 100 + VISITS)
        clock.count("bare", lambda: [visit_bare(bare) for _visit in range(VISITS * 4)])
        clock.count("ours", lambda n=numbers: [visit(ours.port, number) for number in n])
    ours_ms = clock.total["ours"] / (ROUNDS * VISITS)
    bare_ms = clock.total["bare"] / (ROUNDS * VISITS * 4)
    ratio = ours_ms / bare_ms
    line = f"a three-step visit: ours {ours_ms:.1f} ms, bare (open, send) {bare_ms:.1f} ms, ratio {ratio:.2f}"
    assert ratio < (MOST_VISIT if report(capsys, line) else 2 * MOST_VISIT)
