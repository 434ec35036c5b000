"""What the small model of claims sees of a sentence: words, pairs, threes, stems, pieces of words, families of words, what is denied."""

from __future__ import annotations

import math
import re
from itertools import pairwise

from review.claims.families import families_in
from review.claims.plain_letters import plain_letters

_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?|\d[\d.,]*|[%$?!:]")
_QUOTE = re.compile(r"[\"“”]|(?<!\w)['‘]|['’](?!\w)")
# Words that say nothing of the matter; they are kept in pairs only.
_COMMON_WORDS = "a an the of to in on at is are and or it that this with for by as be"
_COMMON = frozenset(_COMMON_WORDS.split())
STEM = 5  # letters that two forms of a word share: 'prescribe', 'prescription'
PIECES = (3, 4, 5)  # letters in a piece of a word
# How much a feature of each sort weighs before the whole is brought to length one. By 'n:' go words that are denied
# before them in the same clause, by 't:' three words in a row, by 'k:' two with one between them.
WEIGHTS = {
    "w:": 1.0, "s:": 0.8, "p:": 0.8, "f:": 1.2, "g:": 0.4, "c:": 0.2, "x:": 1.0, "n:": 0.8, "t:": 0.7, "k:": 0.5,
}  # fmt: skip
_CLAUSE = re.compile(r"[;:—–()?!.,]|\bbut\b|\bpero\b")
_DENYING_WORDS = (
    "not no never nobody none nothing neither nor cannot without don't doesn't isn't aren't can't won't wouldn't shouldn't"
    " didn't hasn't haven't ni nunca sin ninguna ningun tampoco"
)
_DENYING = frozenset(_DENYING_WORDS.split())


def split_words(sentence: str) -> list[str]:
    """Return the words of a sentence in small plain letters, every number as '0'."""
    plain = plain_letters(sentence).lower().replace("’", "'")
    return ["0" if word[0].isdigit() else word for word in _WORD.findall(plain)]


def denied_words(sentence: str) -> set[str]:
    """Return the words that come after a 'not' in their clause."""
    found: set[str] = set()
    for clause in _CLAUSE.split(sentence):
        denied = False
        for word in split_words(clause):
            if denied:
                found.add(word)
            denied = denied or word in _DENYING
    return found


def find_features(sentence: str) -> dict[str, float]:
    """Return the features of one sentence, each with its share; the squares of the shares add up to one."""
    words = split_words(sentence)
    seen = {f"w:{word}" for word in words if word not in _COMMON}
    seen.update(f"s:{word[:STEM]}" for word in words if len(word) > STEM)
    ends = ["^", *words, "$"]
    seen.update(f"p:{a} {b}" for a, b in pairwise(ends))
    seen.update(f"t:{a} {b} {c}" for a, b, c in zip(ends, ends[1:], ends[2:], strict=False))
    seen.update(f"k:{a}_{b}" for a, b in zip(words, words[2:], strict=False))
    seen.update(f"n:{word}" for word in denied_words(sentence))
    families = families_in(words)
    seen.update(f"f:{name}" for name in families)
    seen.update(f"g:{a}+{b}" for i, a in enumerate(families) for b in families[i + 1 :])
    if words:
        seen.update(f"f:^{name}" for name in families_in(words[:1]))
    text = f" {' '.join(words)} "
    seen.update(f"c:{text[i : i + n]}" for n in PIECES for i in range(len(text) - n + 1))
    if _QUOTE.search(sentence):
        seen.add("x:quoted")
    if sentence.isupper() or sentence.rstrip().endswith("!"):
        seen.add("x:loud")
    if len(words) <= 3:
        seen.add("x:short")
    total = math.sqrt(sum(WEIGHTS[name[:2]] ** 2 for name in seen)) or 1.0
    return {name: WEIGHTS[name[:2]] / total for name in seen}
