"""Loads the sample's words for the search, from `texts/search.yaml`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from home.models import SearchWord

from ..described import Ref
from ..loader_values import Known, save_record, set_field
from ..markup import SampleTextError
from ..reading.lines import read_yaml
from ..reading.site import TEXTS

FILE = "search.yaml"
_MAY_HAVE = ("means", "page", "question", "fact")
_KINDS = {"page": "page", "question": "faq"}


def load_search_words(known: Known, folder: Path = TEXTS) -> int:
    """Make the words once; a clinic that has some of its own keeps them and gets none of ours.

    Args:
        known: the numbers of pages and questions.
        folder: where the texts are.

    Returns how many were made. Raises SampleTextError for a row without words, with an unknown field or key.
    """
    rows = read_yaml(folder / FILE, folder)
    if SearchWord.objects.exists():
        return 0
    for row in rows:
        row.check(("typed",), _MAY_HAVE)
        _make_word(row, known)
    return len(rows)


def _make_word(row: Any, known: Known) -> None:
    if not isinstance(row["typed"], list):
        raise SampleTextError(f"{FILE}: “typed” is a list: [one phrase, another].")
    word = SearchWord(typed="\n".join(str(phrase) for phrase in row["typed"]))
    for name in _MAY_HAVE:
        if name in row:
            value = Ref(_KINDS[name], row[name]) if name in _KINDS else row[name]
            set_field(word, name, value, known)
    save_record(word, str(row["typed"][0]))
