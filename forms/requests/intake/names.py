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
    "father", "mom", "dad", "brother", "sister",
})  # fmt: skip
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
    first, second = one[0], other[0]
    if first.startswith(second) or second.startswith(first):
        return Likeness.SIMILAR
    likeness = SequenceMatcher(None, first, second, autojunk=False).ratio()
    return Likeness.SIMILAR if likeness >= ALIKE else Likeness.DIFFERS


def completes_name(before: str, after: str) -> bool:
    """Tell whether one name is the other with words added behind it ('Ann', 'Ann B.').

    Not with words that name somebody else beside them ('Robert', 'Robert Jr.'; 'Ann', 'Ann and Bob').
    """
    one, other = _split_name(before), _split_name(after)
    least = min(len(one), len(other))
    added = {*one[least:], *other[least:]}
    return one[:least] == other[:least] and not added & _RELATIVES


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
    plain = _ACCENTS.sub("", unicodedata.normalize("NFKD", name.casefold()))
    return [word for word in (part.strip(".,;") for part in plain.split()) if word]
