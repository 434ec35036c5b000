"""What a line of the list shows: as much as somebody needs to choose what to do next, and no more.

Minimum necessary, 45 CFR 164.502(b): number, first name, what they want, how to reach them, due,
owner, status. Telephone numbers and addresses are on the request itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from forms.requests.encryption import DecryptionError
from forms.requests.lists import read_due
from forms.requests.models import Submission
from forms.requests.presenters import format_answer
from forms.requests.privacy.consents import Standing, read_standing, read_standings
from staff import access

UNREADABLE = gettext_lazy("can’t be read: the key is missing")


@dataclass(frozen=True)
class InboxRow:
    """One line of a list of requests."""

    request: Submission
    name: str
    wants: str
    reach: str
    due: datetime | None
    overdue: bool
    ago: str
    flags: tuple[str, ...] = ()
    # The state in which the list shows it, for whoever ticks it.
    mark: str = ""


def answer_text(request: Submission, kind: str) -> str:
    """Return the answer to the question of `kind` in the visitor's words, or ''."""
    data = cast("dict[str, Any]", request.form_data)
    for question in request.schema:
        if question.get("kind") == kind:
            return format_answer(question, data.get(question["key"], ""))
    return ""


def make_row(request: Submission, now: datetime, stands: Standing | None = None) -> InboxRow:
    """Return the line of one request; one whose key is missing shows that and nothing else."""
    stands = stands or read_standing(request)
    due = read_due(request) if request.status != Submission.Status.CLOSED else None
    ago = say_ago(request.submit_time, now)
    try:
        name, wants = answer_text(request, "name"), answer_text(request, "help_wanted")
        reach = ", ".join(
            part
            for part in (answer_text(request, "contact_method"), answer_text(request, "times"))
            if part
        )
        flags = tuple(_list_flags(request, stands))
    except DecryptionError:
        return InboxRow(request, str(UNREADABLE), "", "", due, bool(due and due < now), ago)
    return InboxRow(
        request,
        name or _("no name given"),
        wants or request.form_title,
        reach,
        due,
        bool(due and due < now),
        ago,
        flags,
    )


def say_ago(moment: datetime, now: datetime) -> str:
    """Return how long ago something came: '9 minutes ago', 'just now'."""
    if (now - moment).total_seconds() < 60:
        return _("just now")
    return _("%(time)s ago") % {"time": timesince(moment, now, depth=1)}


def _list_flags(request: Submission, stands: Standing) -> Iterable[str]:
    if not stands.may_contact:
        yield _("do not contact")
    elif request.answer("contact_method") == "text" and not stands.may_text:
        yield _("no text messages")
    if request.answer("interpreter") == "yes":
        yield _("interpreter")
    if request.wants_estimate and not request.estimate_sent_at:
        yield _("estimate")
    if request.answer("visitor_kind") == "referrer":
        yield _("referring clinician")
    if request.legal_hold:
        yield _("legal hold")


def make_rows(requests: Iterable[Submission], now: datetime) -> list[InboxRow]:
    """Return the lines of a page."""
    requests = list(requests)
    stands = read_standings(requests)
    return [make_row(request, now, stands[request.pk]) for request in requests]


def people_who_work_requests() -> list[Any]:
    """Return everybody whose role works requests: the possible owners."""
    from django.contrib.auth import get_user_model

    users = (
        get_user_model()
        .objects.filter(
            is_active=True,
            groups__permissions__codename=access.WORK,
            groups__permissions__content_type__app_label="staff",
        )
        .distinct()
        .order_by("first_name", "username")
    )
    return list(users)


def person_name(user: Any) -> str:
    """Return how a colleague is called in the inbox."""
    return (user.get_full_name() or user.get_username()) if user else ""
