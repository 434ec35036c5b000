"""Many visitors at once, through nginx as it is documented: nobody waits in a row for what is nobody's to keep."""

import threading
import time

import pytest

pytestmark = pytest.mark.slow
VISITORS = 16


@pytest.mark.parametrize(
    ("path", "status"),
    [("/request-an-appointment/", 200), ("/nothing-here/", 404), ("/costs/?anything=1", 200), ("/costs/", 200)],
)  # fmt: skip
def test_visitors_who_come_at_once_wait_for_the_answer_and_for_nobody_else(stack, path, status):
    began = time.monotonic()
    stack.ask(path)
    alone = time.monotonic() - began
    answers, waits, ready = [], [], threading.Barrier(VISITORS)

    def visit():
        ready.wait()
        began = time.monotonic()
        answers.append(stack.ask(path).status)
        waits.append(time.monotonic() - began)

    crowd = [threading.Thread(target=visit) for _visitor in range(VISITORS)]
    for visitor in crowd:
        visitor.start()
    for visitor in crowd:
        visitor.join()
    assert set(answers) == {status}
    # Sixteen answers one after the other, and a busy machine; with nginx's lock the last ones waited for five seconds.
    assert max(waits) < max(2.5, 2 * VISITORS * alone)
