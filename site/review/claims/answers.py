"""Claims that two lines make together: a heading with the line under it, a question with its answer."""

from __future__ import annotations

import re
from typing import Any

from review.claims.rules import ADDICTION, RISK_FREE

# Not a price ('$988'), a count ('988 patients'), a longer number or a part of a telephone number.
_HELP = re.compile(
    r"(?<![\d$€£])(?<![$€£]\s)(?<!\d{3}[\s.-])(?<!\d{3}\)\s)"
    r"9[\s.-]?(?:1[\s.-]?1|8[\s.-]?8)"
    r"(?!\d|\)?[\s.-]?\d{3}|[.,]\d|\s*(?:dollars|USD|%|patients|visits|infusions)(?!\w))",
    re.I,
)
_YES = re.compile(
    r"^\W*(?:yes|yeah|yep|absolutely|definitely|certainly|of course|it is|it does|they are|they do|we do|we can|you can"
    r"|you will|sure|totally|completely|indeed|correct|always|there (?:is|are)(?! no\b))\b|^\W*100\s?%",
    re.I,
)
_NONE = re.compile(
    r"^\W*(?:no(?:ne|pe)?|nah|nein|not any|not at all|nothing|zero|never|nil|0|n/a|it (?:is|does) not|it isn['’]t|it doesn['’]t"
    r"|there are none|you cannot|you can['’]t)"
    r"(?:\s+(?:at all|known|whatsoever|to speak of|reported|here|expected|that we know of))*\s*(?:[.!,;:—–-]|$)",
    re.I,
)
_HARMS = (
    r"(?:side[\s-]effects?|adverse (?:effects?|events?|reactions?)|risks?|dangers?|downsides?"
    r"|complications?|harms?|drawbacks?)(?![\s-]?free)"
)
_DEPENDENCE = r"(?:addict\w*|habit[\s-]forming|dependen\w+|misuse[ds]?|abuse[ds]?)"
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
_ABOUT_US = re.compile(
    r"\b(?:factors?|to (?:wait|my place|cancel\w*)|history|specialists?|service|price|cost|fee)",
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
    if not before or not _NONE.match(answer) or _ABOUT_US.search(before):
        return None
    if _HARMS_HEAD.match(before) or _HARMS_ASKED.match(before):
        return RISK_FREE
    if _DEPENDENCE_HEAD.match(before) or _DEPENDENCE_ASKED.match(before):
        return ADDICTION
    return None
