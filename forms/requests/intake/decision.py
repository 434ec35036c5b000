"""What an incoming request is: new, the same once more, a correction, or another person's under a known token.

`decide` is pure: it knows no database and no page. Storing asks it, and does what it says. Its rule of doubt:
one request too many costs a telephone call, one request replaced costs a patient. So a correction needs
evidence that it is the same person, and everything doubtful is a request of its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final

from forms.requests.intake.names import Likeness, compare_names, completes_name, is_respelt, is_slip

# How long the same form may be corrected by sending it again; later it is a new request.
CORRECTABLE: Final = timedelta(hours=24)
# How long the same answers are the same request. Longer than a night, so that midnight
# decides nothing; who asks again after that has waited too long, and staff must hear of it.
REPEATABLE: Final = timedelta(hours=48)
# A bound for the row, far beyond what people do.
MOST_CORRECTIONS: Final = 50


class Intake(StrEnum):
    """What becomes of an incoming request."""

    NEW = "new"
    SAME = "same"
    CORRECTION = "correction"
    # A known token, but another person, or too late, or after the work was closed: a request of its own.
    AGAIN = "again"


@dataclass(frozen=True)
class Word:
    """What somebody said in one sending.

    `phone` and `email` are comparable values (keyed hashes), '' where none was left. `content` represents all
    answers, `matter` for those that do not say who is asking and how to reach them, both without regard to
    capitals and blanks; `exact` represents the answers as they were written. `for_other` says that
    the request is made for somebody else (a relative, a referred patient).
    """

    form: int | None
    phone: str = ""
    email: str = ""
    name: str = ""
    content: str = ""
    matter: str = ""
    exact: str = ""
    for_other: bool = False


@dataclass(frozen=True)
class Existing:
    """A stored request. `word` is the last word, None where no key opens it; `number` tells two apart."""

    word: Word | None
    same_token: bool
    number: int = 0
    closed: bool = False
    age: timedelta = timedelta()
    corrections: int = 0
    # Whether it once said what comes in now, and was corrected since.
    said_before: bool = False


def decide(existing: Existing | None, incoming: Word) -> Intake:
    """Return what `incoming` is beside one stored request, which shares its token or all of its answers."""
    if existing is None:
        return Intake.NEW
    word, own = existing.word, Intake.AGAIN if existing.same_token else Intake.NEW
    # What was closed is nobody's work any more: whatever comes after it must be seen.
    if word is None or existing.closed or word.form != incoming.form:
        return own
    full = existing.corrections >= MOST_CORRECTIONS
    if word.content == incoming.content:
        if not _is_repeated(existing, incoming):
            return own
        return Intake.SAME if word.exact == incoming.exact or full else Intake.CORRECTION
    if full:
        return own
    if existing.said_before and _is_repeated(existing, incoming):
        # Back to an earlier word, from whatever form: the same request, and this is its last word.
        return Intake.CORRECTION
    if not existing.same_token or existing.age >= CORRECTABLE:
        return own
    return Intake.CORRECTION if is_same_person(word, incoming) else own


def _is_repeated(existing: Existing, incoming: Word) -> bool:
    """Tell whether equal answers are one request. Without a contact they may well come from two people.

    After two days they are somebody who still waits, from the page that was sent before as from a fresh form.
    """
    if existing.age >= REPEATABLE:
        return False
    return existing.same_token or bool(incoming.phone or incoming.email)


_FIRST: Final = (Intake.SAME, Intake.CORRECTION)


def choose_decision(existing: Iterable[Existing], incoming: Word) -> tuple[Intake, Existing | None]:
    """Return the decision over all candidates, and the stored request that it concerns.

    Requests of the same token go first: who corrects their own request corrects that one, even where another
    already says the same.
    """
    decisions = [(decide(one, incoming), one) for one in existing]
    for same_token in (True, False):
        for wanted in _FIRST:
            for decision, one in decisions:
                if decision == wanted and one.same_token == same_token:
                    return decision, one
    again = next((one for decision, one in decisions if decision == Intake.AGAIN), None)
    return (Intake.AGAIN, again) if again else (Intake.NEW, None)


def is_same_person(before: Word, after: Word) -> bool:
    """Tell whether two requests under one token come from one person.

    An equal telephone or e-mail says so under the same name, and under one that differs by a slip of the finger,
    whatever else was corrected with it. Under another name it does only while the matter stays the same and
    spelling explains the difference. An equal name alone says so while at most one contact
    changed (a number mistyped) and the matter stayed the same: forms ask for the first name only. A request made
    for somebody else may concern another patient as soon as more than the way to reach the asker changes.
    """
    if (before.for_other or after.for_other) and before.matter != after.matter:
        return False
    name = compare_names(before.name, after.name)
    contacts = [
        _compare_answers(before.phone, after.phone),
        _compare_answers(before.email, after.email),
    ]
    same, differing = contacts.count(Likeness.SAME), contacts.count(Likeness.DIFFERS)
    if same:
        if name in (Likeness.SAME, Likeness.UNKNOWN) or completes_name(before.name, after.name):
            return True
        if is_slip(before.name, after.name):
            return True
        # A household shares a telephone, often a mailbox too, and 'Joan' may be John's wife. Only where all else
        # that was said is the same, and only what spelling explains, it is the name that was corrected.
        return before.matter == after.matter and is_respelt(before.name, after.name)
    # Without any contact nothing contradicts the name; with one, two of one first name may share a tablet.
    no_contact = not (before.phone or before.email or after.phone or after.email)
    same_matter = no_contact or before.matter == after.matter
    return name == Likeness.SAME and differing <= 1 and same_matter


def _compare_answers(before: str, after: str) -> Likeness:
    if not before or not after:
        return Likeness.UNKNOWN
    return Likeness.SAME if before == after else Likeness.DIFFERS
