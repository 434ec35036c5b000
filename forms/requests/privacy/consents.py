"""The consent ledger: what people said yes and no to, and what of it stands now.

The rules, in the order in which they matter:

- The last word counts. A correction that no longer says yes ends the yes.
- A yes belongs to its request, and to the number or address that it was given for: another number needs
  a yes of its own, and another request of the same person borrows none.
- A no reaches further than a yes: one that comes with a later, separate request about the same number or
  address, or that staff enter, ends every earlier yes for it. What the defences hold for spam ends nothing.

Whatever wants to know asks `standing` or `standing_for`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from forms.requests.encryption import DecryptionError
from forms.requests.models import Consent, ConsentType, Submission

Kind = ConsentType
YES, NO, UNSAID = "yes", "no", ""
# About a telephone number alone. The others are about a person, found by number or by address.
BY_TELEPHONE: Final = frozenset({Kind.TEXT, Kind.VOICEMAIL})
# Ordinary answers that work like a consent.
ANSWERS: Final = (Kind.VOICEMAIL, Kind.SAY_CLINIC)
# Whoever wants to be left alone altogether is left alone in each of these.
ENDS_WITH_CONTACT: Final = (Kind.CONTACT, Kind.TEXT, Kind.VOICEMAIL, Kind.MARKETING)
# How many requests are looked up at once: databases limit what one query may name.
BATCH: Final = 300


@dataclass(frozen=True)
class Standing:
    """What a person's word is now, by kind: 'yes', 'no', or '' where it was never said."""

    words: Mapping[str, str] = field(default_factory=dict)

    def says(self, kind: str) -> str:
        """Return 'yes', 'no' or '' for one of `ConsentType`."""
        return self.words.get(kind, UNSAID)

    @property
    def may_contact(self) -> bool:
        """Whether nobody asked to be left alone. A form that does not ask for consent is no refusal."""
        return self.says(Kind.CONTACT) != NO

    @property
    def may_text(self) -> bool:
        """Whether text messages to the present number are agreed to."""
        return self.may_contact and self.says(Kind.TEXT) == YES

    @property
    def may_send_news(self) -> bool:
        """Whether news and offers are agreed to."""
        return self.may_contact and self.says(Kind.MARKETING) == YES

    @property
    def voicemail(self) -> str:
        """Whether a voicemail may be left at the present number: 'yes', 'no' or ''."""
        return self.says(Kind.VOICEMAIL) if self.may_contact else NO

    @property
    def say_clinic(self) -> str:
        """Whether the clinic's name may be said or written: 'yes', 'no' or ''."""
        return self.says(Kind.SAY_CLINIC)


# --- Reading -----------------------------------------------------------------------------------
def standing(submission: Submission) -> Standing:
    """Return what stands for one request."""
    return standing_for([submission])[submission.pk]


def standing_for(submissions: Iterable[Submission]) -> dict[int, Standing]:
    """Return what stands for each of `submissions` by its number; two queries for every 300 of them."""
    found: dict[int, Standing] = {}
    waiting = list(submissions)
    for start in range(0, len(waiting), BATCH):
        batch = waiting[start : start + BATCH]
        families = _families(batch)
        lines = _lines_about(batch, families)
        for submission in batch:
            found[submission.pk] = _stands(submission, families[submission.pk], lines)
    return found


def _families(submissions: Sequence[Submission]) -> dict[int, frozenset[int]]:
    """Return for each request its own number and those of the requests merged into it."""
    members: dict[int, set[int]] = {s.pk: {s.pk} for s in submissions}
    merged = Submission.objects.filter(merged_into__in=list(members)).order_by()
    for pk, target in merged.values_list("pk", "merged_into_id"):
        members[target].add(pk)
    return {pk: frozenset(family) for pk, family in members.items()}


@dataclass(frozen=True)
class _Lines:
    """Lines of the ledger by request, and by the hash of a number or an address."""

    by_request: Mapping[int | None, Sequence[Consent]]
    by_contact: Mapping[str, Sequence[Consent]]


def _lines_about(
    submissions: Sequence[Submission], families: Mapping[int, frozenset[int]]
) -> _Lines:
    phones = {s.phone_hash for s in submissions} - {""}
    emails = {s.email_hash for s in submissions} - {""}
    numbers = [pk for family in families.values() for pk in family]
    rows = (
        Consent.objects.filter(
            Q(submission__in=numbers)
            | Q(phone_hash__in=phones, given=False)
            | Q(email_hash__in=emails, given=False)
        )
        .filter(retracted_at=None)
        .annotate(verdict=F("submission__verdict"))
    )
    by_request, by_contact = defaultdict(list), defaultdict(list)
    for row in rows.defer("wording"):
        by_request[row.submission_id].append(row)
        if not row.given and row.verdict != Submission.Verdict.SUSPECT:
            for contact in {row.phone_hash, row.email_hash} - {""}:
                by_contact[contact].append(row)
    return _Lines(by_request, by_contact)


def _stands(submission: Submission, family: frozenset[int], lines: _Lines) -> Standing:
    own = [row for pk in family for row in lines.by_request.get(pk, ())]
    others = [
        row
        for contact in (submission.phone_hash, submission.email_hash)
        for row in lines.by_contact.get(contact, ())
        if row.submission_id not in family
    ]
    words = {}
    for kind in Kind.values:
        said = [row for row in own if row.kind == kind]
        moments = [moment for row in said if _fits(row, submission) for moment in _moments(row)]
        if not said and kind in ANSWERS and (answer := _answer(submission, kind)):
            moments.append((submission.submit_time, answer))
        refused = [row for row in others if row.kind == kind and _fits(row, submission)]
        moments += [(row.given_at, NO) for row in refused]
        # The last word; in the same instant the no.
        words[kind] = max(moments, key=lambda m: (m[0], m[1] == NO))[1] if moments else UNSAID
    return Standing(words)


def _moments(row: Consent) -> list[tuple[datetime, str]]:
    if not row.given:
        return [(row.given_at, NO)]
    if row.withdrawn_at:
        return [(max(row.given_at, row.withdrawn_at), NO)]
    return [(row.given_at, YES)]


def _fits(row: Consent, submission: Submission) -> bool:
    """Tell whether a line is about the contact that the request has now."""
    if row.kind in BY_TELEPHONE:
        return row.phone_hash == submission.phone_hash
    same_phone = bool(row.phone_hash) and row.phone_hash == submission.phone_hash
    same_email = bool(row.email_hash) and row.email_hash == submission.email_hash
    return same_phone or same_email or not (row.phone_hash or row.email_hash)


def _answer(submission: Submission, kind: str) -> str:
    """Return a yes or no from the answers, for requests from before the ledger held it."""
    try:
        answer = submission.answer(kind)
    except DecryptionError:
        return UNSAID
    return answer if answer in (YES, NO) else UNSAID


# --- Writing, when somebody says no ----------------------------------------------------------------
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
        if about := _about(line.kind, submission):
            moments[line.given_at] = moments.get(line.given_at, Q()) | about
    for moment, about in moments.items():
        Consent.objects.filter(about, given=True, withdrawn_at=None, given_at__lt=moment).update(
            withdrawn_at=moment, withdrawn_how=Consent.How.FORM
        )


def _about(kind: str, submission: Submission) -> Q | None:
    """Return the lines of `kind` about the request's number or address; None where it has neither."""
    contact = Q()
    if submission.phone_hash:
        contact |= Q(phone_hash=submission.phone_hash)
    if submission.email_hash and kind not in BY_TELEPHONE:
        contact |= Q(email_hash=submission.email_hash)
    return Q(contact, kind=kind) if contact else None


# --- Writing, when somebody tells staff ----------------------------------------------------------
def open_lines(submission: Submission, kind: str, at: datetime) -> QuerySet[Consent]:
    """Return every yes to `kind` given until `at` that the person behind the request could take back."""
    about = _about(kind, submission)
    family = Q(kind=kind) & (Q(submission=submission) | Q(submission__merged_into=submission))
    found = Consent.objects.filter(about | family if about else family)
    return found.filter(given=True, withdrawn_at=None, given_at__lte=at)


def withdraw(
    submission: Submission, kind: str, *, how: str, at: datetime, by: Any, keep_until: date
) -> None:
    """Write down that somebody took a consent back, and end it wherever it was given for this contact.

    Parameters: `how` (a Consent.How) and `at`, how and when they said so; `by`, who enters it.
    """
    open_lines(submission, kind, at).update(withdrawn_at=at, withdrawn_how=how)
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


def retract(submission: Submission, number: int, *, by: Any) -> list[str]:
    """Take a withdrawal back that staff entered by mistake, with what it ended.

    Parameters: `number`, of the ledger's line. Returns the kinds, or nothing where there is no such line.
    What was ended by 'all contact' in the same moment comes back with it.
    """
    entered = Consent.objects.filter(given=False, retracted_at=None).exclude(how=Consent.How.FORM)
    family = Q(submission=submission) | Q(submission__merged_into=submission)
    line = entered.filter(family, pk=number).first()
    if line is None:
        return []
    together = list(
        entered.filter(
            submission=line.submission_id,
            given_at=line.given_at,
            how=line.how,
            kind__in=covered([line.kind]),
        )
    )
    now = timezone.now()
    for one in together:
        about = _about(one.kind, submission)
        own = Q(family, kind=one.kind)
        Consent.objects.filter(
            about | own if about else own,
            given=True,
            withdrawn_at=one.given_at,
            withdrawn_how=one.how,
        ).update(withdrawn_at=None, withdrawn_how="")
    Consent.objects.filter(pk__in=[one.pk for one in together]).update(
        retracted_at=now, retracted_by=by
    )
    return [one.kind for one in together]


def covered(kinds: Iterable[str]) -> list[str]:
    """Return the kinds that end when `kinds` are taken back: no contact at all covers every way of it."""
    chosen = set(kinds)
    if Kind.CONTACT in chosen:
        chosen.update(ENDS_WITH_CONTACT)
    return [kind for kind in Kind.values if kind in chosen]


def in_words(stands: Standing) -> dict[str, str]:
    """Return what stands by the name of its kind, for a person who reads a file or a sheet."""
    words = {
        Kind.CONTACT: stands.says(Kind.CONTACT),
        Kind.TEXT: YES if stands.may_text else NO,
        Kind.VOICEMAIL: stands.voicemail,
        Kind.SAY_CLINIC: stands.say_clinic,
        Kind.MARKETING: YES if stands.may_send_news else NO,
    }
    return {str(Kind(kind).label): word for kind, word in words.items()}


def latest_possible(day: date, now: datetime | None = None) -> datetime:
    """Return the moment that a day stands for: its end, or now where it is today."""
    now = now or timezone.now()
    end = timezone.make_aware(datetime.combine(day, datetime.max.time().replace(microsecond=0)))
    return min(end, now)
