"""How the model of claims is trained and its thresholds chosen: the same sentences give the same, and '--keep' keeps."""

import json

import pytest

from tests.review.labelled import Labelled
from tools.measuring import train_claims
from tools.measuring.claim_thresholds import FIXED, MARKED, Judged, choose_thresholds

CLAIMS = [
    "Ketamine cures all sadness.",
    "You will be healed today.",
    "Ketamine heals sadness today.",
]
CALM = ["Park behind the house.", "The house is behind the church.", "Bring a list to the house."]


def judged(hand: str, is_claim: bool, score: float) -> Judged:
    """Return a sentence that no rule knows, with the score of a model that has not seen its hand."""
    by_rules = dict.fromkeys(
        ("always", "by_words", "by_rules", "always_found", "words_found", "rules_found"), False
    )
    return Judged(hand, is_claim, is_short=False, score=score, may_mark=True, **by_rules)


def test_the_thresholds_keep_the_worst_hand_within_the_limit_and_not_only_the_mean():
    plain = [judged("plain", False, -1 - n / 1000) for n in range(900)]
    bold = [judged("bold", False, n / 100) for n in range(100)]  # its right sentences sound bold
    claims = [judged(hand, True, n / 100) for hand in ("plain", "bold") for n in range(150)]
    known = choose_thresholds([*plain, *bold, *claims])
    marked = [j for j in bold if j.score >= known["look"]]
    assert 0 < len(marked) <= MARKED * len(bold)
    assert {name: known[name] for name in FIXED} == FIXED


def test_hands_that_no_thresholds_suit_are_an_error():
    right = [judged("odd", False, 1.0) for _n in range(10)]
    with pytest.raises(ValueError, match="mend the rules"):
        choose_thresholds([*right, judged("odd", True, 1.0)])


def test_keep_fits_the_weights_anew_and_keeps_the_thresholds(tmp_path, monkeypatch):
    file = tmp_path / "weights.json"
    thresholds = {"look": 0.5, "stop": 0.9}
    file.write_text(json.dumps({"thresholds": thresholds, "bias": 0, "weights": {"w:old": 1}}))
    sentences = [Labelled("writer_a", text, True) for text in CLAIMS]
    sentences += [Labelled("writer_b", text, False) for text in CALM]
    monkeypatch.setattr(train_claims, "WEIGHTS_FILE", file)
    monkeypatch.setattr(train_claims, "read", lambda part: sentences)
    monkeypatch.setattr(train_claims, "sample_sentences", list)
    train_claims.train_model(keeps_thresholds=True)
    first = file.read_text()
    stored = json.loads(first)
    assert stored["thresholds"] == thresholds and stored["sentences"] == 6
    assert "w:old" not in stored["weights"]
    assert stored["weights"]["w:sadness"] > 0 > stored["weights"]["w:house"]
    train_claims.train_model(keeps_thresholds=True)
    assert file.read_text() == first
