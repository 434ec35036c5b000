"""The answers that show a visitor a form: a step, 'check your answers', or the screen they came from, filled."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from ...requests.defences.captcha import is_on
from ..abstract_form_page import AbstractFormPage
from ..request_form import RequestForm
from .form_state import FormState
from .known_forms import remember_form
from .presenters import present_check, present_step


def find_first_wrong(form: RequestForm) -> int:
    """Return the first step in which something is wrong."""
    return next((q.step for q in form.questions if q.key in form.errors), 0)


def show_screen(
    page: AbstractFormPage,
    request: HttpRequest,
    form: RequestForm,
    state: FormState,
    *,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    """Show the screen at which the visitor is, filled with what they wrote.

    Parameters: `form`, filled with the state's answers; `problem`, a sentence about what went wrong.
    """
    if state.on_check and form.is_valid():
        context = present_check(page, request, form, state)
        return render_screen(page, request, page.check_template, context, problem, status)
    if state.on_check and not problem:
        state = state.at_step(find_first_wrong(form), show_errors=True)
    problems: dict[str, tuple[str, ...]] = {}
    if state.show_errors:
        # What is wrong with the step by itself; if nothing is, it is wrong together with the others.
        here = [q.key for q in form.questions if q.step == state.step]
        problems = form.find_problems(here) or form.find_problems()
    remember_form(request, page, form.questions)
    context = present_step(page, request, form, state, problems)
    return render_screen(page, request, page.template, context, problem, status)


def show_screen_again(
    page: AbstractFormPage,
    request: HttpRequest,
    form: RequestForm,
    state: FormState,
    problem: str,
    *,
    status: int,
) -> HttpResponse:
    """Show the visitor the screen they came from, filled, with a sentence about what went wrong."""
    state = replace(state, show_errors=False)
    return show_screen(page, request, form, state, problem=problem, status=status)


def mark_private(response: HttpResponse) -> HttpResponse:
    """Mark a response as nobody's but this visitor's: never stored, never named to another site."""
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    response.is_form = True
    if is_on():
        response.csp_extra = "recaptcha"
    return response


def render_screen(
    page: AbstractFormPage,
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    problem: str,
    status: int,
) -> HttpResponse:
    """Draw a screen of a form."""
    context = {**page.get_context(request), **context, "problem": problem}
    return mark_private(TemplateResponse(request, template, context, status=status))
