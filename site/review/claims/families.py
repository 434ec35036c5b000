"""Families of words that claims and their neighbours are made of, English and Spanish: what a small model can't learn alone."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

WORDS = Path(__file__).parent / "families.txt"


def read_families() -> dict[str, str]:
    """Return each family's words, by its name."""
    lines = WORDS.read_text(encoding="utf-8").splitlines()
    pairs = (line.partition(": ") for line in lines if line and not line.startswith("#"))
    return {name: words for name, _colon, words in pairs}


def _compile_family(words: str) -> re.Pattern[str]:
    parts = []
    for word in dict.fromkeys(words.split()):
        whole = word.endswith("=")
        parts.append(re.escape(word.rstrip("=")) + (r"(?![\w'])" if whole else ""))
    return re.compile(rf"(?<![\w'])(?:{'|'.join(parts)})")


_PATTERNS = {name: _compile_family(words) for name, words in read_families().items()}


def families_in(words: list[str]) -> list[str]:
    """Return the families that the words (in small plain letters, numbers as 0) belong to, each once."""
    found = {name for word in words for name in _families_of(word)}
    return [name for name in _PATTERNS if name in found]


@lru_cache(maxsize=20_000)
def _families_of(word: str) -> tuple[str, ...]:
    return tuple(name for name, pattern in _PATTERNS.items() if pattern.match(word))
