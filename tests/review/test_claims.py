"""What a reviewer would stop is found; what is denied, asked, quoted or about something else is not."""

import pytest

from review.claim_rules import RULES, Severity
from review.claims import find_claims

STOPPED = {
    "Addiction": [
        "Ketamine is non-addictive.",
        "Ketamine is a non addictive medicine.",
        "It is not addictive.",
        "In a clinic, ketamine isn’t addictive at all.",
        "Ketamine is not known to be addictive.",
        "There is no risk of dependence.",
        "You can relax, without any risk of addiction.",
        "It does not cause dependence.",
        "You won't become addicted.",
        "Ketamine has no side effects and is not addictive.",
        "No, it is not addictive.",
        "Ketamine is a calm, nonaddictive way out.",
        "It has no potential for abuse.",
    ],
    "Approval": [
        "Ketamine is FDA-approved for depression.",
        "Our FDA approved ketamine infusions help with pain.",
        "Ketamine infusions are approved by the FDA for PTSD.",
        "The FDA has approved ketamine for treatment-resistant depression.",
        "This treatment is FDA-approved.",
        "Ketamine, like Spravato, is FDA-approved for depression.",
        "Ketamine is FDA-approved as an anesthetic and for depression.",
        "Not only is ketamine FDA-approved for depression, it is cheap.",
        "We are a certified ketamine clinic.",
        "Come to the first certified ketamine treatment center in town.",
        "According to the World Health Organization, ketamine is safe and effective for depression.",
        "WHO recommends it for anxiety.",
    ],
    "Certainty": [
        "Ketamine cures depression.",
        "A cure is here.",
        "Many patients were cured.",
        "Relief is guaranteed.",
        "It is a miracle.",
        "A breakthrough for people with depression.",
        "It is clinically proven.",
        "A proven treatment for anxiety.",
        "The treatment is risk-free.",
        "There are no side effects.",
        "It works without side effects.",
        "The most effective treatment there is.",
        "It works for everyone.",
        "Infusions are completely safe.",
        "There is no doubt that ketamine is a cure.",
        "Other pills do not help, but ketamine is a cure.",
        "If nothing else has helped, ketamine can cure you.",
        "Do you want a miracle?",
        "Do not miss this breakthrough.",
        "“Ketamine cured my depression.”",
        "Permanent relief in six sessions.",
    ],
    "Numbers": [
        "70% of patients improve.",
        "Up to 85 percent of people respond.",
        "Our success rate is high for people with depression.",
        "Seven out of ten people feel better.",
        "Symptoms fell by 50 %.",
    ],
    "Superiority": [
        "Ketamine is better than Spravato.",
        "It works better than antidepressants.",
        "Infusions are more effective than ECT.",
        "IV ketamine is superior to any other treatment.",
    ],
    "Supply": [
        "Ketamine is not available by prescription.",
        "It cannot be taken at home.",
        "Ketamine can’t be used at home.",
    ],
    "Despair": [
        "This may be your last hope.",
        "When all hope is lost, call us.",
        "Act now.",
        "Book before it is too late.",
        "Only 3 appointments left this week.",
    ],
    "Stigma": [
        "He committed suicide.",
        "We do not treat addicts.",
        "Is there help for junkies?",
    ],
}

RIGHT = [
    # Denied
    "Ketamine is not FDA-approved for depression.",
    "Ketamine is not approved by the FDA for any mental health condition.",
    "The FDA has not approved ketamine for depression.",
    "The FDA has never approved ketamine for pain that lasts.",
    "It has no FDA approval for mood.",
    "Ketamine is not a cure.",
    "It is not a quick fix, a miracle or a cure.",
    "We cannot guarantee a result.",
    "Nobody can promise a cure.",
    "There is no guarantee that it works.",
    "No treatment works for everyone.",
    "It does not work for everyone.",
    "It has not been proven to work for pain.",
    "Whether it is better than ECT is not known.",
    "No study shows that ketamine is better than antidepressants.",
    "One trial found ketamine no better than ECT.",
    "There is no such thing as a certified ketamine clinic.",
    "Ketamine is not risk-free.",
    "No medicine is without side effects.",
    "This does not mean that it is not addictive.",
    "Nobody should say that ketamine is non-addictive.",
    "No study has shown that ketamine is not addictive.",
    "It would be wrong to call it non-addictive.",
    "WHO does not recommend ketamine for depression.",
    "This is not your last hope.",
    "A cure is not what we offer.",
    "Be wary of any clinic that promises a cure.",
    "Anyone who says that ketamine cures depression is wrong.",
    # Quoted, or taken back
    'People say it is "non-addictive"; that is wrong.',
    "Some advertisements call ketamine “non-addictive”. They are wrong.",
    "You may have read that ketamine is not addictive. That is false.",
    "Myth: ketamine is not addictive.",
    "Say “died by suicide”, not “committed suicide”.",
    "The word ‘miracle’ has no place in medicine.",
    "“Ketamine is not addictive.” That is wrong.",
    # Asked
    "Is ketamine a cure?",
    "Is ketamine FDA-approved for depression?",
    "Is it better than antidepressants?",
    "Can you guarantee a result?",
    "A study of advertisements found one that claimed an FDA approval for depression.",
    "Some clinics advertise ketamine as a miracle.",
    "If a clinic calls itself certified for IV ketamine, ask: by whom?",
    # About something else
    "FDA-approved",
    "This site should work for everyone.",
    "Please do not wait for an appointment.",
    "It would be too quick to say that ketamine is only hope.",
    "Esketamine (Spravato) is FDA-approved for treatment-resistant depression.",
    "Spravato is a nasal spray. It is FDA-approved for adults with depression.",
    "Ketamine is the older drug; esketamine is FDA-approved for depression.",
    "Ketamine is FDA-approved as an anesthetic. Its use for depression is off-label.",
    "The FDA approved ketamine as an anesthetic in 1970; for depression it is off-label.",
    "Several FDA-approved medicines for depression exist.",
    "The site where Spravato is given is certified.",
    "WHO has had ketamine on its list of essential medicines since 1985, as an anaesthetic.",
    "The World Health Organization calls it an effective and safe anaesthetic.",
    "Who recommends a therapist?",
    "Your data are secure, and we procure nothing from others.",
    "The obscure road is closed; the secured door is open.",
    "The 21st Century Cures Act lets you read your notes.",
    "The FDA gave esketamine breakthrough therapy status.",
    "Breakthrough pain is treated separately.",
    "The claim is unproven.",
    "Spravato cannot be taken at home.",
    "It can be misused and can cause dependence, mainly with frequent use.",
    "He died by suicide. She lives with depression.",
    "A person with an addiction can ask us first.",
    "The addiction service is next door.",
    "You pay a 10% deposit.",
    "People without risk factors are seen sooner.",
    "Many people improve quickly; many do not, and the benefit often fades.",
    "We hope to see you. Act as you always do.",
    "",
]


@pytest.mark.parametrize(
    ("kind", "sentence"), [(kind, text) for kind, texts in STOPPED.items() for text in texts]
)
def test_words_that_a_reviewer_would_stop_are_found(kind, sentence):
    found = [finding for finding in find_claims(sentence) if finding.stops]
    assert kind in {str(finding.kind) for finding in found}
    assert all(finding.words in finding.sentence and finding.why for finding in found)
    assert all(finding.sentence in sentence and finding.instead for finding in found)


@pytest.mark.parametrize("sentence", RIGHT)
def test_words_that_are_right_are_left_alone(sentence):
    assert find_claims(sentence) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "She suffers from depression.",
        "The risk is low. There is a low risk of dependence.",
        "These are proven steps.",
        "About 40% of the rooms have a window.",
    ],
)
def test_words_that_only_deserve_a_second_look_warn(sentence):
    assert [finding.severity for finding in find_claims(sentence)] == [Severity.WARN]


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
