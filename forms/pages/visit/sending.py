"""What happens at a form's address: it is shown, filled in step by step, checked, sent, thanked for.

All of it works without JavaScript, without a session and without cookies: what was answered on earlier steps
travels in the form itself, encrypted. A browser that keeps cookies gets a redirect after every button (POST,
redirect, GET), so that Back and reload show a page and never ask to send something again; see
`forms.pages.visit.draft_cookie`. Sending ends in a redirect in any case, and the stamp in the form makes sending twice one
request. Whatever goes wrong, the page comes back filled.
"""

from __future__ import annotations

import logging
import traceback
from dataclasses import replace
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from core.client_address import client_address, network_of
from core.frame import frame_for
from core.hours import business_hours
from core.kept import kept

from ...requests.defences.captcha import FIELD as CAPTCHA
from ...requests.defences.captcha import captcha_field
from ...requests.defences.limits import count_source, note_defence, was_counted
from ...requests.defences.spam import judge
from ...requests.intake.storing import Incoming, store
from ...requests.models import DefenceCount, RequestSettings, Submission
from ...requests.tokens import new_stamp, read_stamp, sent_token
from ..abstract_form_page import AbstractFormPage
from ..form_changes import as_asked, leftovers
from ..request_form import RequestForm
from .confirmation import confirm
from .draft_cookie import (
    draft_of,
    fits,
    forget,
    keep,
    keep_sent,
    newest,
    read_drafts,
    tab_for,
    tabs_with_cookies,
    takes_cookies,
)
from .form_state import (
    CHECK,
    CLEAR,
    STAMP,
    Sitting,
    all_steps,
    first_sitting,
    read_sitting,
    step_in,
)
from .presenters import steps_of
from .screens import first_wrong, page_url, private, show_again, show_sitting

# 'Misdirected Request' (RFC 9110, 15.5.20): sent to a page whose form it is not.
MISDIRECTED: Final = 421
logger = logging.getLogger("clinic.forms")


class SeeOther(HttpResponseRedirect):
    """A redirect that turns a POST into a GET, whatever the browser (RFC 9110, 15.4.4)."""

    status_code = 303


def serve(page: AbstractFormPage, request: HttpRequest, *, sent: str = "") -> HttpResponse:
    """Answer a request at the form's address. Raises Http404 for a confirmation that does not exist."""
    if sent:
        return private(confirm(page, request, sent))
    if request.method == "POST":
        # The address may be another form's by now: the token says whose form it is.
        number = read_stamp(request.POST.get(STAMP, "")).page
        if number and number != page.pk:
            # `forms.pages.recovery.middleware` takes it to its page.
            return HttpResponse(status=MISDIRECTED)
    return serve_here(page, request)


def serve_here(page: AbstractFormPage, request: HttpRequest) -> HttpResponse:
    """Show the form of `page`, or take what was sent, whatever page the token names."""
    # The same for every visitor until somebody publishes.
    form_class = kept(("form", page.pk), page.get_form_class)
    if request.method != "POST":
        return private(open_form(page, request, form_class))
    return serve_as_begun(page, request, form_class)


def serve_as_begun(
    page: AbstractFormPage, request: HttpRequest, form_class: type[RequestForm]
) -> HttpResponse:
    """Take what was sent to `page` as a form of `form_class`."""
    sitting = read_sitting(request, form_class)
    try:
        return private(take_post(page, request, form_class, sitting))
    except Http404:
        raise
    except Exception as error:  # whatever happened, what was typed comes back
        log_failure(page.pk, error)
        return show_again(page, request, form_class, sitting, not_stored_sentence(), status=503)


def open_form(
    page: AbstractFormPage, request: HttpRequest, form_class: type[RequestForm]
) -> HttpResponse:
    """Show the form to whoever opens its address: empty, or as far as this browser has come with it."""
    drafts = read_drafts(page, request, form_class)
    if "step" not in request.GET:
        return _open_anew(page, request, form_class, newest(drafts))
    draft = drafts.get(step_in(request.GET.get("tab", "1"), list(drafts)) or 0)
    wanted = request.GET["step"]
    if draft is not None and draft.sent and wanted:
        return HttpResponseRedirect(sent_url(page, request, draft.sent))
    if draft is None or draft.sitting is None:
        return _open_anew(page, request, form_class, None)
    return show_sitting(
        page, request, form_class, _wanted_screen(page, form_class, draft.sitting, wanted)
    )


def _open_anew(
    page: AbstractFormPage,
    request: HttpRequest,
    form_class: type[RequestForm],
    begun: Sitting | None,
) -> HttpResponse:
    """Show the first step under a token of its own, filled with what was begun in another tab."""
    if begun is None:
        response = show_sitting(page, request, form_class, first_sitting(form_class))
        # What can't be read any more is of no use.
        useless = set(tabs_with_cookies(request)) - set(read_drafts(page, request, form_class))
        forget(response, page_url(page, request), useless)
        return response
    # Nobody knows whether the same person goes on: with another tab's token, one would correct the other.
    begun = replace(begun, stamp=new_stamp(begun.stamp.started))
    return show_sitting(page, request, form_class, _wanted_screen(page, form_class, begun, ""))


def _wanted_screen(
    page: AbstractFormPage, form_class: type[RequestForm], sitting: Sitting, wanted: str
) -> Sitting:
    """Return the kept sitting at the screen that the address names; without a name, at the beginning."""
    steps = steps_of(form_class(raw=sitting.raw, page=page)) or [0]
    if wanted == CHECK and (page.check_answers or sitting.check):
        return sitting.at_check()
    # People count from one.
    number = step_in(wanted, [step + 1 for step in steps])
    if number is None:
        return replace(sitting.at(steps[0]), began=any(map(any, sitting.raw.values())))
    is_wrong = sitting.errors and sitting.step == number - 1
    return sitting.at(number - 1, errors=is_wrong)


def take_post(
    page: AbstractFormPage, request: HttpRequest, form_class: type[RequestForm], sitting: Sitting
) -> HttpResponse:
    """Go where the pressed button leads: to a step, to 'check your answers', or to sending."""
    if sitting.go == CLEAR:
        address = page_url(page, request)
        response = SeeOther(address)
        forget(response, address, tabs_with_cookies(request))
        return response
    form = form_class(raw=sitting.raw, page=page)
    there = next_screen_of_changed_form(page, form, sitting) if sitting.changed else None
    there = there or next_screen(page, form, sitting)
    if there is None:
        return send(page, request, form, sitting)
    return lead(page, request, form_class, there)


def next_screen_of_changed_form(
    page: AbstractFormPage, form: RequestForm, sitting: Sitting
) -> Sitting | None:
    """Return the screen for somebody who wrote into an earlier version of the form.

    Questions that they have not met yet are shown before anything is said to be wrong with them. None where
    the button does what it does in an unchanged form: go back, or send.
    """
    if sitting.go == "back" or sitting.go.startswith("step:"):
        return None
    met = [q.key for q in form.questions if q.key in sitting.seen]
    part = type(form)(raw=sitting.raw, only=met, page=page)
    if not part.is_valid():
        return sitting.at(first_wrong(part), errors=True)
    if not sitting.final:
        keys = [q.key for q in form.asked if q.key not in sitting.seen]
        unmet = next((q for q in form.questions if q.key in keys), None)
        if unmet is not None:
            return sitting.at(unmet.step)
    if not form.is_valid():
        return sitting.at(first_wrong(form), errors=True)
    promised = page.check_answers or sitting.check
    if promised and not (sitting.on_check and sitting.go == "send"):
        return sitting.at_check()
    return None


def next_screen(page: AbstractFormPage, form: RequestForm, sitting: Sitting) -> Sitting | None:
    """Return the sitting at the screen to which the pressed button leads; None where it sends."""
    steps = steps_of(form) or [0]
    if sitting.go.startswith("step:"):
        wanted = step_in(sitting.go[5:], steps)
        return sitting.at(steps[0] if wanted is None else wanted)
    if sitting.go == "back":
        before = [step for step in steps if step < sitting.step]
        return sitting.at(before[-1] if before else steps[0])
    if not sitting.on_check and not sitting.changed and len(all_steps(type(form))) > 1:
        here = [q.key for q in form.questions if q.step == sitting.step]
        if not type(form)(raw=sitting.raw, only=here, page=page).is_valid():
            return sitting.at(sitting.step, errors=True)
        after = [step for step in steps if step > sitting.step]
        if after:
            return sitting.at(after[0])
    if not form.is_valid():
        return sitting.at(first_wrong(form), errors=True)
    if (page.check_answers or sitting.check) and not (sitting.on_check and sitting.go == "send"):
        return sitting.at_check()
    return None


def lead(
    page: AbstractFormPage, request: HttpRequest, form_class: type[RequestForm], sitting: Sitting
) -> HttpResponse:
    """Lead to a screen: by its address if the browser keeps what was written, else at once."""
    address = page_url(page, request)
    drafts = read_drafts(page, request, form_class)
    tab, value = None, ""
    if takes_cookies(request) and page.live:
        tab = tab_for(drafts, sitting)
        value = draft_of(page, sitting, form_class.questions)
    if tab is not None and value and fits(request, tab, value):
        step = CHECK if sitting.on_check else sitting.step + 1
        query = f"step={step}" + (f"&tab={tab}" if tab > 1 else "")
        response: HttpResponse = SeeOther(f"{address}?{query}")
        if sitting.changed:
            response = show_sitting(page, request, form_class, sitting, problem=changed_sentence())
        keep(response, address, value, tab)
        return response
    problem = changed_sentence() if sitting.changed else ""
    response = show_sitting(page, request, form_class, sitting, problem=problem)
    # Its cookie holds less than what was written by now.
    stale = [t for t, d in drafts.items() if d.sitting and d.sitting.stamp.key == sitting.stamp.key]
    unread = [t for t in tabs_with_cookies(request) if t not in drafts]
    forget(response, address, [*stale, *unread])
    return response


def send(
    page: AbstractFormPage, request: HttpRequest, form: RequestForm, sitting: Sitting
) -> HttpResponse:
    """Store the request and lead to its confirmation; too many from one source come back filled."""
    again = was_counted(sitting.stamp.key, form.cleaned_data)
    sent_this_hour = count_source(network_of(client_address(request)), again=again)
    if sent_this_hour > RequestSettings.current().hourly_most:
        stored = again and Submission.objects.filter(token=sitting.stamp.key).exists()
        if not stored:
            return refuse(page, request, form, sitting)
    gone = leftovers(sitting.carried)
    incoming = Incoming(
        source=page.source,
        key=sitting.stamp.key,
        # In the words in which they were asked; what the form no longer asks stands last.
        questions=[
            *(as_asked(question, sitting.carried) for question in form.questions),
            *(question for question, _value in gone),
        ],
        cleaned=form.cleaned_data | {question.key: value for question, value in gone},
        hours=business_hours(frame_for(request)),
        settings=RequestSettings.current(),
        # The address without its query: what led here is nobody's business.
        source_path=request.path,
    )
    field = captcha_field()
    captcha = field.clean(request.POST.get(CAPTCHA)) if field else None
    found = judge(
        request,
        stamp=sitting.stamp,
        honeypot=sitting.honeypot,
        questions=incoming.questions,
        cleaned=incoming.cleaned,
        hashes=incoming.hashes(),
        captcha=captcha,
        sent_this_hour=sent_this_hour,
    )
    incoming.verdict, incoming.reasons = found.verdict, found.reasons
    submission, _new = store(incoming)
    token = sent_token(submission.key)
    response = HttpResponseRedirect(sent_url(page, request, token))
    address = page_url(page, request)
    keep_sent(response, page, request, address, token, sitting, type(form))
    return response


def refuse(
    page: AbstractFormPage, request: HttpRequest, form: RequestForm, sitting: Sitting
) -> HttpResponse:
    """Give the filled page back to a source that has sent more than the settings allow within an hour."""
    note_defence(DefenceCount.Kind.REFUSED)
    sentence = _(
        "Very many requests came from your network within an hour, so we could not take this one. What you wrote "
        "is still here. Please call us, or press the button again in an hour."
    )
    return show_again(page, request, type(form), sitting, sentence, status=429)


def sent_url(page: AbstractFormPage, request: HttpRequest, token: str) -> str:
    """Return the address of a confirmation."""
    return f"{page_url(page, request)}sent/{token}/"


def not_stored_sentence() -> str:
    """Return what a visitor reads whose request could not be stored."""
    return _(
        "We could not take your request just now. What you wrote is still here. Please press the button again "
        "in a minute."
    )


def changed_sentence() -> str:
    """Return what a visitor reads whose form was changed by staff in the meantime."""
    return _(
        "This form was changed while you were filling it in. What you wrote is still here. Please look it over "
        "and go on."
    )


def log_failure(page_id: int | None, error: Exception) -> None:
    """Log where it broke. An exception's text may quote what was typed, so only its type is logged."""
    where = "".join(traceback.format_tb(error.__traceback__, limit=-6))
    logger.error("Form page %s failed with %s at\n%s", page_id, type(error).__name__, where)
