"""The wording that a clinical reviewer would stop, as data.

Source: FTC Act section 5 and the FTC's Health Products Compliance Guidance (December 2022): a health claim
needs competent and reliable evidence and must not imply FDA approval; NIH and AP guidance on words that shame.
To add a rule, add a line to `RULES` and both kinds of sentences to `tests/review/test_claims.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _


class Severity(StrEnum):
    """`STOP` keeps a page from being published; `WARN` only says so."""

    STOP = "stop"
    WARN = "warn"


class TakenBack(StrEnum):
    """What makes the words no claim, beside quotation marks."""

    # 'no cure': an ordinary 'not' will do.
    BY_NOT = "not"
    # The wording is itself a denial ('not addictive'): only a sentence that rejects the claim will do.
    BY_REJECTION = "rejection"
    # A name that shames stays one, denied or asked.
    BY_NOTHING = "nothing"


@dataclass(frozen=True)
class Around:
    """Where the words stand: the sentence, all that comes before it, and whether sources are named."""

    sentence: str
    start: int
    end: int
    earlier: str
    cited: bool
    page_cited: bool
    # Whether the block marks sources, this sentence or another one.
    block_cited: bool = False


@dataclass(frozen=True)
class Rule:
    """One kind of wording.

    `weigh` looks at what stands around a match and returns its severity, or None where the words are
    right.
    """

    kind: Any
    pattern: re.Pattern[str]
    why: Any
    instead: Any
    severity: Severity = Severity.STOP
    weigh: Callable[[Around], Severity | None] | None = None
    taken_back: TakenBack = TakenBack.BY_NOT


def words(pattern: str) -> re.Pattern[str]:
    """Return a pattern of whole words, whatever their case. A blank stands for any space or hyphen."""
    spaced = pattern.replace(" ", r"[\s\u2010-\u2015-]+")
    return re.compile(rf"(?<!\w)(?:{spaced})(?!\w)", re.I)


# A few words in between: 'not known to be addictive', 'without any real risk'.
FEW = r"(?:\w+ ){0,3}"
IS_NOT = r"(?:not|never|isn['’]t|aren['’]t|wasn['’]t|neither)"
# Words after 'addiction' that speak of help with it.
OF_CARE = r"(?:speciali|service|medicine|clinic|treatment|history|counsel|program)"
DOES_NOT = (
    r"(?:does not|do not|doesn['’]t|don['’]t|will not|won['’]t|cannot|can not|can['’]t|never)"
)
MOOD = words(
    r"depress\w*|ptsd|post-?traumatic \w+|trauma|anxiety|ocd|obsessive\w*|bipolar|suicid\w*|mood|mental \w+"
    r"|(?:chronic |nerve )?pain|psychiatric \w+|migraines?|fibromyalgia"
)
HEADING = 3  # so many words alone on a line are a heading, and say nothing
_WEBSITE = words(r"(?:web)?sites?|web ?pages?|pages?|forms?|keyboards?|screens?|readers?|phones?")
_DRUG = re.compile(r"\b(esketamine|spravato|(?<!es)ketamine)\b", re.I)
_ASIDE = re.compile(r",\s*(?:just )?(?:like|unlike|as with)\s[^,]*,", re.I)
_DENIES = re.compile(r"\b(?:not|never|nothing|no|without|neither)\b|n['’]t\b", re.I)
_PRAISE = re.compile(r"\b(?:safe|effective|efficac|recommend|endors|approv)\w*", re.I)
_ANESTHETIC = re.compile(r"\banae?sth|\banesth|\bsedat|\bsurg", re.I)
_OTHER_SUBJECT = words(
    r"antidepressants?|(?:other|several|some|older|many|standard|all|few) (?:\w+ )?"
    r"(?:medicines?|drugs?|treatments?|options?|devices?)|medicines?|medications?|drugs?|tms|ssris?|devices?|alternatives?"
)
_OURS = words(
    r"(?:this|our|the|your) (?:\w+ )?(?:treatments?|infusions?|therap(?:y|ies)|use)|infusions?|it"
)
_OUTCOME = words(
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
    r"|alcohol|screens?|oxygen)"
)
_OF_THINGS = re.compile(rf"\W*(?:\w+ )?{_THINGS}\b", re.I)
_THINGS_BEFORE = re.compile(
    rf"\b{_THINGS} (?:\w+ ){{0,3}}(?:of |at |by |to )?(?:\w+ ){{0,2}}$", re.I
)
# What a clinic may guarantee: what lies in its own hands.
_IN_OUR_HANDS = words(
    r"privacy|private|confidential\w*|prices?|fees?|costs?|estimates?|refunds?|rates?|data|information|answers?|replies"
    r"|reply|call ?backs?"
    r"|appointments?|places?|chairs?|rooms?|access|interpreters?|secrecy|anonym\w+|money|quiet|parking|time|hours?"
    r"|seats?|security|records?"
)
_OF_HEALTH = words(
    r"results?|relief|cur(?:e|es|ed|ing)|recover\w*|improv\w*|success\w*|outcomes?|works?|remission|heal\w*|safety|safe"
    r"|effective\w*|depress\w*"
    r"|pain|anxiety|better|happ\w+|well(?:ness)?|respon\w+|benefits?|treatment|treatments|help|side effects?|risk"
)
_EMERGENCY = re.compile(
    r"(?<!\d)9[\s.-]?(?:1[\s.-]?1|8[\s.-]?8)(?!\d)|\bemergenc(?:y|ies)\b|\bin danger\b|\bcrisis\b",
    re.I,
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


def weigh_number(around: Around) -> Severity | None:
    """A number about people needs its source: in the same block, or at the least on the page."""
    if around.cited or _is_price(around) or _OF_THINGS.match(around.sentence[around.end :]):
        return None
    if _THINGS_BEFORE.search(around.sentence[: around.start]):
        return None
    outcome = _OUTCOME.search(around.sentence)
    if around.block_cited and outcome:
        return Severity.STOP  # who marks sources here left this number out
    if around.page_cited:
        return Severity.WARN if outcome else None
    return Severity.STOP if outcome else Severity.WARN


def _is_price(around: Around) -> bool:
    """Tell whether the number is one of money, not of people who also pay."""
    before, after = around.sentence[: around.start], around.sentence[around.end :]
    if _OF_PEOPLE.match(after):
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


ADDICTION: dict[str, Any] = {
    "kind": _("Addiction"),
    "why": _("Ketamine can be misused, and dependence happens. Saying otherwise is untrue."),
    "instead": _(
        "can be misused and can cause dependence, mainly with frequent or unsupervised use"
    ),
    "taken_back": TakenBack.BY_REJECTION,
}
APPROVAL: dict[str, Any] = {
    "kind": _("Approval"),
    "why": _(
        "The FDA has approved ketamine as an anesthetic only. Its use for mood or pain is off-label."
    ),
    "instead": _(
        "approved as an anesthetic; this use is off-label. Spravato (esketamine) is the approved one, under a REMS"
    ),
}
CERTAINTY: dict[str, Any] = {
    "kind": _("Certainty"),
    "why": _("No treatment works for everyone or without risk, and nobody may promise that."),
    "instead": _("many people improve quickly; many do not, and the benefit often fades"),
}
RISK_FREE: dict[str, Any] = {
    **CERTAINTY,
    "instead": _("name the usual side effects, how often they happen, and what you watch for"),
    "taken_back": TakenBack.BY_REJECTION,
}
NUMBERS: dict[str, Any] = {
    "kind": _("Numbers"),
    "why": _("A number about people stands without its source, so nobody can check it."),
    "instead": _(
        "the range over studies, how certain it is, and a reference mark after the sentence"
    ),
    "weigh": weigh_number,
}
SUPPLY: dict[str, Any] = {
    "kind": _("Supply"),
    "why": _(
        "Ketamine is a prescription medicine, and some people are sent it at home: the sentence is untrue."
    ),
    "instead": _(
        "prescription-only, Schedule III; given here on site; the FDA warns about compounded ketamine at home"
    ),
    "taken_back": TakenBack.BY_REJECTION,
}
DESPAIR: dict[str, Any] = {
    "kind": _("Despair"),
    "why": _("It presses people who are already low. Pressure is no help, and no reason to come."),
    "instead": _("what happens next, in calm words"),
}
STIGMA: dict[str, Any] = {
    "kind": _("Stigma"),
    "why": _("It makes a person out to be an illness, and readers see themselves in it."),
    "taken_back": TakenBack.BY_NOTHING,
}

RULES: tuple[Rule, ...] = (
    Rule(
        pattern=words(
            rf"(?:non|non )addict(?:ive|ing)|{IS_NOT} (?!non){FEW}(?:addictive|addicting|habit forming)"
            rf"|(?:no|zero|without|without any|free of any|free of) {FEW}(?:risks?|danger|chance|potential|possibility) "
            rf"(?:of|for) {FEW}(?:dependen\w+|addiction|abuse|misuse)"
            rf"|(?:no|without|zero) (?:addiction|dependence)(?: risk)?(?! {OF_CARE})"
            rf"|addiction free"
            rf"|{DOES_NOT} (?:carry|have|pose|bring|come with) (?:any|a|the) {FEW}(?:risks?"
            rf"|danger) of {FEW}(?:dependen\w+|addiction)"
            rf"|{DOES_NOT} (?:cause|lead to|create|produce|result in) {FEW}(?:dependen\w+|addiction)"
            rf"|{DOES_NOT} (?:get|become|make you|be) (?:addicted|dependent|addictive)"
        ),
        **ADDICTION,
    ),
    Rule(
        pattern=words(
            r"(?:low|little|minimal|hardly any) (?:risk|chance|danger) of (?:addiction|dependence|misuse)"
        ),
        severity=Severity.WARN,
        **{**ADDICTION, "taken_back": TakenBack.BY_NOT},
    ),
    Rule(
        pattern=words(
            r"fda (?:approved|cleared|licensed)|(?:approved|cleared) by (?:the )?(?:us |u\.s\. )?(?:fda"
            r"|food and drug administration)"
            rf"|(?:fda|food and drug administration) (?:has |have |had |recently |fully )*(?:approv(?:ed|es)|cleared)"
            rf"|(?:fda|food and drug administration)['’]?s? {FEW}approval"
        ),
        weigh=weigh_approval,
        **APPROVAL,
    ),
    Rule(
        pattern=words(
            r"certified (?:\w+ ){0,2}ketamine(?: (?:clinics?|centers?|providers?|practices?))?|ketamine certified"
        ),
        weigh=weigh_certified,
        **{
            **APPROVAL,
            "why": _(
                "Nobody certifies ketamine clinics, so the words promise what does not exist."
            ),
            "instead": _("who gives the treatment, with their licence and credentials"),
        },
    ),
    Rule(
        kind=_("Approval"),
        pattern=re.compile(
            r"(?:\bWHO\b|\b[Ww]orld [Hh]ealth [Oo]rgani[sz]ation\b)"
            r"(?=[^.!?\n]*?\b(?:safe|effective|efficac|recommend|endors|approv)\w*)"
        ),
        why=_("WHO has said nothing about ketamine for depression or pain."),
        instead=_("on the WHO list of essential medicines since 1985, as an anaesthetic"),
        weigh=weigh_who,
    ),
    Rule(
        pattern=words(
            r"cures?(?! act)|cured|curing|curative|guarantee(?:s|d|ing)?|miracles?|miraculous(?:ly)?|game changer"
            r"|(?:break|break )through(?! therapy| pain| seizures?| bleeding| symptoms?)s?"
            r"|(?:clinically |scientifically |medically )proven|proven (?:to|safe|effective|results?|treatments?"
            r"|solutions?|relief)"
            r"|(?:the )?most effective"
            r"|permanent(?:ly)? (?:relief|cures?|heals?|solutions?|ends?|remov\w+|recover\w+)"
        ),
        weigh=weigh_certainty,
        **CERTAINTY,
    ),
    Rule(
        pattern=words(r"works? for (?:everyone|everybody|anyone|all)|always works|never fails"),
        weigh=weigh_everyone,
        **CERTAINTY,
    ),
    Rule(pattern=words(r"proven"), severity=Severity.WARN, **CERTAINTY),
    Rule(
        pattern=words(
            r"risk free|(?:no|zero|without|without any|free of) (?:\w+ )?(?:side effects?|risks?)(?! of| factors?| that| for| to)"
            r"|side effect free|(?:completely|totally|perfectly|entirely|absolutely|100%|100 %|100 percent) (?:safe|harmless)"
        ),
        **RISK_FREE,
    ),
    Rule(
        pattern=re.compile(
            r"(?<![\w$.,])\d[\d.,]*\s?(?:%|percent\b|per cent\b)|\b(?:success|response|remission|cure) rates?\b"
            r"|\b(?:\d+|one|two|three|four|five|six|seven|eight|nine) (?:out of|in) (?:every )?"
            r"(?:three|four|five|ten|\d+) (?:of our )?(?:people|patients|adults)",
            re.I,
        ),
        **NUMBERS,
    ),
    Rule(
        kind=_("Superiority"),
        pattern=words(
            rf"(?:better|safer|superior|stronger|more (?:effective|powerful|reliable)) {FEW}(?:than|to) {FEW}"
            r"(?:spravato|esketamine|ect|electroconvulsive|(?:anti|anti )depressants?|ssris?|tms|pills?"
            r"|medications?|medicines?|(?:other|traditional|standard|conventional|any other) \w+)"
            r"|(?:outperforms?|beats) \w+"
        ),
        why=_("Studies that compare them are few and small, or disagree."),
        instead=_("studies comparing them are few and small, or disagree"),
        weigh=weigh_superiority,
    ),
    Rule(
        pattern=words(
            r"not available (?:by|on|with|through|via) (?:a )?prescription"
            r"|(?:cannot|can not|can['’]t) be (?:taken|used|had|given|prescribed) at home"
            r"|(?:cannot|can not|can['’]t) be prescribed"
        ),
        weigh=weigh_home_use,
        **SUPPLY,
    ),
    Rule(
        pattern=words(
            r"(?:last|final) (?:hope|chance)|(?:your|the|his|her|their|my) only (?:hope|chance)"
            r"|(?:all )?hope is (?:lost|gone)|act (?:now|today|fast)"
            r"|before it['’]?s too late|before it is too late|(?:do not|don['’]t) wait (?:any longer|another \w+|until)"
            r"|(?:limited|few|only \w+) (?:spots?|places|appointments?) (?:left|available|remain\w*)|limited time"
        ),
        weigh=weigh_pressure,
        **DESPAIR,
    ),
    Rule(
        pattern=words(
            r"commit(?:s|ted|ting)? suicide|successful suicides?|failed suicide attempts?"
        ),
        instead=_("died by suicide; tried to end their life"),
        **STIGMA,
    ),
    Rule(
        pattern=words(r"addicts?|junkies?|drug abusers?|the mentally ill|crazy people|psychos?"),
        instead=_("a person with an addiction, people who live with a mental illness"),
        **STIGMA,
    ),
    Rule(
        pattern=words(r"suffer(?:s|ed|ing)? from|victims? of depression|afflicted (?:with|by)"),
        instead=_("has, or lives with"),
        severity=Severity.WARN,
        **STIGMA,
    ),
)
