"""What happens at a form's address: it is shown, filled in step by step, checked, sent, thanked for.

All of it works without JavaScript, without a session and without cookies: what was answered on earlier steps
travels in the form itself, encrypted. A browser that stores cookies gets a redirect after every button (POST,
redirect, GET), so that Back and reload show a page and never ask to send something again; see
`forms.pages.visit.draft_cookie`. Sending ends in a redirect in any case, and the token in the form makes
sending twice one request. Whatever goes wrong, the page comes back filled.
"""

from __future__ import annotations

import logging
import traceback
from dataclasses import replace
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from infra.memory import memoize

from ...requests.tokens import new_token, read_token
from ..abstract_form_page import AbstractFormPage
from ..request_form import RequestForm
from .confirmation import show_confirmation
from .draft_cookie import (
    choose_tab,
    delete_cookies,
    find_newest_state,
    fits_in_cookies,
    list_tabs,
    pack_state,
    read_draft_cookies,
    set_cookie,
    takes_cookies,
)
from .form_state import CHECK, CLEAR, TOKEN_FIELD, FormState, find_step, list_steps, new_state
from .presenters import get_form_url
from .screens import mark_private, show_screen, show_screen_again
from .sending import get_confirmation_url, send_request
from .steps import choose_next_state, find_named_state

# 'Misdirected Request' (RFC 9110, 15.5.20): sent to a page whose form it is not.
MISDIRECTED: Final = 421
logger = logging.getLogger("clinic.forms")


class SeeOther(HttpResponseRedirect):
    """A redirect that turns a POST into a GET, whatever the browser (RFC 9110, 15.4.4)."""

    status_code = 303


def answer_request(page: AbstractFormPage, request: HttpRequest, *, sent: str = "") -> HttpResponse:
    """Answer a request at the form's address. Raises Http404 for a confirmation that does not exist."""
    if sent:
        return mark_private(show_confirmation(page, request, sent))
    if request.method == "POST":
        # The address may be another form's by now: the token says whose form it is.
        number = read_token(request.POST.get(TOKEN_FIELD, "")).page
        if number and number != page.pk:
            # `forms.pages.recovery.middleware` takes it to its page.
            return HttpResponse(status=MISDIRECTED)
    return answer_here(page, request)


def answer_here(page: AbstractFormPage, request: HttpRequest) -> HttpResponse:
    """Show the form of `page`, or take what was sent, whatever page the token names."""
    request.form_number = page.number  # type: ignore[attr-defined]  # for `forms.pages.recovery`
    # The same for every visitor until somebody publishes.
    form_class = memoize(("form", page.pk), page.get_form_class)
    if request.method != "POST":
        return mark_private(open_form(page, request, form_class))
    return answer_post(page, request, form_class)


def answer_post(
    page: AbstractFormPage, request: HttpRequest, form_class: type[RequestForm]
) -> HttpResponse:
    """Take what was sent to `page` as a form of `form_class`."""
    state = FormState.from_post(request, form_class)
    form = form_class(answers=state.answers, kept=state.carried_contacts, page=page)
    try:
        return mark_private(follow_button(page, request, form, state))
    except Http404:
        raise
    except Exception as error:  # whatever happened, what was typed comes back
        log_failure(page.pk, error)
        sentence = _(
            "We could not take your request just now. What you wrote is still here. Please press the button "
            "again in a minute."
        )
        return show_screen_again(page, request, form, state, sentence, status=503)


def open_form(
    page: AbstractFormPage, request: HttpRequest, form_class: type[RequestForm]
) -> HttpResponse:
    """Show the form to whoever opens its address: empty, or as far as this browser has come with it."""
    drafts = read_draft_cookies(page, request, form_class)
    begun, wanted = find_newest_state(drafts), ""
    if "step" in request.GET:
        draft = drafts.get(find_step(request.GET.get("tab", "1"), list(drafts)) or 0)
        wanted = request.GET["step"]
        if draft is not None and draft.sent and wanted:
            address = get_form_url(page, request)
            return HttpResponseRedirect(get_confirmation_url(address, draft.sent))
        begun = draft.state if draft is not None else None
    elif begun is not None:
        # Nobody knows whether the same person goes on: with another tab's token, one would correct the other.
        begun = replace(begun, token=new_token(begun.token.started))
    if begun is None:
        problem = say_draft_is_gone() if _is_step(wanted, form_class) else ""
        return _open_empty_form(page, request, form_class, set(drafts), problem)
    form = form_class(answers=begun.answers, kept=begun.carried_contacts, page=page)
    return show_screen(page, request, form, find_named_state(page, form, begun, wanted))


def _open_empty_form(
    page: AbstractFormPage,
    request: HttpRequest,
    form_class: type[RequestForm],
    readable: set[int],
    problem: str,
) -> HttpResponse:
    """Show the first step, empty; cookies that can't be read any more are of no use."""
    form = form_class(answers={}, page=page)
    response = show_screen(page, request, form, new_state(form_class), problem=problem)
    delete_cookies(response, get_form_url(page, request), set(list_tabs(request)) - readable)
    return response


def _is_step(name: str, form_class: type[RequestForm]) -> bool:
    """Tell whether an address named a screen of this form."""
    steps = [step + 1 for step in list_steps(form_class)]
    return name == CHECK or find_step(name, steps) is not None


def follow_button(
    page: AbstractFormPage, request: HttpRequest, form: RequestForm, state: FormState
) -> HttpResponse:
    """Go where the pressed button leads: to a step, to 'check your answers', or to sending."""
    if state.button == CLEAR:
        address = get_form_url(page, request)
        response = SeeOther(address)
        delete_cookies(response, address, list_tabs(request))
        return response
    next_state = choose_next_state(page, form, state)
    if next_state is None:
        return send_request(page, request, form, state)
    return lead_to_screen(page, request, form, next_state)


def lead_to_screen(
    page: AbstractFormPage, request: HttpRequest, form: RequestForm, state: FormState
) -> HttpResponse:
    """Lead to a screen: by its address if the browser stores what was written, else at once."""
    address = get_form_url(page, request)
    drafts = read_draft_cookies(page, request, type(form))
    problem = say_what_happened(state)
    tab, value = None, ""
    if takes_cookies(request) and page.live:
        tab = choose_tab(drafts, state)
        value = pack_state(page, state, form)
    if tab is not None and value and fits_in_cookies(request, tab, value):
        step = CHECK if state.on_check else state.step + 1
        query = f"step={step}" + (f"&tab={tab}" if tab > 1 else "")
        response: HttpResponse = SeeOther(f"{address}?{query}")
        if problem:
            response = show_screen(page, request, form, state, problem=problem)
        set_cookie(response, address, value, tab)
        return response
    response = show_screen(page, request, form, state, problem=problem)
    # Its cookie holds less than what was written by now.
    stale = [t for t, d in drafts.items() if d.state and d.state.token.key == state.token.key]
    unread = [t for t in list_tabs(request) if t not in drafts]
    delete_cookies(response, address, [*stale, *unread])
    return response


def say_what_happened(state: FormState) -> str:
    """Return what a visitor reads whose form changed or whose page grew too old meanwhile; '' for all others."""
    if state.lost:
        return _(
            "This page had been open for too long, and what you wrote on the other pages of this form can’t be "
            "read any more. Please fill it in again. Nothing has been sent yet."
        )
    if state.changed:
        return _(
            "This form was changed while you were filling it in. What you wrote is still here. Please look it "
            "over and go on."
        )
    return ""


def say_draft_is_gone() -> str:
    """Return what a visitor reads who comes back to a step whose answers nobody keeps any more."""
    return _(
        "What was written here is no longer kept: this device keeps it for an hour at most. If you pressed the send "
        "button and we thanked you, we have your request. Otherwise please begin again."
    )


def log_failure(page_id: int | None, error: Exception) -> None:
    """Log where it broke. An exception's text may quote what was typed, so only its type is logged."""
    where = "".join(traceback.format_tb(error.__traceback__, limit=-6))
    logger.error("Form page %s failed with %s at\n%s", page_id, type(error).__name__, where)
