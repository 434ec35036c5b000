"""Reads English sentences as far as the check of claims needs it: where one ends, whether a word in it
is denied, asked about, or quoted.

These are rules of thumb. They lean towards silence where a sentence warns of a claim, and towards
speaking up where it might make one: a person decides in the end.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_END = re.compile(r"[.!?…]+[\"”’')\]]*(?=\s+[\"“‘'(\[]?[A-Z0-9])|\n+")
_ABBREVIATION = re.compile(r"\b(?:Dr|Mr|Ms|Mrs|St|vs|approx|e\.g|i\.e|U\.S|No|Fig|et al)\.$")
_QUOTED = (
    re.compile(r"“[^”]*”"),
    re.compile(r'"[^"\n]*"'),
    re.compile(r"‘(?:[^‘’\n]|’(?=\w))*’(?!\w)"),
    re.compile(r"(?<![\w'])'(?:[^'\n]|'(?=\w))*'(?!\w)"),
)
# Where a new thought begins, so that a 'not' before it says nothing about what follows.
_BREAK = re.compile(
    r"[;:—–()]|\s-\s|\b(?:but|however|although|though|yet|whereas|because)\b"
    r"|,\s+(?=(?:and\s+)?(?:ketamine|it|we|they|this|these|our|the|you|he|she|your)\b)",
    re.I,
)
_INTERJECTION = re.compile(r"^\W*(?:no|not at all|not so|yes)\s*[,.!]\s*", re.I)
# Words with a 'no' or 'not' in them that deny nothing.
_NO_DENIAL = re.compile(
    r"\bnot (?:only|just|merely)\b|\bnothing (?:but|short of)\b|\bno (?:doubt|question|wonder|matter)\b"
    r"|\bwithout (?:a |any )?(?:doubt|question)\b|\b(?:do not|don['’]t|never) (?:miss|wait|worry|hesitate)\b"
    r"|\bnever before\b|\bwhy not\b|\bif not\b"
    # 'We never stop until we cure you', 'it never fails to cure', 'we cannot help but cure'
    r"|(?:\bnever|\bnot|n['’]t) (?:\w+ ){0,2}(?:stop|rest|quit|settle|give up|let up|leave|finish|cease|sleep|tire|be done)\b"
    r"(?:[^.;!?]*?\b(?:until|till|before|unless)\b)?"
    r"|(?:\bnever|\bnot|n['’]t) (?:ever |yet )?(?:fail(?:s|ed)?|cease[sd]?) to\b|\b(?:cannot|can['’]t) (?:help but|go wrong)\b"
    r"|\bno (?:limits?|exceptions?|end)\b|\bwithout (?:exceptions?|fail|delay)\b"
    # 'No other clinic offers such a cure' boasts.
    r"|\bno (?:good )?reason (?:at all |whatsoever )?to (?:doubt|question|deny)\b"
    r"|\bwhy would (?:any\w+|you|some\w+) (?:doubt|question|deny)\b"
    r"|\bno other \w+|\b(?:nobody|no one|nothing|nowhere|none) else\b|\bunlike (?:no|any) other\b|\blike no other\b",
    re.I,
)
_NEGATOR = re.compile(
    r"\b(?:not|no|never|nobody|none|nothing|neither|nor|cannot|without|hardly|whether|unlike|isnt|doesnt)\b"
    r"|n['’]t\b|\b(?:far from|rather than|instead of|less than)\b",
    re.I,
)
# A sentence that speaks about a claim in order to reject it.
_REJECTS = re.compile(
    r"\b(?:myths?|untrue|misleading|mistaken|misconceptions?|beware|wary|distrust|skeptical|sceptical)\b"
    r"|\b(?:(?:that|who|which|ads|advertisements|clinics|websites) )(?:claim|promise|advertise)(?:s|d|ed)?\b"
    r"|\b(?:be careful|watch out|avoid|doubt|question|walk away)\b"
    r"|\b(?:wrong|false|dishonest|untruthful) to\b"
    r"|\b(?:do(?:es)? not|don['’]t|doesn['’]t|did not|didn['’]t) (?:mean|say|claim|prove|believe|promise|show|call)\b"
    r"|\b(?:never|cannot|can['’]t|must not|may not|should not|shouldn['’]t|will not|won['’]t) "
    r"(?:be )?(?:say|said|claim(?:ed)?|call(?:ed)?|promised?|guaranteed?|mean)\b"
    r"|\bno (?:\w+ ){0,2}(?:evidence|proof|stud(?:y|ies)|trials?|research|data|reason)\b"
    r"|\bif (?:an?|any|some|your|the) (?:\w+ )?\w+ (?:calls?|claims?|says?|promises?|offers?|guarantees?|tells?)\b"
    r"|\b(?:nobody|no one|no clinic|no doctor|none of us)\b|\brather than (?:say|call)ing\b",
    re.I,
)
# 'No clinic cures more people': the denial makes it a boast.
_NO_ONE_BEFORE = re.compile(
    r"\b(?:no(?: \w+){1,3}|nobody|no one|none(?: \w+){0,3}|nothing|never|not one \w+)(?: (?:ever|has|have|had|in \w+))*\s*$",
    re.I,
)
_MORE_AFTER = re.compile(
    r"^(?:\W+[\w’']+){0,6}?\W+(?:more|better|faster|quicker|sooner|safer|as (?:many|much|well|fast|often)|like (?:us|we"
    r"|ours?|this)|so (?:many|well|fast))\b",
    re.I,
)
# What a reader is told to do about somebody else's claim.
_CAUTION = re.compile(
    r"\b(?:be (?:careful|wary|cautious|sceptical|skeptical)|beware|watch out|think twice|walk away|look elsewhere|second opinion"
    r"|(?:red|warning) flags?|warning signs?|ask (?:for|why|how|what|them|it|to see|about)|leave|step back|stay away|keep away"
    r"|(?:do not|don['’]t) (?:trust|believe|sign|pay|go)|report (?:it|them)|question (?:it|them)|take care|run|hang up"
    r"|take your time|is a sign|close (?:it|the (?:page|tab|site))|click away)\b",
    re.I,
)
_SOMEBODY_ELSE = re.compile(
    r"\b(?:if|when|whenever|where|any(?:one|body)?|some(?:one|body)?|clinics?|ads?|advertisements?|websites?|providers?"
    r"|companies|company|they|people"
    r"|promises?|offers?|guarantees?|claims? (?:of|that))\b",
    re.I,
)
_WE_SAY = re.compile(r"\b(?:we|our|ours|us|i|my)\b", re.I)
# 'Other clinics can't cure you. We can.'
_OTHERS_BEFORE = re.compile(r"\b(?:other|others|most|elsewhere|they|everyone else|pills)\b", re.I)
_WE_DO = re.compile(
    r"\b(?:we|i|ketamine|ours) (?:can|do|does|will|did|could)(?!\s+not|n['’]t)\b", re.I
)
# Denied twice is said: 'It is not true that ketamine does not cure', 'It isn't false that it cures.'
_DENIED_TWICE = re.compile(
    r"(?:(?:\bnot|n['’]t) (?:true|right|correct|so|the case|believe|listen to|trust)|\b(?:untrue|false|wrong|incorrect|mistaken"
    r"|nonsense|a lie|a myth|never believe|nobody can (?:say|claim|deny)|no one can (?:say|claim|deny)))\b[^.;!?]*?"
    r"\b(?:that|says?|claims?|tells?|who|ketamine)\b[^,.;!?]*?(?:(?:\b(?:not|cannot|never|unable to|fail(?:s|ed)? to)|n['’]t)"
    r"(?: \w+){0,2}|\bno)\s*$"
    r"|(?:\bnot|n['’]t) (?:false|wrong|untrue|incorrect|a lie|a myth|an exaggeration|too much)\b[^.;!?]*?"
    r"\b(?:that|to say)\b[^,.;!?]*$",
    re.I,
)
_PROMISED = re.compile(r"guarant|promis", re.I)
_NOT_BEFORE = re.compile(r"(?:\bnot|\bnever|n['’]t)\s+(?:\w+\s+)?$", re.I)
# A word in quotation marks that is owned after all: "The word 'cure' is not too strong."
_OWNED = re.compile(
    r"\b(?:is|are)(?: not|n['’]t) too (?:strong|much|big|bold)\b|\b(?:is|are) (?:exactly |just )?the (?:right |only |best )?"
    r"(?:words?|terms?)\b"
    r"(?! (?:we|you) (?:avoid|never|do not|don['’]t))|\bfits?\b|\bis no exaggeration\b",
    re.I,
)
# Words that are spoken about, not used.
_SPOKEN_OF = re.compile(
    r"\b(?:words?|terms?|phrases?|labels?|wording|expressions?|sentences?|slogans?|claims?|myths?)\b"
    r"|\b(?:say|write|use)\b[^.]*\b(?:not|instead|never)\b|\b(?:not|never|nor|instead of|rather than"
    r"|n['’]t \w+)\W*(?:as |to be )?(?:an? |the )?\W*$",
    re.I,
)
_WE_CALL = re.compile(
    r"\b(?:we|i|us|our (?:\w+ )?(?:patients?|clients?|team|staff|doctors?|guests?)|(?:happy |many |most "
    r"|some )?patients?|clients?|reviewers|experts|doctors|scientists|researchers)"
    r" (?:\w+ ){0,2}(?:call|say|name|describe|think|consider|label|term|see|dub|love)(?:s|ed)?\b",
    re.I,
)
_DIRECTLY_DENIED = re.compile(
    r"(?:\b(?:not|never|hardly|cannot be)|n['’]t)\s+(?:\w+\s+){0,2}$"
    r"|\b(?:no|none|nothing|few|neither)(?:\s+(?!and\b)\w+){0,4}\s+(?:is|are|comes?)\s+$",
    re.I,
)
_REJECTED_AFTER = re.compile(
    r"\b(?:is|are|was|were|would be|sounds?)\s+(?:simply |just |plainly |also )?"
    r"(?:wrong|false|untrue|a myth|myths|misleading|mistaken|dishonest|not true|incorrect|unlikely"
    r"|an? (?:error|mistake|lie|slogan|advertisement|ad|warning(?: sign)?|red flag))\b"
    r"|\b(?:is|are|was|were)(?: not|n['’]t)\s+"
    r"(?:an?|the|what|possible|real|known|true|promised|offered|being|something|right|allowed|how|our)\b"
    r"|\b(?:does|do)(?: not|n['’]t) exist\b|\bshould(?: not|n['’]t) be\b|\bnot so\b",
    re.I,
)
_NEXT_REJECTS = re.compile(
    r"^\W*(?:(?:that|this|it|they|these|those|both|neither|all of this)\b[^.!?]{0,30}"
    r"\b(?:wrong|false|untrue|not true|myths?|mistaken|misleading|not so|incorrect)\b"
    r"|(?:it|that|this|they) (?:is|are|does|do|was|were|can|will)(?: not|n['’]t)\W*$"
    r"|(?:not so|not true|wrong|false|no|neither is true)\b)",
    re.I,
)
_ASKED = re.compile(
    r"^\W*(?:how (?:many|often|likely|much)|is|are|was|were|can|could|does|do|did|will|would|has|have|should|may|might)\b",
    re.I,
)
_OFFERED = re.compile(
    r"^\W*(?:do you (?:want|need|wish)|would you like|are you (?:ready|looking|tired))\b", re.I
)
LONGEST = 1_000  # characters; what goes on without a full stop for longer is read in pieces
_REACH = 14  # words over which a denial still reaches the word that it denies


@dataclass(frozen=True)
class Sentence:
    """One sentence of a text, and the one after it."""

    text: str
    start: int
    following: str = ""


def split_sentences(text: str) -> list[Sentence]:
    """Return the sentences of `text`, in order. A new line always begins a new one."""
    parts: list[tuple[int, str]] = []
    begin = 0
    for match in _END.finditer(text):
        if "\n" not in match[0] and _ABBREVIATION.search(text[begin : match.end()]):
            continue
        parts.append((begin, text[begin : match.end()]))
        begin = match.end()
    parts.append((begin, text[begin:]))
    kept = [(at + len(p) - len(p.lstrip()), p.strip()) for at, p in parts if p.strip()]
    kept = [(at + i, p[i : i + LONGEST]) for at, p in kept for i in range(0, len(p), LONGEST)]
    nexts = [p for _at, p in kept[1:]] + [""]
    return [Sentence(p, at, after) for (at, p), after in zip(kept, nexts, strict=False)]


def is_quoted(sentence: str, start: int, end: int) -> bool:
    """Tell whether the words are spoken about, not said: in quotation marks, with words around them.

    A quotation that is the whole sentence says what it says: “It cured me.” So does one that we use ourselves:
    we call it a “miracle cure”.
    """
    for pattern in _QUOTED:
        for quote in pattern.finditer(sentence):
            if quote.start() < start and end < quote.end():
                before, after = sentence[: quote.start()], sentence[quote.end() :]
                if len(re.findall(r"\w+", before + after)) < 2:
                    return False
                if _OWNED.search(after) and not _REJECTS.search(sentence):
                    return False
                said = _SPOKEN_OF.search(before) or _SPOKEN_OF.search(after)
                return bool(said) and not (_WE_CALL.search(before) and not _SPOKEN_OF.search(after))
    return False


def is_asked(sentence: str) -> bool:
    """Tell whether the sentence asks whether something is so."""
    return sentence.rstrip("\"”’') ").endswith("?") and bool(
        _ASKED.match(sentence) and not _OFFERED.match(sentence)
    )


def clause_before(sentence: str, start: int) -> str:
    """Return the part of the thought that comes before `start`."""
    before = _INTERJECTION.sub("", sentence[:start])
    return _BREAK.split(before)[-1]


def is_warning(sentence: str, start: int) -> bool:
    """Tell whether the sentence warns of somebody else who says so: 'If a clinic guarantees a cure, be careful.'"""
    if not _CAUTION.search(sentence) or not _SOMEBODY_ELSE.search(sentence):
        return False
    clause = re.split(r"[,;:—–]|\bbut\b", sentence[:start])[-1]
    return not _WE_SAY.search(clause)


def is_boasted(sentence: Sentence, start: int, end: int) -> bool:
    """Tell whether the denial owns the claim.

    It is of others ('Other clinics can't cure you. We can.'), of a clinic that promises too little, or denied itself.
    """
    before, words, after = (
        sentence.text[:start],
        sentence.text[start:end],
        sentence.text[end:],
    )
    if _DENIED_TWICE.search(before):
        return True
    if _OTHERS_BEFORE.search(before) and (
        _WE_DO.search(after) or re.match(r"\W*" + _WE_DO.pattern, sentence.following, re.I)
    ):
        return True
    warned = _CAUTION.search(sentence.text) and _SOMEBODY_ELSE.search(before)
    return bool(warned and _PROMISED.match(words) and _NOT_BEFORE.search(before))


def is_rejected(sentence: Sentence, start: int, end: int) -> bool:
    """Tell whether the sentence, or the next one, speaks of the words in order to reject them."""
    before, after = sentence.text[:start], sentence.text[end:]
    if _NO_ONE_BEFORE.search(before) and _MORE_AFTER.search(after):
        return False
    if is_boasted(sentence, start, end):
        return False
    if is_warning(sentence.text, start):
        return True
    return bool(
        _REJECTS.search(_BREAK.split(_NO_DENIAL.sub(" ", before))[-1])
        or re.match(r"\W*myth\b", before, re.I)
        or _DIRECTLY_DENIED.search(_NO_DENIAL.sub(" ", before))
        or _REJECTED_AFTER.search(after)
        or _NEXT_REJECTS.match(sentence.following)
    )


def is_denied(sentence: Sentence, start: int, end: int) -> bool:
    """Tell whether the sentence says that the words do not hold: 'no cure', 'nobody can promise'."""
    if is_rejected(sentence, start, end):
        return True
    if _NO_ONE_BEFORE.search(sentence.text[:start]) and _MORE_AFTER.search(sentence.text[end:]):
        return False
    if is_boasted(sentence, start, end):
        return False
    clause = _NO_DENIAL.sub(" ", clause_before(sentence.text, start))
    found = list(_NEGATOR.finditer(clause))
    return bool(found) and len(clause[found[-1].end() :].split()) <= _REACH
