"""Deleting what has been kept long enough: with a plan that says so beforehand.

Spam and unreachable after 90 days, closed after 24 months (both settings), never under a legal hold,
never while somebody still works on it. The consent outlives the request by years
(45 CFR 164.316(b)(2); docs/privacy.md, 'Deleting').
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import ModelLogEntry

from forms.requests.defences.held import list_unseen
from forms.requests.models import Consent, OutboxMessage, RequestSettings, Submission
from infra.jobs import is_stopping
from staff.audit import record

Closing = Submission.Closing
# How long finished messages stay, for whoever asks whether something was sent.
MESSAGE_DAYS: Final = 30
# Audit entries are kept as long as consents (45 CFR 164.316(b)(2)).
AUDIT_YEARS: Final = 6
MOST_NAMED: Final = 100


@dataclass(frozen=True)
class DueRequest:
    """One request whose time has come: number and reason, nothing personal."""

    number: int
    form: str
    status: str
    why: str
    since: datetime | None


@dataclass
class DeletionPlan:
    """What tonight's run will delete, or what it has deleted."""

    requests: list[DueRequest] = field(default_factory=list)
    consents: int = 0
    messages: int = 0
    entries: int = 0
    held: int = 0
    # Old enough to go, but held back and seen by nobody yet: the next look at the Spam view frees them.
    unseen: int = 0
    # Open for longer than closed requests are kept: nobody deletes them, somebody should look.
    forgotten: int = 0

    def summary(self) -> str:
        """Return the counts as a line; '' where there is nothing to delete."""
        if not (self.requests or self.consents or self.messages or self.entries):
            return ""
        return (
            f"{len(self.requests)} requests, {self.consents} consents, "
            f"{self.messages} messages, {self.entries} log entries"
        )


def months_before(day: date, months: int) -> date:
    """Return the day `months` months before `day`; the 31st becomes the month's last day."""
    index = day.year * 12 + day.month - 1 - months
    year, month = divmod(index, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")  # pragma: no cover


def list_due_requests(
    now: datetime | None = None, settings: RequestSettings | None = None
) -> QuerySet[Submission]:
    """Return the requests that may be deleted now."""
    now = now or timezone.now()
    settings = settings or RequestSettings.current()
    short = now - timedelta(days=settings.spam_days)
    day = months_before(timezone.localdate(now), settings.closed_months)
    long = now - timedelta(days=(timezone.localdate(now) - day).days)
    quick = [Closing.SPAM, Closing.UNREACHABLE]
    closed = Q(status=Submission.Status.CLOSED)
    return (
        Submission.objects.without_answers()
        .filter(legal_hold=False)
        .filter(
            # What the defences held back is deleted only after somebody has seen it in the list.
            Q(verdict=Submission.Verdict.SUSPECT, submit_time__lt=short)
            & (Q(status=Submission.Status.NEW, held_seen_at__isnull=False) | closed)
            | closed & Q(closing_reason__in=quick, closed_at__lt=short)
            | closed & Q(closed_at__lt=long)
            | Q(delete_after__lte=timezone.localdate(now))
        )
        .order_by("pk")
    )


def plan_deletion(now: datetime | None = None) -> DeletionPlan:
    """Return what the next run will delete. Reads only, and opens no answer."""
    now = now or timezone.now()
    settings = RequestSettings.current()
    long = months_before(timezone.localdate(now), settings.closed_months)
    held = Submission.objects.filter(legal_hold=True)
    return DeletionPlan(
        requests=[
            DueRequest(
                s.pk,
                s.form_title,
                s.get_status_display(),
                _say_why(s, now),
                s.closed_at or s.submit_time,
            )
            for s in list_due_requests(now, settings)
        ],
        consents=_old_consents(now).count(),
        messages=_old_messages(now).count(),
        entries=_old_entries(now).count(),
        held=held.count(),
        unseen=list_unseen()
        .filter(submit_time__lt=now - timedelta(days=settings.spam_days), legal_hold=False)
        .count(),
        forgotten=Submission.objects.only_genuine()
        .exclude(status=Submission.Status.CLOSED)
        .filter(submit_time__date__lt=long, legal_hold=False)
        .count(),
    )


def delete_due_requests(now: datetime | None = None) -> DeletionPlan:
    """Delete what is due, each request in a transaction of its own. Returns what was deleted.

    May be broken off and run again at any moment.
    """
    now = now or timezone.now()
    done = DeletionPlan()
    for submission in list(list_due_requests(now)):
        if is_stopping():
            break
        gone = DueRequest(
            submission.pk,
            submission.form_title,
            submission.get_status_display(),
            _say_why(submission, now),
            submission.closed_at or submission.submit_time,
        )
        with transaction.atomic():
            # Somebody may have reopened it or put it on hold since the list was made.
            still = list_due_requests(now).select_for_update().filter(pk=submission.pk).first()
            if still is None:
                continue
            still.delete()
        done.requests.append(gone)
    done.consents = _old_consents(now).delete()[0]
    done.messages = _old_messages(now).delete()[0]
    done.entries = _old_entries(now).delete()[0]
    if done.summary():
        numbers = [gone.number for gone in done.requests]
        record(
            "requests.purge",
            data={"count": len(numbers), "numbers": numbers[:MOST_NAMED]},
        )
    return done


def _say_why(submission: Submission, now: datetime) -> str:
    if submission.delete_after and submission.delete_after <= timezone.localdate(now):
        return _("deletion was asked for")
    if submission.verdict == Submission.Verdict.SUSPECT or submission.closing_reason in (
        Closing.SPAM,
    ):
        return _("spam")
    if submission.closing_reason == Closing.UNREACHABLE:
        return _("unreachable")
    return _("closed")


def _old_consents(now: datetime) -> QuerySet[Consent]:
    """Consents whose years are over and whose request is gone."""
    return Consent.objects.filter(keep_until__lt=timezone.localdate(now), submission=None)


def _old_messages(now: datetime) -> QuerySet[OutboxMessage]:
    """Finished messages, and unfinished ones that nobody retried for as long.

    Not what staff were never told of a request that is still open: the dashboard stays red until somebody knows.
    """
    State = OutboxMessage.State
    untold = Q(
        state=State.FAILED,
        kind__in=OutboxMessage.TO_STAFF,
        submission__in=Submission.objects.only_open(),
    )
    old = OutboxMessage.objects.filter(created_at__lt=now - timedelta(days=MESSAGE_DAYS))
    return old.exclude(untold | Q(state=State.WAITING))


def _old_entries(now: datetime) -> QuerySet[Any]:
    """Audit entries about requests from before the years that they must be kept."""
    content_type = ContentType.objects.get_for_model(Submission)
    entries: QuerySet[Any] = ModelLogEntry.objects.filter(
        content_type=content_type, timestamp__lt=now - timedelta(days=AUDIT_YEARS * 365 + 2)
    )
    return entries
