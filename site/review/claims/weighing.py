"""Weighs what surrounds a match: the same words may be a claim, a number of a study, a price or the law."""

from __future__ import annotations

import re

from review.claims.rule_types import (
    HEADING,
    MOOD,
    Around,
    Severity,
    match_words,
)

_WEBSITE = match_words(
    r"(?:web)?sites?|web ?pages?|pages?|forms?|keyboards?|screens?|readers?|phones?"
)
_DRUG = re.compile(r"\b(esketamine|spravato|(?<!es)ketamine)\b", re.I)
_ASIDE = re.compile(r",\s*(?:just )?(?:like|unlike|as with)\s[^,]*,", re.I)
_DENIES = re.compile(r"\b(?:not|never|nothing|no|without|neither)\b|n['’]t\b", re.I)
_PRAISE = re.compile(r"\b(?:safe|effective|efficac|recommend|endors|approv)\w*", re.I)
_ANESTHETIC = re.compile(r"\banae?sth|\banesth|\bsedat|\bsurg", re.I)
_OTHER_SUBJECT = match_words(
    r"antidepressants?|(?:other|several|some|older|many|standard|all|few) (?:\w+ )?"
    r"(?:medicines?|drugs?|treatments?|options?|devices?)|medicines?|medications?|drugs?|tms|ssris?|devices?|alternatives?"
)
_OURS = match_words(
    r"(?:this|our|the|your) (?:\w+ )?(?:treatments?|infusions?|therap(?:y|ies)|use)|infusions?|it"
)
_OUTCOME = match_words(
    r"people|patients?|participants?|adults|improv\w*|respon[ds]\w*|success\w*|effective\w*|work(?:s|ed)?|remission"
    r"|reliev\w*|relief|better|reduc\w*|recover\w*|heal\w*|symptoms?|relaps\w*|cur(?:e|ed|es)|depress\w*|pain"
)
_MONEY = re.compile(
    r"\$|\b(?:off|discount|deposit|fees?|tax|interest|co-?pay\w*|coinsurance|insur\w+|price|costs?|bill\w*)\b",
    re.I,
)


_MONEY_WORDS = (
    r"(?:off|discount|deposit|fees?|tax(?:es)?|interest|co-?pay\w*|coinsurance|insur\w+|prices?"
    r"|costs?|bills?|rebate|charges?|amount|balance)"
)
_MONEY_AFTER = re.compile(
    rf"\W*(?:of |on )?(?:(?:the|your|our|its|each|any|a|that) )?(?:\w+ ){{0,2}}{_MONEY_WORDS}\b",
    re.I,
)
_MONEY_BEFORE = re.compile(
    rf"(?:\b{_MONEY_WORDS}|\$[\d.,]+|\bsaves?|\b(?:pay|pays|paid|cover|covers|reimburse[sd]?))\W+(?:\w+ ){{0,3}}$",
    re.I,
)
_OF_PEOPLE = re.compile(
    r"\W*(?:of )?(?:(?:all|our|the|these|those|treated|its) )*(?:people|patients?|participants?|adults|clients?|men"
    r"|women|those|veterans)\b",
    re.I,
)
_THINGS = (
    r"(?:ramps?|slopes?|gradients?|inclines?|humidity|contrast|zoom|battery|saline|glucose|dextrose"
    r"|alcohol|screens?|oxygen|confidential|private|secure|anonymous|cotton|accessible)"
)
_OF_THINGS = re.compile(rf"\W*(?:\w+ )?{_THINGS}\b", re.I)
_OF_HEALING = re.compile(
    r"\W*(?:of )?(?:\w+ ){0,3}(?:recover|improv|respon|heal|remission|(?:get|feel|are|were|felt|got) (?:better|well))",
    re.I,
)
_THINGS_BEFORE = re.compile(
    rf"\b{_THINGS} (?:\w+ ){{0,3}}(?:of |at |by |to )?(?:\w+ ){{0,2}}$", re.I
)
# What a clinic may guarantee: what lies in its own hands.
_IN_OUR_HANDS = match_words(
    r"privacy|private|confidential\w*|prices?|fees?|costs?|estimates?|refunds?|rates?|data|information|answers?|replies"
    r"|reply|call ?backs?"
    r"|appointments?|places?|chairs?|rooms?|access|interpreters?|secrecy|anonym\w+|money|quiet|parking|time|hours?"
    r"|seats?|security|records?"
)
_OF_HEALTH = match_words(
    r"results?|relief|cur(?:e|es|ed|ing)|recover\w*|improv\w*|success\w*|outcomes?|works?|remission|heal\w*|safety|safe"
    r"|effective\w*|depress\w*"
    r"|pain|anxiety|better|happ\w+|well(?:ness)?|respon\w+|benefits?|treatment|treatments|help|side effects?|risk"
)
_EMERGENCY = re.compile(
    r"(?<!\d)9[\s.-]?(?:1[\s.-]?1|8[\s.-]?8)(?!\d)|\bemergenc(?:y|ies)\b|\bin danger\b|\bcrisis\b",
    re.I,
)


# A study that is named by its authors or its name and its year, so that a reader could find it.
_STUDY = re.compile(
    r"\bet al\b|\((?:\w+ )?[A-Z][\w’'-]+,? (?:19|20)\d\d\)"
    r"|\b(?:trials?|study|studies|review|analysis)\b[^.]*\b(?:19|20)\d\d\b|\b(?:19|20)\d\d (?:\w+ ){0,2}(?:trial|study|review)\b"
)


def nearest_drug(around: Around) -> str:
    """Return what the words speak of: 'esketamine', 'ketamine' or '' where neither was named."""
    before = _ASIDE.sub(" ", around.sentence[: around.start])
    for text in (before, around.sentence[around.end :], around.earlier):
        found = [m[1].lower() for m in _DRUG.finditer(text)]
        if found:
            name = found[0] if text is not before and text is not around.earlier else found[-1]
            return "ketamine" if name == "ketamine" else "esketamine"
    return ""


def weigh_approval(around: Around) -> Severity | None:
    """The FDA approved ketamine as an anesthetic, and esketamine for depression; all else is a claim."""
    drug = nearest_drug(around)
    if drug == "esketamine":
        return None
    sentence, after = around.sentence, around.sentence[around.end :]
    if _ANESTHETIC.search(sentence):
        use = MOOD.search(after)
        if use is None or re.search(r"\boff-label\b", sentence, re.I):
            return None
        if re.search(r"\b(?:not|off|no|without)\b|n['’]t\b", after[: use.start()]):
            return None
        return Severity.STOP
    named_here = re.search(r"(?<!es)ketamine", sentence, re.I)
    if not named_here and _OTHER_SUBJECT.search(sentence):
        return None
    if named_here or _OURS.search(sentence) or MOOD.search(sentence):
        return Severity.STOP
    return Severity.WARN if len(sentence.split()) > HEADING else None


def weigh_certified(around: Around) -> Severity | None:
    """Only the site where esketamine is given is certified, under its REMS."""
    return None if re.search(r"esketamine|spravato", around.sentence, re.I) else Severity.STOP


def weigh_who(around: Around) -> Severity | None:
    """WHO lists ketamine as an anaesthetic; it says nothing of moods."""
    if _ANESTHETIC.search(around.sentence) and not MOOD.search(around.sentence):
        return None
    said = _PRAISE.split(around.sentence[around.end :])[0]
    return None if _DENIES.search(said) else Severity.STOP


def tells_outcome(sentence: str) -> bool:
    """Tell whether the sentence says how people fared."""
    return bool(_OUTCOME.search(sentence))


def weigh_number(around: Around) -> Severity | None:
    """A number about people needs its source: in the same block, or at the least on the page."""
    if around.cited or _is_price(around) or _OF_THINGS.match(around.sentence[around.end :]):
        return None
    if _THINGS_BEFORE.search(around.sentence[: around.start]) and not _OF_HEALING.match(
        around.sentence[around.end :]
    ):
        return None
    outcome = _OUTCOME.search(around.sentence)
    if around.block_cited and outcome:
        return Severity.STOP  # who marks sources here left this number out
    if _STUDY.search(around.sentence):
        return Severity.WARN  # its study is named in words; a reviewer looks whether there is one
    if around.page_cited:
        return Severity.WARN if outcome else None
    return Severity.STOP if outcome else Severity.WARN


def _is_price(around: Around) -> bool:
    """Tell whether the number is one of money, not of people who also pay."""
    before, after = around.sentence[: around.start], around.sentence[around.end :]
    if _OF_PEOPLE.match(after) or _OF_PEOPLE.search(around.sentence[around.start : around.end]):
        return False
    if _MONEY_AFTER.match(after) or _MONEY_BEFORE.search(before):
        return True
    return bool(_MONEY.search(around.sentence)) and not _OUTCOME.search(around.sentence)


def weigh_superiority(around: Around) -> Severity | None:
    """With its source beside it, one trial's result may be told; a reviewer still looks at it."""
    return Severity.WARN if around.cited else Severity.STOP


def weigh_certainty(around: Around) -> Severity | None:
    """Privacy and prices may be guaranteed; health may not."""
    said = around.sentence[around.start : around.end].lower()
    if said.startswith("guarant"):
        rest = around.sentence[: around.start] + " " + around.sentence[around.end :]
        if _IN_OUR_HANDS.search(rest) and not _OF_HEALTH.search(rest):
            return None
    return Severity.STOP


def weigh_pressure(around: Around) -> Severity | None:
    """In an emergency 'act now' is right."""
    return None if _EMERGENCY.search(around.sentence) else Severity.STOP


def weigh_everyone(around: Around) -> Severity | None:
    """A website may be made to work for everyone; a treatment never does."""
    return None if _WEBSITE.search(around.sentence) else Severity.STOP


def weigh_home_use(around: Around) -> Severity | None:
    """Esketamine really can't be taken at home: its REMS says so."""
    return None if nearest_drug(around) == "esketamine" else Severity.STOP
