"""Slips of the pen: which differences between two texts leave what is said as it was.

A word may be mended (letters swapped, left out or doubled), a small word or a mark put in or taken out. A word that
weighs something may not change at all, nor may one become another word: whatever this can't tell goes to a reviewer.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher

# Words that turn a sentence round, or change how much, how often, how long or how sure.
_WEIGHTY_WORDS = (
    "not no never none nobody nothing neither nor without cannot can may might must should will would could always all "
    "every only most more less least many few some any safe safely safer unsafe risk risks before after until unless "
    "except if or ask stop avoid do don't doesn't isn't aren't can't won't shouldn't "
    "one two three four five six seven eight nine ten twelve twenty thirty forty half twice once double first second "
    "third second seconds minute minutes hour hours day days night week weeks month months year years mg ml "
    "often rarely seldom sometimes usually likely unlikely high higher low lower slower faster slow fast raise raises "
    "increase decrease better worse good bad strong weak stronger weaker start stop wait begin end yes up down on off"
)
_WEIGHTY = frozenset(_WEIGHTY_WORDS.split())
# What may be put in, left out or exchanged.
_SMALL_WORDS = (
    "a an the to of in at and is are was were be been it its that this these those which who with for by as your you "
    "we our us i he she they them their there here so too also then than have has had"
)
_SMALL = frozenset(_SMALL_WORDS.split())
_OPPOSING = "un in de im ir il dis non mis re anti over under hyper hypo pre post ex intra inter infra supra sub super en out"
_BEGINNINGS = frozenset(_OPPOSING.split())
_ENDINGS = frozenset(("ful", "fully", "less", "lessly", "free"))
_STEM = 3  # letters that two words share before an opposite is suspected
_SHORT = 4
_ALIKE = 0.7
_WORD = re.compile(r"[^\s]+")


def slips_between(old: str, new: str) -> list[str] | None:
    """Return the words that differ between two texts; None where the difference is more than slips of the pen."""
    first, second = _WORD.findall(old), _WORD.findall(new)
    changed: list[str] = []
    for kind, a, b, c, d in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        out, put = first[a:b], second[c:d]
        if not are_slips(out, put, (first[:a], first[b:])):
            return None
        changed += out + put
    return changed


def are_slips(out: list[str], put: list[str], around: tuple[list[str], list[str]]) -> bool:
    """Tell whether the words `out` became `put` by slips of the pen; `around` are the words before and from there on."""
    old, new = [strip_marks(word) for word in out], [strip_marks(word) for word in put]
    if "".join(old) == "".join(new):
        return True  # capitals, marks, blanks
    if len(old) == len(new):
        return all(is_slip(a, b) for a, b in zip(old, new, strict=True))
    if not put and old == [strip_marks(word) for word in around[0][-len(old) :]]:
        return True  # written twice
    if not put and old == [strip_marks(word) for word in around[1][: len(old)]]:
        return True
    more, fewer = (old, new) if len(old) > len(new) else (new, old)
    rest = [word for word in more if word not in _SMALL and word]
    kept = [word for word in fewer if word not in _SMALL and word]
    return len(rest) == len(kept) and all(is_slip(a, b) for a, b in zip(rest, kept, strict=True))


def strip_marks(word: str) -> str:
    """Return a word in small letters without the marks around it."""
    return word.strip(".,;:!?()[]“”\"'‘’–—…").lower().replace("’", "'")


def is_slip(old: str, new: str) -> bool:
    """Tell whether one word is the other one with a slip of the pen in it, or both are small words."""
    if old == new:
        return True
    if any(re.search(r"\d", word) or word in _WEIGHTY for word in (old, new)):
        return False
    if {old, new} <= _SMALL | {""}:
        return True
    if not old or not new or are_opposites(old, new):
        return False
    if sorted(old) == sorted(new):
        return True
    if max(len(old), len(new)) <= _SHORT and len(old) == len(new):
        return False  # 'last' and 'fast'
    return SequenceMatcher(None, old, new, autojunk=False).ratio() >= _ALIKE


def are_opposites(old: str, new: str) -> bool:
    """Tell whether two words differ in a beginning or an ending that turns the sense: 'unlikely', 'harmless'."""
    end = count_shared(old[::-1], new[::-1])
    heads = {old[: len(old) - end], new[: len(new) - end]}
    if end >= _STEM and heads <= _BEGINNINGS | {""}:
        return True
    begin = count_shared(old, new)
    tails = {old[begin:], new[begin:]}
    return begin >= _STEM and bool(tails & _ENDINGS) and tails <= _ENDINGS | {""}


def count_shared(old: str, new: str) -> int:
    """Return how many letters two words share from their beginning."""
    length = 0
    for a, b in zip(old, new, strict=False):
        if a != b:
            break
        length += 1
    return length
