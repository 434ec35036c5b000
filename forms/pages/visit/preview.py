"""The preview beside the editor: every screen of a form and every branch of its conditions. Nothing is stored."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from ..abstract_form_page import AbstractFormPage
from ..request_form import RequestForm
from .confirmation import show_confirmation
from .form_state import find_step, list_steps, new_state
from .presenters import present_check, present_step
from .preview_choice import (
    CHECK,
    SENT,
    PreviewChoice,
    PreviewLink,
    answer_branch,
    list_branches,
)
from .screens import render_screen


def show_preview(page: AbstractFormPage, request: HttpRequest, mode: str) -> HttpResponse:
    """Show the screen and branch that the editor chose, with links to all others."""
    choice = getattr(request, "form_preview", PreviewChoice())
    form_class = page.get_form_class()
    bar = _make_bar(page, request, form_class, choice)
    if mode == "landing" or choice.screen == SENT:
        response = show_confirmation(page, request, "")
        response.context_data["preview_bar"] = bar  # type: ignore[attr-defined, index]
        return response
    form = form_class(answers=answer_branch(form_class.questions, choice.branch), page=page)
    steps = list_steps(form_class)
    state = new_state(form_class)
    if choice.screen == CHECK:
        form.is_valid()
        context = present_check(page, request, form, state.at_check())
        return render_screen(
            page, request, page.check_template, {**context, "preview_bar": bar}, "", 200
        )
    number = find_step(choice.screen, [step + 1 for step in steps])
    step = steps[0] if number is None else number - 1
    context = present_step(page, request, form, state.at_step(step), {}, with_all=not choice.branch)
    return render_screen(page, request, page.template, {**context, "preview_bar": bar}, "", 200)


def _make_bar(
    page: AbstractFormPage,
    request: HttpRequest,
    form_class: type[RequestForm],
    choice: PreviewChoice,
) -> dict[str, Any]:
    """Return what the bar above the preview offers: screens, branches."""
    steps = list_steps(form_class)
    sections = {question.step: question.section for question in reversed(form_class.questions)}
    screens = [
        (str(step + 1), f"{at}. {sections.get(step) or page.title}")
        for at, step in enumerate(steps, 1)
    ]
    if page.check_answers:
        screens.append((CHECK, _("Check your answers")))
    screens.append((SENT, _("After sending")))
    here = choice.screen if choice.screen in dict(screens) else screens[0][0]
    branches = list_branches(form_class.questions)
    if branches:
        branches.insert(0, ("", _("Every question, with its condition")))
    return {
        "screens": [
            PreviewLink(label, PreviewChoice(name, choice.branch).make_query(request), name == here)
            for name, label in screens
        ],
        "branches": [
            PreviewLink(label, PreviewChoice(here, name).make_query(request), name == choice.branch)
            for name, label in branches
        ],
        "shows_all": not choice.branch,
        "number": page.pk,
    }
