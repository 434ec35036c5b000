"""Slips of the pen: which differences between two texts leave what is said as it was.

A word that nobody knows may become one that is known and looks like it; a small word may be put in or left out, a mark of
punctuation or a capital changed. One known word never becomes another one ('female' for 'male', 'esketamine' for
'ketamine'), nor may a word that weighs something, a number or a question change: whatever this can't tell goes to a reviewer.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from itertools import pairwise

from review.claims.model import known_words

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
# What may be put in or left out, but for numbers beside it; and what stands for one another.
_SMALL_WORDS = "a an the of to in at and is are it that this these which who as your our we so too also has have"
_SMALL = frozenset(_SMALL_WORDS.split())
_ALIKE_WORDS = """
    a an the | is are | was were | has have | do does | it its it's | this these | that which who | in on at
    your you're | their there they're | then than | to too
"""
_SAME_WORDS = tuple(frozenset(words.split()) for words in _ALIKE_WORDS.split("|"))
_OPPOSING = "un in de im ir il dis non mis re anti over under hyper hypo pre post ex intra inter infra supra sub super en out"
_BEGINNINGS = frozenset(_OPPOSING.split())
_ENDINGS = frozenset(("ful", "fully", "less", "lessly", "free"))
_STEM = 3  # letters that two words share before an opposite is suspected
_ALIKE = 0.7
_FORMS = ("s", "es", "ed", "d", "ing", "ly")  # endings of a known word
_WORD = re.compile(r"[^\s]+")
_DIGIT = re.compile(r"\d")
# What ends a word and means nothing beside a number; a dot, a dash or a sign before it does.
_LAST_MARKS = '.,;:!)]”"’'


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
    if count_questions(out) != count_questions(put) or numbers_in(out) != numbers_in(put):
        return False
    if _stands_at_number(out, put, around):
        return False
    old, new = (list(filter(None, map(strip_marks, words))) for words in (out, put))
    if len(old) == len(new):
        return all(is_slip(a, b) for a, b in zip(old, new, strict=True))
    if "".join(old) == "".join(new):
        return are_parted_wrongly(old, new)
    beside = (around[0][-len(out) :], around[1][: len(out)])
    if not put and any(old == [strip_marks(word) for word in words] for words in beside):
        return True  # written twice
    more, fewer = (old, new) if len(old) > len(new) else (new, old)
    rest = [word for word in more if word not in _SMALL]
    kept = [word for word in fewer if word not in _SMALL]
    if len(rest) != len(kept):
        return False
    pairs = zip(rest, kept, strict=True) if more is old else zip(kept, rest, strict=True)
    return all(is_slip(a, b) for a, b in pairs)


def count_questions(words: list[str]) -> int:
    """Return how many questions end in `words`: one that becomes a statement says something."""
    return sum("?" in word for word in words)


def numbers_in(words: list[str]) -> list[str]:
    """Return what holds a digit, with the marks before it: '.5' is another number than '5'."""
    return [word.rstrip(_LAST_MARKS) for word in words if _DIGIT.search(word)]


def _stands_at_number(out: list[str], put: list[str], around: tuple[list[str], list[str]]) -> bool:
    """Tell whether something was put in or left out beside a number: a dash makes a range or a loss of it."""
    if len(out) == len(put):
        return False
    beside = [*around[0][-1:], *around[1][:1]]
    return any(_DIGIT.search(word) for word in beside)


def are_parted_wrongly(old: list[str], new: list[str]) -> bool:
    """Tell whether only a blank was put right: 'ro om' became 'room', and not 'therapist' 'the rapist'."""
    weighs = any(word in _WEIGHTY or _DIGIT.search(word) for word in (*old, *new))
    return not weighs and not all(map(is_known, old)) and all(map(is_known, new))


def strip_marks(word: str) -> str:
    """Return a word in small letters without the marks around it."""
    return word.strip(".,;:!?()[]“”\"'‘’–—…").lower().replace("’", "'")


def is_known(word: str) -> bool:
    """Tell whether `word` is one of those that the check of claims knows, or a plain form of one."""
    known = known_words()
    stems = (word.removesuffix(end) for end in _FORMS if word.endswith(end))
    return not word or word in known or any(len(s) > _STEM and s in known for s in stems)


def is_slip(old: str, new: str) -> bool:
    """Tell whether `new` is `old` with a slip of the pen mended, or both are small words that stand for one another."""
    if old == new:
        return True
    if any(_DIGIT.search(word) or word in _WEIGHTY for word in (old, new)):
        return False
    if any({old, new} <= same for same in _SAME_WORDS):
        return True
    if not old or not new or are_opposites(old, new):
        return False
    if {f"{old}s", f"{new}s"} & {old, new}:
        return True  # one or several
    if old not in known_words() and is_swapped_or_doubled(old, new):
        return True
    alike = SequenceMatcher(None, old, new, autojunk=False).ratio() >= _ALIKE
    return alike and is_known(new) and not is_known(old)


def is_swapped_or_doubled(old: str, new: str) -> bool:
    """Tell whether two neighboring letters changed places, or one stands twice in one of the words."""
    if len(old) == len(new):
        differs = [at for at, (a, b) in enumerate(zip(old, new, strict=True)) if a != b]
        return len(differs) == 2 and differs[1] == differs[0] + 1 and sorted(old) == sorted(new)
    return _without_doubles(old) == _without_doubles(new)


def _without_doubles(word: str) -> str:
    return word[:1] + "".join(b for a, b in pairwise(word) if a != b)


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
