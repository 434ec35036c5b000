"""Lines of the consent ledger that a sent form adds or ends."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from forms.requests.models import Consent, ConsentType, Submission
from forms.requests.privacy.consent_ends import end_elsewhere
from forms.requests.privacy.consents import NO, YES
from forms.requests.questions import Question


def record_said(
    submission: Submission,
    questions: Iterable[Question],
    cleaned: Mapping[str, Any],
    *,
    now: datetime,
    keep_until: date,
    first: bool = False,
) -> None:
    """Write down what one sending says, and end what it no longer says.

    Parameters: `submission`, stored with its present hashes; `questions` and `cleaned`, what was asked and
    answered; `keep_until`, how long the lines are kept; `first`, whether the request is new. What was neither
    asked nor answered gives no line.
    Call it inside the transaction that stores the request.
    """
    said = _read_words(questions, cleaned)
    before = (
        {} if first else {row.kind: row for row in submission.consents.filter(retracted_at=None)}
    )
    lines = [
        line
        for kind, (word, question) in said.items()
        for line in [_make_line(submission, kind, word, question, now, keep_until)]
        if not _says_the_same(before.get(kind), line)
    ]
    if before:
        still = [k for k in said if said[k][0] == YES and k not in {line.kind for line in lines}]
        open_yes = Consent.objects.filter(submission=submission, given=True, withdrawn_at=None)
        open_yes.exclude(kind__in=still).update(withdrawn_at=now, withdrawn_how=Consent.How.FORM)
    Consent.objects.bulk_create(lines)
    end_elsewhere(submission, [line for line in lines if not line.given])


def _make_line(
    submission: Submission,
    kind: str,
    word: str,
    question: Question,
    now: datetime,
    keep_until: date,
) -> Consent:
    """Return an unsaved line of the ledger: what was asked, and the yes or no to it."""
    return Consent(
        submission=submission,
        reference=submission.reference,
        phone_hash=submission.phone_hash,
        email_hash=submission.email_hash,
        kind=kind,
        given=word == YES,
        wording=question.wording or question.label,
        version=question.version,
        given_at=now,
        keep_until=keep_until,
    )


def _read_words(
    questions: Iterable[Question], cleaned: Mapping[str, Any]
) -> dict[str, tuple[str, Question]]:
    """Return what was said by kind; a no outweighs a yes where a form asks the same twice."""
    said: dict[str, tuple[str, Question]] = {}
    for question in questions:
        if question.type not in ConsentType.values or question.key not in cleaned:
            continue
        value = cleaned[question.key]
        if question.input == "consent":
            word = YES if value is True else NO
        elif value in (YES, NO):
            word = value
        else:
            continue
        if said.get(question.type, (YES,))[0] == YES:
            said[question.type] = (word, question)
    return said


def _says_the_same(before: Consent | None, line: Consent) -> bool:
    if before is None or before.withdrawn_at:
        return False
    names = ("given", "wording", "version", "phone_hash", "email_hash")
    return all(getattr(before, name) == getattr(line, name) for name in names)
