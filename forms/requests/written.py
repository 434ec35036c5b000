"""Telephone numbers and e-mail addresses as people write them: found among other words, which are kept.

'703-555-0123 (cell)', 'call 001 703 555 0123 please' and 'Ann <ann@example.com>' name one number or address
each. What else was written is a note for whoever calls: nothing of it is thrown away.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from phonenumbers import Leniency, PhoneNumberMatcher

from infra.phone_numbers import REGION, parse_phone, store_phone

NOTE_SUFFIX: Final = ":note"
# Nobody writes more of them beside one number.
MOST_NUMBERS: Final = 10
# '00' before a country's code, as most of the world dials it; from here one dials 011.
_ZEROS = re.compile(r"(?<![\d+])00(?=[\s.()-]*[1-9])")
_BARE = re.compile(r"\s*(?:\+\s*)?[(1-9][\d\s().-]{6,20}")
_NORTH_AMERICAN = re.compile(
    r"(?<!\d)(?:\+?1[\s.,_*/-]*)?\(?[2-9]\d{2}\)?[\s.,_*/-]*[2-9]\d{2}[\s.,_*/-]*\d{4}(?!\d)"
)
_VANITY = re.compile(r"(?<![\w])(?:\+?1[\s.-]*)?\(?8\d\d\)?[\s.-]*[A-Za-z0-9-]{7,10}(?!\w)")
# Four letters in the place of the last four digits: in capitals and joined, so that '703 555 cell' is none.
_LETTERS = re.compile(r"(?<!\w)(?:\+?1[\s.-]*)?\(?[2-9]\d\d\)?[\s.-]*[2-9]\d\d[.-][A-Z]{4}(?!\w)")
# Dots and strokes with which numbers are set off in print.
_SET_OFF: Final = str.maketrans(dict.fromkeys("•·∙・‧●~\\", "-"))
_LETTER_O = re.compile(r"(?<=[\d\s().-])[oO](?=[\d\s().-]*\d)|(?<=\d)[oO](?=\d)")
# Words before a number that say nothing but that a number follows. 'No' alone is one only with its full stop:
# 'no voicemail' must stay what it is.
_LABEL = re.compile(
    r"^(?:(?:tel|telephone|phone|ph|number|e-?mail|mailto)\b\s*(?:[:.#]\s*|$)"
    r"|(?:phone\s+)?(?:no|nr)\s*[.:#]\s*|#\s*)",
    re.IGNORECASE,
)
# The same before an address that stands for itself ('email ann@example.com').
_ADDRESS_LABEL = re.compile(r"^(?:e-?mail|mailto)\b\s*[:.#]?\s*", re.IGNORECASE)
_MARKS: Final = ' ,;:.-–—/|#<>"“”'
_QUOTES: Final = "<>()[]\"'“”„‘’«».,;:!?"
_MANY_DIGITS = re.compile(r"(?:\d[^\w]*){7}")
_ADDRESS = re.compile(r"[^\s<>()\[\],;:\"'@|]+@[^\s<>()\[\],;:\"'@|/?]+")
_FORMAT_CHARACTERS: Final = "\u200b\u200c\u200e\u200f\u2060\ufeff\u00ad"
_NO_FORMAT: Final = dict.fromkeys(map(ord, _FORMAT_CHARACTERS))
_SPELT_AT = re.compile(r"\s*[\[(]?\s*\bat\b\s*[\])]?\s*", re.IGNORECASE)
_SPELT_DOT = re.compile(r"\s*[\[(]?\s*\bdot\b\s*[\])]?\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Written:
    """What was understood: the value as it is stored, and the other words. '' where there is none."""

    value: str = ""
    note: str = ""


def note_key(key: str) -> str:
    """Return the key under which the note to the answer `key` is stored beside it."""
    return key + NOTE_SUFFIX


def with_note(text: str, note: object) -> str:
    """Return an answer with its note, as staff and the visitor read it."""
    return f"{text} – {note}" if text and note else text


def to_ascii(text: str) -> str:
    """Return `text`, character for character, with every kind of digit, dash, blank and bracket as in ASCII."""
    return text if text.isascii() else "".join(map(_plain_character, text))


def _plain_character(character: str) -> str:
    if character.isascii():
        return character
    if (digit := unicodedata.digit(character, None)) is not None:
        return str(digit)
    kind = unicodedata.category(character)
    if kind == "Pd" or character == "\u2212":
        return "-"
    if kind == "Zs" or character in _FORMAT_CHARACTERS:
        return " "
    folded = unicodedata.normalize("NFKC", character)
    return folded if len(folded) == 1 else character


def understand_phone(text: str) -> Written:
    """Return the first number in `text` that can be dialled ('+17035550199;ext=12') and the other words.

    A second number stays in the words. `value` is '' where there is none.
    """
    ascii_text = to_ascii(text.translate(_SET_OFF))
    if _BARE.fullmatch(ascii_text) and (number := parse_phone(ascii_text)):
        # Most people write a number and nothing else; the matcher takes three times as long.
        return Written(store_phone(number))
    # '00' becomes ' +', two characters for two, so that places in the text stay what they are.
    for searched in (_ZEROS.sub(" +", ascii_text), ascii_text):
        for match in PhoneNumberMatcher(searched, REGION, leniency=Leniency.POSSIBLE):
            if found := store_phone(match.number):
                start = match.start - (ascii_text[match.start - 1 : match.start + 1] == "00")
                return Written(found, _cut_rest(text, start, match.end))
    for pattern, searched in (
        (_NORTH_AMERICAN, ascii_text),
        (_VANITY, ascii_text),
        (_LETTERS, ascii_text),
        (_NORTH_AMERICAN, _LETTER_O.sub("0", ascii_text)),
    ):
        for hit in pattern.finditer(searched):
            number = parse_phone(re.sub(r"[_*,]", "-", hit.group()))
            if number is not None and (found := store_phone(number)):
                return Written(found, _cut_rest(text, hit.start(), hit.end()))
    return Written()


def understand_email(text: str) -> Written:
    """Return the first e-mail address in `text` and the other words. `value` is '' where there is none."""
    ascii_text = to_ascii(text)
    if ascii_text.strip().casefold().startswith("mailto:"):
        ascii_text = text = ascii_text.partition("?")[0]
    closed = re.sub(r"\s*([@.])\s*(?=\S)", r"\1", ascii_text.strip())
    whole = re.sub(r"\s+", "", _ADDRESS_LABEL.sub("", ascii_text.strip())).strip(_QUOTES)
    if whole.count("@") == 1 and "<" not in whole and is_address(whole) and _is_one_word(closed):
        return Written(whole)
    for searched, original in ((ascii_text, text), (closed, closed)):
        for hit in _ADDRESS.finditer(searched):
            address = hit.group().lstrip("./").rstrip(".!").removeprefix("mailto:")
            if not is_address(address):
                continue
            before = original[: hit.start()].strip()
            # 'ann lee@example.com' is rather an address with a blank too many: it is asked about, not guessed.
            if re.fullmatch(r"[\w.+-]+", before) and before.casefold() not in _BEFORE_ADDRESS:
                return Written()
            return Written(address, _cut_rest(original, hit.start(), hit.end()))
    return Written()


def list_emails(text: str) -> list[str]:
    """Return every e-mail address in a text."""
    found = (
        hit.group().strip(".").removeprefix("mailto:") for hit in _ADDRESS.finditer(to_ascii(text))
    )
    return [address for address in found if is_address(address)]


def list_phones(text: str) -> list[str]:
    """Return every number in a text that can be dialled."""
    found: list[str] = []
    written = understand_phone(text)
    # Each turn takes a number out of the words.
    while written.value and len(found) < MOST_NUMBERS:
        found.append(written.value)
        written = understand_phone(written.note)
    return found


def _is_one_word(closed: str) -> bool:
    """Tell whether nothing but an address was written, blanks around its '@' and dots not counted."""
    return len(_ADDRESS_LABEL.sub("", closed).split()) == 1


def is_address(text: str) -> bool:
    """Tell whether `text` is an e-mail address."""
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def suggest_email(text: str) -> str:
    """Return the address that somebody probably meant, or '': 'name@gmail,com', 'name at gmail dot com'."""
    guess = to_ascii(text).strip()
    if "@" not in guess:
        guess = _SPELT_AT.sub("@", guess, count=1)
    guess = _SPELT_DOT.sub(".", guess)
    guess = re.sub(r"\s+", "", _ADDRESS_LABEL.sub("", guess)).strip(_QUOTES)
    guess = re.sub(r"@{2,}", "@", guess)
    local, _at, domain = guess.partition("@")
    domain = re.sub(r"[,;:]+|\.{2,}", ".", domain)
    local = re.sub(r"\.{2,}|,+", ".", local).strip(".")
    if domain and "." not in domain:
        known = domain.casefold().removesuffix("com")
        domain = f"{known}.com" if known in _PROVIDERS else domain
    guess = f"{local}@{domain}"
    return guess if is_address(guess) else ""


_BEFORE_ADDRESS: Final = frozenset(
    {
        "email",
        "e-mail",
        "mail",
        "use",
        "write",
        "to",
        "at",
        "work",
        "home",
        "private",
        "personal",
        "mine",
    }
)
_PROVIDERS: Final = frozenset(
    {"gmail", "yahoo", "hotmail", "outlook", "icloud", "aol", "live", "msn", "proton", "comcast"}
)


def _cut_rest(text: str, start: int, end: int) -> str:
    """Return the words around what was found, without the punctuation that set it off.

    Where another number stands behind it, dots keep its place: 'cell … home 703-555-0199'.
    """
    before = " ".join(text[:start].translate(_NO_FORMAT).split()).lstrip(_MARKS)
    parts = [_trim_punctuation(_LABEL.sub("", before)), _trim_punctuation(text[end:])]
    gap = " … " if _MANY_DIGITS.search(to_ascii(text[end:])) else " "
    return gap.join(part for part in parts if part)


def _trim_punctuation(part: str) -> str:
    part = " ".join(part.translate(_NO_FORMAT).split()).strip(_MARKS)
    inner = re.fullmatch(r"[(\[]([^()\[\]]*)[)\]]?", part) or re.fullmatch(
        r"([^()\[\]]*)[)\]]", part
    )
    return inner.group(1).strip(" ,;:.") if inner else part
