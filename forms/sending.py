"""What happens at a form's address: it is shown, filled in step by step, checked, sent, thanked for.

All of it works without JavaScript, without a session and without cookies: what was answered on earlier steps
travels in the form itself, encrypted. A browser that keeps cookies gets a redirect after every button (POST,
redirect, GET), so that Back and reload show a page and never ask to send something again; see
`forms.draft`. Sending ends in a redirect in any case, and the stamp in the form makes sending twice one
request. Whatever goes wrong, the page comes back filled.
"""

from __future__ import annotations

import logging
import traceback
from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from core.client_address import client_address, network_of
from core.frame import frame_for
from core.hours import business_hours
from core.kept import kept

from .asking import steps_of
from .captcha import FIELD as CAPTCHA
from .captcha import captcha_field
from .confirmation import confirm
from .draft import COOKIE, draft_of, forget, keep, keep_sent, read_draft, takes_cookies
from .limits import count_source, note_defence, was_counted
from .models import DefenceCount, FormPage, RequestSettings, Submission
from .request_form import RequestForm
from .screens import first_wrong, page_url, private, show_again, show_sitting
from .sitting import CHECK, CLEAR, Sitting, all_steps, first_sitting, read_sitting, step_in
from .spam import judge
from .stamp import sent_token
from .storing import Incoming, store

logger = logging.getLogger("clinic.forms")


class SeeOther(HttpResponseRedirect):
    """A redirect that turns a POST into a GET, whatever the browser (RFC 9110, 15.4.4)."""

    status_code = 303


def serve(page: FormPage, request: HttpRequest, *, sent: str = "") -> HttpResponse:
    """Answer a request at the form's address. Raises Http404 for a confirmation that does not exist."""
    if sent:
        return private(confirm(page, request, sent))
    # The same for every visitor until somebody publishes.
    form_class = kept(("form", page.pk), page.get_form_class)
    if request.method != "POST":
        return private(open_form(page, request, form_class))
    sitting = read_sitting(request, form_class)
    try:
        return private(take_post(page, request, form_class, sitting))
    except Http404:
        raise
    except Exception as error:  # whatever happened, what was typed comes back
        log_failure(page.pk, error)
        return show_again(page, request, form_class, sitting, not_stored_sentence(), status=503)


def open_form(page: FormPage, request: HttpRequest, form_class: type[RequestForm]) -> HttpResponse:
    """Show the form to whoever opens its address: empty, or as far as this browser has come with it."""
    draft = read_draft(page, request, form_class)
    wanted = request.GET.get("step", "")
    if draft is not None and draft.sent and wanted:
        return HttpResponseRedirect(sent_url(page, request, draft.sent))
    if draft is None or draft.sitting is None:
        response = show_sitting(page, request, form_class, first_sitting(form_class))
        if draft is None and COOKIE in request.COOKIES:
            forget(response, page_url(page, request))
        return response
    return show_sitting(
        page, request, form_class, _wanted_screen(page, form_class, draft.sitting, wanted)
    )


def _wanted_screen(
    page: FormPage, form_class: type[RequestForm], sitting: Sitting, wanted: str
) -> Sitting:
    """Return the kept sitting at the screen that the address names; without a name, at the beginning."""
    steps = steps_of(form_class(raw=sitting.raw, page=page)) or [0]
    if wanted == CHECK and page.check_answers:
        return sitting.at_check()
    # People count from one.
    number = step_in(wanted, [step + 1 for step in steps])
    if number is None:
        return replace(sitting.at(steps[0]), began=any(map(any, sitting.raw.values())))
    is_wrong = sitting.errors and sitting.step == number - 1
    return sitting.at(number - 1, errors=is_wrong)


def take_post(
    page: FormPage, request: HttpRequest, form_class: type[RequestForm], sitting: Sitting
) -> HttpResponse:
    """Go where the pressed button leads: to a step, to 'check your answers', or to sending."""
    if sitting.go == CLEAR:
        response = SeeOther(page_url(page, request))
        forget(response, page_url(page, request))
        return response
    form = form_class(raw=sitting.raw, page=page)
    there = next_screen(page, form, sitting)
    if there is None:
        return send(page, request, form, sitting)
    return lead(page, request, form_class, there)


def next_screen(page: FormPage, form: RequestForm, sitting: Sitting) -> Sitting | None:
    """Return the sitting at the screen to which the pressed button leads; None where it sends."""
    steps = steps_of(form) or [0]
    if sitting.go.startswith("step:"):
        wanted = step_in(sitting.go[5:], steps)
        return sitting.at(steps[0] if wanted is None else wanted)
    if sitting.go == "back":
        before = [step for step in steps if step < sitting.step]
        return sitting.at(before[-1] if before else steps[0])
    if not sitting.on_check and len(all_steps(type(form))) > 1:
        here = [q.key for q in form.questions if q.step == sitting.step]
        if not type(form)(raw=sitting.raw, only=here, page=page).is_valid():
            return sitting.at(sitting.step, errors=True)
        after = [step for step in steps if step > sitting.step]
        if after:
            return sitting.at(after[0])
    if not form.is_valid():
        return sitting.at(first_wrong(form), errors=True)
    if page.check_answers and not (sitting.on_check and sitting.go == "send"):
        return sitting.at_check()
    return None


def lead(
    page: FormPage, request: HttpRequest, form_class: type[RequestForm], sitting: Sitting
) -> HttpResponse:
    """Lead to a screen: by its address if the browser keeps what was written, else at once."""
    value = draft_of(page, sitting) if takes_cookies(request) else ""
    address = page_url(page, request)
    if value:
        step = CHECK if sitting.on_check else sitting.step + 1
        response: HttpResponse = SeeOther(f"{address}?step={step}")
        keep(response, address, value)
        return response
    response = show_sitting(page, request, form_class, sitting)
    if COOKIE in request.COOKIES:
        forget(response, address)  # it holds less than what was written by now
    return response


def send(page: FormPage, request: HttpRequest, form: RequestForm, sitting: Sitting) -> HttpResponse:
    """Store the request and lead to its confirmation; too many from one source come back filled."""
    again = was_counted(sitting.stamp.key, form.cleaned_data)
    sent_this_hour = count_source(network_of(client_address(request)), again=again)
    if sent_this_hour > RequestSettings.current().hourly_most:
        stored = again and Submission.objects.filter(key=sitting.stamp.key).exists()
        if not stored:
            return refuse(page, request, form, sitting)
    incoming = Incoming(
        page=page,
        key=sitting.stamp.key,
        questions=form.questions,
        cleaned=form.cleaned_data,
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
        questions=form.questions,
        cleaned=form.cleaned_data,
        hashes=incoming.hashes(),
        captcha=captcha,
        sent_this_hour=sent_this_hour,
    )
    incoming.verdict, incoming.reasons = found.verdict, found.reasons
    submission, _new = store(incoming)
    token = sent_token(submission.key)
    response = HttpResponseRedirect(sent_url(page, request, token))
    keep_sent(response, page, request, page_url(page, request), token)
    return response


def refuse(
    page: FormPage, request: HttpRequest, form: RequestForm, sitting: Sitting
) -> HttpResponse:
    """Give the filled page back to a source that has sent more than the settings allow within an hour."""
    note_defence(DefenceCount.Kind.REFUSED)
    sentence = _(
        "Very many requests came from your network within an hour, so we could not take this one. What you wrote "
        "is still here. Please call us, or press the button again in an hour."
    )
    return show_again(page, request, type(form), sitting, sentence, status=429)


def sent_url(page: FormPage, request: HttpRequest, token: str) -> str:
    """Return the address of a confirmation."""
    return f"{page_url(page, request)}sent/{token}/"


def not_stored_sentence() -> str:
    """Return what a visitor reads whose request could not be stored."""
    return _(
        "We could not take your request just now. What you wrote is still here. Please press the button again "
        "in a minute."
    )


def log_failure(page_id: int | None, error: Exception) -> None:
    """Log where it broke. An exception's text may quote what was typed, so only its type is logged."""
    where = "".join(traceback.format_tb(error.__traceback__, limit=-6))
    logger.error("Form page %s failed with %s at\n%s", page_id, type(error).__name__, where)
