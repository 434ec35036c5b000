"""The check of claims on the labelled sentences: the floors below which it may not fall."""

import pytest

from tests.review.labelled import measure, read


def test_there_are_enough_sentences_and_none_twice():
    texts = [s.text for part in ("trained", "held_out") for s in read(part)]
    assert len(texts) >= 2500
    assert len(set(texts)) >= len(texts) - 40
    held_out = {s.text for s in read("held_out")}
    fresh = {s.text for s in read("fresh")}
    assert len(fresh) == 150
    others = {s.text for part in ("sixth", "seventh", "eighth") for s in read(part)}
    assert len({s.text for s in read("seventh")}) == 210
    assert (held_out | fresh | others).isdisjoint(s.text for s in read("trained"))
    assert len(held_out | fresh | others | {s.text for s in read("blind")}) >= 2100


@pytest.mark.parametrize(
    ("part", "stopped", "found", "marked", "right"),
    [
        ("blind", 0.72, 0.87, 0.08, 0.97),
        ("fresh", 0.55, 0.80, 0.08, 0.97),
        # All four aims on this part alone.
        ("held_out", 0.60, 0.85, 0.08, 0.97),
        ("sixth", 0.65, 0.85, 0.08, 0.97),
        ("seventh", 0.60, 0.85, 0.08, 0.97),
        # Written where the check is weak, in as few words as can be: what it misses there stands in docs/claims.md.
        ("eighth", 0.52, 0.72, 0.10, 0.96),
        ("trained", 0.65, 0.93, 0.05, 0.97),
    ],
)
def test_the_check_holds_its_floors(part, stopped, found, marked, right):
    figures = measure(part)["all"]
    assert figures.stopped / (figures.stopped + figures.right_stopped) >= right
    assert figures.stopped / figures.claims >= stopped
    assert figures.found / figures.claims >= found
    assert figures.right_marked / figures.right <= marked


def test_the_four_aims_are_met_over_all_hands_that_it_was_not_made_from():
    parts = [measure(part)["all"] for part in ("blind", "fresh", "held_out")]
    total = {name: sum(getattr(f, name) for f in parts) for name in vars(parts[0])}
    assert total["stopped"] / (total["stopped"] + total["right_stopped"]) >= 0.97
    assert total["stopped"] / total["claims"] >= 0.60
    assert total["found"] / total["claims"] >= 0.85
    assert total["right_marked"] / total["right"] <= 0.08
