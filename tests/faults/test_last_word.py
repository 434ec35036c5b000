"""The last word and two people under faults: between processes, at once, and while staff change the form.

Each ends with sent, stored, told and the last word equal.
"""

import re
import threading

import pytest

from .smtp import MailServer

pytestmark = [pytest.mark.faults, pytest.mark.slow]
LAST_WORDS = """
from forms.models import Submission
for s in Submission.objects.order_by("pk"):
    print(s.answer("name"), s.answer("phone"), sep="=")
"""
CHANGE = """
from forms.models import FormPage
page = FormPage.objects.get()
{change}
"""
CHANGES = {
    "renamed": "page.slug = 'renamed'; page.save_revision().publish()",
    "unpublished": "page.unpublish()",
    "question removed": (
        "page.form_fields = [f for f in page.form_fields.all() if f.field_type != 'name']; "
        "page.save_revision().publish()"
    ),
}


@pytest.fixture
def web(clean):
    clean.start_web(workers=3)
    yield clean
    clean.stop_web()


def last_words(stage) -> dict[str, str]:
    """Return what is stored: telephone by name."""
    lines = stage.manage("shell", "-v", "0", "-c", LAST_WORDS).splitlines()
    return dict(line.split("=") for line in lines if "=" in line)


def all_told(stage, sent: int) -> None:
    with MailServer() as server:
        stage.smtp_port = server.port
        stage.tell()
    assert (stage.stored, stage.told) == (sent, sent)


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
    assert last_words(web) == {
        "Ann": "+17035550123", "Bea": "+17035550145", "Cleo": "+17035550167",
    }  # fmt: skip
    all_told(web, 3)


def test_there_and_back_again_ends_where_it_began(web):
    letter = web.letter(2)
    numbers = ["(703) 555-0123", "(703) 555-0199", "(703) 555-0123"]
    for number in numbers:
        at_once(web, [letter | {web.keys["phone"]: number}] * 2)
    assert last_words(web) == {"Visitor 2": "+17035550123"}
    all_told(web, 1)


@pytest.mark.parametrize("change", CHANGES)
def test_staff_change_the_form_under_a_visitor(stage, clean, change):
    before = clean.path.read_bytes()
    clean.start_web(workers=1)
    try:
        _status, text, _place = clean.get("/write/")
        form = dict(re.findall(r'name="(_stamp|_version)" value="([^"]+)"', text))
        letter = {**clean.letter(3), "_version": form["_version"]}
        # The page as it was drawn names its page; the token is its own.
        letter["_stamp"] = form["_stamp"]
        clean.manage("shell", "-v", "0", "-c", CHANGE.format(change=CHANGES[change]))
        status, text, place = clean.post("/write/", letter)
        assert (status, "/sent/" in place) == (302, True), text[:500]
        assert clean.get(place)[0] == 200
        assert last_words(clean) == {"Visitor 3": "+17032000003"}
    finally:
        clean.stop_web()
        clean.path.write_bytes(before)
        for suffix in ("-wal", "-shm"):
            clean.path.with_name(clean.path.name + suffix).unlink(missing_ok=True)
