"""An editor tries a form: filled in and sent like a visitor's, but stored nowhere and told to nobody else.

The draft as it is now is shown in the admin. What would be stored, who would be told and both letters stand on
the last screen; the letters go to the editor's own address, marked as a test.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ...requests.delivery.errors import say_error
from ...requests.delivery.mail import Postman, explain_error
from ...requests.delivery.trial_letters import write_trial_letters
from ...requests.models import RequestSettings, Submission
from ..form_changes import list_asked
from ..form_page import FormPage
from ..request_form import RequestForm
from ..visit.form_state import FormState, new_state
from ..visit.screens import show_screen
from ..visit.steps import choose_next_state


@dataclass(frozen=True)
class Delivered:
    """One letter of a test: its subject and words, and why it could not be sent ('' where it was)."""

    subject: str
    body: str
    problem: str = ""


@require_http_methods(["GET", "POST"])
def try_form(request: HttpRequest, number: int) -> HttpResponse:
    """Show the latest draft of a form to be filled in, or what came of it.

    Raises Http404, and PermissionDenied for who may not edit the page.
    """
    stored = get_object_or_404(FormPage, pk=number)
    if not stored.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    page: Any = stored.get_latest_revision_as_object()
    page.live = False  # nothing of it is kept for anybody
    request.form_address = reverse("try_form", args=[number])  # type: ignore[attr-defined]
    form_class = page.get_form_class()
    state = FormState.from_post(request, form_class) if request.method == "POST" else None
    form = form_class(answers=state.answers if state else {}, page=page)
    following = choose_next_state(page, form, state) if state else new_state(form_class)
    if following is None and state is not None:
        return _show_result(request, page, form, state)
    response = show_screen(page, request, form, following or new_state(form_class))
    # Without it a browser says nothing of where it comes from, and the admin takes nothing.
    response["Referrer-Policy"] = "same-origin"
    return response


def _show_result(
    request: HttpRequest, page: FormPage, form: RequestForm, state: FormState
) -> HttpResponse:
    questions, gone = list_asked(form.questions, state.carried)
    submission = Submission(
        form_title=page.title,
        schema=[question.snapshot() for question in questions],
        form_data=form.cleaned_data | gone,
        reference=_("TEST"),
    )
    context = {
        "page": page,
        "answers": [row for row in submission.answers() if row["text"]],
        "told": page.notify_addresses or RequestSettings.current().notify_addresses,
        "letters": _send_letters(request, page, submission),
        "address": request.user.email,  # type: ignore[union-attr]
        "page_title": _("Test of ‘%(form)s’") % {"form": page.title},
        "header_icon": "mail",
        "again": reverse("try_form", args=[page.pk]),
        "edit": reverse("wagtailadmin_pages:edit", args=[page.pk]),
    }
    response = TemplateResponse(request, "admin/form_test.html", context)
    response["Cache-Control"] = "no-store"
    return response


def _send_letters(request: HttpRequest, page: FormPage, submission: Submission) -> list[Delivered]:
    """Send both letters to the editor's own address, and tell what became of each."""
    address = request.user.email  # type: ignore[union-attr]
    found = []
    with Postman() as postman:
        for letter in write_trial_letters(submission, page.source, postman.layout, address):
            problem = "" if address else _("Your account has no e-mail address.")
            try:
                if address:
                    postman.send(letter)
            except Exception as error:  # whatever the server says, the screen comes
                code, detail = explain_error(error)
                problem = say_error(f"{code} {detail}".strip())
            found.append(Delivered(str(letter.subject), str(letter.body), problem))
    return found
