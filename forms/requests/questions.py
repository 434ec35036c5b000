"""A question as a visitor was asked it: what requests, consents and defences know of a form."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

Text = str | Promise
Option = tuple[str, str]


@dataclass(frozen=True)
class QuestionType:
    """What a type of question brings along.

    `input` is how it is drawn (text, textarea, select, radio, checkboxes, checkbox, consent);
    `options` are fixed answers as (stored code, label), for types whose answers code works with;
    `own_choices` says that staff write the answers.
    """

    label: Text
    input: str = "text"
    autocomplete: str = ""
    inputmode: str = ""
    type: str = "text"
    max_length: int = 120
    options: tuple[tuple[str, Text], ...] = ()
    own_choices: bool = False
    note: Text = ""
    personal: bool = False
    # Whether its answer can be hidden until somebody asks for it: the front desk works with all others.
    may_be_sensitive: bool = False

    @property
    def can_be_reworded(self) -> bool:
        """Whether staff may put words of their own in the place of its answers; what these mean stays."""
        return bool(self.options) and self.input in ("radio", "checkboxes")

    def takes_answers_of(self, field: str) -> bool:
        """Tell whether its answers stand in `field` of a question: 'choices' or 'own_words'."""
        return self.own_choices if field == "choices" else self.can_be_reworded


@dataclass(frozen=True)
class Condition:
    """When a question is asked: the question `key` has one of `codes` (any answer if empty), and `also` holds."""

    key: str
    codes: tuple[str, ...]
    question: str
    answer: str
    also: Condition | None = None

    @property
    def all(self) -> tuple[Condition, ...]:
        """This condition and those that have to hold with it."""
        return (self, *(self.also.all if self.also else ()))

    @property
    def words(self) -> str:
        """The condition as visitors without JavaScript read it."""
        return _("Only if {conditions}.").format(
            conditions=_(" and ").join(each._describe_alone() for each in self.all)
        )

    def pack(self) -> list[Any]:
        """Return it as JSON, for a form that carries what it asks."""
        return [[each.key, each.codes, each.question, each.answer] for each in self.all]

    def _describe_alone(self) -> str:
        if not self.answer:
            return _("you answered ‘{question}’").format(question=self.question)
        return _("you chose ‘{answer}’ at ‘{question}’").format(
            answer=self.answer, question=self.question
        )


def unpack_condition(packed: list[Any]) -> Condition | None:
    """Return what `Condition.pack` packed. A form that was opened before there could be two carries one, unwrapped."""
    found = None
    for key, codes, question, answer in reversed(
        [packed] if packed and isinstance(packed[0], str) else packed
    ):
        found = Condition(key, tuple(codes), question, answer, found)
    return found


@dataclass(frozen=True)
class Question:
    """One question as it is asked."""

    key: str
    type: str
    question_type: QuestionType
    label: str
    hint: str = ""
    why: str = ""
    required: bool = True
    options: tuple[Option, ...] = ()
    section: str = ""
    step: int = 0
    autocomplete: str = ""
    wording: str = ""
    version: int = 1
    condition: Condition | None = None
    # Why the form does not ask it any more ('removed', 'changed'), where somebody answered it all the same.
    gone: str = ""
    # Its answer is shown on the request alone, to whoever asks for it.
    sensitive: bool = False

    @cached_property
    def input(self) -> str:
        """How it is drawn."""
        return self.question_type.input

    @cached_property
    def is_group(self) -> bool:
        """Whether it is drawn as several buttons or boxes under one question."""
        return self.question_type.input in ("radio", "checkboxes")

    @cached_property
    def note(self) -> str:
        """The standing note of the type ('please do not include medical details')."""
        return str(self.question_type.note)

    def snapshot(self) -> dict[str, Any]:
        """Return what is stored with each request: the question as it was shown."""
        snapshot = {
            "key": self.key,
            "kind": self.type,
            "label": self.label,
            "hint": self.hint,
            "section": self.section,
            "options": [list(option) for option in self.options],
            "wording": self.wording,
            "version": self.version,
        }
        marks = {"gone": self.gone, "sensitive": self.sensitive}
        return snapshot | {name: mark for name, mark in marks.items() if mark}
