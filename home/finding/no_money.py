"""What is left of texts, entries and questions without words of money: nobody in danger is shown what it costs."""

from __future__ import annotations

import re
from dataclasses import replace

from .entry import SearchEntry
from .passages import Passage
from .question import AskedQuestion
from .stems import split_folded, stem_folded

# Stems, as `stem_folded` gives them; English and Spanish.
_WORDS = """
    afford bill charg cheap coinsur copay copayment cost deduct deposit discount dollar expens fee financ insur invoic medicaid
    medicar money paid pay payment payer price refund reimburs superbil tarif tarifa usd
    barat caro costar costo cuesta cuestan dinero factura gratis pagar pago precio presupuesto seguro
"""
_MONEY = frozenset(_WORDS.split())
_SUM = re.compile(r"[$€£]\s*\d|\d\s*[$€£]")
_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+")


def speaks_of_money(text: str) -> bool:
    """Tell whether a text has a word of money or a sum."""
    return bool(_SUM.search(text)) or any(_is_money(word) for word in split_folded(text))


def drop_money(text: str) -> str:
    """Return a text without its sentences that speak of money; the rows of a price table are one sentence."""
    return " ".join(part for part in _SENTENCE_END.split(text) if not speaks_of_money(part))


def ask_without_money(question: AskedQuestion) -> AskedQuestion:
    """Return a question without its words of money, so that nothing is found by them; its pins and facts go too."""
    terms = tuple(term for term in question.terms if not any(map(_is_stem, term.stems)))
    return replace(
        question,
        words=tuple(word for word in question.words if not _is_money(word)),
        terms=terms,
        asked=frozenset(stem for stem in question.asked if not _is_stem(stem)),
        pins=tuple(pin for pin in question.pins if terms),
        fact="",
        fact_named="",
    )


def clean_entry(entry: SearchEntry) -> SearchEntry | None:
    """Return an entry as somebody in danger may read it: its passages in their places, emptied of money; None where that is all it says.

    What is no page (an answer, a notice) leads to its words at once, so one that speaks of money goes as a whole.
    """
    if speaks_of_money(entry.title):
        return None
    whole = f"{entry.extra}" + "".join(f" {part.heading} {part.text}" for part in entry.passages)
    if not speaks_of_money(whole):
        return entry
    if not entry.page:
        return None
    kept = tuple(map(_clean_passage, entry.passages))
    if entry.passages and not any(passage.text for passage in kept):
        return None
    return replace(entry, passages=kept)


def _clean_passage(passage: Passage) -> Passage:
    if speaks_of_money(passage.heading):
        return Passage("", "", "")
    return replace(passage, text=drop_money(passage.text))


def _is_money(word: str) -> bool:
    return _is_stem(word) or _is_stem(stem_folded(word))


def _is_stem(stem: str) -> bool:
    return stem in _MONEY
