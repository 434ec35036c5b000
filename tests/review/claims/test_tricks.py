"""Tricks of writing that hid a claim once, denials that own it, and what is never stopped. No database: sentences alone."""

import pytest

from review.claims.finding import find_claims


def stops(text: str) -> bool:
    return any(finding.stops for finding in find_claims(text))


@pytest.mark.parametrize(
    "text",
    [
        "Ketamine ϲures depression.",  # Greek
        "Ketamine cսres depression.",  # Armenian
        "Ketamine ƈures depression.",  # a hook
        "Ketamine ᴄᴜʀᴇꜱ depression.",
        "Ketamine ⓒⓤⓡⓔⓢ depression.",
        "Ketamine 🅒🅤🅡🅔🅢 depression.",
        "Ketamine 🇨🇺🇷🇪🇸 depression.",
        "Ketamine \u202eseruc\u202c depression.",  # turned round on the screen
        "A c  u  r  e for depression.",
        "A c|u|r|e for depression.",
        "A c•u•r•e for depression.",
        "Ketamine cur3s depression.",
        "Ketamine c*res depression.",
        "We gu4r4ntee relief.",
        "N0 side effects.",
        "Zer0 risk",
        "Z3r0 side effects",
        "ZER0 RISK",
        "CUR3D in one visit.",
        "C0MPLETELY $afe.",
        "M1racle treatment.",
        "0 side effects.",
        "No sideeffects at all.",
        "Riskfree ketamine.",
        "RISK_FREE ketamine.",
        "１００％ safe.",
        "Ketamine is 💯 safe.",
        "FDA−approved ketamine for depression.",
        "FDA_approved ketamine for depression.",
        "FDA/approved ketamine for depression.",
        "FDAapproved ketamine for depression.",
        "FDA ✅ approved ketamine for depression.",
        "FDA ✔️ ketamine for depression.",
        "ꜰᴅᴀ approved ketamine for depression.",
        "Risks — none.",
        "Side effects → none",
        "Side effects | none",
        "Is it risk-free?\n👍",
        "Is it risk-free? 👍🏽",
        "Is it addictive?\n🙅‍♀️",
        "Are there any risks? ❌",
        "Does it cure depression?\n💯",
        "Side effects\n👎👎",
    ],
)
def test_no_trick_of_writing_hides_a_claim(text):
    assert stops(text), ascii(text)


@pytest.mark.parametrize(
    "text",
    [
        "There is no reason to doubt that ketamine cures depression.",
        "Why would anyone doubt that it is completely safe?",
        "Is there a cure? There is now.",
        "If other clinics cannot cure you, we can.",
        "Other clinics can't cure you. We can.",
        "Ask why other clinics don't guarantee a cure: we do.",
        "Be careful with clinics that don't guarantee a cure.",
        "If a clinic does not guarantee a cure, walk away.",
        "The word 'cure' is not too strong.",
        '"Cure" is the word our patients use.',
        "Side effects are a myth.",
        "The myth that ketamine is addictive is wrong.",
        "It is false that ketamine is addictive.",
        "Don't let anyone tell you ketamine is addictive.",
        "Beware of clinics that say ketamine is addictive.",
        "9 of 10 patients on our price list recover.",
        "A 5 % ramp leads to a clinic where 90% recover.",
        "It is not true that ketamine does not cure",
        "It is a myth that ketamine cannot cure depression.",
        "It isn't false that ketamine cures depression.",
        "Nobody can say that ketamine fails to cure depression.",
    ],
)
def test_a_denial_that_owns_the_claim_is_one(text):
    assert stops(text)


@pytest.mark.parametrize(
    "text",
    [
        "If it is an emergency, act now and call 911.",
        "Don't wait until it's too late: call 911.",
        "Thoughts of suicide? Call or text 988, free and 24/7.",
        "If you're in danger, call 911.",
        "A clinic that guarantees a cure is not honest; walk away.",
        "Our prices are guaranteed for 12 months.",
        "Your call is 100% confidential.",
        "The ramp has a slope of 5 %.",
        "Children are welcome in the waiting room.",
        "Before and after your visit",
        "The law treats this medicine as controlled for good reason.",
        "Exposure therapy is the best-studied treatment for OCD.",
        "In the ELEKT-D trial of 2023, 55% responded to ketamine and 41% to ECT.",
        "It is not true that ketamine cures depression, and it does not cure pain.",
        "It is a myth that ketamine does not cause dependence.",
        "Can I park here? 👍",
        "✅ Parking\n❌ No pets",
        "Vitamin D3, HbA1c and $1,200 are read as they stand.",
        "CYP3A4 and CYP2B6 break ketamine down; vitamin B12 and PHQ-9 are other matters.",
    ],
)
def test_help_warnings_and_facts_are_never_stopped(text):
    assert not stops(text)


def test_the_study_of_a_number_is_named_in_words_or_a_reviewer_looks():
    named = find_claims("In community clinics, 53.6 percent responded (McInnes et al., 2022).")
    assert named and not any(finding.stops for finding in named)
    assert stops("In our clinic, 53.6 percent of patients responded.")
