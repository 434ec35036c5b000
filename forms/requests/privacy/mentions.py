"""A person's number, address or reference in what somebody else wrote.

'Please call my daughter, 703 555 0123' names a person whom no hash finds: the text is one of many words, and
encrypted. So every text of every request is opened and read once when somebody asks. What is found may be
one person's or another's: it is listed for staff, who decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Final

import phonenumbers
from django.db.models import F, Func, TextField
from django.utils.translation import gettext as _

from forms.requests.encryption import DecryptionError, decrypt
from forms.requests.models import Submission
from forms.requests.written import NOTE_SUFFIX, to_ascii

BATCH: Final = 500
# What stands between the digits of one number: never a line of other things.
MOST_BETWEEN: Final = 12
# A number without its area code, as people write it who live there.
LOCAL_DIGITS: Final = 7
_WORDS: Final = {
    "zero": "0", "oh": "0", "nought": "0", "o": "0", "one": "1", "two": "2", "three": "3", "four": "4",
    "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
}  # fmt: skip
_TIMES: Final = {"double": 2, "triple": 3}
_DIGIT = re.compile(
    r"\d|(?<![A-Za-z])[oO](?=[\W_]{0,3}\d)|\b(?:(?P<times>double|triple)\s+)?(?P<word>"
    + "|".join(_WORDS)
    + r"|(?<=double\s)\d|(?<=triple\s)\d)\b",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"[\W_]*(?:(?:dash|hyphen|minus|dot|point|space|area|code|then|and)\b[\W_]*)*", re.IGNORECASE
)
# Letters on the keys of a telephone: '703-555-CARE'.
_LETTERED = re.compile(r"(?<!\w)\(?\d{3}\)?[\s.-]*(?:\d{1,3}[\s.-]?)?[A-Z][A-Z0-9-]{2,9}(?!\w)")
_KEYS: Final = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")
_AT: Final = r"\s*(?:@|[\[({]?\s*\bat\b\s*[\])}]?)\s*"
# Fewer digits, or words for digits, than this write no number ('triple five, double oh, …' is the shortest way).
_LEAST_SIGNS: Final = 3
_SIGNS: Final = (*"0123456789", *(word for word in _WORDS if len(word) > 1))
_ABROAD: Final = ("", "00", "011")
_EXTENSION = re.compile(r"\s*(?:;ext=|,?\s*(?:extension|ext|x)\b\.?\s*)\d{1,6}\b", re.IGNORECASE)
_DOT: Final = r"\s*(?:\.|[\[({]?\s*\bdot\b\s*[\])}]?)\s*"


@dataclass(frozen=True)
class Sought:
    """What is looked for: a number's digits as one dials them at home, its country's, an address, references."""

    digits: str = ""
    country: str = ""
    address: str = ""
    references: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.digits or self.address or self.references)


@dataclass(frozen=True)
class Mention:
    """One text of a request in which somebody is named: its question, and the text."""

    label: str
    text: str


@dataclass
class MentionedIn:
    """A request that names the person in what was written, earlier answers included.

    `corrected`: an earlier answer was their number or address, and nothing else.
    """

    number: int
    corrected: bool = False
    mentions: list[Mention] = field(default_factory=list)


@dataclass
class FoundMentions:
    """What reading every text gave. `unread` counts the requests whose key is missing."""

    requests: list[MentionedIn] = field(default_factory=list)
    unread: int = 0


def make_sought(phone: str = "", address: str = "", references: Iterable[str] = ()) -> Sought:
    """Return what to look for, from a number as it is stored ('+17035550123'), an address and references."""
    digits = country = ""
    if phone.startswith("+"):
        number = phonenumbers.parse(phone.partition(";")[0])
        digits = phonenumbers.national_significant_number(number)
        country = str(number.country_code)
    return Sought(digits, country, to_ascii(address).strip().casefold(), tuple(references))


def find_mentions(sought: Sought, *, without: Iterable[int] = ()) -> FoundMentions:
    """Read what every visitor wrote, and return where the person is named.

    Parameters: `without`, numbers of requests that are known to be the person's.
    """
    found = FoundMentions()
    if not sought:
        return found
    patterns = _make_patterns(sought)
    known = set(without)
    for number, schema, *stored in _read_rows():
        if number in known:
            continue
        try:
            answers, earlier = (None if one is None else decrypt(one) for one in stored)
        except DecryptionError:
            found.unread += 1
            continue
        former = list(_list_texts(schema, [earlier]))
        texts = dict.fromkeys([*_list_texts(schema, [answers]), *former])
        mentions = [one for one in texts if _find_spans(one.text, sought, patterns)]
        if mentions:
            corrected = any(_is_contact(one.text, sought) for one in former)
            found.requests.append(MentionedIn(number, corrected, mentions))
    return found


def _is_contact(text: str, sought: Sought) -> bool:
    """Tell whether a stored text is the number or the address, and nothing else."""
    if sought.address and text.strip().casefold() == sought.address:
        return True
    return bool(sought.digits) and text.partition(";")[0] == f"+{sought.country}{sought.digits}"


def take_out(value: Any, sought: Sought) -> Any:
    """Return JSON with the person's number, address and references replaced in every text of it."""
    patterns = _make_patterns(sought)

    def walk(part: Any) -> Any:
        if isinstance(part, str):
            return _cut_spans(part, _find_spans(part, sought, patterns))
        if isinstance(part, dict):
            return {key: walk(one) for key, one in part.items()}
        return [walk(one) for one in part] if isinstance(part, list) else part

    return walk(value)


def _cut_spans(text: str, spans: list[tuple[int, int]]) -> str:
    for start, end in sorted(spans, reverse=True):
        text = text[:start] + _("[taken out]") + text[end:]
    return text


def _read_rows() -> Iterator[tuple[Any, ...]]:
    """Yield number, questions and both encrypted columns, as they are stored, of every request."""
    raw = {
        f"{name}_stored": Func(
            F(name), template="%(expressions)s", output_field=TextField(null=True)
        )
        for name in ("form_data", "amendments")
    }
    rows = Submission.objects.order_by("pk").annotate(**raw)
    yield from rows.values_list("pk", "schema", *raw).iterator(chunk_size=BATCH)


def _list_texts(schema: list[dict[str, Any]], parts: Iterable[Any]) -> Iterator[Mention]:
    """Yield every text that was typed, with its question; fixed answers are none."""
    labels = {question["key"]: str(question.get("label", "")) for question in schema}
    for part in parts:
        yield from _walk_texts(part, labels, "")


def _walk_texts(part: Any, labels: dict[str, str], label: str) -> Iterator[Mention]:
    if isinstance(part, str):
        if part:
            yield Mention(label, part)
    elif isinstance(part, dict):
        for key, value in part.items():
            if key != "schema":
                yield from _walk_texts(
                    value, labels, labels.get(key.removesuffix(NOTE_SUFFIX), label)
                )
    elif isinstance(part, list):
        for value in part:
            yield from _walk_texts(value, labels, label)


def _make_patterns(sought: Sought) -> list[re.Pattern[str]]:
    """Return how an address and references may be written."""
    found = []
    local, _at, domain = sought.address.partition("@")
    if domain:
        inner = _DOT.join(map(re.escape, local.split(".")))
        outer = _DOT.join(map(re.escape, domain.split(".")))
        found.append(rf"(?<![\w.+-]){inner}{_AT}{outer}(?![\w-]|\.\w)")
    for reference in sought.references:
        first, last = reference.removeprefix("R-").split("-")
        found.append(rf"(?<!\w)(?:R[\s-]*)?{first}[\s-]*{last}(?!\w)")
    return [re.compile(pattern, re.IGNORECASE) for pattern in found]


def _find_spans(
    text: str, sought: Sought, patterns: list[re.Pattern[str]]
) -> list[tuple[int, int]]:
    """Return where a text names the person, as places in it."""
    plain = to_ascii(text)
    spans = [hit.span() for pattern in patterns for hit in pattern.finditer(plain)]
    if sought.digits:
        spans += _find_number(plain, sought)
    # One inside of another would be cut twice.
    ordered = sorted(set(spans))
    return ordered[:1] + [b for a, b in pairwise(ordered) if b[0] >= a[1]]


def _find_number(plain: str, sought: Sought) -> Iterator[tuple[int, int]]:
    digits = sought.digits
    local = digits[-LOCAL_DIGITS:] if len(digits) == 10 else ""
    if not _may_hold_number(plain, digits):
        return
    for run, places in _list_runs(plain):
        start = run.find(digits)
        if start >= 0:
            yield (
                _find_beginning(plain, run[:start], places, sought.country),
                _find_end(plain, places[start + len(digits) - 1][1]),
            )
        elif run == local:
            yield places[0][0], places[-1][1]
    for hit in _LETTERED.finditer(plain):
        dialled = re.sub(r"\D", "", hit.group().translate(_KEYS))
        if digits in dialled:
            yield hit.span()


def _may_hold_number(plain: str, digits: str) -> bool:
    """Tell quickly whether a text can hold the number: nearly none can, and a clinic's years of texts are read."""
    if plain[:1] == "+" and plain[1:].isdigit():
        return digits in plain
    folded = plain.casefold()
    return sum(map(folded.count, _SIGNS)) >= _LEAST_SIGNS


def _find_beginning(plain: str, before: str, places: list[tuple[int, int]], country: str) -> int:
    """Return where a number begins: with its country's code and the plus sign, where they stand before it."""
    if before not in [zeros + country for zeros in _ABROAD]:
        return places[len(before)][0]
    first = places[0][0]
    return first - 1 if plain[first - 1 : first] == "+" else first


def _find_end(plain: str, end: int) -> int:
    """Return where a number ends: behind its extension, where it has one."""
    extension = _EXTENSION.match(plain, end)
    return extension.end() if extension else end


def _list_runs(plain: str) -> Iterator[tuple[str, list[tuple[int, int]]]]:
    """Yield the digits that belong together, written as digits or as words, with the place of each."""
    run, end = "", 0
    places: list[tuple[int, int]] = []
    for hit in _DIGIT.finditer(plain):
        gap = plain[end : hit.start()]
        if run and (len(gap) > MOST_BETWEEN or not _BETWEEN.fullmatch(gap)):
            yield run, places
            run, places = "", []
        digit, times = _read_digit(hit)
        run += digit * times
        places += [hit.span()] * times
        end = hit.end()
    if run:
        yield run, places


def _read_digit(hit: re.Match[str]) -> tuple[str, int]:
    word = (hit["word"] or hit.group()).casefold()
    return _WORDS.get(word, word), _TIMES.get((hit["times"] or "").casefold(), 1)
