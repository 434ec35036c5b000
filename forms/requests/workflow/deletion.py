"""Deleting requests: on a day, at once, or not at all while a legal hold is on."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from clinic.layout import current_hours
from forms.requests.models import EventType, Submission
from forms.requests.workflow.rows import (
    WorkflowError,
    lock_row,
    note_event,
    save_fields,
)
from staff import access
from staff.audit import record

# How many days a manager has to look at a deletion that the front desk entered, and how far ahead it may lie.
DAYS_TO_LOOK: Final = 3
MOST_DAYS: Final = 366


@transaction.atomic
def ask_deletion(submission: Submission, day: date | None, *, by: Any) -> Submission:
    """Enter the day on which a request is to be deleted because somebody asked for it; None takes it back.

    What was merged into the request goes with it. Raises WorkflowError for a day that is too early: those who
    may not delete requests leave a manager three days to look.
    """
    if access.WORK not in access.by_role(by):
        raise WorkflowError(_("Emergency access deletes nothing. Ask a manager to enter the day."))
    row = lock_row(submission)
    today = timezone.localdate(None, current_hours().zone)
    first = today if access.PURGE in access.by_role(by) else today + timedelta(days=DAYS_TO_LOOK)
    if day is not None and not first <= day <= today + timedelta(days=MOST_DAYS):
        raise WorkflowError(
            _("Choose a day from %(first)s on, within a year."),
            params={"first": date_format(first, "M j, Y")},
        )
    row.delete_after = day
    save_fields(row, submission, "delete_after")
    Submission.objects.filter(merged_into=row).update(delete_after=day)
    note_event(row, EventType.ERASURE, by, on=day.isoformat() if day else "")
    record(
        "requests.delete_on",
        user=by,
        instance=row,
        data={"to": day.isoformat() if day else "never"},
    )
    return submission


@transaction.atomic
def set_hold(submission: Submission, on: bool, *, by: Any) -> Submission:
    """Put a request under a legal hold, or take it off. Nothing deletes what is on hold."""
    row = lock_row(submission)
    row.legal_hold = on
    save_fields(row, submission, "legal_hold")
    note_event(row, EventType.HOLD, by, on=on)
    record("requests.hold", user=by, instance=row, data={"to": "on" if on else "off"})
    return submission


@transaction.atomic
def delete_request(submission: Submission, *, by: Any) -> int:
    """Delete a request for good; its consents stay. Returns its number.

    Raises WorkflowError under a legal hold.
    """
    row = lock_row(submission)
    if row.legal_hold:
        raise WorkflowError(_("This request is under a legal hold. Take it off first."))
    number: int = row.pk
    record("requests.delete", user=by, instance=row)
    row.delete()
    return number
