"""Taking back what was done with several requests at once: one button for all of them, for a minute."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from forms.requests.inbox.lists.outcome import (
    find_list_address,
    report_not_done,
    write_numbers,
)
from forms.requests.models import Event, Submission
from forms.requests.workflow import undo
from staff import access

# Under which the session keeps what was done with several, with the events of it.
SAID = "inbox_said_of_several"


@dataclass(frozen=True)
class Offer:
    """What was done with several, in a sentence, and the events that one press takes back."""

    said: str
    events: list[int]


def remember_several(request: HttpRequest, said: str, events: list[int]) -> None:
    """Keep what was done with several requests, for the button of the next minute."""
    request.session[SAID] = [said, events]


def find_offer(request: HttpRequest) -> Offer | None:
    """Return what can still be taken back of what somebody did with several, or None."""
    user: Any = request.user
    said, numbers = request.session.get(SAID) or ("", [])
    if not numbers:
        return None
    still = Event.objects.filter(
        pk__in=numbers, who=user, undone=False, at__gte=timezone.now() - undo.WITHIN
    )
    events = list(still.order_by("pk").values_list("pk", flat=True))
    if not events:
        del request.session[SAID]
        return None
    return Offer(said, events)


@require_POST
@access.require(access.WORK)
def undo_several(request: HttpRequest) -> HttpResponse:
    """Take back what was done with several requests, each on its own, and say of which it was not possible."""
    user: Any = request.user
    _said, numbers = request.session.pop(SAID, None) or ("", [])
    done: list[int] = []
    not_done: dict[str, list[int]] = defaultdict(list)
    mailed = False
    for event in Event.objects.filter(pk__in=numbers, who=user):
        try:
            with transaction.atomic():
                mailed |= _undo_one(event, user)
        except ValidationError as error:
            not_done[" ".join(error.messages)].append(event.submission_id)
        else:
            done.append(event.submission_id)
    if not (done or not_done):
        messages.error(request, _("There is nothing to undo."))
    if done:
        sentence = ngettext(
            "Undone: %(numbers)s is as it was before.",
            "Undone: %(numbers)s are as they were before.",
            len(done),
        )
        sentence %= {"numbers": write_numbers(done)}
        if mailed:
            sentence += " " + _("Mail that went out meanwhile can’t be taken back.")
        messages.success(request, sentence)
    report_not_done(request, not_done)
    return redirect(find_list_address(request))


def _undo_one(event: Event, user: Any) -> bool:
    row = Submission.objects.without_answers().filter(pk=event.submission_id).first()
    if row is None:
        raise ValidationError(_("It has been deleted."))
    return undo.undo_press(row, event.pk, by=user).mailed
