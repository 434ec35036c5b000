"""A form as it was when somebody began to fill it in, and what staff have changed since.

Every screen carries the form's questions as they were when it was drawn (`FormVersion`, signed, the same for
every visitor). What comes back is held against the form of now: answers that still fit go on, answers that
no longer fit are kept under the words with which they were asked, and an absent key never wipes an answer.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Final

from django.core import signing
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from ..requests.questions import Question, unpack_condition
from .inputs import make_field
from .question_types import QUESTION_TYPES
from .questions import find_asked
from .request_form import Answers, read_answers

logger = logging.getLogger("clinic.forms")
_SALT: Final = "clinic_forms.version"
# A signed version of a form that anybody would fill in is far below this.
_LONGEST: Final = 60_000
# Inputs of which a browser sends nothing when nothing is chosen. All others always send their key.
_SILENT: Final = frozenset({"radio", "checkboxes", "checkbox", "consent"})
_FREE: Final = frozenset({"text", "textarea"})
# Why an answer does not fit the form any more.
REMOVED: Final = "removed"
CHANGED: Final = "changed"
# What is packed of a question, under one letter each.
_LETTERS: Final = {
    "key": "k", "type": "t", "label": "l", "hint": "h", "why": "y", "required": "r", "options": "o",
    "section": "s", "step": "n", "autocomplete": "a", "wording": "w", "version": "v", "gone": "g",
    "sensitive": "x",
}  # fmt: skip
_DEFAULTS: Final = {f.name: f.default for f in fields(Question) if f.name in _LETTERS}


@dataclass(frozen=True)
class FormVersion:
    """The settings and questions of a form as a visitor met them."""

    title: str
    contact_rule: str
    check_answers: bool
    questions: tuple[Question, ...]

    def sign(self) -> str:
        """Return the version as text, signed: nobody can put words into staff's inbox with it."""
        content = {
            "t": self.title,
            "r": self.contact_rule,
            "c": self.check_answers,
            "q": [pack_question(question) for question in self.questions],
        }
        return signing.Signer(salt=_SALT).sign_object(content, compress=True)

    def shape(self) -> list[tuple]:
        """Return what makes two versions ask the same questions in the same places; words don't matter."""
        return [
            (
                q.key,
                q.type,
                q.step,
                q.required,
                _list_codes(q),
                q.condition and tuple(each.key for each in q.condition.all),
            )
            for q in self.questions
        ]


def read_version(text: str) -> FormVersion | None:
    """Return the version that a form carried, or None where it carried none of ours."""
    if not text or len(text) > _LONGEST:
        return None
    try:
        content = signing.Signer(salt=_SALT).unsign_object(text)
        return FormVersion(
            title=content["t"],
            contact_rule=content["r"],
            check_answers=bool(content["c"]),
            questions=tuple(unpack_question(packed) for packed in content["q"]),
        )
    except (signing.BadSignature, LookupError, TypeError, ValueError, AttributeError):
        logger.info("The questions that a form carried could not be read.")
        return None


def pack_question(question: Question) -> dict[str, Any]:
    """Return a question as JSON, without what its type says anyway."""
    packed = {
        letter: getattr(question, name)
        for name, letter in _LETTERS.items()
        if getattr(question, name) != _DEFAULTS.get(name)
    }
    # Without the answers of its kind, unless staff reworded them.
    ours = tuple((code, str(label)) for code, label in question.question_type.options)
    if ours and question.options == ours:
        packed.pop("o", None)
    if question.condition is not None:
        packed["i"] = question.condition.pack()
    return packed


def unpack_question(packed: Mapping[str, Any]) -> Question:
    """Return the question that `pack_question` packed. Raises LookupError, TypeError or ValueError."""
    values = {name: packed[letter] for name, letter in _LETTERS.items() if letter in packed}
    question_type = QUESTION_TYPES.get(values["type"], QUESTION_TYPES["singleline"])
    options = values.pop("options", None) or question_type.options
    return Question(
        question_type=question_type,
        options=tuple((str(code), str(label)) for code, label in options),
        condition=unpack_condition(packed.get("i", [])),
        **values,
    )


@dataclass(frozen=True)
class Carried:
    """Answers that are not simply those of the form of now, by key.

    A question with `gone` no longer fits: `values` is what was answered. One without is in the form,
    under other words than those with which the visitor was asked; then `values` is empty.
    """

    question: Question
    values: tuple[str, ...] = ()

    def pack(self) -> list[Any]:
        """Return it as JSON, to travel with the answers."""
        return [pack_question(self.question), list(self.values)]


def unpack_carried(content: Any) -> dict[str, Carried]:
    """Return what travelled with the answers. Raises one of many errors for what we did not write."""
    found = [
        Carried(unpack_question(packed), tuple(map(str, values)))
        for packed, values in content or ()
    ]
    return {one.question.key: one for one in found}


def pack_carried(carried: Mapping[str, Carried]) -> list[Any]:
    """Return all of them as JSON."""
    return [one.pack() for one in carried.values()]


def read_posted(
    post: QueryDict | MultiValueDict, asked: Iterable[Question], on_screen: Iterable[str]
) -> Answers:
    """Return what a browser sent for `asked`.

    An absent key is an answer (unticked) only where the question was on the screen and its input sends
    nothing when nothing is chosen; everywhere else it says nothing.
    """
    here = set(on_screen)
    keys = [q.key for q in asked if q.key in post or (q.key in here and q.input in _SILENT)]
    return read_answers(post, keys)


def reconcile_answers(
    before: Iterable[Question],
    now: Iterable[Question],
    answers: Answers,
    carried: Mapping[str, Carried],
    asked: Iterable[str] | None = None,
) -> tuple[Answers, dict[str, Carried]]:
    """Hold answers given to the questions `before` against the questions of `now`.

    Parameters: `asked`, the keys of those that were asked, where `before` does not know its conditions.
    Returns the answers that fit, and `carried` with what does not and with the questions whose words changed.
    """
    before, now = list(before), list(now)
    current = {question.key: question for question in now}
    fitting, kept = dict(answers), dict(carried)
    for question in before:
        values = [value for value in answers.get(question.key, ()) if value]
        if not values:
            continue
        successor = current.get(question.key)
        if successor is None:
            fitting.pop(question.key)
            gone = replace(question, gone=REMOVED, condition=None)
            kept[question.key] = Carried(gone, tuple(values))
            continue
        staying, lost = _split_values(question, successor, values)
        fitting[question.key] = staying
        if lost:
            key = f"{question.key}_before"
            gone = replace(question, key=key, gone=CHANGED, condition=None)
            kept[key] = Carried(gone, tuple(lost))
        if staying and _write_words(question) != _write_words(successor):
            kept[question.key] = Carried(replace(question, condition=None))
    return fitting, kept | _carry_unasked(before, now, answers, fitting, asked)


def _carry_unasked(
    before: list[Question],
    now: list[Question],
    answers: Answers,
    fitting: Answers,
    asked: Iterable[str] | None,
) -> dict[str, Carried]:
    """Return the answers to questions that were asked and no longer are: staff gave them a condition, or another.

    They stay among the answers, too: what the condition asks for may still be answered.
    """
    if not any(question.condition for question in now):
        return {}
    were = set(asked) if asked is not None else {q.key for q in find_asked(before, answers)}
    unasked = {q.key for q in now} - {q.key for q in find_asked(now, fitting)}
    found = {}
    for question in before:
        values = tuple(value for value in fitting.get(question.key, ()) if value)
        if values and question.key in were & unasked:
            gone = replace(question, key=f"{question.key}_before", gone=CHANGED, condition=None)
            found[gone.key] = Carried(gone, values)
    return found


def _split_values(
    before: Question, now: Question, values: list[str]
) -> tuple[list[str], list[str]]:
    """Return which values still fit the question, and which don't."""
    if before.type == now.type and not now.question_type.own_choices and now.type != "location":
        return values, []
    if before.input in _FREE and now.input in _FREE:
        special = {"phone", "email", "number", "date"} & {before.type, now.type}
        return ([], values) if special else (values, [])
    codes = set(_list_codes(now))
    if not codes or not _list_codes(before):
        return ([], values) if before.type != now.type else (values, [])
    if now.input != "checkboxes" and len(values) > 1:
        return [], values
    return [v for v in values if v in codes], [v for v in values if v not in codes]


def _list_codes(question: Question) -> tuple[str, ...]:
    return tuple(code for code, _label in question.options)


def _write_words(question: Question) -> tuple:
    return (question.label, question.wording, question.options)


def list_asked(
    questions: Iterable[Question], carried: Mapping[str, Carried]
) -> tuple[list[Question], dict[str, Any]]:
    """Return the questions in the words in which they were asked, and the answers that no question takes.

    What the form no longer asks is last, its answers by key in the second value.
    """
    if not carried:
        return list(questions), {}
    gone = list_leftovers(carried)
    asked = [_in_asked_words(question, carried.get(question.key)) for question in questions]
    return [*asked, *(question for question, _value in gone)], {q.key: value for q, value in gone}


def _in_asked_words(question: Question, shown: Carried | None) -> Question:
    if shown is None or shown.question.gone:
        return question
    words = shown.question
    return replace(
        question,
        label=words.label,
        hint=words.hint,
        wording=words.wording,
        version=words.version,
        options=tuple(dict([*question.options, *words.options]).items()),
    )


def list_leftovers(carried: Mapping[str, Carried]) -> list[tuple[Question, Any]]:
    """Return the questions that are gone, each with its answer as it is stored."""
    return [
        (one.question, _clean_stored(one))
        for one in carried.values()
        if one.question.gone and one.values
    ]


def _clean_stored(one: Carried) -> Any:
    """Return an answer cleaned as its question would have cleaned it; as it was typed where it can't be."""
    question, values = one.question, list(one.values)
    if question.input in ("checkbox", "consent"):
        return True
    if question.input == "checkboxes":
        return values
    try:
        return make_field(replace(question, required=False)).clean(values[-1]) or values[-1]
    except ValidationError:
        return values[-1]
