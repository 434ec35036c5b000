"""Where a pressed button leads: to a step, to 'check your answers', or to sending."""

from __future__ import annotations

from dataclasses import replace

from ..abstract_form_page import AbstractFormPage
from ..request_form import RequestForm
from .form_state import CHECK, FormState, find_step, list_steps
from .screens import find_first_wrong


def choose_next_state(
    page: AbstractFormPage, form: RequestForm, state: FormState
) -> FormState | None:
    """Return the state at the screen to which the pressed button leads; None where it sends.

    Parameters: `form`, filled with the state's answers.
    """
    if state.lost:
        # Also where everything that is left would do: nothing is sent without the answers that were given.
        return state.at_step((form.steps or [0])[0])
    changed = _choose_in_changed_form(page, form, state) if state.changed else None
    return changed or _choose_in_unchanged_form(page, form, state)


def find_named_state(
    page: AbstractFormPage, form: RequestForm, state: FormState, wanted: str
) -> FormState:
    """Return `state` at the screen that an address names; without a name, at the beginning."""
    steps = form.steps or [0]
    if wanted == CHECK and (page.check_answers or state.check_promised):
        return state.at_check()
    # People count from one.
    number = find_step(wanted, [step + 1 for step in steps])
    if number is None:
        return replace(state.at_step(steps[0]), began=any(map(any, state.answers.values())))
    is_wrong = state.show_errors and state.step == number - 1
    return state.at_step(number - 1, show_errors=is_wrong)


def _choose_in_changed_form(
    page: AbstractFormPage, form: RequestForm, state: FormState
) -> FormState | None:
    """Return the screen for somebody who wrote into an earlier version of the form.

    Questions that they have not met yet are shown before anything is said to be wrong with them. None where
    the button does what it does in an unchanged form: go back, or send.
    """
    if state.button == "back" or state.button.startswith("step:"):
        return None
    problems = form.find_problems([q.key for q in form.questions if q.key in state.seen])
    if problems:
        wrong = next((q.step for q in form.questions if q.key in problems), 0)
        return state.at_step(wrong, show_errors=True)
    if not state.final:
        unmet = next((q for q in form.asked if q.key not in state.seen), None)
        if unmet is not None:
            return state.at_step(unmet.step)
    return _choose_before_sending(page, form, state)


def _choose_in_unchanged_form(
    page: AbstractFormPage, form: RequestForm, state: FormState
) -> FormState | None:
    steps = form.steps or [0]
    if state.button.startswith("step:"):
        wanted = find_step(state.button[5:], steps)
        return state.at_step(steps[0] if wanted is None else wanted)
    if state.button == "back":
        before = [step for step in steps if step < state.step]
        return state.at_step(before[-1] if before else steps[0])
    if not state.on_check and not state.changed and len(list_steps(type(form))) > 1:
        here = [q.key for q in form.questions if q.step == state.step]
        if form.find_problems(here):
            return state.at_step(state.step, show_errors=True)
        after = [step for step in steps if step > state.step]
        if after:
            return state.at_step(after[0])
    return _choose_before_sending(page, form, state)


def _choose_before_sending(
    page: AbstractFormPage, form: RequestForm, state: FormState
) -> FormState | None:
    """Return the first wrong step, or 'check your answers' where it was not seen yet; None to send."""
    if not form.is_valid():
        return state.at_step(find_first_wrong(form), show_errors=True)
    promised = page.check_answers or state.check_promised
    return (
        state.at_check() if promised and not (state.on_check and state.button == "send") else None
    )
