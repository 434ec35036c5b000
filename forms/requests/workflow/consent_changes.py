"""Consents that somebody took back, entered by staff."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forms.requests.intake.storing import years_after
from forms.requests.models import (
    Consent,
    ConsentType,
    EventType,
    RequestSettings,
    Submission,
)
from forms.requests.privacy import consent_ends, consents
from forms.requests.workflow.rows import (
    WorkflowError,
    lock_row,
    note_event,
)
from staff.audit import record


@transaction.atomic
def withdraw_consents(
    submission: Submission, kinds: list[str], *, how: str, at: datetime, by: Any
) -> list[str]:
    """Enter that somebody took consents back. Returns the names of what has ended.

    Parameters: `kinds` (ConsentType) and `how` (Consent.How), what was taken back and how they told us; `at`,
    when. Taking back all contact ends calls, voicemail, text messages and news as well.
    Raises WorkflowError for nothing chosen, a time to come, or a consent given after that time.
    """
    row = lock_row(submission)
    if not kinds or set(kinds) - set(ConsentType.values):
        raise WorkflowError(_("Choose what was taken back."))
    if how not in Consent.How.values or how == Consent.How.FORM:
        raise WorkflowError(_("Choose how they told us."))
    if at > timezone.now():
        raise WorkflowError(_("That day is still to come. Enter the day on which they told us."))
    keep_until = years_after(timezone.now(), RequestSettings.current().consent_years)
    ended = consent_ends.list_covered(kinds)
    for kind in ended:
        consent_ends.withdraw_consent(row, kind, how=how, at=at, by=by, keep_until=keep_until)
    stands = consents.read_standing(row)
    if any(stands.says(kind) != consents.NO for kind in kinds):
        raise WorkflowError(
            _("This consent was given after that day. Check the day on which they told us.")
        )
    note_event(row, EventType.CONSENT, by, kinds=ended, how=how)
    record("requests.consent", user=by, instance=row, data={"kind": ended, "outcome": how})
    return [str(ConsentType(kind).label) for kind in ended]


@transaction.atomic
def retract_withdrawal(submission: Submission, line: int, *, by: Any) -> list[str]:
    """Take back a withdrawal that staff entered by mistake. Returns the names of what it had ended.

    Parameters: `line`, the number of the ledger's line. Raises WorkflowError for what a visitor said, or
    what is taken back already.
    """
    row = lock_row(submission)
    kinds = consent_ends.retract_line(row, line, by=by)
    if not kinds:
        raise WorkflowError(
            _("Only a withdrawal that staff entered can be taken back, and only once.")
        )
    note_event(row, EventType.RETRACTED, by, kinds=kinds)
    record("requests.retract", user=by, instance=row, data={"kind": kinds})
    return [str(ConsentType(kind).label) for kind in kinds]
