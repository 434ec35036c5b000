"""A small linear model that weighs how much a sentence reads like a claim. Its weights are data; it needs no library.

`tools/measuring/train_claims.py` makes the weights from the labelled sentences in `tests/review/sentences/trained`. It marks a
sentence for a look, stops it where it is very sure, and keeps a rule by kind from stopping what reads like a warning, a fact or
a denial. What it is worth stands in `docs/claims.md`.
"""

from __future__ import annotations

import json
from functools import cache, lru_cache
from pathlib import Path

from review.claims.features import find_features

WEIGHTS_FILE = Path(__file__).parent / "weights.json"
SHORTEST = 2  # words; fewer say nothing
# Sentences whose scores are kept: an editor's page is read again at each pause in the typing.
MOST_SCORES = 4_096


@cache
def _read_weights() -> tuple[float, dict[str, int], dict[str, float]]:
    stored = json.loads(WEIGHTS_FILE.read_text(encoding="utf-8"))
    return stored["bias"], stored["weights"], stored["thresholds"]


@lru_cache(maxsize=MOST_SCORES)
def score_sentence(sentence: str) -> float:
    """Return how much `sentence` reads like a claim: above zero, more than not."""
    bias, weights, _thresholds = _read_weights()
    found = find_features(sentence)
    return bias + sum(weights[name] * found[name] for name in found.keys() & weights.keys()) / 100


@cache
def known_words() -> frozenset[str]:
    """Return the words that the model has met more than once, in small letters."""
    return frozenset(name[2:] for name in _read_weights()[1] if name.startswith("w:"))


def read_threshold(name: str) -> float:
    """Return the score from which on something happens.

    'look' marks, 'stop' stops, 'short' is added to 'look' for a heading and for a sentence with its source; below 'veto' no
    rule by kind is heard, below 'calm' a rule of words only marks, and below 'silent' it says nothing.
    """
    return _read_weights()[2][name]
