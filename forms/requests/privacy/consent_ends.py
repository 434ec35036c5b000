"""Ends consents: by a later form that says no, or because staff enter that somebody took them back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from forms.requests.models import Consent, ConsentType, Submission
from forms.requests.privacy.consents import BY_TELEPHONE, ENDS_WITH_CONTACT
from forms.requests.privacy.text_plans import end_text_plans


def end_elsewhere(submission: Submission, refusals: Iterable[Consent] | None = None) -> None:
    """End every earlier yes of other requests that this request's refusals are about.

    Parameters: `refusals`, lines that say no; without them, all of the request's. Nothing happens while the
    request is held for spam: a stranger's nonsense takes nobody's consent back.
    """
    if submission.verdict == Submission.Verdict.SUSPECT:
        return
    if refusals is None:
        refusals = submission.consents.filter(given=False, retracted_at=None)
    moments: dict[datetime, Q] = {}
    for line in refusals:
        if about := _lines_of_contact(line.kind, submission):
            moments[line.given_at] = moments.get(line.given_at, Q()) | about
    for moment, about in moments.items():
        Consent.objects.filter(about, given=True, withdrawn_at=None, given_at__lt=moment).update(
            withdrawn_at=moment, withdrawn_how=Consent.How.FORM
        )
    if moments:
        end_text_plans(submission)


def _lines_of_contact(kind: str, submission: Submission) -> Q | None:
    """Return the lines of `kind` about the request's number or address; None where it has neither."""
    contact = Q()
    if submission.phone_hash:
        contact |= Q(phone_hash=submission.phone_hash)
    if submission.email_hash and kind not in BY_TELEPHONE:
        contact |= Q(email_hash=submission.email_hash)
    return Q(contact, kind=kind) if contact else None


def find_open_lines(submission: Submission, kind: str, at: datetime) -> QuerySet[Consent]:
    """Return every yes to `kind` given until `at` that the person behind the request could take back."""
    about = _lines_of_contact(kind, submission)
    family = Q(kind=kind) & (Q(submission=submission) | Q(submission__merged_into=submission))
    found = Consent.objects.filter(about | family if about else family)
    return found.filter(given=True, withdrawn_at=None, given_at__lte=at)


def withdraw_consent(
    submission: Submission, kind: str, *, how: str, at: datetime, by: Any, keep_until: date
) -> None:
    """Write down that somebody took a consent back, and end it wherever it was given for this contact.

    Parameters: `how` (a Consent.How) and `at`, how and when they said so; `by`, who enters it.
    """
    find_open_lines(submission, kind, at).update(withdrawn_at=at, withdrawn_how=how)
    Consent.objects.create(
        submission=submission,
        reference=submission.reference,
        phone_hash=submission.phone_hash,
        email_hash=submission.email_hash,
        kind=kind,
        given=False,
        given_at=at,
        how=how,
        entered_by=by,
        keep_until=keep_until,
    )
    end_text_plans(submission)


def retract_line(submission: Submission, number: int, *, by: Any) -> list[str]:
    """Take a withdrawal back that staff entered by mistake, with what it ended.

    Parameters: `number`, of the ledger's line. Returns the kinds, or nothing where there is no such line.
    What was ended by 'all contact' in the same moment comes back with it.
    """
    entered = Consent.objects.filter(given=False, retracted_at=None).exclude(how=Consent.How.FORM)
    family = Q(submission=submission) | Q(submission__merged_into=submission)
    line = entered.filter(family, pk=number).first()
    if line is None:
        return []
    together = _list_entered_with(line, entered)
    Consent.objects.filter(pk__in=[one.pk for one in together]).update(
        retracted_at=timezone.now(), retracted_by=by
    )
    for one in together:
        about = _lines_of_contact(one.kind, submission)
        own = Q(family, kind=one.kind)
        _reopen_lines(one, Consent.objects.filter(about | own if about else own))
    return [one.kind for one in together]


def _list_entered_with(line: Consent, entered: QuerySet[Consent]) -> list[Consent]:
    """Return a withdrawal with those that its own entry wrote beside it, as far as they still stand.

    Somebody may have entered another one for the same day: of each kind the first line from this one on is this
    entry's, because 'all contact' is always written as a whole and comes first.
    """
    beside: dict[str, Consent] = {}
    for one in Consent.objects.filter(
        submission=line.submission_id,
        given=False,
        given_at=line.given_at,
        how=line.how,
        kind__in=list_covered([line.kind]),
        pk__gte=line.pk,
    ).order_by("pk"):
        beside.setdefault(one.kind, one)
    return list(entered.filter(pk__in=[one.pk for one in beside.values()]).order_by("pk"))


def _reopen_lines(withdrawal: Consent, lines: QuerySet[Consent]) -> None:
    """Open what a retracted withdrawal had ended, unless another refusal among `lines` ends it as well."""
    refusals = list(
        lines.filter(given=False, retracted_at=None)
        .exclude(how=Consent.How.FORM, submission__verdict=Submission.Verdict.SUSPECT)
        .order_by("given_at", "pk")
    )
    for yes in lines.filter(
        given=True, withdrawn_at=withdrawal.given_at, withdrawn_how=withdrawal.how
    ):
        ended = next((no for no in refusals if no.given_at >= yes.given_at), None)
        yes.withdrawn_at = ended.given_at if ended else None
        yes.withdrawn_how = ended.how if ended else ""
        yes.save(update_fields=["withdrawn_at", "withdrawn_how"])


def list_covered(kinds: Iterable[str]) -> list[str]:
    """Return the kinds that end when `kinds` are taken back: no contact at all covers every way of it."""
    chosen = set(kinds)
    if ConsentType.CONTACT in chosen:
        chosen.update(ENDS_WITH_CONTACT)
    return [kind for kind in ConsentType.values if kind in chosen]
