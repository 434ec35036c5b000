"""What a visitor at a form sees: a step, 'check your answers', or the screen they came from, filled."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from ...requests.defences.captcha import FIELD as CAPTCHA
from ...requests.defences.captcha import captcha_field, is_on
from ...requests.defences.spam import HONEYPOT
from ...requests.presenters import as_text
from ..abstract_form_page import AbstractFormPage
from ..form_changes import leftovers
from ..request_form import RequestForm
from .confirmation import confirm
from .form_state import CHECK, CLEAR, Sitting, all_steps, first_sitting
from .known_forms import remember_form
from .presenters import screen_of, steps_of, summary_of


def page_url(page: AbstractFormPage, request: HttpRequest) -> str:
    """Return the form's own address."""
    return page.get_url(request) or request.path


def first_wrong(form: RequestForm) -> int:
    """Return the first step in which something is wrong."""
    return next((q.step for q in form.questions if q.key in form.errors), 0)


def show_sitting(
    page: AbstractFormPage,
    request: HttpRequest,
    form_class: type[RequestForm],
    sitting: Sitting,
    *,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    """Show the screen at which the visitor is, filled with what they wrote."""
    form = form_class(raw=sitting.raw, page=page)
    if sitting.on_check:
        if form.is_valid():
            return show_check(page, request, form, sitting, problem=problem, status=status)
        if not problem:
            sitting = sitting.at(first_wrong(form), errors=True)
    elif sitting.errors:
        # What is wrong with the step by itself; if nothing is, it is wrong together with the others.
        here = [q.key for q in form_class.questions if q.step == sitting.step]
        part = form_class(raw=sitting.raw, only=here, page=page)
        form = form if part.is_valid() else part
    return show(page, request, form, sitting, problem=problem, status=status)


def show(
    page: AbstractFormPage,
    request: HttpRequest,
    form: RequestForm,
    sitting: Sitting,
    *,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    """Show a step (or the whole form), with what was typed."""
    screen = screen_of(form, sitting.step, show_errors=sitting.errors)
    is_last = screen.number >= screen.total
    remember_form(request, page, form.questions)
    several = len(all_steps(type(form))) > 1
    context = page.get_context(request)
    context.update(
        form=form,
        screen=screen,
        is_last=is_last,
        # An error summary announces itself in the window's title, for those who can't see it.
        title=_("Error: {title}").format(title=page.title) if screen.errors else page.title,
        button=_button(page, is_last),
        captcha=_captcha(page, is_last),
        **_carried(page, request, form, sitting, with_state=several, step=str(screen.step)),
        problem=problem,
    )
    return private(TemplateResponse(request, page.template, context, status=status))


def show_check(
    page: AbstractFormPage,
    request: HttpRequest,
    form: RequestForm,
    sitting: Sitting,
    *,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    """Show all answers once more before they are sent. `form` has been found valid."""
    context = page.get_context(request)
    context.update(
        form=form,
        rows=summary_of(form),
        gone=[
            (question.label, as_text(question.snapshot(), value))
            for question, value in leftovers(sitting.carried)
        ],
        title=_("Check your answers"),
        button=page.button_label,
        captcha=_captcha(page, True, checked=True),
        last_step=max(steps_of(form), default=0),
        **_carried(page, request, form, sitting, with_state=True, step=CHECK),
        problem=problem,
    )
    return private(TemplateResponse(request, page.check_template, context, status=status))


def show_again(
    page: AbstractFormPage,
    request: HttpRequest,
    form_class: type[RequestForm],
    sitting: Sitting,
    problem: str,
    *,
    status: int,
) -> HttpResponse:
    """Show the visitor the screen they came from, filled, with a sentence about what went wrong."""
    sitting = replace(sitting, errors=False)
    return show_sitting(page, request, form_class, sitting, problem=problem, status=status)


def preview(page: AbstractFormPage, request: HttpRequest, mode: str) -> HttpResponse:
    """Show the editor's preview of the form or of its confirmation. Nothing is stored."""
    if mode == "landing":
        return confirm(page, request, "")
    form_class = page.get_form_class()
    return show(page, request, form_class(raw={}, page=page), first_sitting(form_class))


def private(response: HttpResponse) -> HttpResponse:
    """Mark a response as nobody's but this visitor's: never kept, never named to another site."""
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    response.is_form = True
    if is_on():
        response.csp_extra = "recaptcha"
    return response


def _button(page: AbstractFormPage, is_last: bool) -> str:
    if not is_last:
        return _("Continue")
    return _("Check your answers") if page.check_answers else page.button_label


def _captcha(page: AbstractFormPage, is_last: bool, *, checked: bool = False) -> Any:
    """Return the captcha's HTML where the next button sends, else ''."""
    field = captcha_field() if is_last and (checked or not page.check_answers) else None
    return field.widget.render(CAPTCHA, "", {"id": f"id_{CAPTCHA}"}) if field else ""


def _carried(
    page: AbstractFormPage,
    request: HttpRequest,
    form: RequestForm,
    sitting: Sitting,
    *,
    with_state: bool,
    step: str,
) -> dict[str, Any]:
    """Return what every screen carries: token, version of the form, answers of other screens."""
    with_state = with_state or bool(sitting.carried)
    return {
        "stamp": replace(sitting.stamp, page=page.pk or sitting.stamp.page).sign(),
        "version": form.version,
        "state": sitting.state() if with_state and sitting.has_state else "",
        "step": step,
        "action": page_url(page, request),
        "honeypot": HONEYPOT,
        "uses_captcha": is_on(),
        "began": sitting.began,
        "clear": CLEAR,
        "previewing": getattr(request, "is_preview", False),
    }
