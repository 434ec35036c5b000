"""The words that reviewers watch beside the built-in rules: stopped, marked, or let pass."""

from __future__ import annotations

import re

from infra.content_version import Part
from infra.memory import memoize
from review.claims.finding import Finding
from review.claims.plain_letters import plain_letters
from review.claims.rule_types import Severity
from review.claims.sentences import is_denied, is_quoted, split_sentences
from review.models import WordRule

Watched = tuple[re.Pattern[str], WordRule]


def list_watched() -> list[Watched]:
    """Return the watched words with their patterns, read once until somebody changes them."""
    return memoize("review-watched-words", _read_watched, Part.CHECKS)


def _read_watched() -> list[Watched]:
    return [(_match_words(rule.words), rule) for rule in WordRule.objects.all()]


def _match_words(words: str) -> re.Pattern[str]:
    """Return a pattern of the words as they were typed: an asterisk stands for any ending, a space for any gap."""
    typed = re.escape(plain_letters(words)).replace(r"\*", r"\w*").replace(r"\ ", r"[\s-]+")
    return re.compile(rf"(?<!\w){typed}(?!\w)", re.I)


def apply_watched_words(text: str, found: list[Finding]) -> list[Finding]:
    """Return `found` without what a reviewer lets pass, and with what they want stopped or looked at in `text`."""
    watched = list_watched()
    if not watched:
        return found
    let_pass = [p for p, rule in watched if rule.strength == WordRule.Strength.PASS]
    kept = [f for f in found if f.by_model or not any(p.fullmatch(f.words) for p in let_pass)]
    kept = [f for f in kept if not (f.by_model and any(p.search(f.words) for p in let_pass))]
    added = [p_rule for p_rule in watched if p_rule[1].strength != WordRule.Strength.PASS]
    for sentence in split_sentences(plain_letters(text)):
        for pattern, rule in added:
            match = pattern.search(sentence.text)
            if match is None or is_quoted(sentence.text, *match.span()):
                continue
            if is_denied(sentence, *match.span()):
                continue
            stops = rule.strength == WordRule.Strength.STOP
            severity = Severity.STOP if stops else Severity.WARN
            kept.append(
                Finding(rule.kind, match[0], sentence.text, rule.why, rule.instead, severity)
            )
    return kept
