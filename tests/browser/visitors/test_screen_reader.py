"""What a screen reader says of four screens, as texts that a person can read and judge: `readings/*.txt`.

After a change that is meant: `UPDATE_READINGS=1 make test ARGS="tests/browser/visitors/test_screen_reader.py"`, then read them.
"""

import os
from pathlib import Path

import pytest

from tests.browser.visitors.reading import read_aloud

playwright = pytest.importorskip("playwright.sync_api")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
READINGS = Path(__file__).with_name("readings")


def compare(name: str, said: str) -> None:
    """Compare what is said with the text on record, which is written where it is asked for."""
    known = READINGS / f"{name}.txt"
    if os.environ.get("UPDATE_READINGS"):
        known.write_text(said, encoding="utf-8")
    assert said.splitlines() == known.read_text(encoding="utf-8").splitlines()


def test_four_screens_are_said_as_they_were_read_and_found_good(small_site, open_page):
    page = open_page(small_site["home"])
    compare("home", read_aloud(page))
    page = open_page(small_site["post"])
    compare("article", read_aloud(page))
    page = open_page(small_site["form"])
    page.locator("main form [type=submit]").first.click()
    page.locator("#errors a").first.wait_for()
    compare("form-with-errors", read_aloud(page))
    page = open_page("/search/?q=ketamine")
    compare("search", read_aloud(page))


def test_nothing_to_press_is_without_a_name_and_no_two_links_of_the_header_sound_alike(
    small_site, open_page
):
    for address in (*small_site.values(), "/search/?q=ketamine"):
        said = read_aloud(open_page(address)).splitlines()
        assert [line for line in said if line.endswith("(no name)")] == [], address
        head = said[: next(n for n, line in enumerate(said) if line.strip().startswith("[main]"))]
        links = [line.strip() for line in head if line.strip().startswith("link: ")]
        assert "link: Call" not in links
        assert sorted(links) == sorted(set(links)), address
