"""A small linear model that weighs how much a sentence reads like a claim. Its weights are data; it needs no library.

`tools/measuring/train_claims.py` makes the weights from the labelled sentences in `tests/review/sentences/trained`. It never
stops anything: it marks a sentence for a look, and it keeps a rule by kind from stopping what reads like a warning,
a fact or a denial. What it is worth stands in `docs/claims.md`.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from review.claims.features import find_features

WEIGHTS_FILE = Path(__file__).parent / "weights.json"
SHORTEST = 2  # words; fewer say nothing


@cache
def _read_weights() -> tuple[float, dict[str, float], dict[str, float]]:
    stored = json.loads(WEIGHTS_FILE.read_text(encoding="utf-8"))
    return stored["bias"], stored["weights"], stored["thresholds"]


def score_sentence(sentence: str) -> float:
    """Return how much `sentence` reads like a claim: above nought more than not."""
    bias, weights, _thresholds = _read_weights()
    return bias + sum(
        share * weights.get(name, 0.0) for name, share in find_features(sentence).items()
    )


def read_threshold(name: str) -> float:
    """Return the score from which on something happens: 'look' (marked), 'veto' (below it no rule by kind stops)."""
    return _read_weights()[2][name]
