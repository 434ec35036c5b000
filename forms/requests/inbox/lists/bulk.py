"""Several requests at once. Each is locked, checked, changed and audited on its own.

What could be done is done; of the rest, the result says which and why.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from forms.requests import workflow
from forms.requests.inbox.lists import lock
from forms.requests.inbox.lists.bulk_undo import remember_several
from forms.requests.inbox.lists.outcome import (
    find_list_address,
    report_not_done,
    write_numbers,
)
from forms.requests.inbox.lists.rows import people_who_work_requests, person_name
from forms.requests.models import Event, Submission
from forms.requests.workflow import undo
from staff import access

AT_MOST = 100
Status, Verdict, Closing = Submission.Status, Submission.Verdict, Submission.Closing
Act = Callable[[Submission], object]


def list_bulk_choices(
    user: Any, owners: list[Any] | None = None
) -> list[tuple[Any, list[tuple[str, Any]]]]:
    """Return what can be done with several requests, in groups for one select.

    Parameters: `owners`, everybody who works requests, where they have been read already.
    """
    everybody = people_who_work_requests() if owners is None else owners
    others = [person for person in everybody if person.pk != user.pk]
    people = [(f"owner:{person.pk}", person_name(person)) for person in others]
    return [
        (
            gettext_lazy("Give to"),
            [(f"owner:{user.pk}", _("me")), *people, ("owner:", _("nobody"))],
        ),
        (
            gettext_lazy("How it went"),
            [(f"outcome:{code}", label) for code, label in Event.Outcome.choices],
        ),
        (
            gettext_lazy("Close because"),
            [
                (f"close:{code}", label)
                for code, label in Closing.choices
                if code not in (Closing.SPAM, Closing.DUPLICATE)
            ],
        ),
        (
            gettext_lazy("Judge"),
            [("verdict:spam", _("Spam: close it")), ("verdict:real", _("Not spam"))],
        ),
    ]


@require_POST
@access.require(access.WORK)
def change_several(request: HttpRequest) -> HttpResponse:
    """Do one thing with every ticked request, and say what was done and what was not."""
    numbers = [int(n) for n in request.POST.getlist("number") if n.isascii() and n.isdigit()]
    numbers = [number for number in dict.fromkeys(numbers) if number < 10**12]
    act = _find_act(request.POST.get("do", ""), request.user)
    if not numbers:
        messages.error(request, _("Nothing is ticked. Tick the requests first."))
    elif len(numbers) > AT_MOST:
        messages.error(
            request, _("Tick %(most)s requests at most; nothing was done.") % {"most": AT_MOST}
        )
    elif act is None:
        messages.error(request, _("Choose what to do with the ticked requests."))
    else:
        _report_outcome(request, *_do_each(request, numbers, act))
    return redirect(find_list_address(request))


def _find_act(do: str, user: Any) -> Act | None:
    """Return what a choice of the select does with one request, or None for what is none."""
    if do not in {code for _label, group in list_bulk_choices(user) for code, _name in group}:
        return None
    kind, _colon, value = do.partition(":")
    if kind == "owner":
        people = {str(person.pk): person for person in people_who_work_requests()} | {
            str(user.pk): user
        }
        owner = people[value] if value else None
        return lambda row: workflow.assign_owner(row, owner, by=user)
    if kind == "outcome":
        return lambda row: _log_call(row, value, user)
    if kind == "close":
        return lambda row: _close_request(row, value, user)
    return lambda row: _set_verdict(row, value, user)


def _log_call(row: Submission, outcome: str, user: Any) -> None:
    if row.verdict == Verdict.SUSPECT:
        raise ValidationError(_("It is held back as possible spam. Judge it first."))
    if not workflow.is_agreed(row, outcome):
        raise ValidationError(
            _(
                "There is no consent to text messages. If one was sent, note it on the request itself."
            )
        )
    workflow.log_call(row, outcome, by=user)


def _close_request(row: Submission, reason: str, user: Any) -> None:
    if row.status == Status.CLOSED:
        raise ValidationError(_("It is closed already."))
    workflow.change_status(row, Status.CLOSED, by=user, reason=reason)


def _set_verdict(row: Submission, value: str, user: Any) -> None:
    held = row.verdict == Verdict.SUSPECT or row.closing_reason == Closing.SPAM
    if value == "real":
        if not held:
            raise ValidationError(_("It is not held as spam."))
        workflow.mark_genuine(row, by=user)
        return
    if row.status == Status.CLOSED:
        raise ValidationError(_("It is closed already."))
    workflow.mark_spam(row, by=user)


def _do_each(
    request: HttpRequest, numbers: list[int], act: Act
) -> tuple[dict[int, Event | None], dict[str, list[int]]]:
    """Apply the change to each request; return those that were changed, with their event, and the others by the reason why not."""
    done: dict[int, Event | None] = {}
    not_done: dict[str, list[int]] = defaultdict(list)
    for number in numbers:
        try:
            with transaction.atomic():
                event = _do_one(request, number, act)
        except (ValidationError, lock.Conflict) as error:
            why = " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
            not_done[why].append(number)
        else:
            done[number] = event
    return done, not_done


def _do_one(request: HttpRequest, number: int, act: Act) -> Event | None:
    rows = Submission.objects.without_answers().select_for_update(of=("self",))
    row = rows.filter(pk=number).first()
    if row is None:
        raise ValidationError(_("It has been deleted."))
    lock.check_mark(row, request.POST.get(f"version-{number}", ""), request.user)
    before = undo.take_snapshot(row)
    act(row)
    return undo.remember_press(row, before, by=request.user)


def _report_outcome(
    request: HttpRequest, done: dict[int, Event | None], not_done: dict[str, list[int]]
) -> None:
    """Say what was done, with the button that takes it back, and what was not."""
    if done:
        sentence = ngettext(
            "%(count)s request done: %(numbers)s.",
            "%(count)s requests done: %(numbers)s.",
            len(done),
        ) % {"count": len(done), "numbers": write_numbers(done)}
        events = [event.pk for event in done.values() if event is not None]
        if events:
            # The list says it itself, with the button that takes it back.
            remember_several(request, sentence, events)
        else:
            messages.success(request, sentence)
    report_not_done(request, not_done)
