"""What the templates draw: a step with its questions, or 'check your answers'."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from clinic.layout import layout_for

from ...requests.defences.captcha import FIELD as CAPTCHA
from ...requests.defences.captcha import captcha_field, is_on
from ...requests.defences.spam import HONEYPOT
from ...requests.presenters import format_answer
from ...requests.questions import Question
from ...requests.written import note_key, with_note
from ..abstract_form_page import AbstractFormPage
from ..form_changes import list_leftovers
from ..questions import find_drawn
from ..request_form import RequestForm
from .form_state import CHECK, CLEAR, FormState, list_steps

Problems = dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class PresentedOption:
    """One button or box of a question."""

    id: str
    code: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class PresentedQuestion:
    """One question with what was typed and what is wrong with it.

    `key` is the name of its input, `id` that of the input or of the first of a group; `checked`, whether a
    single box was ticked; `template` draws the input; `described_by` holds the ids of what explains it, and
    `conditions`, for the script that hides what does not apply, another question's key and the codes that show this one, one a line.
    """

    question: Question
    key: str
    id: str
    value: str
    checked: bool
    template: str
    described_by: str
    conditions: tuple[tuple[str, str], ...]
    errors: tuple[str, ...] = ()
    options: tuple[PresentedOption, ...] = ()
    # Under what its HTML is kept for everybody: only while nobody has written into it and nothing is wrong.
    memory_key: tuple[str, ...] = ()


@dataclass(frozen=True)
class FormSection:
    """Questions under one heading."""

    heading: str
    asked: tuple[PresentedQuestion, ...]


@dataclass(frozen=True)
class Screen:
    """What a visitor sees at one moment: a step, or all of the form. `errors` are (id, sentence)."""

    sections: list[FormSection]
    errors: list[tuple[str, str]]
    step: int = 0
    number: int = 1
    total: int = 1
    # Under what its heading is kept for everybody.
    memory_key: tuple[Any, ...] = ()


def present_question(
    question: Question, values: list[str], errors: tuple[str, ...], version: str = ""
) -> PresentedQuestion:
    """Return `question` as it is to be drawn, with the typed `values` and what is wrong with them.

    Parameters: `version`, that of the form, by which an empty question is kept; '' keeps none.
    """
    key = question.key
    options = tuple(
        PresentedOption(f"id_{key}_{n}", code, label, code in values)
        for n, (code, label) in enumerate(question.options)
    )
    explained = {
        "if": question.condition,
        "hint": question.hint,
        "note": question.note,
        "error": errors,
    }
    return PresentedQuestion(
        question=question,
        key=key,
        id=options[0].id if question.is_group and options else f"id_{key}",
        value=values[0] if values else "",
        checked=any(values),
        template=f"forms/{question.input}.html",
        described_by=" ".join(f"{key}-{name}" for name, there in explained.items() if there),
        conditions=tuple(
            (condition.key, "\n".join(condition.codes))
            for condition in (question.condition.all if question.condition else ())
        ),
        errors=errors,
        options=options,
        memory_key=(version, key) if version and not (any(values) or errors) else (),
    )


def make_layout_key(page: AbstractFormPage, title: str, robots: str = "") -> tuple[Any, ...]:
    """Return under what a screen keeps what surrounds its form: head, breadcrumbs, crisis line.

    Parameters: `title` and `robots`, what the head says besides the page's own. () where the page is none that
    everybody may see as it is stored: moved, unpublished, or put together from what a form carried.
    """
    return ("form", page.pk, page.title, page.url_path, title, robots) if page.live else ()


def present_screen(
    page: AbstractFormPage,
    form: RequestForm,
    step: int,
    problems: Problems,
    *,
    with_all: bool = False,
) -> Screen:
    """Return the screen of `step`; with all of its questions where an editor looks at them.

    Questions whose condition lies on an earlier screen are left out where it is not met; where it lies
    on this one they are drawn with their condition in words, and the script hides them.
    """
    here = [q for q in form.questions if q.step == step]
    drawn = {q.key for q in find_drawn(form.questions, here, form.answers)}
    shown = [
        present_question(q, form.answers.get(q.key, []), problems.get(q.key, ()), form.version)
        for q in here
        if with_all or q.key in drawn
    ]
    steps = list_steps(type(form)) if with_all else form.steps
    number = steps.index(step) + 1 if step in steps else 1
    total = max(len(steps), 1)
    layout_key = make_layout_key(page, "")
    return Screen(
        sections=[
            FormSection(heading, tuple(group))
            for heading, group in groupby(shown, key=lambda asked: asked.question.section)
        ],
        errors=[(asked.id, error) for asked in shown for error in asked.errors],
        step=step,
        number=number,
        total=total,
        memory_key=(*layout_key, number, total) if layout_key else (),
    )


def present_step(
    page: AbstractFormPage,
    request: HttpRequest,
    form: RequestForm,
    state: FormState,
    problems: Problems,
    *,
    with_all: bool = False,
) -> dict[str, Any]:
    """Return the context of a step's template."""
    screen = present_screen(page, form, state.step, problems, with_all=with_all)
    is_last = screen.number >= screen.total
    with_state = bool(state.carried) or len(list_steps(type(form))) > 1
    title = _name_window(page, screen)
    return {
        "form": form,
        "screen": screen,
        "is_last": is_last,
        "title": title,
        "layout_key": make_layout_key(page, title),
        "button": _name_button(page, is_last),
        "captcha": _draw_captcha() if is_last and not page.check_answers else "",
        **_present_hidden_fields(page, request, form, state),
        "state": state.to_hidden_field() if with_state else "",
        "step": str(screen.step),
    }


def _name_window(page: AbstractFormPage, screen: Screen) -> str:
    """Return the title of the browser's window for a step; '' where the page's own titles do.

    It names the step by its number and its first heading, and an error summary announces itself there for those who can't see it.
    """
    title = page.title
    if screen.number > 1:
        heading = next((part.heading for part in screen.sections if part.heading), "")
        named = _("Step {number} of {total}, {heading}: {title}")
        bare = _("Step {number} of {total}: {title}")
        title = (named if heading else bare).format(
            number=screen.number, total=screen.total, heading=heading, title=title
        )
    if screen.errors:
        return _("Error: {title}").format(title=title)
    return title if screen.number > 1 else ""


def present_check(
    page: AbstractFormPage, request: HttpRequest, form: RequestForm, state: FormState
) -> dict[str, Any]:
    """Return the context of 'check your answers'. `form` has been found valid."""
    return {
        "form": form,
        "rows": list_summary(form),
        "gone": [
            (question.label, format_answer(question.snapshot(), value))
            for question, value in list_leftovers(state.carried)
        ],
        "title": (title := layout_for(request).clinic.check_title),
        "layout_key": make_layout_key(page, title),
        "button": page.button_label,
        "captcha": _draw_captcha(),
        "last_step": max(form.steps, default=0),
        **_present_hidden_fields(page, request, form, state),
        "state": state.to_hidden_field(),
        "step": CHECK,
    }


def list_summary(form: RequestForm) -> list[dict[str, Any]]:
    """Return the answers for 'check your answers', in the order of the questions."""
    rows = []
    for question in form.asked:
        value = form.cleaned_data.get(question.key)
        text = format_answer(question.snapshot(), value)
        if question.input == "consent":
            text = _("Yes") if value else _("No")
        text = with_note(text, form.cleaned_data.get(note_key(question.key)))
        rows.append({"question": question, "text": text, "step": question.step})
    return rows


def get_form_url(page: AbstractFormPage, request: HttpRequest) -> str:
    """Return the form's own address; where this site has none for it any more, the one that was asked for."""
    if address := getattr(request, "form_address", ""):
        return str(address)  # somebody tries the form in the admin
    url = page.get_url(request) or ""
    return url if url.startswith("/") else request.path


def _name_button(page: AbstractFormPage, is_last: bool) -> str:
    if not is_last:
        return _("Continue")
    return _("Check your answers") if page.check_answers else page.button_label


def _draw_captcha() -> Any:
    """Return the captcha's HTML; '' while no keys are set."""
    field = captcha_field()
    return field.widget.render(CAPTCHA, "", {"id": f"id_{CAPTCHA}"}) if field else ""


def _present_hidden_fields(
    page: AbstractFormPage, request: HttpRequest, form: RequestForm, state: FormState
) -> dict[str, Any]:
    """Return what every screen carries: token, version of the form, address, honeypot."""
    return {
        "token": replace(state.token, page=page.number or state.token.page).sign(),
        "version": form.version,
        "action": get_form_url(page, request),
        "honeypot": HONEYPOT,
        "uses_captcha": is_on(),
        "began": state.began,
        "clear": CLEAR,
        "previewing": getattr(request, "is_preview", False),
    }
