"""Sending a form: count, judge, store, and lead to the confirmation."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from clinic.hours import business_hours
from clinic.layout import layout_for
from infra.addresses.client_address import client_address, network_of

from ...requests.defences.captcha import FIELD as CAPTCHA
from ...requests.defences.captcha import captcha_field
from ...requests.defences.limits import count_source, note_defence, was_counted
from ...requests.defences.spam import judge_request
from ...requests.intake.incoming import Incoming
from ...requests.intake.storing import store_request
from ...requests.models import DefenceType, RequestSettings, Submission
from ...requests.tokens import confirmation_token
from ..abstract_form_page import AbstractFormPage
from ..form_changes import list_asked
from ..request_form import RequestForm
from .draft_cookie import set_sent_cookie
from .form_state import FormState
from .presenters import get_form_url
from .screens import show_screen_again


def send_request(
    page: AbstractFormPage, request: HttpRequest, form: RequestForm, state: FormState
) -> HttpResponse:
    """Store the request and lead to its confirmation; too many from one source come back filled."""
    settings = RequestSettings.current()
    again = was_counted(state.token.key, form.cleaned_data)
    sent_this_hour = count_source(network_of(client_address(request)), again=again)
    if sent_this_hour > settings.hourly_most:
        stored = again and Submission.objects.filter(token=state.token.key).exists()
        if not stored:
            return refuse_request(page, request, form, state)
    questions, gone = list_asked(form.questions, state.carried)
    incoming = Incoming(
        source=page.source,
        key=state.token.key,
        questions=questions,
        cleaned=form.cleaned_data | gone,
        hours=business_hours(layout_for(request)),
        settings=settings,
        # The address without its query: what led here is nobody's business.
        source_path=request.path,
    )
    field = captcha_field()
    found = judge_request(
        request,
        token=state.token,
        honeypot=state.honeypot,
        questions=incoming.questions,
        cleaned=incoming.cleaned,
        hashes=incoming.hashes,
        captcha=field.clean(request.POST.get(CAPTCHA)) if field else None,
        sent_this_hour=sent_this_hour,
    )
    incoming.verdict, incoming.reasons = found.verdict, found.reasons
    submission = store_request(incoming)
    token = confirmation_token(submission.key)
    address = get_form_url(page, request)
    response = HttpResponseRedirect(get_confirmation_url(address, token))
    set_sent_cookie(response, page, request, address, token, state, type(form))
    return response


def refuse_request(
    page: AbstractFormPage, request: HttpRequest, form: RequestForm, state: FormState
) -> HttpResponse:
    """Give the filled page back to a source that has sent more than the settings allow within an hour."""
    note_defence(DefenceType.REFUSED)
    sentence = _(
        "Very many requests came from your network within an hour, so we could not take this one. What you wrote "
        "is still here. Please call us, or press the button again in an hour."
    )
    return show_screen_again(page, request, form, state, sentence, status=429)


def get_confirmation_url(address: str, token: str) -> str:
    """Return the address of a confirmation of the form at `address`."""
    return f"{address}sent/{token}/"
