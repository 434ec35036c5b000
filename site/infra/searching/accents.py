"""Letters without their accents, so that a search finds a name however it is typed.

SQLite's index folds accents and PostgreSQL's does not. What has accents is therefore indexed once
more without them, and the same question has the same answer on both.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=4096)
def _fold_character(char: str) -> str:
    return unicodedata.normalize("NFKD", char)[0].lower()[0]


def fold_accents(text: str) -> str:
    """Return `text` in small letters without accents, each character in its old place."""
    return "".join(map(_fold_character, text))


def accented_words(text: str) -> str:
    """Return the words of `text` that have accents, written without them."""
    words = dict.fromkeys(WORD.findall(unicodedata.normalize("NFC", text)))
    # Most words have none, and those of plain letters alone need no look at each letter.
    folded = {word: fold_accents(word) for word in words if not word.isascii()}
    return " ".join(plain for word, plain in folded.items() if plain != word.lower())
