"""Whether two names are one person's, as far as spelling can tell.

'John' and 'Joan' may be a couple at one telephone, 'Jonh' and 'John' are not: a slip of the finger is told from
another name by what fingers do (two letters change places, one is doubled, left out or its neighbour's).
"""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Final

# From which likeness on two first names are spelt alike ('Anm', 'Jon').
ALIKE: Final = 0.6
# In a shorter name one other letter inside makes another name ('Tim' and 'Tom', 'Maria' and 'Marina').
LONG_NAME: Final = 6
_KEYS: Final = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
# Words behind a name that make it another person's, or two people's.
_RELATIVES: Final = frozenset({
    "jr", "sr", "junior", "senior", "ii", "iii", "iv", "and", "son", "daughter", "wife", "husband", "mother",
    "father", "mom", "dad", "brother", "sister", "family", "for", "with", "&", "+", "y", "und", "et",
})  # fmt: skip
# Two people who stand in one line: 'Ann, Bob', 'Ann/Bob'.
_BETWEEN: Final = re.compile("[,;/&+]")
_PRONOUNS: Final = re.compile(
    r"\(?\b(?:she|he|they|ze)\s*/\s*\w+(?:\s*/\s*\w+)*\b\)?", re.IGNORECASE
)
_RANKS: Final = frozenset({"dr", "prof", "rev"})
_TITLES: Final = frozenset({"mr", "mrs", "ms", "miss", "mx"})
# What makes a name that of the other sex, or of another person: 'Paul' and 'Paula', 'Joseph' and 'Josephine'.
_OTHER_ENDS: Final = frozenset(
    {"a", "o", "la", "le", "na", "ne", "ina", "ine", "ella", "elle", "etta", "ette"}
)
# What Unicode doesn't take apart, and what people write for an umlaut.
_LETTERS: Final = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"}
)
_UMLAUTS: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})
_VOWELS: Final = frozenset("aeiouy")
_HYPHENS: Final = re.compile("[-\u2010-\u2015]")
_ACCENTS: Final = re.compile("[\u0300-\u036f'\u2019\u02bc`\u00b4]")


class Likeness(StrEnum):
    """How one fact about two people compares."""

    SAME = "same"
    SIMILAR = "similar"
    DIFFERS = "differs"
    UNKNOWN = "unknown"


def compare_names(before: str, after: str) -> Likeness:
    """Compare two names as people type them: capitals, accents, apostrophes, spaces, hyphens and full stops don't count.

    Alike are names whose first words begin alike or are spelt alike ('Ann' and 'Ann B.', 'Jon' and 'John').
    """
    one, other = _split_name(before), _split_name(after)
    if not one or not other:
        return Likeness.UNKNOWN
    if one == other or sorted(one) == sorted(other) or _join_name(one) == _join_name(other):
        return Likeness.SAME
    if {tuple(one), tuple(_split_umlauts(before))} & {tuple(other), tuple(_split_umlauts(after))}:
        return Likeness.SAME
    first, second = one[0], other[0]
    if first.startswith(second) or second.startswith(first):
        return Likeness.SIMILAR
    likeness = SequenceMatcher(None, first, second, autojunk=False).ratio()
    return Likeness.SIMILAR if likeness >= ALIKE else Likeness.DIFFERS


def completes_name(before: str, after: str) -> bool:
    """Tell whether one name is the other with words added ('Ann', 'Ann B.'; 'Ann Lee', 'Ann B. Lee').

    Not with words that name somebody else beside them ('Robert', 'Robert Jr.'; 'Ann', 'Ann and Bob', 'Ann, Bob').
    """
    short, long = sorted((before, after), key=lambda name: len(_split_hyphens(name)))
    words, more = _split_hyphens(short), _split_hyphens(long)
    added = more[len(words) :]
    if words != more[: len(words)]:
        # Inside, only initials.
        inside = [word for word in more if len(word) > 1]
        added = []
        if not words or words != [more[0], *inside[1:]] or len(more[0]) < 2:
            return False
    return not set(added) & _RELATIVES and not _BETWEEN.search(_PRONOUNS.sub("", long))


def is_respelt(before: str, after: str) -> bool:
    """Tell whether two names may be one that was spelt anew, where all else that was said stayed the same.

    More than a slip of the finger: a letter that was missing in a short name ('Jon', 'John'), its neighbour on the
    keyboard ('Anm', 'Ann'), a first name in full ('Rob', 'Robert'), a first name put before the last. A couple may
    be 'Mario' and 'Maria', 'John' and 'Joan', 'Mr. Lee' and 'Mrs. Lee': those are two people.
    """
    one, other = _split_name(before), _split_name(after)
    if (
        not one
        or not other
        or _BETWEEN.search(_PRONOUNS.sub("", before + after))
        or {*one, *other} & _RELATIVES
    ):
        return False
    if {one[0], other[0]} & _TITLES:
        return False
    if len(one) != len(other) and (set(one) < set(other) or set(other) < set(one)):
        return True
    least = min(len(one), len(other))
    pairs = [(a, b) for a, b in zip(one, other, strict=False) if a != b]
    return len(pairs) == 1 and one[1:least] == other[1:least] and _is_spelling(*pairs[0])


def _is_spelling(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    rest = long.removeprefix(short)
    if rest != long:
        return rest.isalpha() and rest not in _OTHER_ENDS
    if short[0] != long[0]:
        return False
    if len(long) == len(short) + 1:
        return short[-1] == long[-1] and any(
            long[:n] + long[n + 1 :] == short for n in range(1, len(long) - 1)
        )
    others = [(a, b) for a, b in zip(short, long, strict=False) if a != b]
    if len(short) != len(long) or len(others) != 1 or set(others[0]) <= _VOWELS:
        return False
    return _are_neighbours(*others[0])


def is_slip(before: str, after: str) -> bool:
    """Tell whether two names differ by one slip of the finger, in one of their words ('Jonh', 'Micheal')."""
    one, other = _split_name(before), _split_name(after)
    if not one or not other:
        return False
    least = min(len(one), len(other))
    slips = [(a, b) for a, b in zip(one, other, strict=False) if a != b]
    return one[:least] != other[:least] and len(slips) == 1 and _is_mistyped(*slips[0])


def _is_mistyped(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return _change_places(one, other) or _is_doubled(short, long) or _is_slip_inside(short, long)


def _change_places(one: str, other: str) -> bool:
    """Tell whether two neighbouring letters changed places.

    Not the first one ('Amy' and 'May'), nor a vowel at the end ('Carlo' and 'Carol', 'Christian' and 'Christina').
    """
    if len(one) != len(other) or one[0] != other[0]:
        return False
    places = [n for n, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    if len(places) != 2 or places[1] != places[0] + 1:
        return False
    first, second = places
    at_end = second == len(one) - 1
    if at_end and (one[first] in _VOWELS) != (one[second] in _VOWELS):
        return False
    return one[first] == other[second] and one[second] == other[first]


def _is_doubled(short: str, long: str) -> bool:
    """Tell whether a letter inside stands once here and twice there ('Jesica'); 'An' and 'Ann' too."""
    return len(long) == len(short) + 1 and any(
        long[n] == long[n + 1] and long[:n] + long[n + 1 :] == short for n in range(len(short))
    )


def _is_slip_inside(short: str, long: str) -> bool:
    """Tell whether a long name lacks a letter inside, or has its neighbour on the keyboard there."""
    if len(short) < LONG_NAME or short[0] != long[0] or short[-1] != long[-1]:
        return False
    if len(long) == len(short) + 1:
        return any(long[:n] + long[n + 1 :] == short for n in range(len(long)))
    if len(long) != len(short):
        return False
    others = [(a, b) for a, b in zip(short, long, strict=True) if a != b]
    return len(others) == 1 and _are_neighbours(*others[0])


def _are_neighbours(one: str, other: str) -> bool:
    """Tell whether two letters lie side by side on a keyboard, whose rows are each set off to the right."""
    places = sorted(
        (number, row.index(letter))
        for letter in (one, other)
        for number, row in enumerate(_KEYS)
        if letter in row
    )
    if len(places) != 2:
        return False
    (row, column), (lower_row, lower_column) = places
    if row == lower_row:
        return abs(column - lower_column) == 1
    return lower_row - row == 1 and column - lower_column in (0, 1)


def _join_name(words: list[str]) -> str:
    """Return a name without blanks and hyphens: 'Ann-Marie', 'Ann Marie' and 'AnnMarie' are one."""
    return _HYPHENS.sub("", "".join(words))


def _split_name(name: str) -> list[str]:
    spoken = _PRONOUNS.sub(" ", name)
    plain = unicodedata.normalize("NFKD", spoken.casefold()).translate(_LETTERS)
    plain = _ACCENTS.sub("", plain)
    words = [word for word in (part.strip(".,;") for part in plain.split()) if word]
    while len(words) > 1 and words[0] in _RANKS:
        del words[0]
    # 'Mr. Lee' may be Mrs. Lee's husband, 'Mr. Tom Lee' is Tom Lee.
    return words[1:] if len(words) > 2 and words[0] in _TITLES else words


def _split_umlauts(name: str) -> list[str]:
    """Return a name's words with umlauts written out: 'Jürgen' is 'Juergen', too."""
    return _split_name(unicodedata.normalize("NFC", name.casefold()).translate(_UMLAUTS))


def _split_hyphens(name: str) -> list[str]:
    """Return a name's words, those of a double last name each: 'Ann Baker-Carter' has three."""
    words = _split_name(name)
    return words[:1] + [part for word in words[1:] for part in _HYPHENS.split(word) if part]
