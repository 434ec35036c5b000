"""How hard a text is to read, as a US school grade."""

from __future__ import annotations

import re
from functools import cache

import pyphen

# What US health agencies ask for at most: most adults read a text of this grade without effort.
TARGET = 8
# Fewer sentences than these say nothing about a page.
ENOUGH_SENTENCES = 5

_END = re.compile(r"[.!?]+[\"”’')\]]*(?=\s|$)")
_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)?")


def measure_grade(text: str) -> float | None:
    """Return the grade of the sentences in `text` (Flesch and Kincaid, 1975), or None where there are few.

    Parameter: `text`, plain words, one paragraph a line. Lines without a full stop are headings or labels:
    no sentences, and left out.
    """
    sentences, words = 0, list[str]()
    for line in text.split("\n"):
        ends = len(_END.findall(line))
        if ends:
            sentences += ends
            words += _WORD.findall(line)
    if sentences < ENOUGH_SENTENCES or not words:
        return None
    count = sum(count_syllables(word.lower()) for word in words)
    return 0.39 * len(words) / sentences + 11.8 * count / len(words) - 15.59


@cache
def count_syllables(word: str) -> int:
    """Return the syllables of a word: by hyphenation, and by groups of vowels, whichever finds more.

    Hyphenation alone misses some ('about' is never divided), which would flatter a text.
    """
    vowels = len(re.findall(r"[aeiouy]+", word))
    if re.search(r"[^aeiouyl]e$|[^aeiouytd]es$|[^aeiouytd]ed$", word) and vowels > 1:
        vowels -= 1
    return max(len(_load_hyphenation().positions(word)) + 1, vowels, 1)


@cache
def _load_hyphenation() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="en_US")
