"""The page after sending: neutral, with the reference, what happens next and by when."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from clinic.hours import BusinessHours, business_hours, say_by_end_of
from clinic.layout import layout_for
from clinic.models import ClinicSettings

from ...requests.encryption import DecryptionError
from ...requests.models import RequestSettings, Submission
from ...requests.tokens import read_confirmation_token
from ..abstract_form_page import AbstractFormPage
from ..crisis import needs_help_now
from .presenters import make_layout_key


@dataclass(frozen=True)
class Promise:
    """What the visitor is told to expect."""

    how: str
    by: str
    estimate: str = ""


def show_confirmation(page: AbstractFormPage, request: HttpRequest, token: str) -> HttpResponse:
    """Show the confirmation that `token` names; without a token, the editor's preview of it.

    It survives a reload, and even the request's deletion: then it says less. Raises Http404 for a token
    that is not ours.
    """
    submission = None
    if token:
        key = read_confirmation_token(token)
        if key is None:
            raise Http404("no such confirmation")
        submission = Submission.objects.without_answers().filter(key=key).first()
    layout = layout_for(request)
    hours = business_hours(layout)
    answers = _read_answers(submission)
    context = page.get_context(request)
    context.update(
        title=page.thanks_title,
        robots="noindex",
        layout_key=make_layout_key(page, page.thanks_title, "noindex"),
        canonical_url="",
        reference=submission.reference if submission else ("R-7K3M-92" if not token else ""),
        promise=make_promise(submission, hours, answers, layout.clinic),
        steps=[line.strip() for line in page.next_steps.splitlines() if line.strip()],
        crisis_first=needs_help_now(answers),
    )
    return TemplateResponse(request, page.sent_template, context)


def make_promise_for(request: HttpRequest, submission: Submission) -> Promise:
    """Return what is promised for a stored request whose page is gone."""
    layout = layout_for(request)
    return make_promise(
        submission, business_hours(layout), _read_answers(submission), layout.clinic
    )


def make_promise(
    submission: Submission | None, hours: BusinessHours, answers: dict, words: ClinicSettings
) -> Promise:
    """Return how and by when the clinic tries to reach the visitor, in the words of its settings.

    Without a stored request (preview, or long deleted) it is computed as if one came in now.
    """
    now = timezone.now()
    due = submission.due_at if submission else None
    if due is None:
        minutes = RequestSettings.current().first_attempt_minutes
        due = hours.add_business_minutes(now, minutes)
    estimate = ""
    if submission and submission.estimate_due:
        estimate = say_by_end_of(submission.estimate_due.astimezone(hours.zone).date())
    return Promise(_say_how(submission, answers, words), hours.say_by(due, now), estimate)


def _say_how(submission: Submission | None, answers: dict, words: ClinicSettings) -> str:
    question = next(
        (q for q in (submission.schema if submission else []) if q.get("kind") == "contact_method"),
        None,
    )
    method = answers.get(question["key"], "") if question else ""
    return {
        "call": words.promise_call,
        "text": words.promise_text,
        "email": words.promise_email,
    }.get(method, words.promise_any)


def _read_answers(submission: Submission | None) -> dict:
    """Return the answers, or nothing where the key is gone: the page must come all the same."""
    try:
        return submission.form_data if submission else {}
    except DecryptionError:
        return {}
