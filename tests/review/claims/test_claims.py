"""What a reviewer would stop is found; what is denied, asked, quoted or about something else is not."""

import pytest

from review.claims.finding import MARK, find_claims
from review.claims.rule_types import Severity
from review.claims.rules import RULES
from tests.review.claims.claim_examples import MORE_STOPPED, RIGHT, STOPPED


@pytest.mark.parametrize(
    ("kind", "sentence"), [(kind, text) for kind, texts in STOPPED.items() for text in texts]
)
def test_words_that_a_reviewer_would_stop_are_found(kind, sentence):
    found = [finding for finding in find_claims(sentence) if finding.stops]
    assert kind in {str(finding.kind) for finding in found}
    assert all(finding.words in finding.sentence and finding.why for finding in found)
    assert all(finding.sentence in sentence and finding.instead for finding in found)


@pytest.mark.parametrize("sentence", MORE_STOPPED)
def test_other_ways_to_say_it_are_found_too(sentence):
    assert any(finding.stops for finding in find_claims(sentence))


@pytest.mark.parametrize("sentence", RIGHT)
def test_words_that_are_right_are_left_alone(sentence):
    assert find_claims(sentence) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "She suffers from depression.",
        "The risk is low. There is a low risk of dependence.",
        "These are proven steps.",
        "95 % say yes to it.",
    ],
)
def test_words_that_only_deserve_a_second_look_warn(sentence):
    assert [finding.severity for finding in find_claims(sentence)] == [Severity.WARN]


@pytest.mark.parametrize(
    "sentence",
    [
        "About 40% of the rooms have a window.",
        "Humidity in the room is kept at 40 percent.",
        "The battery of the pump must be charged to at least 60%.",
        "If someone quotes you 90 percent, ask where it comes from.",
        "Words to avoid: cure, guarantee, miracle, risk-free.",
    ],
)
def test_what_reads_very_calm_silences_a_rule_of_words(sentence):
    assert find_claims(sentence) == []


BOASTS = [
    "No clinic cures more people.",
    "Nobody cures depression faster.",
    "No other clinic offers such a cure.",
    "Nothing else cures like it.",
    "We never stop until we cure your depression.",
    "We won't rest until you are cured.",
    "Ketamine never fails to cure.",
    "There is no limit to what this miracle can do.",
    'We call it a "miracle cure".',
    "Our doctors say it is “risk-free”.",
    'Our patients call it a "miracle".',
    "85% of our patients recover at no extra cost.",
    "90% of patients are well, and the price is fixed.",
    "9 out of 10 patients recover, with no co-pay.",
    "We guarantee your recovery and your privacy.",
    "We guarantee relief.",
]
DISGUISED = [
    "Ketamine is F.D.A. approved for depression.",
    "Ketamine is F. D. A.-approved for depression.",
    "Ketamine is F D A approved for depression.",
    "Ｋｅｔａｍｉｎｅ ｃｕｒｅｓ depression.",
    "𝗚𝘂𝗮𝗿𝗮𝗻𝘁𝗲𝗲𝗱 relief.",
    "Ketamine cu\u00adres depression.",
    "Ketamine c\u200bures depression.",
    "Ketamine is g\u2060uaranteed to work.",
    "Ketamine \u0441ures depression.",
    "Ketamine c\u0301ures depression.",
    "It is a c u r e for depression.",
    "It is a c-u-r-e for depression.",
]
READ_TOGETHER = [
    "Side effects\nNone",
    "Risks:\nNone at all.",
    "Known side effects\nNone reported",
    "Side effects: none.",
    "Risk of addiction\nZero",
    "Is it risk-free?\nYes.",
    "Is it risk-free? Absolutely.",
    "Does it work for everyone? Yes, it does.",
    "Is it a cure? It is.",
    "Are there side effects? None.",
    "Is it addictive?\nNo.",
    "Can I get addicted? No, you cannot.",
]
NEVER_STOPPED = [
    "If it is an emergency, act now and call 911.",
    "Act now: call or text 988.",
    "In an emergency, act fast.",
    "If you think of suicide, act now and dial 9-1-1.",
    "If a clinic guarantees a cure, be careful.",
    "Be wary when an ad promises a miracle.",
    "When a website claims a 90% success rate, ask for the study.",
    "Any clinic that guarantees results should be a warning sign.",
    "If someone guarantees a cure, walk away.",
    "We guarantee your privacy.",
    "Your privacy is guaranteed.",
    "We guarantee this price for 30 days.",
    "There is a ramp of 5 %.",
    "The ramp has a slope of 5 %, so people who use wheelchairs can get in.",
    "Side effects\nNausea\nDizziness",
    "Is it risk-free?\nNo.",
    "Is it addictive?\nIt can be.",
    "Is there a fee? No.",
    "Do you have a waiting list?\nNone at present.",
    "Insurance may pay 80% of the cost.",
    "The word “cure” has no place here.",
]


@pytest.mark.parametrize("sentence", [*BOASTS, *DISGUISED, *READ_TOGETHER])
def test_no_turn_of_phrase_hides_a_claim(sentence):
    assert any(finding.stops for finding in find_claims(sentence))


@pytest.mark.parametrize("sentence", NEVER_STOPPED)
def test_help_warnings_and_promises_that_can_be_given_are_never_stopped(sentence):
    assert [finding.words for finding in find_claims(sentence) if finding.stops] == []


def test_a_source_mark_speaks_for_its_own_sentence_alone():
    text = f"54% of people improved.{MARK} 90% of our patients recover."
    assert [f.words for f in find_claims(text, page_cited=True) if f.stops] == ["90%"]
    paragraph = f"54% of people improved. Half relapsed within a month.{MARK}"
    assert find_claims(paragraph, page_cited=True) == []


@pytest.mark.parametrize(
    ("behind", "sourced"),
    [
        (f"Half relapsed within a month.{MARK} More to come.", True),
        (f"Half relapsed within a month. {MARK} More to come.", True),
        # The mark of the sentence after the next one, and of another paragraph.
        (f"Half relapsed within a month. I{MARK} know.", False),
        (f"Half relapsed within a month.\n{MARK} Another paragraph.", False),
        (f"Half relapsed.\nAnother paragraph.{MARK}", False),
    ],
)
def test_a_source_reaches_back_over_one_sentence_of_its_paragraph(behind, sourced):
    found = find_claims(f"54% of our patients recover. {behind}", page_cited=True)
    assert [f.words for f in found if f.words == "54%"] == ([] if sourced else ["54%"])


def test_a_question_that_stands_before_the_text_is_read_with_it():
    assert [f.stops for f in find_claims("No.", heading="Is it addictive?")] == [True]
    assert find_claims("No.", heading="Are you open on Sundays?") == []


def test_a_number_needs_its_source_in_the_block_or_at_the_least_on_the_page():
    text = "Half a day later, 54% of people felt better."
    assert find_claims(text, cited=True) == []
    assert [f.severity for f in find_claims(text, page_cited=True)] == [Severity.WARN]
    assert [f.severity for f in find_claims(text)] == [Severity.STOP]


def test_a_comparison_with_its_source_is_for_the_reviewer_to_judge():
    text = "In one trial ketamine worked better than ECT."
    assert [f.severity for f in find_claims(text, cited=True)] == [Severity.WARN]


def test_each_sentence_is_named_and_no_words_twice():
    text = "Ketamine is non-addictive.\nIt is a miracle cure. We open at nine."
    found = find_claims(text)
    assert [f.words for f in found] == ["non-addictive", "miracle", "cure"]
    assert [f.sentence for f in found] == [
        "Ketamine is non-addictive.",
        "It is a miracle cure.",
        "It is a miracle cure.",
    ]


def test_a_denial_reaches_no_further_than_its_sentence():
    text = "Dr. Low is not here today. Ketamine is a cure."
    assert [f.words for f in find_claims(text)] == ["cure"]


@pytest.mark.parametrize(
    "text",
    ["“" * 5000, "not " * 20000, "a" * 100_000, '"' + "cure " * 5000, "%" * 10_000, "(" * 9000],
)
def test_hostile_text_is_read_in_time(text):
    import time

    start = time.perf_counter()
    find_claims(text)
    assert time.perf_counter() - start < 5


def test_every_rule_says_why_and_what_to_say_instead():
    for rule in RULES:
        assert str(rule.kind) in STOPPED
        assert len(str(rule.why)) > 20
        assert len(str(rule.instead)) > 10
