"""No sample text contradicts another: one list of who should not have it, one grade of evidence, no opposite words."""

from __future__ import annotations

import re
from datetime import datetime

import pytest

from home.models import StandardPage
from sample import faq
from sample.catalog import all_pages
from sample.reading.site import TEXTS
from sample.references import REFERENCES
from tests.sample.page_names import name
from tests.sample.sample_words import all_pieces, pieces_of

# From weak to strong; trials that disagree say no more than few small ones do.
_RANK = {"none": 0, "very-low": 1, "conflicting": 2, "limited": 2, "moderate": 3, "strong": 4}


@pytest.mark.parametrize(
    "page", [p for p in all_pages() if p.model == "home.ServicePage"], ids=name
)
def test_a_page_claims_no_stronger_evidence_than_its_best_card(page):
    cards = [block.value["strength"] for block in page.body if block.name == "evidence"]
    assert cards
    assert _RANK[page.fields["evidence_strength"]] <= max(_RANK[card] for card in cards)


def test_every_source_in_the_list_is_cited():
    cited = {key for piece in all_pieces() for key in piece.cited}
    cited |= {key for page in all_pages() for key in page.further}
    assert {row["key"] for row in REFERENCES} - cited == set()


def _never(blocks) -> list[list[str]]:
    """Return each list of who should not have ketamine, as it is written in blocks."""
    return [
        [row["text"].text for row in block.value["items"] if row["kind"] == "not"]
        for block in blocks
        if block.name == "who_should_not"
    ]


def test_one_list_of_who_should_not_have_it_stands_everywhere():
    shared = (TEXTS / "shared" / "who-should-not-have-it.md").read_text(encoding="utf-8")
    wanted = [row.removeprefix("- ") for row in shared.strip().split("\n")]
    treatments = [page for page in all_pages() if page.model == "home.ServicePage"]
    lists = [[b.value.text for b in page.fields["who_should_not"]] for page in treatments]
    lists += [found for page in all_pages() for found in _never(page.body)]
    lists.append([row.removeprefix("- ") for row in faq.FAQ["who-cannot"][1].split("\n")])
    assert len(lists) >= 11
    for found in lists:
        assert [row for row in wanted if row not in found] == []


@pytest.mark.parametrize(
    "word", ["under 18", "acute danger", "pregnant", "allergic", "high blood pressure"]
)
def test_the_list_names_those_whom_nobody_may_forget(word):
    assert word in (TEXTS / "shared" / "who-should-not-have-it.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("word", ["seizure", "thyroid", "heart attack", "rhythm", "glaucoma"])
def test_those_who_should_ask_first_are_named(word):
    assert word in (TEXTS / "shared" / "ask-first.md").read_text(encoding="utf-8")


# Said elsewhere otherwise: opening hours, the nurse who stays, the estimate before an infusion.
CONTRADICTIONS = (
    r"number for questions at any time",
    r"\bor close by\b|checks on you",
    r"before anything is booked you get|estimate}?}? before anything is booked",
    r"it is free and private",
    r"\babout two hours\b",
)


@pytest.mark.parametrize("said", CONTRADICTIONS)
def test_no_text_contradicts_another(said):
    found = [p.where for p in all_pieces() if re.search(said, p.written, re.I)]
    assert found == []


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("what-ketamine-is-and-how-it-works", "Special K"),
        ("costs", "superbill"),
        ("costs", "HSA"),
        ("safety", "MedWatch"),
        ("crisis-help", "videophone"),
        ("crisis-help", "confidential, with one limit"),
        ("for-relatives", "988"),
        ("privacy-practices", "MEDICAL INFORMATION ABOUT YOU MAY BE USED AND DISCLOSED AND HOW"),
        ("privacy-practices", "take back a written consent"),
        ("health-data", "voicemail"),
        ("health-data", "interpreter"),
        ("health-data", "18 or older"),
        ("ptsd", "2023 guideline"),
        ("ocd", "beaglehole-2025"),
        ("chronic-pain", "ferraro-2025"),
    ],
)
def test_a_page_says_what_readers_asked_for(key, words):
    page = next(page for page in all_pages() if page.key == key)
    assert words in "\n".join(piece.written for piece in pieces_of(page))


_SEARCHED = re.compile(r"\b[Aa]s of (\w+ 20\d\d)\b")


@pytest.mark.parametrize("page", all_pages(), ids=name)
def test_a_text_that_names_the_day_of_a_search_was_written_no_earlier(page):
    months = {month for p in pieces_of(page) for month in _SEARCHED.findall(p.written)}
    days = [datetime.strptime(month, "%B %Y").date() for month in months]
    assert [day for day in days if page.written is None or page.written < day] == []


def test_a_clinician_reads_the_page_on_help_in_a_crisis():
    page = next(page for page in all_pages() if page.key == "crisis-help")
    assert page.fields["purpose"] == StandardPage.Purpose.CRISIS
