"""Tells which sentences are in a language that the check of claims can't read: what no rule reads, a person reads."""

from __future__ import annotations

import re
import unicodedata

MOST_WORDS_OF_A_NAME = 2  # a name or a greeting in other letters says nothing yet
FEWEST_LETTERS = 6
FEWEST_WORDS = 4
_WORD = re.compile(r"[^\W\d_]+")
# Small words that one of our neighbours' languages needs in nearly every sentence and English and Spanish do not have,
# without their accents: French, German, Portuguese, Italian, Polish, Tagalog, Haitian, Vietnamese, Somali.
_SMALL = """
    une les des est sont vous nous votre vos avec dans pour cette ces sans tous toute plus aucun aucune ne
    der das und ist sind sie wir ihre ihr nicht ein eine einen mit fur ohne kein keine jeder
    voce voces nao sao uma seu sua nossa nosso com sem pela pelo nenhum nenhuma
    gli della delle dei che non sono questo questa nostra nostro vostra senza per
    jest nie sie dla przez jako lub oraz bez nasze wasza
    ang ng mga sa na po namin ninyo ito hindi walang ay kayo
    nou pou yo ak nan gen ou li tout san
    cua chung toi khong nay duoc cho quy thuoc benh nguoi
    waa iyo ka ku ee oo waxaan adiga
"""
_SMALL_WORDS = frozenset(_SMALL.split())
_ENGLISH_WORDS = """
    the a an and or of to in on at is are be it we you your our with for from by that this not no can will may as if when who has have
    do does
"""
_ENGLISH = frozenset(_ENGLISH_WORDS.split())
# Alphabets without blanks between words.
_UNPARTED = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "THAI", "LAO", "KHMER", "MYANMAR")


def is_unread_language(sentence: str) -> bool:
    """Tell whether `sentence` says something in a language for which there is neither rule nor model."""
    words = _WORD.findall(sentence)
    other = [word for word in words if not _is_latin(word[0])]
    parted = [word for word in other if not _is_unparted(word)]
    if (
        len(parted) > MOST_WORDS_OF_A_NAME
        or _count_letters(other) - _count_letters(parted) >= FEWEST_LETTERS
    ):
        return True
    small = [_without_accents(word.lower()) for word in words]
    known = sum(word in _ENGLISH for word in small)
    strange = {word for word in small if word in _SMALL_WORDS}
    return len(words) >= FEWEST_WORDS and len(strange) >= 2 and len(strange) > known


def _count_letters(words: list[str]) -> int:
    return sum(len(word) for word in words)


def _is_latin(letter: str) -> bool:
    return letter.isascii() or unicodedata.name(letter, "").startswith("LATIN")


def _is_unparted(word: str) -> bool:
    return unicodedata.name(word[0], "").startswith(_UNPARTED)


def _without_accents(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
