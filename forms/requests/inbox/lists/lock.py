"""Two people at one request: the second is told, and nothing is overwritten."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core import signing
from django.db.models import Max
from django.utils.translation import gettext as _

from forms.requests.inbox.lists.rows import person_name
from forms.requests.models import Event, EventType, Submission

SALT = "inbox.version"
# What the worker notes by itself changes nothing that a person decides on.
BY_THE_WORKER = (EventType.RECEIVED, EventType.NOTICE, EventType.RECEIPT)


class Conflict(Exception):
    """Somebody else changed the request first. Carries a sentence for the person."""


def find_last_event(request: Submission) -> Event | None:
    """Return the newest event that a person (or the visitor, sending again) caused."""
    return (
        Event.objects.filter(submission=request)
        .exclude(kind__in=BY_THE_WORKER)
        .select_related("who")
        .order_by("-pk")
        .first()
    )


def mark_state(request: Submission) -> str:
    """Return a mark of the state in which a screen shows the request."""
    event = find_last_event(request)
    return signing.dumps([request.pk, request.status, event.pk if event else 0], salt=SALT)


def mark_states(requests: Iterable[Submission]) -> dict[int, str]:
    """Return the marks of many requests by their number, in one query."""
    found = list(requests)
    events = Event.objects.filter(submission__in=[row.pk for row in found])
    last = dict(
        events.exclude(kind__in=BY_THE_WORKER)
        .order_by()
        .values_list("submission")
        .annotate(last=Max("pk"))
    )
    return {
        row.pk: signing.dumps([row.pk, row.status, last.get(row.pk, 0)], salt=SALT) for row in found
    }


def check_mark(request: Submission, given: str, user: Any) -> None:
    """Hold a posted mark against the request as it is now. Call it with the row locked.

    Raises Conflict when they differ, with who changed it and when.
    """
    try:
        seen = signing.loads(given or "", salt=SALT)
    except signing.BadSignature:
        seen = None
    event = find_last_event(request)
    if seen == [request.pk, request.status, event.pk if event else 0]:
        return
    if event is None or seen is None:
        raise Conflict(_("This screen was out of date. Nothing was changed; please look again."))
    who = _("You") if event.who_id == user.pk else person_name(event.who) or _("The visitor")
    raise Conflict(
        _(
            "%(who)s changed this request (%(what)s) while you had it open. Your change was not "
            "made. Here is how it stands now; please look again."
        )
        % {"who": who, "what": event.get_kind_display()}
    )
