"""The check of claims on the labelled sentences: the floors below which it may not fall."""

import pytest

from .labelled import measure, read


def test_there_are_enough_sentences_and_none_twice():
    texts = [s.text for part in ("trained", "held_out") for s in read(part)]
    assert len(texts) >= 2500
    assert len(set(texts)) >= len(texts) - 40
    held_out = {s.text for s in read("held_out")}
    fresh = {s.text for s in read("fresh")}
    assert len(fresh) == 150
    assert (held_out | fresh).isdisjoint(s.text for s in read("trained"))
    assert len(held_out | fresh | {s.text for s in read("blind")}) >= 1000


@pytest.mark.parametrize(
    ("part", "stopped", "found", "marked"),
    [
        ("blind", 0.65, 0.85, 0.08),
        ("fresh", 0.52, 0.72, 0.08),
        ("held_out", 0.57, 0.72, 0.08),
        ("trained", 0.65, 0.93, 0.05),
    ],
)
def test_the_check_holds_its_floors(part, stopped, found, marked):
    figures = measure(part)["all"]
    assert figures.stopped / (figures.stopped + figures.right_stopped) >= 0.97
    assert figures.stopped / figures.claims >= stopped
    assert figures.found / figures.claims >= found
    assert figures.right_marked / figures.right <= marked
