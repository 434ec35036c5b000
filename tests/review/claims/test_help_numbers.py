"""A sentence that names the helpline is never stopped; a price or a telephone number with its digits is none."""

import pytest

from review.claims.finding import find_claims


@pytest.mark.parametrize(
    "sentence",
    [
        "Ketamine cures depression for only $988.",
        "Ketamine cures depression, for $ 911 a visit.",
        "Ketamine cures depression for 988 dollars.",
        "Call (602) 988-4411: ketamine cures depression.",
        "Call (988) 555-0100: ketamine cures depression.",
        "Call 602-555-988: ketamine cures depression.",
        "Ketamine is non-addictive, 988 patients say.",
    ],
)
def test_digits_of_a_helpline_in_another_number_excuse_no_claim(sentence):
    assert any(finding.stops for finding in find_claims(sentence))


@pytest.mark.parametrize(
    "number",
    [
        "911",
        "988",
        "9-1-1",
        "9-8-8",
        "9 1 1",
        "“988”",
        "(988)",
        "911/988",
        "911 or 988",
        "988 24/7",
        "988, 24 hours a day",
    ],
)
def test_a_sentence_that_names_a_helpline_is_not_stopped(number):
    sentence = f"No page says ketamine cures suicidal thoughts: call or text {number}"
    assert not any(finding.stops for finding in find_claims(sentence))


@pytest.mark.parametrize(
    "words", ["At 988 people listen", "Open 24/7: 988", "Day and night, 24 7 988"]
)
def test_words_beside_the_helpline_leave_it_one(words):
    sentence = f"{words}, and no page says ketamine cures suicidal thoughts"
    assert not any(finding.stops for finding in find_claims(sentence))
