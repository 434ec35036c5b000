"""Questions as the templates draw them."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby

from django.utils.translation import gettext as _

from ...requests.presenters import as_text
from ...requests.questions import Question
from ...requests.written import note_key, with_note
from ..questions import is_asked
from ..request_form import Raw, RequestForm


@dataclass(frozen=True)
class Option:
    """One button or box of a question."""

    id: str
    code: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class Asked:
    """One question with what was typed and what is wrong with it."""

    question: Question
    values: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    hidden_now: bool = False

    @property
    def key(self) -> str:
        """The name of its input."""
        return self.question.key

    @property
    def id(self) -> str:
        """The id of its input; in a group, of the first one."""
        return self.options[0].id if self.question.is_group and self.options else f"id_{self.key}"

    @property
    def value(self) -> str:
        """What was typed, as it was typed."""
        return self.values[0] if self.values else ""

    @property
    def checked(self) -> bool:
        """Whether a single box was ticked. Nothing is ever ticked beforehand."""
        return any(self.values)

    @property
    def template(self) -> str:
        """The template that draws its input."""
        return f"forms/{self.question.input}.html"

    @property
    def described_by(self) -> str:
        """The ids of what explains it, for `aria-describedby`."""
        parts = []
        question = self.question
        if question.condition:
            parts.append(f"{self.key}-if")
        if question.hint:
            parts.append(f"{self.key}-hint")
        if question.note:
            parts.append(f"{self.key}-note")
        if self.errors:
            parts.append(f"{self.key}-error")
        return " ".join(parts)

    @property
    def show_codes(self) -> str:
        """The codes that show it, for the script that hides what does not apply."""
        return " ".join(self.question.condition.codes) if self.question.condition else ""


@dataclass(frozen=True)
class Section:
    """Questions under one heading."""

    heading: str
    asked: tuple[Asked, ...]


@dataclass
class Screen:
    """What a visitor sees at one moment: a step, or all of the form."""

    sections: list[Section] = field(default_factory=list)
    errors: list[tuple[str, str]] = field(default_factory=list)
    step: int = 0
    number: int = 1
    total: int = 1


def ask(form: RequestForm, question: Question, *, show_errors: bool) -> Asked:
    """Return `question` as it is to be drawn."""
    values = tuple(form.raw.get(question.key, ()))
    errors: tuple[str, ...] = ()
    if show_errors and question.key in form.errors:
        errors = tuple(str(error) for error in form.errors[question.key])
    options = tuple(
        Option(f"id_{question.key}_{n}", code, label, code in values)
        for n, (code, label) in enumerate(question.options)
    )
    hidden = not is_asked(question, form.raw, form.by_key)
    return Asked(question, values, errors, options, hidden)


def screen_of(form: RequestForm, step: int, *, show_errors: bool) -> Screen:
    """Return the screen of `step`.

    Questions whose condition lies on an earlier screen are left out where it is not met; where it lies
    on this one they are drawn with their condition in words, and the script hides them.
    """
    here = [q for q in form.questions if q.step == step]
    keys = {q.key for q in here}
    shown = [
        ask(form, q, show_errors=show_errors)
        for q in here
        if is_asked(q, form.raw, form.by_key) or (q.condition and q.condition.key in keys)
    ]
    steps = steps_of(form)
    screen = Screen(
        sections=[
            Section(heading, tuple(group))
            for heading, group in groupby(shown, key=lambda asked: asked.question.section)
        ],
        step=step,
        number=steps.index(step) + 1 if step in steps else 1,
        total=max(len(steps), 1),
    )
    screen.errors = [(a.id, error) for a in shown for error in a.errors]
    return screen


def steps_of(form: RequestForm) -> list[int]:
    """Return the steps in which something is asked, given what was answered so far."""
    return sorted({q.step for q in form.questions if is_asked(q, form.raw, form.by_key)})


def summary_of(form: RequestForm) -> list[dict]:
    """Return the answers for 'check your answers', in the order of the questions."""
    rows = []
    for question in form.questions:
        if not is_asked(question, form.raw, form.by_key):
            continue
        value = form.cleaned_data.get(question.key)
        text = as_text(question.snapshot() | {"kind": question.type}, value)
        if question.input == "consent":
            text = _("Yes") if value else _("No")
        text = with_note(text, form.cleaned_data.get(note_key(question.key)))
        rows.append({"question": question, "text": text, "step": question.step})
    return rows


def hidden_fields(raw: Raw) -> list[tuple[str, str]]:
    """Return what was typed as (name, value) pairs, for a page that can only carry it along."""
    return [(key, value) for key, values in raw.items() for value in values]
