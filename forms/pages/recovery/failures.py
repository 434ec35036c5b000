"""When a form can't be accepted as it came: the visitor gets back what they typed, always."""

from __future__ import annotations

import logging
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.views.csrf import csrf_failure as django_csrf_failure

from infra.addresses.staff_paths import is_staff_path

from ...requests.encryption import DecryptionError, unseal_json
from ...requests.tokens import read_token
from ..form_changes import read_version
from ..visit.form_state import OUR_FIELDS, STATE_FIELD, TOKEN_FIELD, VERSION_FIELD, FormState
from ..visit.known_forms import known_form
from ..visit.screens import mark_private, show_screen_again
from ..visit.views import log_failure
from .moved_pages import (
    answer_moved_form,
    find_form_page,
    find_page_at,
    is_public,
    make_class_of_version,
    restore_page,
)
from .vouching import has_token, is_vouched, mark_network

logger = logging.getLogger("clinic.forms")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer an expired or missing token.

    At a form, the visitor gets the filled page with a fresh token and a sentence: they look once more
    and press the button again. Nothing is stored before they do, because nobody vouches that it was they
    who pressed it. Everywhere else Django answers.
    """
    try:
        if not _is_form(request):
            return django_csrf_failure(request, reason=reason)
        if has_token(request) or is_vouched(request):
            # Only the Origin header was wanting: a browser without Sec-Fetch-Site under 'no-referrer'.
            return _take_request(request) or django_csrf_failure(request, reason=reason)
        return show_again_with_token(request) or django_csrf_failure(request, reason=reason)
    except Exception as error:  # this runs outside of every other net
        log_failure(None, error)
        return return_typed_answers(request)


def _is_form(request: HttpRequest) -> bool:
    return request.method == "POST" and not is_staff_path(request.path)


def _take_request(request: HttpRequest) -> HttpResponse | None:
    """Take what was sent, wherever its page is; None where it is no form's."""
    if TOKEN_FIELD in request.POST:
        return answer_moved_form(request)
    page = find_page_at(request, request.path)
    is_open = page is not None and page.live and not page.get_view_restrictions()
    return page.serve(request) if page is not None and is_open else None


def show_again_with_token(request: HttpRequest) -> HttpResponse | None:
    """Show the filled page with a fresh token; None where nobody knows of which form it was."""
    page, version = find_form_page(request), read_version(request.POST.get(VERSION_FIELD, ""))
    if page is not None and is_public(page, request):
        form_class = page.get_form_class()
    elif version is not None and TOKEN_FIELD in request.POST:
        number = read_token(request.POST[TOKEN_FIELD]).page
        page = restore_page(request, page, version, number)
        form_class = make_class_of_version(version)
    else:
        return None
    sentence = _(
        "Your browser did not tell us that it was you who pressed the button. This happens when a page has been "
        "open for long, or when cookies are switched off. Nothing you wrote is lost: please press the "
        "button once more."
    )
    state = FormState.from_post(request, form_class)
    # Where no cookie comes back with the next press either, its network vouches for it.
    state = replace(state, token=replace(state.token, network=mark_network(request)))
    form = form_class(answers=state.answers, kept=state.carried_contacts, page=page)
    return show_screen_again(page, request, form, state, sentence, status=403)


def return_typed_answers(request: HttpRequest, status: int = 503) -> HttpResponse:
    """Return a page that needs no database: everything typed, ready to be sent again, and the number."""
    known = known_form(request)
    labels, options = known.get("labels", {}), known.get("options", {})
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken"
        for value in values
    ]
    shown = {
        name: [v for v in values if v]
        for name, values in _find_earlier(request, STATE_FIELD).items()
    }
    for name, value in fields:
        if name not in OUR_FIELDS and value:
            shown.setdefault(name, [])
            if value not in shown[name]:
                shown[name].append(value)
    answers = [
        (labels.get(name, ""), ", ".join(str(options.get(name, {}).get(v, v)) for v in values))
        for name, values in shown.items()
        if values
    ]
    context = {
        "action": request.path,
        "known": known,
        "answers": answers,
        "carried": format_html_join("\n", '<input type="hidden" name="{}" value="{}">', fields),
    }
    html = render_to_string("forms/again.html", context, request=request)
    return mark_private(HttpResponse(html, status=status))


def _find_earlier(request: HttpRequest, name: str) -> dict[str, list[str]]:
    try:
        state = request.POST.get(name, "")
        kept = unseal_json(state, "carried answers") if state else {}
        return dict(kept.get("a", {}))
    except Exception as error:  # a missing key is one of the bad times this page is for
        if not isinstance(error, DecryptionError):
            logger.warning("Earlier answers could not be read: %s", type(error).__name__)
        return {}
