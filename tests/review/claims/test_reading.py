"""The reading grade tells easy from hard, and stays silent where there is little to read."""

import pytest

from review.texts.reading_grade import count_syllables, measure_grade

EASY = "The cat sat on the mat. It was warm. We went home. She had tea. He read a book."
HARD = (
    "Notwithstanding considerable methodological heterogeneity, investigators reported efficacy. "
    "Subsequent pharmacological characterisation necessitated supplementary examination. " * 3
)


def test_the_grade_tells_easy_from_hard():
    assert measure_grade(EASY) < 3
    assert measure_grade(HARD) > 15


def test_a_few_words_have_no_grade():
    assert measure_grade("Request an appointment") is None
    assert measure_grade("It is calm. It is warm.") is None
    assert measure_grade("") is None


def test_headings_and_labels_do_not_count():
    assert measure_grade(f"Methodological considerations\n{EASY}") == measure_grade(EASY)


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("cat", 1),
        ("about", 2),
        ("ketamine", 3),
        ("infusion", 3),
        ("table", 2),
        ("walked", 1),
        ("x", 1),
    ],
)
def test_syllables(word, count):
    assert count_syllables(word) == count
