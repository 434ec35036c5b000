"""Trains the model of claims from the labelled sentences, and writes its weights and `docs/claims.md`.

Usage: `python tools/measuring/train_claims.py` (ten minutes); with `--keep` the thresholds stay as they stand in the file (two
minutes); with `--measure` the weights do, too. Nothing but the standard library: the same sentences give the same weights. Thresholds
are searched on guesses of models that have seen nothing by the hand that wrote the sentence: a writer's near twins would flatter them.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "site")]

# The apps stand in `site/`, which is on the path from here on.
from review.claims.features import find_features  # noqa: E402
from review.claims.model import WEIGHTS_FILE  # noqa: E402
from tests.review.labelled import Labelled, read  # noqa: E402
from tools.measuring.claim_thresholds import choose_thresholds, judge_sentence  # noqa: E402
from tools.measuring.linear_model import Row, fit_mean  # noqa: E402

PAGE = ROOT / "docs/claims.md"
BEGIN, END = "<!-- figures -->", "<!-- end of figures -->"
# The rules were made on this hand's sentences, and look better on them than they are.
FIRST = "first"
SMALLEST = 0.02  # weights below it change nothing


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


def name_hand(kind: str) -> str:
    """Return who wrote the sentences of a file of the training part."""
    return kind if kind.startswith("writer_") or kind == "third_hand" else FIRST


def fit_without_each_hand(
    hands: list[str], rows: list[Row], calm: list[Row]
) -> dict[str, Callable[[str], float]]:
    """Return for each hand but the first a scorer that has seen nothing which that hand wrote."""
    found = {}
    for hand in sorted(set(hands) - {FIRST}):
        others = [row for row, who in zip(rows, hands, strict=True) if who != hand]
        found[hand] = make_scorer(*fit_mean([*others, *calm]))
    return found


def make_scorer(bias: float, weights: dict[str, float]) -> Callable[[str], float]:
    """Return a function that scores a sentence by these weights."""
    return lambda text: bias + sum(weights.get(n, 0.0) * s for n, s in find_features(text).items())


def train_model(*, keeps_thresholds: bool) -> None:
    """Train and write the weights.

    Parameter: `keeps_thresholds`, whether those in the file stand; otherwise they are chosen on hands that were left out.
    """
    sentences = read("trained")
    rows = [(find_features(s.text), s.is_claim) for s in sentences]
    # The sample site was read against its sources, sentence by sentence: none of it is a claim.
    calm = [(find_features(text), False) for text in sample_sentences()]
    thresholds = (
        json.loads(WEIGHTS_FILE.read_text(encoding="utf-8"))["thresholds"]
        if keeps_thresholds
        else search_thresholds(sentences, rows, calm)
    )
    bias, weights = fit_mean([*rows, *calm])
    stored = {
        "sentences": len(rows),
        "bias": round(bias, 3),
        "thresholds": thresholds,
        # In hundredths: a third of the file.
        "weights": {n: round(w * 100) for n, w in sorted(weights.items()) if abs(w) >= SMALLEST},
    }
    text = json.dumps(stored, ensure_ascii=False, separators=(",", ":")).replace(',"', ',\n"')
    WEIGHTS_FILE.write_text(text + "\n", encoding="utf-8")


def search_thresholds(
    sentences: list[Labelled], rows: list[Row], calm: list[Row]
) -> dict[str, float]:
    """Return the thresholds that do best on hands that were left out."""
    hands = [name_hand(s.kind) for s in sentences]
    scorers = fit_without_each_hand(hands, rows, calm)
    judged = [
        judge_sentence(hand, s.text, s.is_claim, scorers[hand])
        for s, hand in zip(sentences, hands, strict=True)
        if hand != FIRST
    ]
    return choose_thresholds(judged)


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
    titles = {
        "blind": "Blind, by a fifth hand",
        "seventh": "Seventh, written before anything was changed",
        "eighth": "Eighth, written where the check is weak",
        "sixth": "Sixth, by the hand of the newest training sentences",
        "fresh": "Fresh, by another hand",
        "held_out": "Held out",
        "trained": "Made from",
    }
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
        train_model(keeps_thresholds="--keep" in sys.argv)
    write_figures()


if __name__ == "__main__":
    main()
