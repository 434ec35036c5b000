"""The wording that a clinical reviewer would stop, as data.

Source: FTC Act section 5 and the FTC's Health Products Compliance Guidance (December 2022): a health claim
needs competent and reliable evidence and must not imply FDA approval; NIH and AP guidance on words that shame.
To add a rule, add a line to `RULES` and both kinds of sentences to `tests/review/claims/test_claims.py`.
"""

from __future__ import annotations

import re
from typing import Any

from django.utils.translation import gettext_lazy as _

from review.claims.kind_rules import KINDS
from review.claims.rule_types import (
    DOES_NOT,
    FEW,
    IS_NOT,
    OF_CARE,
    Rule,
    Severity,
    TakenBack,
    match_words,
)
from review.claims.weighing import (
    weigh_approval,
    weigh_certainty,
    weigh_certified,
    weigh_everyone,
    weigh_home_use,
    weigh_number,
    weigh_pressure,
    weigh_superiority,
    weigh_who,
)

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
    "needs_source": True,
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
        pattern=match_words(
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
        pattern=match_words(
            r"(?:myth|false|untrue|wrong|a lie|nonsense) (?:that )?(?:\w+ ){0,2}ketamine "
            r"(?:is|can be|could be) (?:addictive|habit forming|dangerous"
            r"|unsafe|risky)(?: is (?:wrong|false|untrue|a lie|nonsense))?"
            r"|(?:side effects?|addiction|dependence|risks?|dangers?) (?:is|are) (?:just |only |simply )?(?:an? )?(?:old )?"
            r"(?:myths?|nonsense|lies?|fairy tales?|fiction|made up|invented)"
        ),
        **ADDICTION,
    ),
    Rule(
        # What warns of those who warn.
        pattern=match_words(
            r"(?:(?:do not|don['’]t|never) let any\w+ tell you|(?:beware|careful|wary) of (?:\w+ ){1,2}(?:that|who) (?:say|claim|tell you))"
            r" (?:that )?(?:\w+ ){0,2}ketamine (?:is|can be|could be) (?:addictive|habit forming|dangerous|unsafe|risky)"
        ),
        **{**ADDICTION, "taken_back": TakenBack.BY_NOTHING},
    ),
    Rule(
        pattern=match_words(
            r"(?:low|little|minimal|hardly any) (?:risk|chance|danger) of (?:addiction|dependence|misuse)"
        ),
        severity=Severity.WARN,
        **{**ADDICTION, "taken_back": TakenBack.BY_NOT},
    ),
    Rule(
        pattern=match_words(
            r"fda (?:approved|cleared|licensed)|(?:approved|cleared) by (?:the )?(?:us |u\.s\. )?(?:fda"
            r"|food and drug administration)"
            rf"|(?:fda|food and drug administration) (?:has |have |had |recently |fully )*(?:approv(?:ed|es)|cleared)"
            rf"|(?:fda|food and drug administration)['’]?s? {FEW}approval"
        ),
        weigh=weigh_approval,
        **APPROVAL,
    ),
    Rule(
        pattern=match_words(
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
        pattern=match_words(
            r"cures?(?! act)|cured|curing|curative|miraclecures?|guarantee(?:s|d|ing)?|miracles?|miraculous(?:ly)?|game changer"
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
        pattern=match_words(
            r"works? for (?:everyone|everybody|anyone|all)|always works|never fails"
        ),
        weigh=weigh_everyone,
        **CERTAINTY,
    ),
    Rule(pattern=match_words(r"proven"), severity=Severity.WARN, **CERTAINTY),
    Rule(
        pattern=match_words(
            r"risk free|riskfree|(?:no|zero|0|without|without any|free of) (?:\w+ )?(?:side effects?|sideeffects?|risks?)"
            r"(?! of| factors?| that| for| to)|side effect free|(?:completely|totally|perfectly|entirely|"
            r"absolutely|100%|100 %|100 percent) (?:safe|harmless)"
        ),
        **RISK_FREE,
    ),
    Rule(
        pattern=re.compile(
            r"(?<![\w$.,])\d[\d.,]*\s?(?:%|percent\b|per cent\b)|\b(?:success|response|remission|cure) rates?\b"
            r"|\b(?:\d+|one|two|three|four|five|six|seven|eight|nine) (?:out of|in|of) (?:every )?"
            r"(?:three|four|five|ten|\d+) (?:of our )?(?:people|patients|adults)",
            re.I,
        ),
        **NUMBERS,
    ),
    Rule(
        kind=_("Superiority"),
        pattern=match_words(
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
        pattern=match_words(
            r"not available (?:by|on|with|through|via) (?:a )?prescription"
            r"|(?:cannot|can not|can['’]t) be (?:taken|used|had|given|prescribed) at home"
            r"|(?:cannot|can not|can['’]t) be prescribed"
        ),
        weigh=weigh_home_use,
        **SUPPLY,
    ),
    Rule(
        pattern=match_words(
            r"(?:last|final) (?:hope|chance)|(?:your|the|his|her|their|my) only (?:hope|chance)"
            r"|(?:all )?hope is (?:lost|gone)|act (?:now|today|fast)"
            r"|before it['’]?s too late|before it is too late|(?:do not|don['’]t) wait (?:any longer|another \w+|until)"
            r"|(?:limited|few|only \w+) (?:spots?|places|appointments?) (?:left|available|remain\w*)|limited time"
        ),
        weigh=weigh_pressure,
        **DESPAIR,
    ),
    Rule(
        pattern=match_words(
            r"commit(?:s|ted|ting)? suicide|successful suicides?|failed suicide attempts?"
        ),
        instead=_("died by suicide; tried to end their life"),
        **STIGMA,
    ),
    Rule(
        pattern=match_words(
            r"addicts?|junkies?|drug abusers?|the mentally ill|crazy people|psychos?"
        ),
        instead=_("a person with an addiction, people who live with a mental illness"),
        **STIGMA,
    ),
    Rule(
        pattern=match_words(
            r"suffer(?:s|ed|ing)? from|victims? of depression|afflicted (?:with|by)"
        ),
        instead=_("has, or lives with"),
        severity=Severity.WARN,
        **STIGMA,
    ),
    Rule(
        # Stars, which say as much as a story does.
        *KINDS["testimonial"][:1],
        re.compile(r"[★⭐✭✮🌟☆]{3,}|(?<![\w.])[1-5](?:\.\d)?\s?/\s?5\s+stars?\b"),
        *KINDS["testimonial"][1:],
        taken_back=TakenBack.BY_NOTHING,
    ),
)
