"""What a misspelt word was meant to be, out of the site's own words."""

from __future__ import annotations

from collections.abc import Mapping

from home.catalog import Trigrams

_NEAR = 40
SHORTEST = 4


class Speller:
    """Knows the words of a site. Made anew when one of them comes or goes."""

    def __init__(self, words: Mapping[str, int]) -> None:
        self._words = {
            word: n for word, n in words.items() if len(word) >= SHORTEST and not word.isdigit()
        }
        self._list = sorted(self._words)
        self._alike: Trigrams | None = None

    def mend_word(self, word: str) -> str:
        """Return the word of the site that `word` (folded, unknown) was meant to be; '' where none is near enough.

        One slip is forgiven in a short word, two in a long one. Of two that are as near, the more frequent one counts, and
        one with the same first letter before any other.
        """
        if len(word) < SHORTEST or len(word) > 30 or not word.isalpha():
            return ""
        best: tuple[tuple[int, int, int, str], str] | None = None
        for other in self._find_near(word):
            slips = count_slips(word, other)
            first = word[0] == other[0] or sorted(word[:2]) == sorted(other[:2])
            allowed = (
                (2 if len(word) >= 9 and first else 1)
                if first or _may_begin_otherwise(word, other)
                else 0
            )
            # Of four letters another one is another word ('cite', 'city'): only a missing, doubled or swapped one is a slip.
            if (
                not slips
                or slips > allowed
                or (len(word) == 4 == len(other) and sorted(word) != sorted(other))
            ):
                continue
            rank = (slips, int(not first), -self._words[other], other)
            if best is None or rank < best[0]:
                best = (rank, other)
        return best[1] if best else self._split_word(word)

    def _find_near(self, word: str) -> list[str]:
        if self._alike is None:
            self._alike = Trigrams(self._list)
        return [self._list[number] for _alike, number in self._alike.find_near(word, _NEAR)]

    def _split_word(self, word: str) -> str:
        """Return two words of the site that were written as one."""
        for end in range(3, len(word) - 2):
            head, tail = word[:end], word[end:]
            if (head in self._words or head == "off") and tail in self._words:
                return f"{head} {tail}"
        # Nothing is near: a long word that begins with one of ours ('questionnaire') is at least about it.
        return next(
            (word[:end] for end in range(len(word) - 1, 6, -1) if word[:end] in self._words), ""
        )

    def begins_word(self, start: str) -> list[str]:
        """Return the words of the site that begin with `start`, the most frequent first, at most five."""
        found = [word for word in self._words if word.startswith(start)]
        return sorted(found, key=lambda word: (-self._words[word], word))[:5]


def _may_begin_otherwise(word: str, other: str) -> bool:
    """Tell whether a word may be another one with its first letter wrong: people miss one ('nxiety') rather than take another.

    'horse' is not 'worse', nor 'catch' 'watch'; only in a long word nothing else is left that it could be.
    """
    return len(word) > 4 and (len(word) != len(other) or len(word) >= 7)


def count_slips(a: str, b: str) -> int:
    """Return how many letters were added, left out, changed or swapped between two words; 3 for 'many'."""
    if abs(len(a) - len(b)) > 2:
        return 3
    before: list[int] = []
    last = list(range(len(b) + 1))
    for i, left in enumerate(a, start=1):
        row = [i]
        for j, right in enumerate(b, start=1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (left != right))
            if i > 1 and j > 1 and left == b[j - 2] and a[i - 2] == right:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, last = last, row
    return min(3, last[-1])
