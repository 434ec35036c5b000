"""Brings a text into plain letters before it is read, so that no trick of writing hides a claim."""

from __future__ import annotations

import re
import unicodedata

# Letters of other alphabets that look like ours.
_LOOKS_LIKE = str.maketrans(
    "аеорсухіјѕԁһвкмнтАЕОРСУХІЈЅВКМНТαορνικτΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "aeopcyxijsdhbkmhtAEOPCYXIJSBKMHTaopviktABEZHIKMNOPTYX",
)
_MIXED = re.compile(r"\w*[A-Za-z]\w*")
_KEPT = "…™©®"
# 'F.D.A.' and 'F. D. A.': initials of two letters and more.
_INITIALS = re.compile(r"\b(?:[A-Z]\.\s?){2,}(?:[A-Z]\b\.?)?")
_ENDS = re.compile(r"\s+(?!Approv|Clear|Licen|Certif)[A-Z]|\s*$|\n")
_FDA = re.compile(r"\bF[\s\-·_/]D[\s\-·_/]A\b")
# 'c u r e', 'c-u-r-e': single letters with the same thing between them.
_SPACED = re.compile(r"(?<![\w])([A-Za-z])([ .\-_*·])(?:[A-Za-z]\2){2,}[A-Za-z](?![\w])")


def plain_letters(text: str) -> str:
    """Return `text` in plain letters: full-width and styled letters, accents, invisible characters, initials."""
    if not text.isascii():
        text = "".join(_plain_letter(c) for c in text)
        text = "".join(
            c
            for c in unicodedata.normalize("NFD", text)
            if unicodedata.category(c) not in ("Mn", "Me")
        )
        text = unicodedata.normalize("NFC", text)
        text = _MIXED.sub(lambda word: word[0].translate(_LOOKS_LIKE), text)
    text = _INITIALS.sub(_join_initials, text)
    text = _FDA.sub("FDA", text)
    return _SPACED.sub(_join_letters, text)


def _join_letters(found: re.Match[str]) -> str:
    letters = found[0].replace(found[2], "")
    # 'a c u r e': the first letter may be a word of its own.
    return f"{letters[0]} {letters[1:]}" if letters[0] in "AaI" else letters


def _plain_letter(c: str) -> str:
    if c.isascii() or c in _KEPT:
        return c
    category = unicodedata.category(c)
    if category == "Cf" or c in "\u034f\u115f\u1160\u3164\u00ad":
        return ""
    if category == "Zs":
        return " "
    if category[0] in "LN":
        return unicodedata.normalize("NFKC", c)
    return c


def _join_initials(found: re.Match[str]) -> str:
    letters = re.sub(r"[^A-Z]", "", found[0])
    if len(letters) < 2 or letters == "US":
        return found[0]
    after = found.string[found.end() :]
    trailing = " " if found[0].endswith(" ") else ""
    if found[0].rstrip().endswith(".") and _ENDS.match(trailing + after):
        return f"{letters}.{trailing}"
    return f"{letters}{trailing}"
