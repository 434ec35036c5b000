"""Words of a search: cleaning what was typed, comparing it with texts, and marking it in them.

The databases disagree about accents, plurals and quotes (SQLite folds accents, PostgreSQL does
not; PostgreSQL reads quotes, SQLite finds nothing). So what is typed is made into plain words
here, and both databases are asked the same simple question.
"""

from __future__ import annotations

import re
import unicodedata

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from infra.searching.accents import WORD, fold_accents

LONGEST_QUERY = 200
MOST_WORDS = 8
EXCERPT = 220
# Words that most pages hold. They narrow nothing, and asked for they would hide good answers.
_COMMON_WORDS = """
    a an and are as at be but by can do does for from has have how i if in is it its me my of on or
    our so that the their them there this to was we were what when where which who why will with
    you your
"""
# Where a source mark was, a page's plain text has a space in front of the full stop.
_GAP = re.compile(r" +([.,;:!?)](?:\s|$))")
_COMMON = frozenset(_COMMON_WORDS.split())


def clean_query(text: str) -> str:
    """Return what was typed without control characters, doubled spaces, and what is too long."""
    # Cut first, with room for what goes: 10,000 characters are not worth looking at.
    text = unicodedata.normalize("NFC", text[: LONGEST_QUERY * 4])
    text = "".join(" " if unicodedata.category(c)[0] in "CZ" else c for c in text)
    return " ".join(text.split())[:LONGEST_QUERY].strip()


def query_words(text: str) -> list[str]:
    """Return the words to search for, in small letters: at most eight, common ones left out.

    A query of common words only ('who are you') keeps them.
    """
    found = list(dict.fromkeys(word.lower() for word in WORD.findall(text)))
    significant = [word for word in found if fold_accents(word) not in _COMMON]
    return (significant or found)[:MOST_WORDS]


def words_of(text: str) -> list[str]:
    """Return all words of a text, folded."""
    return WORD.findall(fold_accents(text))


def stem_word(word: str) -> str:
    """Return a folded word without the ending of its plural."""
    word = fold_accents(word)
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3]
    if len(word) > 4 and word.endswith(("ses", "xes", "ches", "shes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def list_variants(word: str) -> list[str]:
    """Return a word as typed and without accents, in singular and plural."""
    folded, base = fold_accents(word), stem_word(word)
    forms = [word, folded, base, base + "s", base + "es"]
    if base.endswith("y") or folded.endswith("ies"):
        root = base[:-1] if base.endswith("y") else base
        forms += [root + "y", root + "ies"]
    return list(dict.fromkeys(forms))


def _find_spans(text: str, stems: list[str]) -> list[tuple[int, int]]:
    """Return where words of `text` begin with one of the stems; short stems must be the word."""
    spans = []
    for match in WORD.finditer(fold_accents(text)):
        word = match[0]
        if any(
            word == s or stem_word(word) == s or (len(s) > 2 and word.startswith(s)) for s in stems
        ):
            spans.append(match.span())
    return spans


def mark_words(text: str, words: list[str]) -> SafeString:
    """Return `text` as HTML with the words that were searched for in `<mark>`.

    Every piece is escaped before the marks are put around it.
    """
    text = unicodedata.normalize("NFC", text)
    parts, last = [], 0
    for start, end in _find_spans(text, [stem_word(word) for word in words]):
        parts += [escape(text[last:start]), f"<mark>{escape(text[start:end])}</mark>"]
        last = end
    return mark_safe("".join([*parts, escape(text[last:])]))


def cut_excerpt(text: str, words: list[str], size: int = EXCERPT) -> SafeString:
    """Return the part of `text` that has most of the words, as HTML with marks.

    Without a match it is the beginning. Cut at words, with an ellipsis where something is left out.
    """
    text = _GAP.sub(r"\1", unicodedata.normalize("NFC", " ".join(text.split())))
    start = _best_start(text, [stem_word(word) for word in words], size)
    end = min(len(text), start + size)
    if end < len(text):
        end = max(text.rfind(" ", start, end), start + size // 2)
    piece = text[start:end].strip()
    before, after = ("… " if start else ""), (" …" if end < len(text) else "")
    return mark_safe(f"{before}{mark_words(piece, words)}{after}")


def _best_start(text: str, stems: list[str], size: int) -> int:
    spans = _find_spans(text, stems)
    if not spans or len(text) <= size:
        return 0
    folded = fold_accents(text)

    def different(start: int) -> int:
        """How many of the stems are in the window that begins at `start`."""
        seen = {folded[a:b] for a, b in spans if start <= a and b <= start + size}
        return sum(any(word.startswith(s) for word in seen) for s in stems)

    # A few words of lead-in make the excerpt readable.
    starts = [max(0, a - 60) for a, _b in spans[:40]]
    best = max(starts, key=lambda start: (different(start), -start))
    return 0 if best == 0 else text.find(" ", best) + 1


def split_trigrams(text: str) -> frozenset[str]:
    """Return the groups of three letters in a folded text, its ends included."""
    padded = f"  {' '.join(words_of(text))} "
    return frozenset(padded[i : i + 3] for i in range(len(padded) - 2))
