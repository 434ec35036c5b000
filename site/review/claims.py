"""Finds wording in a text that a clinical reviewer would stop, and says what to write instead."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import Any

from .claim_rules import RULES, Around, Rule, Severity, TakenBack
from .sentences import Sentence, is_asked, is_denied, is_quoted, is_rejected, split

# Nobody types so much into one field; what comes after is not worth a slow save.
LONGEST = 200_000
# A sentence that holds the same kind of words more often than this is no prose.
OFTEN = 8


@dataclass(frozen=True)
class Finding:
    """Words that can't stand as they are, the sentence around them, why, and what to say instead."""

    kind: Any
    words: str
    sentence: str
    why: Any
    instead: Any
    severity: Severity

    @property
    def stops(self) -> bool:
        """Whether the page can't be published with it."""
        return self.severity is Severity.STOP


def find_claims(text: str, *, cited: bool = False, page_cited: bool = False) -> list[Finding]:
    """Return what a reviewer would stop in `text`, in reading order.

    Parameters: `text`, plain words, one paragraph a line; `cited`, whether a source is named beside
    this text; `page_cited`, whether one is named anywhere on the page. Words that are denied, asked
    about or quoted in order to speak about them are no claims and are left out.
    """
    text = text[:LONGEST]
    found: list[Finding] = []
    for sentence in split(text):
        taken: list[tuple[int, int]] = []
        for rule in RULES:
            for start, end in _matches(rule, sentence):
                if any(start < e and s < end for s, e in taken):
                    continue
                around = Around(
                    sentence.text,
                    start,
                    end,
                    text[: sentence.start],
                    cited,
                    cited or page_cited,
                )
                severity = rule.weigh(around) if rule.weigh else rule.severity
                if severity is None:
                    continue
                taken.append((start, end))
                words = sentence.text[start:end]
                found.append(
                    Finding(rule.kind, words, sentence.text, rule.why, rule.instead, severity)
                )
    return found


def _matches(rule: Rule, sentence: Sentence) -> list[tuple[int, int]]:
    """Return where the rule's words are said in the sentence, and meant."""
    spots = [match.span() for match in islice(rule.pattern.finditer(sentence.text), OFTEN)]
    spots = [(start, end) for start, end in spots if not is_quoted(sentence.text, start, end)]
    if not spots or rule.taken_back is TakenBack.BY_NOTHING:
        return spots
    if is_asked(sentence.text):
        return []
    denies = is_denied if rule.taken_back is TakenBack.BY_NOT else is_rejected
    return [(start, end) for start, end in spots if not denies(sentence, start, end)]
