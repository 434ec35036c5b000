"""What an incoming request is: new, the same once more, a correction, or another person's under a known token.

`decide` is pure: it knows no database and no page. Storing asks it, and does what it says. Its rule of doubt:
one request too many costs a telephone call, one request replaced costs a patient. So a correction needs
evidence that it is the same person, and everything doubtful is a request of its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Final

# How long the same form may be corrected by sending it again; later it is a new request.
CORRECTABLE: Final = timedelta(hours=24)
# How long the same answers from a fresh form are the same request. Longer than a night, so that midnight
# decides nothing; who asks again after that has waited too long, and staff must hear of it.
REPEATABLE: Final = timedelta(hours=48)
# A bound for the row, far beyond what people do.
MOST_CORRECTIONS: Final = 50
# From which likeness on two first names are one name with a slip of the finger ('Anm', 'Jon').
ALIKE: Final = 0.6


class Intake(StrEnum):
    """What becomes of an incoming request."""

    NEW = "new"
    SAME = "same"
    CORRECTION = "correction"
    # A known token, but another person, or too late, or after the work was closed: a request of its own.
    AGAIN = "again"


class Likeness(StrEnum):
    """How one fact about two people compares."""

    SAME = "same"
    SIMILAR = "similar"
    DIFFERS = "differs"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Word:
    """What somebody said in one sending.

    `phone` and `email` are comparable values (keyed hashes), '' where none was left. `content` represents all
    answers, `matter` for those that do not say who is asking and how to reach them. `for_other` says that
    the request is made for somebody else (a relative, a referred patient).
    """

    form: int | None
    phone: str = ""
    email: str = ""
    name: str = ""
    content: str = ""
    matter: str = ""
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
    if word.content == incoming.content:
        return Intake.SAME if _is_repeated(existing, incoming) else own
    if existing.corrections >= MOST_CORRECTIONS:
        return own
    if existing.said_before and _is_repeated(existing, incoming) and existing.age < REPEATABLE:
        # Back to an earlier word, from whatever form: the same request, and this is its last word.
        return Intake.CORRECTION
    if not existing.same_token or existing.age >= CORRECTABLE:
        return own
    return Intake.CORRECTION if is_same_person(word, incoming) else own


def _is_repeated(existing: Existing, incoming: Word) -> bool:
    """Tell whether equal answers are one request. Without a contact they may well come from two people."""
    if existing.same_token:
        return True
    return bool(incoming.phone or incoming.email) and existing.age < REPEATABLE


_FIRST: Final = (Intake.SAME, Intake.CORRECTION)


def choose_decision(existing: Iterable[Existing], incoming: Word) -> tuple[Intake, Existing | None]:
    """Return the decision over all candidates, and the stored request that it concerns.

    Requests of the same token go first: who corrects their own request corrects that one, even where another
    already says the same.
    """
    found = sorted(existing, key=lambda one: not one.same_token)
    decisions = [(decide(one, incoming), one) for one in found]
    for same_token in (True, False):
        for wanted in _FIRST:
            for decision, one in decisions:
                if decision == wanted and one.same_token == same_token:
                    return decision, one
    again = next((one for decision, one in decisions if decision == Intake.AGAIN), None)
    return (Intake.AGAIN, again) if again else (Intake.NEW, None)


def is_same_person(before: Word, after: Word) -> bool:
    """Tell whether one token's two words are one person's.

    An equal telephone or e-mail says so under the same name; under another one, only while the matter stays the
    same and the name is alike or both contacts agree. An
    equal name alone says so while at most one contact changed (a number mistyped). A request made
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
        if name in (Likeness.SAME, Likeness.UNKNOWN) or _completes_name(before.name, after.name):
            return True
        # A household shares a telephone, often a mailbox too, and 'Joan' may be John's wife or his slip of the
        # finger. Only where all else that was said is the same, it is the name that was corrected.
        return before.matter == after.matter and (name == Likeness.SIMILAR or same == len(contacts))
    return name == Likeness.SAME and differing <= 1


def _completes_name(before: str, after: str) -> bool:
    """Tell whether one name is the other with words added behind it ('Ann', 'Ann B.')."""
    one, other = _split_words(before), _split_words(after)
    least = min(len(one), len(other))
    return one[:least] == other[:least]


def _compare_answers(before: str, after: str) -> Likeness:
    if not before or not after:
        return Likeness.UNKNOWN
    return Likeness.SAME if before == after else Likeness.DIFFERS


def compare_names(before: str, after: str) -> Likeness:
    """Compare two names as people type them: capitals, spaces and full stops don't count.

    Alike are names whose first words begin alike or differ by a slip ('Ann' and 'Ann B.', 'Jon' and 'John').
    """
    one, other = _split_words(before), _split_words(after)
    if not one or not other:
        return Likeness.UNKNOWN
    if one == other or sorted(one) == sorted(other):
        return Likeness.SAME
    first, second = one[0], other[0]
    if first.startswith(second) or second.startswith(first):
        return Likeness.SIMILAR
    likeness = SequenceMatcher(None, first, second, autojunk=False).ratio()
    return Likeness.SIMILAR if likeness >= ALIKE else Likeness.DIFFERS


def _split_words(name: str) -> list[str]:
    return [word for word in (part.strip(".,;") for part in name.casefold().split()) if word]
