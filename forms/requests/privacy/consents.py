"""The consent ledger: what people said yes and no to, and what of it holds now.

The rules, in the order in which they matter:

- The last word counts. A correction that no longer says yes ends the yes.
- A yes belongs to its request, and to the number or address that it was given for: another number needs
  a yes of its own, and another request of the same person borrows none.
- A no reaches further than a yes: one that comes with a later, separate request about the same number or
  address, or that staff enter, ends every earlier yes for it. What the defences hold for spam ends nothing.

Whatever wants to know asks `read_standing` or `read_standings`; `consent_ends` ends what somebody takes back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from django.db.models import F, Q
from django.utils import timezone

from forms.requests.encryption import DecryptionError
from forms.requests.models import Consent, ConsentType, Submission

YES, NO, UNSAID = "yes", "no", ""
# About a telephone number alone. The others are about a person, found by number or by address.
BY_TELEPHONE: Final = frozenset({ConsentType.TEXT, ConsentType.VOICEMAIL})
# Ordinary answers that work like a consent.
ANSWERS: Final = (ConsentType.VOICEMAIL, ConsentType.SAY_CLINIC)
# Whoever wants to be left alone altogether is left alone in each of these.
ENDS_WITH_CONTACT: Final = (
    ConsentType.CONTACT,
    ConsentType.TEXT,
    ConsentType.VOICEMAIL,
    ConsentType.MARKETING,
)
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
        return self.says(ConsentType.CONTACT) != NO

    @property
    def may_text(self) -> bool:
        """Whether text messages to the present number are agreed to."""
        return self.may_contact and self.says(ConsentType.TEXT) == YES

    @property
    def may_send_news(self) -> bool:
        """Whether news and offers are agreed to."""
        return self.may_contact and self.says(ConsentType.MARKETING) == YES

    @property
    def voicemail(self) -> str:
        """Whether a voicemail may be left at the present number: 'yes', 'no' or ''."""
        return self.says(ConsentType.VOICEMAIL) if self.may_contact else NO

    @property
    def say_clinic(self) -> str:
        """Whether the clinic's name may be said or written: 'yes', 'no' or ''."""
        return self.says(ConsentType.SAY_CLINIC)


# --- Reading -----------------------------------------------------------------------------------
def read_standing(submission: Submission) -> Standing:
    """Return what holds now for one request."""
    return read_standings([submission])[submission.pk]


def read_standings(submissions: Iterable[Submission]) -> dict[int, Standing]:
    """Return what holds now for each of `submissions` by its number; two queries for every 300 of them."""
    found: dict[int, Standing] = {}
    waiting = list(submissions)
    for start in range(0, len(waiting), BATCH):
        batch = waiting[start : start + BATCH]
        families = _find_families(batch)
        lines = _read_lines(batch, families)
        for submission in batch:
            found[submission.pk] = _weigh_lines(submission, families[submission.pk], lines)
    return found


def _find_families(submissions: Sequence[Submission]) -> dict[int, frozenset[int]]:
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


def _read_lines(
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


def _weigh_lines(submission: Submission, family: frozenset[int], lines: _Lines) -> Standing:
    own = [row for pk in family for row in lines.by_request.get(pk, ())]
    others = [
        row
        for contact in (submission.phone_hash, submission.email_hash)
        for row in lines.by_contact.get(contact, ())
        if row.submission_id not in family
    ]
    words = {}
    for kind in ConsentType.values:
        said = [row for row in own if row.kind == kind]
        moments = [
            moment
            for row in said
            if _fits_contact(row, submission)
            for moment in _read_moments(row)
        ]
        if not said and kind in ANSWERS and (answer := _read_answer(submission, kind)):
            moments.append((submission.submit_time, _SAID[answer], answer))
        refused = [row for row in others if row.kind == kind and _fits_contact(row, submission)]
        moments += [(row.given_at, _SAID[NO], NO) for row in refused]
        words[kind] = max(moments)[2] if moments else UNSAID
    return Standing(words)


# The last word counts; of one instant a spoken no, then a spoken yes. The end of an earlier yes comes last: one
# sending that corrects the address ends the yes about the old one and gives it about the new.
_ENDED: Final = 0
_SAID: Final = {YES: 1, NO: 2}


def _read_moments(row: Consent) -> list[tuple[datetime, int, str]]:
    """Return when a line was the last word and how much it weighs in that instant, with the word."""
    if not row.given:
        return [(row.given_at, _SAID[NO], NO)]
    if row.withdrawn_at:
        return [(max(row.given_at, row.withdrawn_at), _ENDED, NO)]
    return [(row.given_at, _SAID[YES], YES)]


def _fits_contact(row: Consent, submission: Submission) -> bool:
    """Tell whether a line is about the contact that the request has now."""
    if row.kind in BY_TELEPHONE:
        return row.phone_hash == submission.phone_hash
    same_phone = bool(row.phone_hash) and row.phone_hash == submission.phone_hash
    same_email = bool(row.email_hash) and row.email_hash == submission.email_hash
    return same_phone or same_email or not (row.phone_hash or row.email_hash)


def _read_answer(submission: Submission, kind: str) -> str:
    """Return a yes or no from the answers, for requests from before the ledger held it."""
    try:
        answer = submission.answer(kind)
    except DecryptionError:
        return UNSAID
    return answer if answer in (YES, NO) else UNSAID


def write_standing(stands: Standing) -> dict[str, str]:
    """Return what holds now by the name of its kind, for a person who reads a file or a sheet."""
    words = {
        ConsentType.CONTACT: stands.says(ConsentType.CONTACT),
        ConsentType.TEXT: YES if stands.may_text else NO,
        ConsentType.VOICEMAIL: stands.voicemail,
        ConsentType.SAY_CLINIC: stands.say_clinic,
        ConsentType.MARKETING: YES if stands.may_send_news else NO,
    }
    return {str(ConsentType(kind).label): word for kind, word in words.items()}


def latest_possible(day: date, now: datetime | None = None) -> datetime:
    """Return the moment that a day means: its end, or now where it is today. A day to come stays one."""
    now = now or timezone.now()
    end = timezone.make_aware(datetime.combine(day, datetime.max.time().replace(microsecond=0)))
    return now if day == timezone.localdate(now) else end
