"""The last word and two people under faults: between processes, at once.

Each ends with sent, stored, told and the last word equal.
"""

import threading

import pytest

from tests.faults.mail.smtp import MailServer
from tests.forms.visitor import Visitor, fill_small

from .form_changes import CHANGE, STEPS, all_equal, run
from .remote import RemoteClient

pytestmark = [pytest.mark.faults, pytest.mark.slow]
DRAIN_ONCE = "from forms.requests.delivery.outbox import drain_outbox\ndrain_outbox()"
DESK, MANAGER = "desk@clinic.example", "manager@clinic.example"


@pytest.fixture
def web(clean):
    clean.start_web(workers=3)
    yield clean
    clean.stop_web()


def at_once(web, letters: list[dict]) -> None:
    """Send all letters in the same instant, each from a thread of its own; all are thanked for."""
    barrier, answers = threading.Barrier(len(letters)), []

    def visitor(letter: dict) -> None:
        barrier.wait(10)
        answers.append(web.post("/write/", letter))

    threads = [threading.Thread(target=visitor, args=(letter,)) for letter in letters]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [(status, "/sent/" in place) for status, _text, place in answers] == (
        [(302, True)] * len(letters)
    )


def test_two_people_under_one_token_in_the_same_instant(web):
    ann = web.letter(1)
    names = {
        "Ann": "(703) 555-0123", "Bea": "(703) 555-0145", "Cleo": "(703) 555-0167",
    }  # fmt: skip
    people = [
        ann | {web.keys["name"]: name, web.keys["phone"]: phone} for name, phone in names.items()
    ]
    at_once(web, people * 3)
    all_equal(web, ("Ann", "+17035550123"), ("Bea", "+17035550145"), ("Cleo", "+17035550167"))


def test_there_and_back_again_ends_where_it_began(web):
    letter = web.letter(2)
    numbers = ["(703) 555-0123", "(703) 555-0199", "(703) 555-0123"]
    for number in numbers:
        at_once(web, [letter | {web.keys["phone"]: number}] * 2)
    all_equal(web, ("Visitor 2", "+17035550123"))


def test_two_people_in_two_tabs_of_one_browser(changeable):
    run(changeable, CHANGE.format(change=STEPS))
    browser = RemoteClient(changeable.port)
    ann = Visitor("/write/", browser)
    ann.fill("First name", "Ann").press("Continue")
    # The second tab is offered what the first one began, and becomes somebody else's.
    bea = Visitor("/write/", browser)
    assert "You began this form" in bea.text
    bea.fill("First name", "Bea").press("Continue")
    for visitor, phone in ((bea, "703 555 0199"), (ann, "703 555 0123")):
        visitor.tick("Text me").fill("Telephone", phone).tick("You may contact me").press("Send")
        assert visitor.title == "We have your request"
    all_equal(changeable, ("Ann", "+17035550123"), ("Bea", "+17035550199"))


def test_a_shared_browser_where_back_shows_the_page_before(web):
    browser = RemoteClient(web.port)
    visitor = fill_small(Visitor("/write/", browser), phone="703 555 0123")
    name, phone = (visitor.input(words)["name"] for words in ("First name", "Telephone"))
    visitor.press("Send")
    # The next person at the tablet presses Back and writes over what stands there; then mends the number.
    for digits in ("703 555 0198", "703 555 0199"):
        visitor.sent |= {name: ["Bea"], phone: [digits]}
        assert visitor.send_again().status_code == 302
    all_equal(web, ("Ann", "+17035550123"), ("Bea", "+17035550199"))


def test_two_of_one_first_name_at_a_shared_tablet(web):
    browser = RemoteClient(web.port)
    visitor = fill_small(Visitor("/write/", browser), name="Maria", phone="703 555 0123")
    visitor.fill("Anything else?", "I use a wheelchair.")
    text, phone = (visitor.input(words)["name"] for words in ("Anything else?", "Telephone"))
    visitor.press("Send")
    # The next Maria presses Back and writes over what is hers; then mends the number alone.
    visitor.sent[text] = ["Mornings are best for me."]
    for digits in ("703 555 0198", "703 555 0199"):
        visitor.sent[phone] = [digits]
        assert visitor.send_again().status_code == 302
    all_equal(web, ("Maria", "+17035550123"), ("Maria", "+17035550199"))


class TestMail:
    def correct_all(self, web, count: int) -> list[tuple[str, str]]:
        """Let so many visitors send, half of them with a number that they then mend. Returns what they said last."""
        said = []
        for number in range(count):
            letter, digits = web.letter(number), f"(703) 556-{number:04d}"
            if number % 2:
                assert web.post("/write/", letter)[0] == 302
            assert web.post("/write/", letter | {web.keys["phone"]: digits})[0] == 302
            said.append((f"Visitor {number}", f"+1703556{number:04d}"))
        return said

    @pytest.mark.parametrize("code", [450, 550])
    def test_one_of_two_addresses_is_refused(self, changeable, code):
        notify = f"RequestSettings.objects.update(notify='{DESK}\\n{MANAGER}')"
        run(changeable, CHANGE.format(change=notify))
        with MailServer() as server:
            changeable.smtp_port = server.port
            said = self.correct_all(changeable, 6)
            server.refusing[MANAGER] = code
            run(changeable, DRAIN_ONCE)
            assert (server.got[DESK], server.got[MANAGER]) == (9, 0)
            assert changeable.told == 0  # told is who was told at every address
            server.refusing.clear()
            changeable.tell()
            assert (server.got[DESK], server.got[MANAGER]) == (9, 9)
        all_equal(changeable, *said)

    def test_a_server_that_hangs_after_data_with_fifty_waiting(self, web):
        with MailServer("mute") as server:
            web.smtp_port = server.port
            said = self.correct_all(web, 50)
            assert web.number(
                "SELECT COUNT(*) FROM clinic_forms_outboxmessage WHERE state = 'waiting'"
            ) == 75  # fmt: skip
            run(web, DRAIN_ONCE)
            assert (server.connections, web.told) == (1, 0)
        all_equal(web, *said)
