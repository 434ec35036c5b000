"""Trains the model of claims from the labelled sentences, and writes its weights and `docs/claims.md`.

Usage: `python tools/measuring/train_claims.py` (minutes), or with `--measure` for the figures alone. Nothing but the standard library: logistic regression by
stochastic gradients with a fixed order, so that the same sentences give the same weights.
"""

from __future__ import annotations

import json
import math
import os
import random
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "site")]

PAGE = ROOT / "docs/claims.md"
BEGIN, END = "<!-- figures -->", "<!-- end of figures -->"
EPOCHS, RATE, SHRINK, FOLDS = 10, 0.5, 0.0004, 5
SMALLEST = 0.06  # weights below it change nothing
RARE = 2  # pieces of words that stand in fewer sentences are left out

Row = tuple[dict[str, float], bool]


def fit_weights(rows: list[Row], seed: int = 1) -> tuple[float, dict[str, float]]:
    """Return the bias and the weights that tell the rows apart."""
    order, weights, bias = random.Random(seed), dict[str, float](), 0.0
    speed: dict[str, float] = {}
    rows = list(rows)
    for _epoch in range(EPOCHS):
        order.shuffle(rows)
        for shares, is_claim in rows:
            guess = bias + sum(weights.get(name, 0.0) * share for name, share in shares.items())
            miss = 1 / (1 + math.exp(-max(-30.0, min(30.0, guess)))) - is_claim
            bias -= 0.02 * miss
            for name, share in shares.items():
                slope = miss * share + SHRINK * weights.get(name, 0.0)
                speed[name] = speed.get(name, 0.0) + slope * slope
                step = RATE * slope / math.sqrt(speed[name] + 1e-6)
                weights[name] = weights.get(name, 0.0) - step
    return bias, {name: round(w, 3) for name, w in weights.items() if abs(w) >= SMALLEST}


def without_rare(rows: list[Row]) -> list[Row]:
    """Leave out the pieces of words that hardly ever stand: they are learnt by heart and help nobody."""
    count: dict[str, int] = {}
    for shares, _label in rows:
        for name in shares:
            count[name] = count.get(name, 0) + 1
    return [
        (
            {
                n: s
                for n, s in shares.items()
                if n[:2] not in ("c:", "g:", "p:") or count[n] >= RARE
            },
            label,
        )
        for shares, label in rows
    ]


def sample_sentences() -> list[str]:
    """Return the sentences of the sample site's texts, each once."""
    from review.claims.sentences import split_sentences

    found: dict[str, None] = {}
    for file in sorted((ROOT / "site/sample/texts").rglob("*.md")):
        for line in file.read_text(encoding="utf-8").splitlines():
            plain = re.sub(r"\[([^]]*)\]\([^)]*\)|\[\^?[\w, -]+\]|[*_`#>|]", r"\1", line).strip(
                " -"
            )
            if len(plain.split()) > 3 and not re.match(r"[\w-]+: |:::", plain):
                found.update(dict.fromkeys(s.text for s in split_sentences(plain)))
    return list(found)


def guess_unseen(rows: list[Row], calm: list[Row]) -> list[float]:
    """Return a guess for each row by a model that has not seen it (cross-validation)."""
    found = [0.0] * len(rows)
    places = list(range(len(rows)))
    random.Random(2).shuffle(places)
    for fold in range(FOLDS):
        out = set(places[fold::FOLDS])
        bias, weights = fit_weights(
            without_rare([*calm, *(row for i, row in enumerate(rows) if i not in out)])
        )
        for i in out:
            found[i] = bias + sum(weights.get(n, 0.0) * s for n, s in rows[i][0].items())
    return found


def choose_thresholds(unseen: list[float], labels: list[bool]) -> dict[str, float]:
    """Return from which scores on something happens, by how guesses on unseen sentences fell out."""
    good = sorted(
        (g for g, is_claim in zip(unseen, labels, strict=True) if not is_claim), reverse=True
    )
    bad = sorted(g for g, is_claim in zip(unseen, labels, strict=True) if is_claim)
    # Shares of right sentences that may be marked or stopped: the rules of words add theirs to it.
    chosen = {
        "look": good[int(0.07 * len(good))],
        "stop": good[int(0.008 * len(good))],
        "veto": good[int(0.35 * len(good))],
        # Below what nearly every claim reaches, nothing is stopped.
        "calm": bad[int(0.03 * len(bad))],
    }
    return {name: round(score, 3) for name, score in chosen.items()}


def train_model() -> None:
    """Train, choose the thresholds by cross-validation, write the weights."""
    from review.claims.features import find_features
    from review.claims.model import WEIGHTS_FILE
    from tests.review.labelled import read

    sentences = read("trained")
    rows = [(find_features(s.text), s.is_claim) for s in sentences]
    # The sample site was read against its sources, sentence by sentence: none of it is a claim.
    calm = [(find_features(text), False) for text in sample_sentences()]
    thresholds = choose_thresholds(guess_unseen(rows, calm), [s.is_claim for s in sentences])
    bias, weights = fit_weights(without_rare([*rows, *calm]))
    stored = {
        "sentences": len(rows),
        "bias": round(bias, 3),
        "thresholds": thresholds,
        "weights": dict(sorted(weights.items())),
    }
    text = json.dumps(stored, ensure_ascii=False, indent=0)
    WEIGHTS_FILE.write_text(text + "\n", encoding="utf-8")


def write_table(part: str) -> list[str]:
    """Return the figures of `part` as lines of a Markdown table, one a kind and one for all."""
    from tests.review.labelled import measure

    figures = measure(part)
    lines = [
        "| Kind | Claims | stopped | stopped or marked | Right sentences | stopped | stopped or marked |",
        "|---|---|---|---|---|---|---|",
    ]
    for kind, f in figures.items():
        lines.append(
            f"| {kind} | {f.claims} | {f.stopped} | {f.found} | {f.right} | {f.right_stopped} | {f.right_marked} |"
        )
    return lines


def write_figures() -> None:
    """Write both tables between the two marks of the page."""
    from tests.review.labelled import measure

    parts: list[str] = []
    titles = {"fresh": "Fresh, by another hand", "held_out": "Held out", "trained": "Made from"}
    for part, title in titles.items():
        f = measure(part)["all"]
        share = f"{f.stopped / (f.stopped + f.right_stopped):.1%} of stops right"
        parts += [
            f"### {title}: {f.claims + f.right} sentences",
            "",
            f"{share}; {f.stopped / f.claims:.1%} of claims stopped, {f.found / f.claims:.1%} found together; "
            f"{f.right_marked / f.right:.1%} of right sentences marked.",
            "",
            *write_table(part),
            "",
        ]
    before, _begin, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    PAGE.write_text("\n".join([before + BEGIN, "", *parts, END]) + after, encoding="utf-8")


def main() -> None:
    """Train unless only to be measured, then write the figures."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    import django

    django.setup()
    if "--measure" not in sys.argv:
        train_model()
    write_figures()


if __name__ == "__main__":
    main()
