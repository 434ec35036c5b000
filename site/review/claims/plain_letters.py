"""Brings a text into plain letters before it is read, so that no trick of writing hides a claim."""

from __future__ import annotations

import re
import unicodedata

# Letters of other alphabets that look like ours: Cyrillic, Greek, Armenian, Cherokee.
_LOOKS_LIKE = str.maketrans(
    "аеорсухіјѕԁһвкмнтАЕОРСУХІЈЅВКМНТԛԝѵүпгҫαορνικτευγηχςϲϳΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹսօհոցզᎠᎡᎢᎪᏟᎬᎻᏚᏔᏴᏃᏙᏞᏢᎷ",
    "aeopcyxijsdhbkmhtAEOPCYXIJSBKMHTqwvynrcaopviktevynxccjABEZHIKMNOPTYXCuohngqDRTACEHSWBZVLPM",
)
# Small capitals, letters with hooks and curls, letters in black circles and squares, and flags: by their names.
_NAMED = re.compile(
    r"(?:LATIN (?:SMALL |CAPITAL )?LETTER (?:SMALL CAPITAL )?|NEGATIVE (?:CIRCLED|SQUARED) LATIN CAPITAL LETTER "
    r"|REGIONAL INDICATOR SYMBOL LETTER )([A-Z])(?: WITH [A-Z ]+)?$"
)
# What a right-to-left mark shows in the other order.
_TURNED = re.compile("[\u202e\u2067]([^\u202c\u2069\n]*)[\u202c\u2069]?")
_SIGNS = str.maketrans({"٪": "%", "−": "-", "⁃": "-", "💯": "100%"})
# 'cur3s', 'gu4r4ntee', 'zer0': figures for letters inside a word, or behind three letters; not 'B12', 'CYP3A4'.
_FIGURES = re.compile(r"(?<=[a-z])[0134@$!]+(?=[a-z])|(?<=[a-z]{3})[03$]+(?![\w.])")
_FIGURE_LETTERS = str.maketrans("0134@$!", "oieaasi")
# 'Zer0', 'CUR3', '$afe': read as the word of a rule that they stand for; '1' is an i or an l. No price or dose becomes one.
_DISGUISED = re.compile(
    r"(?<![\w$@])(?=[\w@$!]*[A-Za-z])(?=[A-Za-z]*[\d@$!])[\w@$!]*[A-Za-z\d$](?!\w)"
)
_DISGUISES = tuple(str.maketrans("013457@$!", f"o{one}eastas{one}") for one in "il")
_RULE_WORDS = re.compile(
    r"(?:zero|none|risks?|riskless|safe(?:ly|ty)?|harmless|sides?|effects?|free|cur(?:e|es|ed|ing|ative)|miracles?|miraculous"
    r"|guarantee(?:s|d|ing)?|proven|always|never|every(?:one|body)|permanent(?:ly)?|addict(?:ive|ing|ion)|dependence|approved"
    r"|ketamine|depression|relief|heal(?:s|ed|ing)?|effective|breakthrough|works?|completely|totally|absolutely|results?)",
    re.I,
)
# An answer that is a sign alone: behind a question or a head, or in a line of its own.
_YES_SIGNS, _NO_SIGNS = "👍👌✅✔☑🆗✓", "👎🚫❌✖✗✘⛔🙅∅⊘❎➖"
_SIGN_ANSWERS = re.compile(
    rf"(?:(?<=\?)[^\S\n]*|(?:^|(?<=[:—–→|]))[^\S\n]*(?=[{_YES_SIGNS}{_NO_SIGNS}♀♂ ]+[.!\ue000]*$))"
    rf"([{_YES_SIGNS}{_NO_SIGNS}])[{_YES_SIGNS}{_NO_SIGNS}♀♂]*",
    re.M,
)
_NO_WITH_NOUGHT = re.compile(r"\b([Nn])0\b")
_STARRED = re.compile(r"\b([Cc])[*#]r(?=e)")
_MIXED = re.compile(r"\w*[A-Za-z]\w*")
_UNCHANGED = "…™©®"
# 'F.D.A.' and 'F. D. A.': initials of two letters and more.
_INITIALS = re.compile(r"\b(?:[A-Z]\.\s?){2,}(?:[A-Z]\b\.?)?")
_ENDS = re.compile(r"\s+(?!Approv|Clear|Licen|Certif)[A-Z]|\s*$|\n")
_FDA = re.compile(r"\bF[\s\-·_/]D[\s\-·_/]A\b")
# 'FDA/approved', 'FDAapproved', 'FDA ✅ approved', 'FDA ✅'.
_FDA_SAYS = re.compile(
    r"\bFDA(?:\s*[^\w\s.,;:!?()\-\u2010-\u2015]+\s*|[._]|)(?=(?:approv|clear|licens)\w*)", re.I
)
_FDA_TICK = re.compile("\\bFDA\\s*[✅✔☑✓]\ufe0f?(?!\\s*(?:approv|clear|licens))", re.I)
_JOINED = re.compile(r"(?<=[A-Za-z])[_•·∙‧]+(?=[A-Za-z])")
# 'c u r e', 'c-u-r-e': single letters with the same thing between them.
_SPACED = re.compile(r"(?<![\w])([A-Za-z])([ .\-_*·•/|~+]{1,3})(?:[A-Za-z]\2){2,}[A-Za-z](?![\w])")


def plain_letters(text: str) -> str:
    """Return `text` in plain letters: full-width and styled letters, accents, invisible characters, initials."""
    if not text.isascii():
        text = _TURNED.sub(lambda turned: turned[1][::-1], text)
        text = "".join(_plain_letter(c) for c in text)
        text = "".join(
            c
            for c in unicodedata.normalize("NFD", text)
            if unicodedata.category(c) not in ("Mn", "Me")
        )
        text = unicodedata.normalize("NFC", text)
        text = _MIXED.sub(lambda word: word[0].translate(_LOOKS_LIKE), text)
        text = _SIGN_ANSWERS.sub(lambda sign: " Yes" if sign[1] in _YES_SIGNS else " No", text)
    text = _INITIALS.sub(_join_initials, text)
    text = _FDA.sub("FDA", text)
    text = _JOINED.sub(" ", _SPACED.sub(_join_letters, text))
    text = _FDA_TICK.sub("FDA approved", _FDA_SAYS.sub("FDA ", text))
    text = _DISGUISED.sub(_uncover_word, text)
    text = _FIGURES.sub(lambda found: found[0].translate(_FIGURE_LETTERS), text)
    return _STARRED.sub(r"\1ur", _NO_WITH_NOUGHT.sub(r"\1o", text))


def _join_letters(found: re.Match[str]) -> str:
    letters = found[0].replace(found[2], "")
    # 'a c u r e': the first letter may be a word of its own.
    return f"{letters[0]} {letters[1:]}" if letters[0] in "AaI" else letters


def _uncover_word(found: re.Match[str]) -> str:
    """Return the word of a rule that the figures and signs stand for, or what was found where it is none."""
    for disguise in _DISGUISES:
        plain = found[0].translate(disguise)
        if _RULE_WORDS.fullmatch(plain):
            return plain
    return found[0]


def _plain_letter(c: str) -> str:
    if c.isascii() or c in _UNCHANGED:
        return c
    category = unicodedata.category(c)
    # What shows nothing by itself, the colors of a hand included.
    if (
        category == "Cf"
        or c in "\u034f\u115f\u1160\u3164\u00ad\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"
    ):
        return ""
    if category == "Zs":
        return " "
    if category[0] not in "LNPS":
        return c
    plain = unicodedata.normalize("NFKC", c.translate(_SIGNS))
    named = _NAMED.match(unicodedata.name(plain, "")) if len(plain) == 1 else None
    if named and not unicodedata.decomposition(plain):
        return named[1] if category == "Lu" else named[1].lower()
    return plain


def _join_initials(found: re.Match[str]) -> str:
    letters = re.sub(r"[^A-Z]", "", found[0])
    if len(letters) < 2 or letters == "US":
        return found[0]
    after = found.string[found.end() :]
    trailing = " " if found[0].endswith(" ") else ""
    if found[0].rstrip().endswith(".") and _ENDS.match(trailing + after):
        return f"{letters}.{trailing}"
    return f"{letters}{trailing}"
