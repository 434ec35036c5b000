"""Working on a request: every change goes through here, is checked, and is written down twice.

Once in the request's own log (what happened), once in the audit log (who did it). Neither carries
anything personal.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from clinic.layout import current_hours
from forms.requests.delivery import deliveries
from forms.requests.delivery.queueing import queue_messages
from forms.requests.intake.storing import years_after
from forms.requests.models import Consent, Event, RequestSettings, Submission
from forms.requests.privacy import consents
from forms.requests.sources import read_source
from staff import access
from staff.audit import record

Status = Submission.Status
Closing = Submission.Closing
Outcome = Event.Outcome
# Three attempts over five business days, then closed as unreachable (docs/privacy.md, 'How a request is worked').
ATTEMPTS: Final = 3
ATTEMPT_DAYS: Final = 5
# After how many business days somebody tries again.
NEXT_TRY_DAYS: Final = 2
# How many days a manager has to look at a deletion that the front desk entered, and how far ahead it may lie.
DAYS_TO_LOOK: Final = 3
MOST_DAYS: Final = 366
REACHED: Final = frozenset({Outcome.SPOKE, Outcome.CALL_BACK, Outcome.BOOKED})


class WorkflowError(ValidationError):
    """Something that can't be done, with a sentence that says why and what to do."""


def _locked(submission: Submission) -> Submission:
    """Return the row as it is now, held until the transaction ends: two people may click at once."""
    row = Submission.objects.without_answers().select_for_update().filter(pk=submission.pk).first()
    if row is None:
        raise WorkflowError(_("This request has been deleted."))
    return row


def _note(submission: Submission, kind: str, by: Any, *, outcome: str = "", **detail: Any) -> Event:
    return Event.objects.create(
        submission=submission, kind=kind, who=by, outcome=outcome, detail=detail
    )


def _copy(source: Submission, target: Submission, fields: list[str]) -> None:
    for name in fields:
        setattr(target, name, getattr(source, name))


def _save(row: Submission, caller: Submission, *fields: str) -> None:
    row.save(update_fields=fields)
    _copy(row, caller, list(fields))


@transaction.atomic
def move(submission: Submission, status: str, *, by: Any, reason: str = "") -> Submission:
    """Give a request another status. `reason` (a Submission.Closing) is needed to close.

    Raises WorkflowError for a move that is not allowed, or a closing without its reason.
    """
    row = _locked(submission)
    if status not in Status.values:
        raise WorkflowError(_("There is no such status."))
    if status == row.status and not (status == Status.CLOSED and reason):
        return submission
    if status != row.status and status not in row.allowed_moves:
        raise WorkflowError(
            _("A request that is ‘%(now)s’ can't become ‘%(then)s’."),
            params={"now": row.get_status_display(), "then": Status(status).label},
        )
    if status == Status.CLOSED and reason not in Closing.values:
        raise WorkflowError(_("Say why it is closed."))
    if row.merged_into_id and status != Status.CLOSED:
        # No view would hold it: its work is that of the other request.
        raise WorkflowError(_("This is part of another request now. Work on that one."))
    before = row.status
    _set_status(row, status, reason)
    _save(
        row, submission,
        "status", "closing_reason", "closed_at", "next_action", "next_due", "content_key",
    )  # fmt: skip
    detail = {"from": before, "to": status} | ({"reason": reason} if reason else {})
    _note(row, Event.Kind.STATUS, by, **detail)
    record("requests.change", user=by, instance=row, data={"from": before, "to": reason or status})
    return submission


@transaction.atomic
def correct(submission: Submission, status: str, *, by: Any, reason: str) -> Submission:
    """Set a status back to an earlier one, because it was wrong or no longer holds.

    Parameters: `reason`, a Submission.Correction. What was pressed by mistake counts in no figure; back to
    'New' takes the attempts back as well. Raises WorkflowError for a later status or a missing reason.
    """
    row = _locked(submission)
    if reason not in Submission.Correction.values:
        raise WorkflowError(_("Say why the status is corrected."))
    if status not in row.earlier_statuses:
        raise WorkflowError(_("Choose an earlier status to correct it to."))
    if row.merged_into_id:
        raise WorkflowError(_("This is part of another request now. Work on that one."))
    before, hours = row.status, current_hours()
    if reason == Submission.Correction.MISTAKE:
        wrong = Q(detail__to=before) | (
            Q(outcome=before) if before == Status.BOOKED else Q(pk=None)
        )
        row.events.filter(wrong).update(undone=True)
    _set_status(row, status)
    row.next_action, row.next_due = "", None
    if status in (Status.ATTEMPTING, Status.CONTACTED):
        row.next_action = Submission.NextAction.CALL
        row.next_due = hours.next_opening(timezone.now() + timedelta(minutes=1))
    if status == Status.NEW:
        row.events.filter(kind=Event.Kind.CALL).update(undone=True)
        row.attempts, row.first_attempt_at = 0, None
    _save(
        row, submission,
        "status", "closing_reason", "closed_at", "next_action", "next_due", "attempts", "first_attempt_at",
    )  # fmt: skip
    _note(row, Event.Kind.CORRECTED, by, **{"from": before, "to": status, "reason": reason})
    record(
        "requests.correct",
        user=by,
        instance=row,
        data={"from": before, "to": status, "kind": reason},
    )
    return submission


def _set_status(row: Submission, status: str, reason: str = "") -> None:
    row.status = status
    closed = status == Status.CLOSED
    row.closing_reason = reason if closed else ""
    row.closed_at = timezone.now() if closed else None
    if closed:
        row.next_action, row.next_due = "", None
        # The same answers sent after this are a new request.
        row.content_key = None


@transaction.atomic
def log_call(submission: Submission, outcome: str, *, by: Any) -> Submission:
    """Note how an attempt to reach the visitor ended; status and next action follow from it.

    Raises WorkflowError for an outcome that does not exist or a closed request.
    """
    row = _locked(submission)
    if outcome not in Outcome.values:
        raise WorkflowError(_("There is no such outcome."))
    if row.status == Status.CLOSED:
        raise WorkflowError(_("The request is closed. Reopen it first."))
    now = timezone.now()
    row.attempts += 1
    row.first_attempt_at = row.first_attempt_at or now
    before = row.status
    row.owner = row.owner or by
    _follow(row, outcome, now)
    _save(
        row, submission,
        "attempts", "first_attempt_at", "owner", "status", "next_action", "next_due", "closing_reason", "closed_at",
    )  # fmt: skip
    _note(row, Event.Kind.CALL, by, outcome=outcome)
    if row.status != before:
        _note(row, Event.Kind.STATUS, by, **{"from": before, "to": row.status})
    record("requests.call", user=by, instance=row, data={"outcome": outcome, "to": row.status})
    return submission


def _follow(row: Submission, outcome: str, now: datetime) -> None:
    """Set the status and the next action that an outcome leads to."""
    Next = Submission.NextAction
    if outcome == Outcome.BOOKED:
        row.status, row.next_action, row.next_due = Status.BOOKED, "", None
        return
    if outcome in REACHED:
        row.status = Status.CONTACTED
        row.next_action = Next.CALL if outcome == Outcome.CALL_BACK else Next.BOOK
    elif row.status in (Status.NEW, Status.ATTEMPTING):
        row.status = Status.ATTEMPTING
        row.next_action = Next.EMAIL if outcome == Outcome.WRONG_NUMBER else Next.CALL
        if outcome in (Outcome.TEXTED, Outcome.EMAILED):
            row.next_action = Next.WAIT
    else:
        row.next_action = row.next_action or Next.WAIT
    hours = current_hours()
    days = 1 if outcome == Outcome.CALL_BACK else NEXT_TRY_DAYS
    due = hours.next_opening(now + timedelta(minutes=1))
    day = hours.add_business_days(due.date(), days)
    row.next_due = hours.next_opening(
        datetime.combine(day, due.timetz().replace(hour=0, minute=0, second=0, microsecond=0))
    )


def should_close(submission: Submission, now: datetime | None = None) -> bool:
    """Tell whether a request may be closed as unreachable: tried three times over five business days."""
    if submission.status != Status.ATTEMPTING or submission.attempts < ATTEMPTS:
        return False
    if submission.first_attempt_at is None:
        return False
    hours = current_hours()
    last = hours.add_business_days(
        timezone.localdate(submission.first_attempt_at, hours.zone), ATTEMPT_DAYS
    )
    return timezone.localdate(now or timezone.now(), hours.zone) >= last


@transaction.atomic
def assign(submission: Submission, owner: Any, *, by: Any) -> Submission:
    """Give a request to `owner`, or to nobody with None.

    Raises WorkflowError where the owner may not work on requests.
    """
    if owner is not None and not access.may(owner, access.WORK):
        raise WorkflowError(_("This account may not work on requests. Choose another owner."))
    row = _locked(submission)
    row.owner = owner
    _save(row, submission, "owner")
    _note(row, Event.Kind.OWNER, by, to=owner.pk if owner else None)
    record("requests.change", user=by, instance=row, data={"field": "owner"})
    return submission


@transaction.atomic
def set_next(submission: Submission, action: str, due: datetime | None, *, by: Any) -> Submission:
    """Set what is to be done next, and by when; '' and None for nothing.

    Raises WorkflowError for an action that does not exist, a missing time, or a closed request.
    """
    row = _locked(submission)
    if action and action not in Submission.NextAction.values:
        raise WorkflowError(_("There is no such action."))
    if action and due is None:
        raise WorkflowError(_("Say by when."))
    if action and row.status == Status.CLOSED:
        raise WorkflowError(_("The request is closed. Reopen it first."))
    if action == Submission.NextAction.TEXT and not consents.standing(row).may_text:
        raise WorkflowError(_("There is no consent to text messages. Call instead, and ask."))
    row.next_action, row.next_due = action, due if action else None
    _save(row, submission, "next_action", "next_due")
    _note(row, Event.Kind.NEXT, by, action=action, due=due.isoformat() if due and action else "")
    record("requests.change", user=by, instance=row, data={"field": "next action"})
    return submission


@transaction.atomic
def estimate_sent(submission: Submission, *, by: Any) -> Submission:
    """Note that the cost estimate went out (45 CFR 149.610)."""
    row = _locked(submission)
    row.estimate_sent_at = row.estimate_sent_at or timezone.now()
    if row.next_action == Submission.NextAction.ESTIMATE:
        row.next_action, row.next_due = "", None
    _save(row, submission, "estimate_sent_at", "next_action", "next_due")
    _note(row, Event.Kind.ESTIMATE, by)
    record("requests.change", user=by, instance=row, data={"field": "estimate sent"})
    return submission


@transaction.atomic
def overrule(submission: Submission, verdict: str, *, by: Any) -> Submission:
    """Replace the defences' verdict by a person's.

    What turns out to be real is told like any other request; its clock starts now.
    Raises WorkflowError for a verdict that does not exist.
    """
    row = _locked(submission)
    if verdict not in Submission.Verdict.values:
        raise WorkflowError(_("There is no such verdict."))
    before = row.verdict
    if verdict == before:
        return submission
    row.verdict = verdict
    if before == Submission.Verdict.SUSPECT:
        # What it says about consent was not taken seriously so far.
        consents.end_elsewhere(row)
        row.due_at = current_hours().add_business_minutes(timezone.now(), _first_attempt_minutes())
    _save(row, submission, "verdict", "due_at")
    _note(row, Event.Kind.VERDICT, by, **{"from": before, "to": verdict})
    record("requests.verdict", user=by, instance=row, data={"from": before, "to": verdict})
    queue_messages(row, read_source(row.page_id))
    if verdict != Submission.Verdict.SUSPECT:
        deliveries.wake_notices(row)
    return submission


def _first_attempt_minutes() -> int:
    return RequestSettings.current().first_attempt_minutes


def mark_spam(submission: Submission, *, by: Any) -> Submission:
    """Say that a request is spam: it goes to the Spam view and is closed."""
    with transaction.atomic():
        overrule(submission, Submission.Verdict.SUSPECT, by=by)
        return move(submission, Status.CLOSED, by=by, reason=Closing.SPAM)


def not_spam(submission: Submission, *, by: Any) -> Submission:
    """Say that a request is real after all. What was closed as spam is open again.

    It is new again where nobody has tried yet, so that it stands where first calls wait.
    Raises WorkflowError for a request that was merged into another.
    """
    with transaction.atomic():
        overrule(submission, Submission.Verdict.PASSED, by=by)
        deliveries.wake_notices(submission)
        if submission.status != Status.CLOSED or submission.closing_reason != Closing.SPAM:
            return submission
        status = Status.ATTEMPTING if submission.attempts else Status.NEW
        return move(submission, status, by=by)


def duplicates(submission: Submission) -> QuerySet[Submission]:
    """Return other requests with the same telephone number or e-mail address, newest first."""
    same = Q()
    if submission.phone_hash:
        same |= Q(phone_hash=submission.phone_hash)
    if submission.email_hash:
        same |= Q(email_hash=submission.email_hash)
    if not same:
        return Submission.objects.none()
    return (
        Submission.objects.without_answers()
        .filter(same)
        .exclude(pk=submission.pk)
        .order_by("-submit_time")
    )


@transaction.atomic
def merge(submission: Submission, into: Submission, *, by: Any) -> Submission:
    """Close `submission` as a duplicate of `into`. Its answers stay readable from there.

    Raises WorkflowError for a request merged into itself, into one that is itself merged, or into that
    of another person.
    """
    row, target = _locked(submission), _locked(into)
    if row.pk == target.pk:
        raise WorkflowError(_("A request can't be merged into itself."))
    if target.merged_into_id:
        raise WorkflowError(_("That request was itself merged. Choose the one it went into."))
    if row.merged_into_id:
        raise WorkflowError(_("This request has already been merged."))
    if not duplicates(row).filter(pk=target.pk).exists():
        raise WorkflowError(
            _("These requests share neither a telephone number nor an e-mail address.")
        )
    before = row.status
    row.merged_into = target
    _set_status(row, Status.CLOSED, Closing.DUPLICATE)
    _save(
        row, submission,
        "merged_into", "status", "closing_reason", "closed_at", "next_action", "next_due", "content_key",
    )  # fmt: skip
    # What was merged into this one goes along, so that nothing hangs on a closed request.
    Submission.objects.filter(merged_into=row).update(merged_into=target)
    _pass_on(row, target)
    _note(row, Event.Kind.MERGED, by, into=target.pk, **{"from": before})
    _note(target, Event.Kind.MERGED, by, other=row.pk)
    record("requests.merge", user=by, instance=row, data={"other": target.pk})
    return submission


def _pass_on(row: Submission, target: Submission) -> None:
    """Keep the earliest due times, the wish for an estimate, its date, and whether it was sent."""
    fields = ["due_at", "first_attempt_at", "wants_estimate", "estimate_due", "estimate_sent_at"]
    for name in ("due_at", "first_attempt_at", "estimate_due", "estimate_sent_at"):
        moments = [getattr(one, name) for one in (row, target) if getattr(one, name)]
        setattr(target, name, min(moments, default=None))
    target.wants_estimate = row.wants_estimate or target.wants_estimate
    days = [day for day in (row.delete_after, target.delete_after) if day]
    if days and target.delete_after != min(days):
        target.delete_after = min(days)
        fields.append("delete_after")
    target.save(update_fields=fields)
    if days:
        # Whoever asked to be deleted asked it for all of it.
        Submission.objects.filter(Q(pk=row.pk) | Q(merged_into=target)).update(
            delete_after=min(days)
        )


@transaction.atomic
def withdraw_consents(
    submission: Submission, kinds: list[str], *, how: str, at: datetime, by: Any
) -> list[str]:
    """Enter that somebody took consents back. Returns the names of what has ended.

    Parameters: `kinds` (Consent.Kind) and `how` (Consent.How), what was taken back and how they told us; `at`,
    when. Taking back all contact ends calls, voicemail, text messages and news as well.
    Raises WorkflowError for nothing chosen, a time to come, or a consent given after that time.
    """
    row = _locked(submission)
    if not kinds or set(kinds) - set(Consent.Kind.values):
        raise WorkflowError(_("Choose what was taken back."))
    if how not in Consent.How.values or how == Consent.How.FORM:
        raise WorkflowError(_("Choose how they told us."))
    if at > timezone.now():
        raise WorkflowError(_("That day is still to come. Enter the day on which they told us."))
    keep_until = years_after(timezone.now(), RequestSettings.current().consent_years)
    ended = consents.covered(kinds)
    for kind in ended:
        consents.withdraw(row, kind, how=how, at=at, by=by, keep_until=keep_until)
    stands = consents.standing(row)
    if any(stands.says(kind) != consents.NO for kind in kinds):
        raise WorkflowError(
            _("This consent was given after that day. Check the day on which they told us.")
        )
    _note(row, Event.Kind.CONSENT, by, kinds=ended, how=how)
    record("requests.consent", user=by, instance=row, data={"kind": ended, "outcome": how})
    return [str(Consent.Kind(kind).label) for kind in ended]


@transaction.atomic
def retract_withdrawal(submission: Submission, line: int, *, by: Any) -> list[str]:
    """Take back a withdrawal that staff entered by mistake. Returns the names of what it had ended.

    Parameters: `line`, the number of the ledger's line. Raises WorkflowError for what a visitor said, or
    what is taken back already.
    """
    row = _locked(submission)
    kinds = consents.retract(row, line, by=by)
    if not kinds:
        raise WorkflowError(
            _("Only a withdrawal that staff entered can be taken back, and only once.")
        )
    _note(row, Event.Kind.RETRACTED, by, kinds=kinds)
    record("requests.retract", user=by, instance=row, data={"kind": kinds})
    return [str(Consent.Kind(kind).label) for kind in kinds]


@transaction.atomic
def ask_deletion(submission: Submission, day: date | None, *, by: Any) -> Submission:
    """Enter the day on which a request is to be deleted because somebody asked for it; None takes it back.

    What was merged into the request goes with it. Raises WorkflowError for a day that is too early: those who
    may not delete requests leave a manager three days to look.
    """
    if access.WORK not in access.by_role(by):
        raise WorkflowError(_("Emergency access deletes nothing. Ask a manager to enter the day."))
    row = _locked(submission)
    today = timezone.localdate(None, current_hours().zone)
    first = today if access.PURGE in access.by_role(by) else today + timedelta(days=DAYS_TO_LOOK)
    if day is not None and not first <= day <= today + timedelta(days=MOST_DAYS):
        raise WorkflowError(
            _("Choose a day from %(first)s on, within a year."),
            params={"first": date_format(first, "M j, Y")},
        )
    row.delete_after = day
    _save(row, submission, "delete_after")
    Submission.objects.filter(merged_into=row).update(delete_after=day)
    _note(row, Event.Kind.ERASURE, by, on=day.isoformat() if day else "")
    record(
        "requests.delete_on",
        user=by,
        instance=row,
        data={"to": day.isoformat() if day else "never"},
    )
    return submission


@transaction.atomic
def hold(submission: Submission, on: bool, *, by: Any) -> Submission:
    """Put a request under a legal hold, or take it off. Nothing deletes what is on hold."""
    row = _locked(submission)
    row.legal_hold = on
    _save(row, submission, "legal_hold")
    _note(row, Event.Kind.HOLD, by, on=on)
    record("requests.hold", user=by, instance=row, data={"to": "on" if on else "off"})
    return submission


@transaction.atomic
def delete(submission: Submission, *, by: Any) -> int:
    """Delete a request for good; its consents stay. Returns its number.

    Raises WorkflowError under a legal hold.
    """
    row = _locked(submission)
    if row.legal_hold:
        raise WorkflowError(_("This request is under a legal hold. Take it off first."))
    number = row.pk
    record("requests.delete", user=by, instance=row)
    row.delete()
    return number


def record_export(count: int, *, by: Any, kind: str, view: str = "") -> None:
    """Write down that somebody took requests out, how many and as what."""
    record("requests.export", user=by, data={"count": count, "format": kind, "view": view})
