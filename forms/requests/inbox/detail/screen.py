"""One request: what was asked and answered, what happened since, and what to do next."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from forms.requests import lists, workflow
from forms.requests.defences.held import mark_seen
from forms.requests.defences.spam import REASONS
from forms.requests.delivery.outbox import say_error
from forms.requests.encryption import DecryptionError
from forms.requests.history import corrections_of
from forms.requests.inbox.detail.days import draw_days
from forms.requests.inbox.lists import lock, paging
from forms.requests.inbox.lists.rows import make_rows, people_who_work_requests, person_name
from forms.requests.inbox.lists.views import shared_context
from forms.requests.models import (
    Consent,
    ConsentType,
    Event,
    EventType,
    MessageType,
    OutboxMessage,
    Submission,
)
from forms.requests.privacy import consents
from forms.requests.workflow import undo
from staff import access, audit

# Under which the session keeps the sentence that confirms a press, with its event.
SAID = "inbox_said"
# The words in an event's detail, for the log of a request.
_CODES: dict[str, Any] = {
    **dict(Submission.Status.choices),
    **dict(Submission.Closing.choices),
    **dict(Submission.NextAction.choices),
    **dict(Submission.Verdict.choices),
    **dict(ConsentType.choices),
    **dict(Consent.How.choices),
    **dict(Submission.Correction.choices),
    workflow.UNAGREED: _("there was no consent"),
}


def get_request(number: int) -> Submission:
    """Return a request with `due`. Raises Http404."""
    # Not with the request that it is part of: that one's answers would be opened as well.
    found = lists.add_due(Submission.objects.filter(pk=number))
    found = found.select_related("owner", "held_seen_by")
    loaded = lists.load_requests(found)
    if not loaded:
        raise Http404
    return loaded[0]


@access.require(access.READ)
def show_request(request: HttpRequest, number: int) -> HttpResponse:
    """Show a request. The reading is recorded. Raises Http404."""
    return render_request(request, get_request(number))


@require_POST
@access.require(access.READ)
def show_sensitive(request: HttpRequest, number: int) -> HttpResponse:
    """Show a request with one sensitive answer; that somebody asked for it goes on record. Raises Http404."""
    submission, key = get_request(number), request.POST.get("key", "")
    if key not in {question["key"] for question in submission.schema if question.get("sensitive")}:
        raise Http404
    audit.record("requests.sensitive", user=request.user, instance=submission, data={"field": key})
    return render_request(request, submission, shown=key)


def render_request(
    request: HttpRequest,
    submission: Submission,
    *,
    problem: str = "",
    status: int = 200,
    shown: str = "",
) -> HttpResponse:
    """Answer with the request's screen, with a sentence on top where something went wrong.

    Parameters: `shown`, the key of the sensitive answer that somebody asked for.
    """
    audit.record("requests.view", user=request.user, instance=submission)
    mark_seen([submission], by=request.user)
    stands = consents.read_standing(submission)
    context = {
        **shared_context(request),
        **read_content(submission),
        **_read_work(request, submission),
        **_read_consents(submission, stands),
        **_list_choices(submission, stands),
        **draw_days(request, submission),
        "problem": problem,
        "shown": shown,
        "page_title": submission,
        "header_icon": "mail",
    }
    return TemplateResponse(request, "admin/inbox/detail.html", context, status=status)


def read_content(submission: Submission) -> dict[str, Any]:
    """Return what the visitor sent, in sections; an unreadable request says so instead."""
    try:
        answers = [answer for answer in submission.answers() if answer["text"]]
        return {
            "sections": [
                (heading, list(rows)) for heading, rows in groupby(answers, lambda a: a["section"])
            ],
            "name": submission.answer("name"),
            "phone": submission.answer("phone"),
            "email": submission.answer("email"),
            "phone_note": submission.note("phone"),
            "email_note": submission.note("email"),
            "method": submission.answer("contact_method"),
            "corrections": corrections_of(submission),
        }
    except DecryptionError:
        return {"unreadable": True}


def _read_work(request: HttpRequest, submission: Submission) -> dict[str, Any]:
    """Return the state of the work on a request: owner, what is due, log, duplicates, the next one of the view."""
    found = workflow.find_family(submission).defer(None)
    duplicates = lists.add_due(found).select_related("owner")
    slug = request.GET.get("view", "")
    due = lists.read_due(submission)
    return {
        "submission": submission,
        "due": due,
        "overdue": due is not None and due < timezone.now(),
        "version": lock.mark_state(submission),
        "events": describe_events(submission),
        "should_close": workflow.should_close(submission),
        "held_seen_by": person_name(submission.held_seen_by),
        "undelivered": list_undelivered(submission),
        "verdict_reasons": [REASONS.get(code, code) for code in submission.reasons],
        "undo": (offer := undo.find_undoable(submission, request.user)),
        "said": _read_confirmation(request, offer),
        "owner_name": person_name(submission.owner),
        "duplicates": make_rows(lists.load_requests(duplicates[:10]), timezone.now()),
        "view_slug": slug if slug in lists.BY_SLUG else "",
        "following": find_following(request, submission, slug),
    }


def _read_consents(submission: Submission, stands: consents.Standing) -> dict[str, Any]:
    """Return what the visitor agreed to and refused, and what can still be taken back."""
    return {
        "consents": list_consent_lines(submission),
        "stands": stands,
        "may_text": stands.may_text,
        "refused_text": stands.says(ConsentType.TEXT) == consents.NO,
        "voicemail": stands.voicemail,
        "say_clinic": stands.say_clinic,
        "consent_kinds": [
            (kind, label) for kind, label in ConsentType.choices if stands.says(kind) != consents.NO
        ],
        "consent_ways": [way for way in Consent.How.choices if way[0] != Consent.How.FORM],
    }


def _list_choices(submission: Submission, stands: consents.Standing) -> dict[str, Any]:
    """Return what can be chosen on the screen: moves, outcomes, next actions, owners."""
    return {
        "corrections_to": [
            (code, Submission.Status(code).label) for code in submission.earlier_statuses
        ],
        "correction_reasons": Submission.Correction.choices,
        "moves": [(code, Submission.Status(code).label) for code in submission.allowed_moves],
        "closings": Submission.Closing.choices,
        "outcomes": _list_outcomes(stands),
        "next_actions": [
            choice
            for choice in Submission.NextAction.choices
            if stands.may_text or choice[0] != Submission.NextAction.TEXT
        ],
        "owners": [(person.pk, person_name(person)) for person in people_who_work_requests()],
    }


def _list_outcomes(stands: consents.Standing) -> list[tuple[str, Any]]:
    """Return how an attempt can end. A text without consent can be noted, and is called so."""
    unagreed = _("Sent a text message – without consent")
    texted = Event.Outcome.TEXTED
    return [
        (code, unagreed if code == texted and not stands.may_text else label)
        for code, label in Event.Outcome.choices
    ]


def _read_confirmation(request: HttpRequest, offer: Event | None) -> str:
    """Return the sentence that confirmed a press which can still be taken back."""
    if offer is None:
        return ""
    number, sentence = request.session.get(SAID) or (0, "")
    if number == offer.pk:
        return sentence
    return f"{offer.get_kind_display()} {offer.get_outcome_display()}".strip()


def list_consent_lines(submission: Submission) -> list[Consent]:
    """Return the lines of the consent ledger of a request and of what was merged into it."""
    family = Q(submission=submission) | Q(submission__merged_into=submission)
    return list(Consent.objects.filter(family).select_related("entered_by"))


def list_undelivered(submission: Submission) -> list[str]:
    """Return why the visitor's receipt has not arrived, one sentence for each that was tried in vain."""
    receipts = submission.messages.filter(kind=MessageType.RECEIPT).exclude(
        Q(last_error="") | Q(state=OutboxMessage.State.SENT)
    )
    return [say_error(error) for error in receipts.values_list("last_error", flat=True)]


def find_following(request: HttpRequest, submission: Submission, slug: str) -> int | None:
    """Return the number of the request after this one in the view that somebody came from."""
    if slug not in lists.BY_SLUG:
        return None
    found, order = lists.filter_view(slug, request.user), lists.view_order(slug)
    names = [name.lstrip("-") for name in order]
    here = found.filter(pk=submission.pk).values(*names).first()
    if here is not None:
        found = found.filter(paging.filter_beyond(order, [here[name] for name in names]))
    return found.order_by(*order).values_list("pk", flat=True).first()


def describe_events(submission: Submission) -> list[dict[str, Any]]:
    """Return a request's log as the screen shows it, oldest first."""
    events = list(submission.events.select_related("who"))
    owners = get_user_model().objects.in_bulk(
        [e.detail["to"] for e in events if e.kind == EventType.OWNER and (e.detail or {}).get("to")]
    )
    return [describe_event(event, owners) for event in events]


def describe_event(event: Event, owners: dict[int, Any]) -> dict[str, Any]:
    """Return an event in words: when, who, what."""
    codes = dict(event.detail or {})
    words = [str(event.get_outcome_display())] if event.outcome else []
    if event.kind == EventType.OWNER:
        words.append(person_name(owners.get(codes.pop("to", None))) or str(_("nobody")))
    if "from" in codes and "to" in codes:
        words.append(f"{write_code(codes.pop('from'))} → {write_code(codes.pop('to'))}")
    words += [write_code(value) for value in codes.values() if value not in ("", None)]
    return {
        "at": event.at,
        "undone": event.undone,
        "who": person_name(event.who) or _("The system"),
        "what": event.get_kind_display(),
        "more": ", ".join(words),
    }


def write_code(code: Any) -> str:
    """Return a code of an event in words: a status, a reason, a request's number, a moment."""
    if isinstance(code, bool):
        return str(_("on") if code else _("off"))
    if isinstance(code, int):
        return f"#{code}"
    if isinstance(code, list):
        return ", ".join(write_code(part) for part in code)
    if isinstance(code, str) and "T" in code and (moment := parse_datetime(code)):
        return date_format(timezone.localtime(moment), "M j, g:i a")
    return str(_CODES.get(code, code))
