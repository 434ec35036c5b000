"""Chooses from which scores on the check of claims marks and stops, on sentences that the model has not seen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import product
from unittest.mock import patch

from review.claims import finding
from review.claims.finding import SHORT, find_claims

# At most so many right sentences marked, at least so many stops right; some room is left for hands unlike these.
MARKED, RIGHT_STOPS = 0.053, 0.97
NEVER = 1e9


@dataclass(frozen=True)
class Judged:
    """What rules and model say of one sentence, each by itself."""

    is_claim: bool
    is_short: bool
    score: float
    # Stopped whatever the model says; by rules of words; by rules of words or by kind.
    always: bool
    by_words: bool
    by_rules: bool
    words_found: bool
    rules_found: bool
    # Whether the model may mark it: no question, no label, no way to help.
    may_mark: bool


def judge_sentence(text: str, is_claim: bool, score: Callable[[str], float]) -> Judged:
    """Return what each part of the check says of `text`."""
    scores: list[float] = []

    def keep_score(sentence: str) -> float:
        scores.append(score(sentence))
        return 0.0

    def ask(**thresholds: float) -> tuple[bool, bool]:
        known = {"look": NEVER, "stop": NEVER, "short": 0.0, **thresholds}
        with patch.multiple(
            finding, score_sentence=keep_score, read_threshold=lambda name: known[name]
        ):
            found = find_claims(text)
        return any(f.stops for f in found), bool(found)

    always, _ = ask(veto=1, calm=1)
    by_words, words_found = ask(veto=1, calm=-1)
    by_rules, rules_found = ask(veto=-1, calm=-1)
    _, with_marks = ask(veto=1, calm=1, look=-1)
    return Judged(
        is_claim=is_claim,
        is_short=len(text.split()) <= SHORT,
        score=max(scores, default=-NEVER),
        always=always,
        by_words=by_words,
        by_rules=by_rules,
        words_found=words_found,
        rules_found=rules_found,
        may_mark=with_marks and not words_found,
    )


def choose_thresholds(judged: list[Judged]) -> dict[str, float]:
    """Return the thresholds that stop and find most claims within the two limits."""
    right = sorted(j.score for j in judged if not j.is_claim)

    def at(share: float) -> float:
        return right[min(len(right) - 1, int(share * len(right)))]

    best: tuple[float, dict[str, float]] = (-1.0, {})
    for veto, calm in product((0.7, 0.8, 0.9, 0.95, 0.98), (0.3, 0.5, 0.7, 0.8, 0.9)):
        for look, short, stop in product(
            (0.94, 0.955, 0.97, 0.98), (0.0, 0.2), (0.988, 0.991, 0.994, 0.997)
        ):
            known = {
                "look": at(look),
                "short": short,
                "stop": at(stop),
                "veto": at(veto),
                "calm": at(calm),
            }
            worth = _weigh_thresholds(judged, known)
            best = max(best, (worth, known), key=lambda pair: pair[0])
    if not best[1]:
        raise ValueError(
            "No thresholds keep within both limits: give more room, or mend the rules."
        )
    return {name: round(value, 3) for name, value in best[1].items()}


def _weigh_thresholds(judged: list[Judged], known: dict[str, float]) -> float:
    """Return the shares of claims stopped and found together; less than nought where a limit is broken."""
    claims = right = stopped = found = right_stopped = right_found = 0
    for j in judged:
        look = known["look"] + (known["short"] if j.is_short else 0.0)
        stops = (
            j.always
            or (j.by_words and j.score >= known["calm"])
            or (j.by_rules and j.score >= known["veto"])
            or (j.may_mark and j.score >= max(look, known["stop"]))
        )
        finds = (
            stops
            or j.words_found
            or (j.rules_found and j.score >= known["veto"])
            or (j.may_mark and j.score >= look)
        )
        if j.is_claim:
            claims, stopped, found = claims + 1, stopped + stops, found + finds
        else:
            right, right_stopped, right_found = (
                right + 1,
                right_stopped + stops,
                right_found + finds,
            )
    if right_found > MARKED * right or stopped < RIGHT_STOPS * (stopped + right_stopped):
        return -1.0
    return (stopped + found) / claims
