"""'False alarm': whoever writes says that the check is wrong about a sentence; what a reviewer lets stand is found no more.

Nobody overrules by it: until a reviewer has decided, everything is found and stopped as before.
"""

from __future__ import annotations

import hashlib
import re
from typing import Any

from infra.content_version import Part
from infra.memory import memoize
from review.claims.finding import Finding
from review.claims.plain_letters import plain_letters
from review.models import FalseAlarm

_BETWEEN = re.compile(r"\W+")


def mark_sentence(sentence: str) -> str:
    """Return the mark of a sentence: the same whatever its capitals, blanks and dashes; another one for other words."""
    # What ends the sentence counts: the question is no claim, its answer is one.
    end = "?" if sentence.rstrip().endswith("?") else ""
    plain = _BETWEEN.sub(" ", plain_letters(sentence).replace("%", " percent ")).strip().lower()
    return hashlib.sha256(f"{plain}{end}".encode()).hexdigest()


def record_false_alarm(user: Any, sentence: str, words: str, kind: str) -> FalseAlarm:
    """Keep that `user` takes a finding for wrong. It decides nothing: a reviewer does, with a reason."""
    alarm, is_new = FalseAlarm.objects.get_or_create(
        mark=mark_sentence(sentence),
        defaults={
            "sentence": sentence[:1000],
            "words": words[:300],
            "kind": kind[:60],
            "account": user,
        },
    )
    if not is_new:
        alarm.times += 1
        alarm.save(update_fields=["times"])
    return alarm


def leave_out_false_alarms(found: list[Finding]) -> list[Finding]:
    """Return `found` without the sentences that a reviewer lets stand."""
    standing = list_standing() if found else frozenset()
    if not standing:
        return found
    return [finding for finding in found if mark_sentence(finding.sentence) not in standing]


def list_standing() -> frozenset[str]:
    """Return the marks of sentences that a reviewer lets stand, read once a content version."""
    return memoize("review-false-alarms", _read_standing, Part.CHECKS)


def _read_standing() -> frozenset[str]:
    rows = FalseAlarm.objects.filter(state=FalseAlarm.State.STANDS)
    return frozenset(rows.values_list("mark", flat=True))
