"""What a reviewer would stop is found; what is denied, asked, quoted or about something else is not."""

import pytest

from review.claims.finding import MARK, find_claims
from review.claims.rule_types import Severity
from review.claims.rules import RULES

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
    "Testimonials": [
        "★★★★★",
        "⭐⭐⭐⭐ Sandra",
        "4.9 / 5 stars on a map site",
    ],
    "Stigma": [
        "He committed suicide.",
        "We do not treat addicts.",
        "Is there help for junkies?",
    ],
}

MORE_STOPPED = [
    "Ketamine isn't habit-forming.",
    "100% guaranteed.",
    "It has no known side effects.",
    "Ketamine infusions (FDA-approved) help with pain.",
    "Ketamine: FDA-approved, safe, and effective for depression.",
    "FDA-Approved Ketamine Therapy",
    "FDA approved ketamine treatment",
    "Get your guaranteed results today!",
    "Our ketamine is safer than opioids and non‑addictive.",
    "Because ketamine is non-addictive, you can take it for years.",
    "Unlike opioids, ketamine is not addictive.",
    "Unlike antidepressants, ketamine cures depression.",
    "It's proven to work.",
    "Ketamine is a proven cure for depression.",
    "Studies show 90% of patients get better.",
    "9 out of 10 patients feel better.",
    "Why is ketamine non-addictive?",
    "Ketamine has been proven safe.",
    "Ketamine does not carry any risk of dependency.",
    "Ketamine is free of addiction risk.",
    "There is zero chance of addiction.",
    "Ketamine is the most effective treatment for depression.",
    "Feel better or your money back, guaranteed.",
    "You have nothing to lose: it works for everyone.",
    "No more suffering: our treatment is a miracle.",
    "Don't lose hope: this is a breakthrough treatment.",
    "There is nothing like it: a true miracle.",
    "Never before has there been such a cure.",
    "We don't just treat depression, we cure it.",
    "Ketamine doesn't only help, it cures.",
    "Not a pill, not a therapy, but a cure.",
    "Ketamine is an FDA approved treatment for PTSD",
    "The FDA-approved drug ketamine treats depression.",
    "Ketamine was approved by the U.S. Food and Drug Administration for depression.",
    "WHO says ketamine is safe and effective for depression.",
    "You cannot get addicted to ketamine.",
    "Patients never become addicted.",
    "It is without any side effects.",
    "Side-effect-free relief.",
    "Ketamine works better than any antidepressant.",
    "Ketamine is far superior to SSRIs.",
    "Ketamine is more effective than traditional antidepressants.",
    "An addict can recover.",
    "She committed suicide in 2019.",
    "Your last hope is here.",
    "Hope is lost no longer.",
    "Success rate: 95%.",
    "Ketamine's addiction potential is zero and it isn't addictive in a clinic.",
]

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
    # In other words
    "The only FDA-approved form is Spravato (esketamine).",
    "Spravato is FDA-approved; ketamine is not.",
    "FDA-approved esketamine is sprayed into the nose.",
    "Ketamine is an FDA-approved anesthetic used off-label for depression.",
    "Ketamine is FDA-approved only for anesthesia.",
    "While ketamine is FDA-approved as an anesthetic, its use for pain is off-label.",
    "Is ketamine FDA approved? No.",
    "Ketamine does not have FDA approval for depression.",
    "It's not a miracle, but it can help.",
    "There is no miracle cure.",
    "It is not a proven treatment.",
    "It is not yet proven to last.",
    "This is no guarantee.",
    "We do not promise or guarantee results.",
    "No clinic can say it is risk-free.",
    "It isn't risk-free.",
    "Nothing is risk-free.",
    "Ketamine is neither a cure nor a miracle.",
    "No treatment is 100% safe.",
    "Results are not guaranteed.",
    "Results cannot be guaranteed.",
    "Results vary and are never guaranteed.",
    "A guarantee would be dishonest.",
    "Beware of clinics that promise 90% success rates.",
    "We don't call it a cure.",
    'The term "non-addictive" is misleading.',
    "Ads that call ketamine non-addictive are wrong.",
    "Contrary to what you may have read, ketamine is not non-addictive.",
    "The FDA has warned about compounded ketamine.",
    "The FDA has not approved any ketamine product for psychiatric use.",
    "Ketamine has not been shown to be better than ECT.",
    "It is unclear whether ketamine works better than antidepressants.",
    "Not everyone is cured, and nobody can say who will be.",
    "Please secure your belongings.",
    "He procured a ride; the manicure was fine.",
    "Some people get better. Others do not.",
    "We have no waiting list and no hidden fees.",
    "You may have heard that it is a cure. It is not.",
    "Some say ketamine cures depression. That is not so.",
    "How many people are cured? Nobody knows.",
    "Take your time. You can act when you are ready.",
    "Insurance may pay 80% of the cost.",
    "A 20% coinsurance may apply.",
    "Ketamine was first approved by the FDA in 1970 as an anesthetic.",
    "The World Health Organization lists ketamine as an essential anaesthetic.",
    "The WHO has not said that it is safe for depression.",
    "Depression is a risk without treatment.",
    "There is no risk of losing your place.",
    "No addiction specialist works here.",
    "People in recovery from addiction should tell us.",
    "Ketamine is a controlled substance because it can be addictive.",
    "It is untrue that ketamine cannot cause dependence.",
    "Don't believe anyone who says it is not addictive.",
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
