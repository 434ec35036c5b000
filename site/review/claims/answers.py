"""Claims that two lines make together: a heading with the line under it, a question with its answer."""

from __future__ import annotations

import re
from typing import Any

from review.claims.kind_rules import KINDS
from review.claims.rules import ADDICTION, RISK_FREE

# Not a price ('$988'), a count ('988 patients'), a longer number or a part of a telephone number.
_HELP = re.compile(
    r"(?<![\d$€£])(?<![$€£]\s)(?<!\d{3}[\s.-])(?<!\d{3}\)\s)"
    r"9[\s.-]?(?:1[\s.-]?1|8[\s.-]?8)"
    r"(?!\d|\)?[\s.-]?\d{3}|[.,]\d|\s*(?:dollars|USD|%|patients|visits|infusions)(?!\w))",
    re.I,
)
_YES = re.compile(
    r"^\W*(?:yes|yeah|yep|absolutely|definitely|certainly|of course|naturally|by all means|it (?:sure |certainly )?(?:is|does|will)"
    r"|they (?:are|do|will|can)|we (?:sure )?(?:do|can|will)|you (?:sure )?(?:can|may|will|do|bet)|sure|totally|completely|indeed"
    r"|correct|always|why not|no problem|no worries|go ahead|come on in|from (?:age )?\d+|(?:right|straight) away|as soon as"
    r"|there (?:is|are)(?! no\b)|si|claro|por supuesto)\b|^\W*100\s?%",
    re.I,
)
_NONE = re.compile(
    r"^\W*(?:nobody|no one|no(?:ne|pe)?|nah|nein|not any|not at all|nothing|zero|never|nil|0|n/a|it (?:is|does) not|it isn['’]t"
    r"|it doesn['’]t"
    r"|there are none|you cannot|you can['’]t|not a (?:thing|chance|single one)|not in the (?:slightest|least)|no (?:chance|way)"
    r"|we (?:know|have seen|can think) (?:of )?(?:none|no such thing)|we can(?:not|['’]t) think of (?:any|one)"
    r"|there (?:are|is)n['’]t any|there (?:are|is) not any|absolutely (?:none|nothing|zero|not)|zilch"
    r"|(?:it |that )?(?:does not|doesn['’]t|never) happens?|not an issue|not a (?:concern|worry|problem)|ningun[oa]s?|nada)"
    r"(?:\s+(?:at all|known|whatsoever|to (?:speak of|worry about|fear|mention)|reported|here"
    r"|expected|that we know of))*\s*(?:[.!,;:—–-]|$)",
    re.I,
)
_HARMS = (
    r"(?:side[\s-]effects?|adverse (?:effects?|events?|reactions?)|risks?|dangers?|downsides?"
    r"|complications?|harms?|drawbacks?|(?:bladder|liver|heart|memory|kidney|breathing) (?:problems?|trouble|damage|harm|loss))"
    r"(?![\s-]?free)"
)
_DEPENDENCE = r"(?:addict\w*|hooked|habit[\s-]forming|dependen\w+|misuse[ds]?|abuse[ds]?)"
_HARMS_HEAD = re.compile(
    rf"^\W*(?:\w+ ){{0,3}}{_HARMS}(?: (?:of|from|with) (?:\w+ ?){{1,3}})?\W*$", re.I
)
_DEPENDENCE_HEAD = re.compile(
    rf"^\W*(?:(?:risk|danger|chance) of )?{_DEPENDENCE}(?: (?:risk|potential))?\W*$", re.I
)
_HARMS_ASKED = re.compile(
    rf"^\W*(?:(?:and|so|but)\s+)?(?:are|is|does|do|will|has|have|can|what)\b[^?]*\b{_HARMS}[^?]*\?\W*$",
    re.I,
)
_DEPENDENCE_ASKED = re.compile(
    rf"^\W*(?:(?:and|so|but)\s+)?(?:is|are|can|does|do|will|could|may)\b[^?]*\b{_DEPENDENCE}[^?]*\?\W*$",
    re.I,
)
# As good as none, said of harms.
_NEXT_TO_NONE = re.compile(
    r"^\W*(?:(?:virtually|practically|almost|next to|close to|as good as) (?:nil|none|nothing|zero|no \w+)|negligible|trivial|insignificant"
    r"|(?:hardly|barely|scarcely) any|there is no such (?:thing|person|risk)|nothing (?:serious|to speak of|worth mentioning)"
    r"|mild at (?:most|worst)|harmless)\W*$",
    re.I,
)
# Lists that a page always has: who should not have it, and what else there is.
_EXCLUDES_HEAD = re.compile(
    r"^\W*(?:who (?:should|must|can|may) ?not (?:have|take|get|use) (?:it|ketamine|this)|(?:it is )?not given to|(?:those )?who "
    r"(?:should )?(?:talk|speak) to us first|(?:talk|speak) to us first|ask first|contraindications?|interactions?|warnings?"
    r"|precautions?)\W*$",
    re.I,
)
_OTHER_WAYS_HEAD = re.compile(
    r"^\W*(?:(?:the )?alternatives?(?: treatments?)?|other (?:ways to get help|treatments?|options?))\W*$",
    re.I,
)
# What goes wrong, asked without one of the words above.
_WRONG_ASKED = re.compile(
    r"^\W*(?:(?:and|so|but)\s+)?(?:what (?:can|could|might) (?:go|possibly go) wrong|(?:can|could|will|does|might) (?:it|ketamine|this|that"
    r"|an infusion|infusions|the (?:drip|infusion|treatment)) (?:hurt|harm|damage|be (?:harmful|dangerous))[^?]*)\?\W*$",
    re.I,
)
_ABOUT_US = re.compile(
    r"\b(?:factors?|to (?:wait|my place|cancel\w*)|history|specialists?|service|price|cost|fee)",
    re.I,
)


# Questions that a 'yes' makes a claim, by kind. What a visitor may be told 'yes' to is left out of the words: to wait with a child,
# to talk by video, to tell us of a pregnancy, to drive on the next day.
_IT = r"(?:it|ketamine|this|the (?:treatment|infusions?|drip)|infusions?|treatment)"
_PLAN = r"(?:insurance|insurers?|(?:my|your|the|our|health) plans?|medicare|medicaid|tricare|carriers?|seguro)"
_YOUNG = (
    r"(?:teens?|teenagers?|kids?|child(?:ren)?|adolescents?|minors?|youths?|(?:my|our|your) (?:son|daughter)|under 18"
    r"|(?:high )?schoolers?|\d{1,2}[\s-]years?[\s-]olds?)"
)
_MOTHER = r"(?:pregnan\w+|breast\s?feed\w*|nursing|trimester|expecting)"
_DAILY = (
    r"(?:medicines?|medications?|meds|pills?|tablets?|antidepressants?|ssris?|lithium|benzo\w*|opioids?|therapy|therapist"
    r"|psychiatrist|prescriptions?)"
)
_HAVE = r"(?:have|get|take|receive|try|use|do|start|continue|keep|go on|be treated|come (?:in|too)|treat|accept|see|safe|okay|ok|fine)"
_ASKED_FOR_YES = {
    "driving": r"\b(?:drive|driving|behind the wheel|take the wheel|take my (?:own )?car)\b",
    "insurance": rf"\b{_PLAN}\b[^?]*\b(?:cover|pay|reimburse|pick up)|\b(?:covered|paid|reimbursed|paga)\b[^?]*\b{_PLAN}\b",
    "children": rf"\b{_HAVE}\b[^?]*\b{_YOUNG}\b|\b{_YOUNG}[^?]*\b{_HAVE}\b",
    "pregnancy": rf"\b{_HAVE}\b[^?]*\b{_MOTHER}|\b{_MOTHER}[^?]*\b{_HAVE}\b",
    "stopping": rf"\b(?:stop|quit|skip|drop|come off|get off|give up|throw away|replace)\b[^?]*\b{_DAILY}\b",
    "supply": (
        r"\b(?:it|ketamine|infusions?|treat\w*|doses?|drip|medicines?|lozenges?|troches?)\b[^?]*"
        r"\b(?:at home|from home|by mail|mailed|shipped|delivered|to my (?:home|door|house))\b"
        r"|\b(?:take|give|inject)\b[^?]*\bmyself\b"
    ),
    "off-label": (
        r"^(?!.*(?:spravato|esketamine|anesth|anaesth|surg))(?=.*(?:\bFDA\b|\b(?:approved|cleared|licensed) (?:for|to treat)\b))"
        r"[^?]*\b(?:approved?|cleared?|licensed)\b[^?]*\?"
    ),
    "safety": rf"^\W*(?:and |so )?is {_IT} (?:really |completely |always )?(?:safe|harmless)(?: for (?:me|everyone|anyone))?\W*\?",
    "certainty": (
        rf"\b(?:will|does|is) {_IT} (?:really |always |surely )?(?:work|help|heal|last(?: forever)?|permanent|guaranteed)"
        r"(?: (?:for (?:me|everyone|everybody|anyone|good)|me))?\W*\?|\bwill i (?:get|feel) (?:better|well)\b"
    ),
}  # fmt: skip
# Questions that a 'no' makes a claim.
_ASKED_FOR_NO = {
    "driving": (
        r"\b(?:need|required?|necessary|have to|must|bring|want)\b[^?]*\b(?:driver|a ride|escort|somebody to (?:drive|take)"
        r"|some\s?one to (?:drive|take))"
        r"|\b(?:driver|ride home|escort)\b[^?]*\b(?:need(?:ed)?|required|necessary)\b"
    ),
    "supply": (
        r"\b(?:need|required?|have to have)\b[^?]*\bprescription\b|\bprescription\b[^?]*\b(?:needed|required|necessary)\b"
        r"|\b(?:have|need) to (?:come in|go to (?:a|the|your) (?:clinic|office)|see (?:a|the) doctor)\b"
    ),
}  # fmt: skip
_ASKED_FOR_YES_RULES = {kind: re.compile(pattern, re.I) for kind, pattern in _ASKED_FOR_YES.items()}
_ASKED_FOR_NO_RULES = {kind: re.compile(pattern, re.I) for kind, pattern in _ASKED_FOR_NO.items()}
# Heads and questions with the short answer that makes a claim of them, by kind: 'Driving: right after', 'Who can have it? Everyone'.
_ALLOWED = r"(?:yes|allowed|possible|available|accepted|welcome|no problem|fine|ok|okay|safe|of course|sure|included|on request)"
_SAFELY = rf"(?:{_ALLOWED}|right (?:after|away)|(?:on )?the same day|at once)"
_WHO = (
    r"who (?:can|may|should|is|will)\b[^?]*\b(?:(?:have|get|take|try|start)(?: (?:it|ketamine|this|an infusion|infusions?|treat\w+))?"
    r"|benefit|treated|helped|(?:it|ketamine) for)|candidates?"
    r"|suitable for|eligible|eligibility"
)
_ALL = r"(?:every(?:one|body)|any(?:one|body)|all|all ages|whoever wants)"
_LASTS = r"how long (?:does|will|do)\b[^?]*\b(?:last|work|hold|stay)\b[^?]*|how long it lasts|(?:effect|benefit|relief) lasts"
_EVER = r"(?:forever|for (?:good|life|ever)|permanently|a lifetime|for the rest of your life)"
_ILLNESS = r"(?:depression|mood|(?:chronic )?pain|ptsd|anxiety|ocd)"
_ILLNESSES = rf"{_ILLNESS}(?:(?:,|,? and) {_ILLNESS})*"
_SAID_SHORTLY: tuple[tuple[str, str, str], ...] = (
    ("driving", r"(?:driving|drive home|driving home)", _SAFELY),
    ("driving", r"(?:down ?time|recovery time)", r"(?:none|zero|no|not any)"),
    ("children", rf"(?:{_YOUNG}(?: and {_YOUNG})?|age limit)", rf"(?:{_ALLOWED}|none|no limit|from (?:age )?(?:\d|1[0-7]))"),
    ("pregnancy", rf"{_MOTHER}(?: and {_MOTHER})?", _ALLOWED),
    ("supply", r"(?:home use|use at home|at home|take home|ketamine at home)", _ALLOWED),
    ("insurance", r"(?:insurance|medicare|medicaid)", r"(?:accepted|covered|(?:covers|pays) (?:it|all|everything))"),
    ("stopping", rf"(?:other )?{_DAILY}", r"(?:not needed|no longer needed|(?:can|may) be (?:stopped|skipped))"),
    ("qualify", _WHO, _ALL),
    ("certainty", _LASTS, _EVER),
    ("off-label", r"(?:fda(?:[\s-]status)?|fda[\s-]approv\w+)", rf"(?:approved|yes|approved for {_ILLNESS})"),
    ("off-label", r"approved (?:for|to treat)", _ILLNESSES),
)  # fmt: skip
_SHORT_RULES = tuple(
    (kind, re.compile(rf"^\W*(?:{head})\W*$", re.I), re.compile(rf"^\W*{answer}\W*$", re.I))
    for kind, head, answer in _SAID_SHORTLY
)
# What turns such a question round, or asks for something that may well be so.
_OTHERWISE = re.compile(
    r"\b(?:not|n['’]t|never|no|avoid|wait(?:ing)?|reason|danger\w*|risk\w*|harm\w*|should (?:i|we) tell|tell you|next day|tomorrow"
    r"|day after|following day|talks?|calls?|video|visits?|consult\w*|form|along|with me)\b|\w+n['’]t\b",
    re.I,
)
# What the FDA did approve: then 'yes' is right.
_APPROVED_USE = re.compile(r"\b(?:an(?:a)?esth\w+|surg\w+|esketamine|spravato)\b", re.I)
_ONLY_TALKED = re.compile(r"\b(?:talks?|calls?|video|consult\w*|form|just ask)\b", re.I)
_REFUSES = re.compile(
    r"^\W*(?:no(?:pe|ne)?|nah|never|not (?:here|with us|needed|required|necessary|at all|really|any ?more|in the least)|skip it)\b",
    re.I,
)


def names_help(sentence: str) -> bool:
    """Tell whether the sentence names 911 or 988: it is never stopped."""
    return bool(_HELP.search(sentence))


def says_yes(answer: str) -> bool:
    """Tell whether `answer` agrees with the question before it."""
    return bool(_YES.match(answer))


def claim_of_answer(before: str, answer: str) -> dict[str, Any] | None:
    """Return the rule that a heading or question breaks together with the line after it; None where none is."""
    if not before:
        return None
    is_none = _NONE.match(answer) or _NEXT_TO_NONE.match(answer)
    if is_none and not _ABOUT_US.search(before):
        if any(p.match(before) for p in (_HARMS_HEAD, _HARMS_ASKED, _WRONG_ASKED, _EXCLUDES_HEAD)):
            return RISK_FREE
        if _OTHER_WAYS_HEAD.match(before):
            return _rule_of("despair")
        if _DEPENDENCE_HEAD.match(before) or _DEPENDENCE_ASKED.match(before):
            return ADDICTION
    for kind, head, short in _SHORT_RULES:
        if head.match(before) and short.match(answer):
            return _rule_of(kind)
    return _claim_by_kind(before, answer)


def _claim_by_kind(before: str, answer: str) -> dict[str, Any] | None:
    """Return the rule of the kind that a question is about, where its answer is the one that no reader may be given."""
    if not before.rstrip().endswith("?"):
        return None
    if _REFUSES.match(answer) and not _ONLY_TALKED.search(before):
        table = _ASKED_FOR_NO_RULES
    elif says_yes(answer) and not _OTHERWISE.search(before) and not _OTHERWISE.search(answer):
        table = _ASKED_FOR_YES_RULES
    else:
        return None
    for kind, pattern in table.items():
        if pattern.search(before) and not (kind == "off-label" and _APPROVED_USE.search(answer)):
            return _rule_of(kind)
    return None


def _rule_of(kind: str) -> dict[str, Any]:
    name, why, instead = KINDS[kind]
    return {"kind": name, "why": why, "instead": instead}
