"""Finds wording in a text that a clinical reviewer would stop, and says what to write instead."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from django.utils.translation import gettext_lazy as _

from review.claims.answers import claim_of_answer, names_help, says_yes
from review.claims.kind_rules import KIND_RULES
from review.claims.model import SHORTEST, read_threshold, score_sentence
from review.claims.plain_letters import plain_letters
from review.claims.rule_types import HEADING, Around, Rule, Severity, TakenBack
from review.claims.rules import RULES
from review.claims.sentences import (
    Sentence,
    is_asked,
    is_boasted,
    is_denied,
    is_quoted,
    is_rejected,
    split_sentences,
)
from review.claims.weighing import tells_outcome

# Nobody types so much into one field; what comes after is not worth a slow save.
LONGEST = 200_000
# A sentence that holds the same kind of words more often than this is no prose.
OFTEN = 8
# So many words without a stop behind them are a heading: it gives the model little to go by, which has to be surer.
SHORT = 6
# What parts a word from what is said of it: 'Risks: none', 'Risks → none'.
_HEAD_END = re.compile(r":|\s[—–→|=-]+>?\s")
# Stands where a source is named. A private character: nobody types it.
MARK = "\ue000"


@dataclass(frozen=True)
class Finding:
    """Words that can't be published as they are, the sentence around them, why, and what to say instead."""

    kind: Any
    words: str
    sentence: str
    why: Any
    instead: Any
    severity: Severity
    # Whether the model found it: the sentence as a whole, not these words.
    by_model: bool = False

    @property
    def stops(self) -> bool:
        """Whether the page can't be published with it."""
        return self.severity is Severity.STOP


def find_claims(
    text: str, *, cited: bool = False, page_cited: bool = False, heading: str = ""
) -> list[Finding]:
    """Return what a reviewer would stop in `text`, in reading order.

    Parameters: `text`, plain words, one paragraph a line, with `MARK` where a source is named; `cited`, whether
    sources are named for all of it; `page_cited`, whether one is named anywhere on the page; `heading`, the
    heading or the question that comes before it. Words that are denied, asked about or quoted in order to speak
    about them are no claims and are left out.
    """
    text, sources = _without_marks(plain_letters(text[:LONGEST]))
    found: list[Finding] = []
    sentences = split_sentences(text)
    before = plain_letters(heading).strip()
    asked = before
    for sentence in sentences:
        own = cited or _names_source(text, sentence, sources)
        around = Around(
            "", 0, 0, text[: sentence.start], own, own or page_cited, bool(sources) and not own
        )
        found += _in_sentence(sentence, around, _read_with_question(asked, sentence.text))
        asked = sentence.text
    for sentence in sentences:
        found += in_answer(before, sentence)
        head, *tail = _HEAD_END.split(sentence.text, maxsplit=1)
        if tail and tail[0].strip():
            found += in_answer(head, Sentence(tail[0].strip(), sentence.start))
        before = sentence.text
    return found


def _without_marks(text: str) -> tuple[str, list[int]]:
    """Return `text` without marks, and where they were."""
    parts = text.split(MARK)
    sources, at = list[int](), 0
    for part in parts[:-1]:
        at += len(part)
        sources.append(at)
    return "".join(parts), sources


def _names_source(text: str, sentence: Sentence, sources: list[int]) -> bool:
    """Tell whether a source is in the sentence, or behind the next one of the same paragraph."""
    end = sentence.start + len(sentence.text)
    line_end = text.find("\n", end)
    line_end = len(text) if line_end < 0 else line_end
    # The blank before the next sentence, that sentence, and a blank before its mark.
    reach = min(line_end, end + 1 + len(sentence.following) + 1)
    return any(sentence.start <= at <= reach for at in sources)


def _read_with_question(before: str, sentence: str) -> str:
    """Return what the model reads: 'Never.' says nothing without the question that it answers."""
    return f"{before} {sentence}" if before.endswith("?") else sentence


def _in_sentence(sentence: Sentence, where: Around, read_as: str) -> list[Finding]:
    """Return the findings of one sentence; `where` tells what was said before and which sources are named."""
    found: list[Finding] = []
    taken: list[tuple[int, int]] = []
    reads_like = score_sentence(read_as)
    by_kind = (
        KIND_RULES if reads_like >= read_threshold("veto") and not _is_label(sentence.text) else ()
    )
    # A label or a question gives the model too little: there a rule of words is always heard.
    is_told = len(sentence.text.split()) > HEADING and not is_asked(sentence.text)
    is_calm = is_told and reads_like < read_threshold("calm")
    is_silent = is_told and reads_like < read_threshold("silent")
    for rule in (*RULES, *by_kind):
        for start, end in _find_matches(rule, sentence):
            if any(start < e and s < end for s, e in taken):
                continue
            around = replace(where, sentence=sentence.text, start=start, end=end)
            severity = rule.weigh(around) if rule.weigh else rule.severity
            if severity is None:
                continue
            # A denial that owns the claim reads calm: there the rule knows better than the model.
            is_known = rule.taken_back is TakenBack.BY_NOTHING or is_boasted(sentence, start, end)
            if is_silent and not is_known and _gives_way(rule, severity, sentence.text):
                continue
            is_softened = is_calm and not is_known
            if severity is Severity.STOP and (is_softened or names_help(sentence.text)):
                severity = Severity.WARN
            taken.append((start, end))
            words = sentence.text[start:end]
            found.append(Finding(rule.kind, words, sentence.text, rule.why, rule.instead, severity))
    if not found and reads_like >= _look_from(sentence.text, where.cited) and _is_said(sentence):
        found.append(_mark_sentence(sentence.text, reads_like >= read_threshold("stop")))
    return found


def _gives_way(rule: Rule, severity: Severity, sentence: str) -> bool:
    """Tell whether a sentence that reads very calm silences the rule.

    What only deserves a look is looked at all the same, and so is a number on how people fared; 40 % of the rooms are none.
    """
    return not tells_outcome(sentence) if rule.needs_source else severity is Severity.STOP


def _mark_sentence(sentence: str, is_sure: bool) -> Finding:
    why = _(
        "It reads like a promise, a story or medical advice. A reviewer looks whether it can stand."
    )
    instead = _("what is known, how sure that is, and for whom it is different")
    kind = _("Reads like a claim")
    severity = Severity.STOP if is_sure else Severity.WARN
    return Finding(kind, sentence, sentence, why, instead, severity, by_model=True)


def _is_label(sentence: str) -> bool:
    """Tell whether it is a heading of a few words, which says nothing yet: 'Ketamine at home'."""
    return len(sentence.split()) <= HEADING and sentence.rstrip()[-1:] not in '.!?”"'


def _look_from(sentence: str, cited: bool) -> float:
    """Return the score from which the model marks the sentence: higher for a heading, and for one with its source beside it."""
    is_sure = cited or is_heading(sentence)
    return read_threshold("look") + (read_threshold("short") if is_sure else 0.0)


def is_heading(sentence: str) -> bool:
    """Tell whether it is a few words without a stop behind them."""
    return len(sentence.split()) <= SHORT and sentence.rstrip()[-1:] not in '.!?”"'


def _is_said(sentence: Sentence) -> bool:
    """Tell whether the sentence says something by itself: not a label, a question, a rejected claim, a way to help."""
    text = sentence.text
    if len(text.split()) <= SHORTEST or _is_label(text) or names_help(text):
        return False
    return not is_asked(text) and not is_rejected(sentence, 0, len(text))


def in_answer(before: str, sentence: Sentence) -> list[Finding]:
    """Return the claim that a heading makes with the line under it, or a question with its answer."""
    rule = claim_of_answer(before, sentence.text)
    if rule is None:
        return []
    both = f"{before} {sentence.text}"
    severity = Severity.WARN if names_help(both) else Severity.STOP
    return [Finding(rule["kind"], sentence.text, both, rule["why"], rule["instead"], severity)]


def _find_matches(rule: Rule, sentence: Sentence) -> list[tuple[int, int]]:
    """Return where the rule's words are said in the sentence, and meant."""
    spots = [match.span() for match in islice(rule.pattern.finditer(sentence.text), OFTEN)]
    spots = [(start, end) for start, end in spots if not is_quoted(sentence.text, start, end)]
    if not spots or rule.taken_back is TakenBack.BY_NOTHING:
        return spots
    if is_asked(sentence.text):
        return spots if says_yes(sentence.following) else []
    denies = is_denied if rule.taken_back is TakenBack.BY_NOT else is_rejected
    return [(start, end) for start, end in spots if not denies(sentence, start, end)]
