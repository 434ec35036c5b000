"""Chooses from which scores on the check of claims marks and stops, on sentences that the model has not seen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import product
from unittest.mock import patch

from review.claims import finding
from review.claims.finding import find_claims, is_heading

# At most so many right sentences of each hand are marked, and at least so many stops of all hands are right: a hand unlike
# these is more like the worst of them than like their mean.
MARKED, RIGHT_STOPS = 0.08, 0.965
NEVER = 1e9


@dataclass(frozen=True)
class Judged:
    """What rules and model say of one sentence, each by itself."""

    hand: str
    is_claim: bool
    is_short: bool
    score: float
    # Stopped whatever the model says; by rules of words; by rules of words or by kind.
    always: bool
    by_words: bool
    by_rules: bool
    # Marked at the least: whatever the model says; by rules of words; by rules of words or by kind.
    always_found: bool
    words_found: bool
    rules_found: bool
    # Whether the model may mark it: no question, no label, no way to help.
    may_mark: bool


def judge_sentence(hand: str, text: str, is_claim: bool, score: Callable[[str], float]) -> Judged:
    """Return what each part of the check says of `text`, which this hand wrote."""
    scores: list[float] = []

    def keep_score(sentence: str) -> float:
        scores.append(score(sentence))
        return 0.0

    def ask(**thresholds: float) -> tuple[bool, bool]:
        known = {"look": NEVER, "stop": NEVER, "short": 0.0, "silent": -1, **thresholds}
        with patch.multiple(
            finding, score_sentence=keep_score, read_threshold=lambda name: known[name]
        ):
            found = find_claims(text)
        return any(f.stops for f in found), bool(found)

    always, always_found = ask(veto=1, calm=1, silent=1)
    by_words, words_found = ask(veto=1, calm=-1)
    by_rules, rules_found = ask(veto=-1, calm=-1)
    _, with_marks = ask(veto=1, calm=1, silent=1, look=-1)
    return Judged(
        hand=hand,
        is_claim=is_claim,
        is_short=is_heading(text),
        score=max(scores, default=-NEVER),
        always=always,
        by_words=by_words,
        by_rules=by_rules,
        always_found=always_found,
        words_found=words_found,
        rules_found=rules_found,
        may_mark=with_marks and not always_found,
    )


# Three are no matter of shares: with higher ones a rule is softened where a sentence only sounds calm ('The word ‘cure’ is not too
# strong'). They are as low as the tricks of writing ask for (tests/review/claims/test_tricks.py). 'short' is for
# headings and sourced sentences, of which the labelled ones hold next to none.
FIXED = {"veto": -0.08, "calm": -0.8, "silent": -0.8, "short": 0.12}
# For each of the others, the shares of right sentences below it that are tried.
STEPS: dict[str, tuple[float, ...]] = {
    "stop": (0.999, 0.998, 0.996, 0.994, 0.992, 0.99, 0.988, 0.985),
    "look": (0.995, 0.99, 0.98, 0.97, 0.96, 0.95, 0.94, 0.93, 0.92),
}


def choose_thresholds(judged: list[Judged]) -> dict[str, float]:
    """Return the thresholds that stop and find most claims, of the worst hand above all, within the two limits."""
    right = sorted(j.score for j in judged if not j.is_claim)
    best: tuple[float, dict[str, float]] = (-1.0, {})
    for steps in product(*STEPS.values()):
        shares = dict(zip(STEPS, steps, strict=True))
        known = {name: right[int(share * (len(right) - 1))] for name, share in shares.items()}
        known |= FIXED
        best = max(best, (weigh_thresholds(judged, known), known), key=lambda pair: pair[0])
    if not best[1]:
        raise ValueError(
            "No thresholds keep within both limits: give more room, or mend the rules."
        )
    # A third figure would be chance.
    return {name: round(value, 2) for name, value in best[1].items()}


def weigh_thresholds(judged: list[Judged], known: dict[str, float]) -> float:
    """Return the shares of claims stopped and found, and found of the worst writer; below zero where a limit is broken."""
    tallies: dict[str, Tally] = {}
    for j in judged:
        stops, finds = _decide_sentence(j, known)
        tallies.setdefault(j.hand, Tally()).count(j.is_claim, stops, finds)
    hands = list(tallies.values())
    stopped, wrong = sum(t.stopped for t in hands), sum(t.right_stopped for t in hands)
    if stopped < RIGHT_STOPS * (stopped + wrong):
        return -1.0
    if any(t.right_found > MARKED * t.right for t in hands):
        return -1.0
    claims = sum(t.claims for t in hands)
    worst = min(t.found / t.claims for t in hands)
    return (stopped + sum(t.found for t in hands)) / claims + worst


def _decide_sentence(j: Judged, known: dict[str, float]) -> tuple[bool, bool]:
    """Return whether the check stops a sentence under these thresholds, and whether it finds it at all."""
    look = known["look"] + (known["short"] if j.is_short else 0.0)
    stops = (
        j.always
        or (j.by_words and j.score >= known["calm"])
        or (j.by_rules and j.score >= known["veto"])
        or (j.may_mark and j.score >= max(look, known["stop"]))
    )
    finds = (
        stops
        or j.always_found
        or (j.words_found and j.score >= known["silent"])
        or (j.rules_found and j.score >= known["veto"])
        or (j.may_mark and j.score >= look)
    )
    return stops, finds


@dataclass
class Tally:
    """How the check does on the sentences of one hand."""

    claims: int = 0
    right: int = 0
    stopped: int = 0
    found: int = 0
    right_stopped: int = 0
    right_found: int = 0

    def count(self, is_claim: bool, stops: bool, finds: bool) -> None:
        """Add what the check says of one sentence: a claim or a right one, stopped, found at all."""
        if is_claim:
            self.claims, self.stopped, self.found = (
                self.claims + 1,
                self.stopped + stops,
                self.found + finds,
            )
        else:
            self.right += 1
            self.right_stopped += stops
            self.right_found += finds
