"""Words as a search compares them: folded, and without the endings that only grammar gives them.

'depressed' meets 'depression', 'addictive' meets 'addiction'. The rules are Porter's second ones for English
(snowballstem.org); a word of another language keeps most of its letters and so meets itself.
"""

from __future__ import annotations

from functools import lru_cache
from threading import Lock

import snowballstemmer

from infra.searching.accents import WORD, fold_accents

_stemmer = snowballstemmer.stemmer("english")
# One stemmer keeps the word it works on in itself, and a process answers in several threads.
_lock = Lock()
# Words that stand in every question. They narrow nothing, yet a title that has them is nearer to the question.
_SMALL_WORDS = """
    a about am an and any are as at be been being but by could d did do does doing don for from get gets getting give
    given go goes going got had has have having he her here him his how i if im in into is isn it its ive just know let like ll
    m may me might must my need of on or our out please re s say says shall she should so some t take takes tell than that
    the their them then there they thing things think this to us use ve very want was we were what when where which who why
    will with would you your
    actually also btw can doesn didn haven wasn won even ever folks guy guys gotta hello hey hi hmm kinda lol
    maybe ok okay really shouldn sorta thank thanks thx til till um until wonder wondering
    wouldn yall yeah yes
    a al como con cual cuando de del donde el ella en es esta este hay la las lo los me mi mis para pero por que se si sin su
    sus tengo tiene tienen un una y yo
    antes aceptan desea despues estoy favor gracias hacen hola muy necesito o pueden puede puedo quiero quisiera saber ser son soy
    tambien usted ustedes ya
"""
SMALL_WORDS = frozenset(_SMALL_WORDS.split())


@lru_cache(maxsize=20_000)
def stem_folded(word: str) -> str:
    """Return a folded word without its endings."""
    with _lock:
        return _stemmer.stemWord(word)


_DERIVED = (
    "ieti",
    "ious",
    "ment",
    "ation",
    "eti",
    "iti",
    "anc",
    "ant",
    "enc",
    "ent",
    "ous",
    "ist",
    "ic",
    "in",
    "al",
    "i",
    "a",
    "e",
)


@lru_cache(maxsize=20_000)
def find_root(stem: str) -> str:
    """Return what a stem has in common with its kin: 'safe' with 'safety', 'anxious' with 'anxiety'."""
    for ending in _DERIVED:
        if stem.endswith(ending) and len(stem) - len(ending) >= 3:
            return stem[: -len(ending)]
    return stem


def split_folded(text: str) -> list[str]:
    """Return the words of a text in small letters without accents, in their order."""
    return WORD.findall(fold_accents(text))


def stem_text(text: str) -> list[str]:
    """Return the stems of all words of a text, in their order."""
    return [stem_folded(word) for word in split_folded(text)]
