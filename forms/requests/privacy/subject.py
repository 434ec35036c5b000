"""Everything about one person: to hand it out, or to delete it.

Somebody who asks what a clinic holds about them, or asks to be deleted, names a reference, a telephone number
or an e-mail address. What they once wrote and corrected is found as well, and the lines of the consent ledger
that outlived their request.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from forms.requests.encryption import DecryptionError
from forms.requests.hashes import email_hash, phone_hash
from forms.requests.models import Consent, Submission
from forms.requests.models.submissions import list_references
from forms.requests.privacy.mentions import (
    MentionedIn,
    Sought,
    find_mentions,
    make_sought,
    take_out,
)
from forms.requests.privacy.other_contacts import holds_contact
from forms.requests.written import to_ascii, understand_email, understand_phone
from infra.phone_numbers import make_dialable
from staff.audit import record

# A number shorter than this belongs to nobody in particular.
LEAST_DIGITS: Final = 7


class SubjectError(ValidationError):
    """Something that can't be done, with a sentence that says why and what to do."""


@dataclass(frozen=True)
class Identity:
    """What somebody named: references, and the hashes of a number and an address."""

    references: tuple[str, ...] = ()
    phone: str = ""
    email: str = ""
    # The same in plain, to be looked for in what people wrote.
    sought: Sought = field(default_factory=Sought)

    def __bool__(self) -> bool:
        return bool(self.references or self.phone or self.email)


@dataclass
class Subject:
    """What was found. `requests` are the person's; `related` share a contact with them, and may be another's.

    `beside` holds the numbers of those requests that were found by a second number or address alone, or by one that
    was corrected: they may be a relative's. `mentioned` are requests that may be other people's and in whose words
    the person is named, those of `beside` among them; `unread` counts those that no key opens.
    """

    requests: list[Submission] = field(default_factory=list)
    related: list[Submission] = field(default_factory=list)
    consents: list[Consent] = field(default_factory=list)
    beside: frozenset[int] = frozenset()
    mentioned: list[MentionedIn] = field(default_factory=list)
    unread: int = 0
    who: Identity = field(default_factory=Identity)

    def __bool__(self) -> bool:
        return bool(self.requests or self.consents or self.mentioned)


def identify_person(typed: str) -> Identity:
    """Return whom a text means: 'r7k3m92', '(703) 555-0199', 'Ann <ann@example.com>', 'mailto:…', 'tel:…'."""
    text = typed.strip().removeprefix("tel:").strip()
    if "@" in to_ascii(text):
        address = understand_email(text).value
        return Identity(email=email_hash(address), sought=make_sought(address=address))
    found = tuple(list_references(text))
    # As a visitor's own field understands it: '703-555-0123 (cell)', '001 703 555 0123'.
    digits = understand_phone(text).value or make_dialable(text)
    enough = sum(c.isdigit() for c in digits) >= LEAST_DIGITS
    sought = make_sought(digits if enough else "", references=found)
    return Identity(found, phone_hash(digits) if enough else "", sought=sought)


def find_subject(who: Identity) -> Subject:
    """Return everything about a person: requests in whatever state, merged ones, and consents.

    Opens the answers of everybody else, earlier ones too, for the person may be named in them.
    """
    if not who:
        return Subject()
    direct = Q(reference__in=who.references)
    if who.phone:
        direct |= Q(phone_hash=who.phone)
    if who.email:
        direct |= Q(email_hash=who.email)
    numbers = set(Submission.objects.filter(direct).values_list("pk", flat=True))
    named = find_mentions(who.sought, without=numbers)
    held = Submission.objects.filter(holds_contact(who.phone, who.email))
    beside = set(held.values_list("pk", flat=True))
    beside |= {one.number for one in named.requests if one.corrected}
    own = _with_merged(numbers)
    beside = _with_merged(beside) - own
    requests = list(_load_rows(own | beside))
    contacts = _same_contact(requests)
    others = set(contacts.values_list("pk", flat=True)) - own - beside if requests else set()
    return Subject(
        requests,
        list(_load_rows(others)),
        list(find_consent_lines(who, requests)),
        frozenset(beside),
        [one for one in named.requests if one.number not in own],
        named.unread,
        who,
    )


def choose_own(found: Subject) -> Subject:
    """Return what is the person's beyond doubt: their requests and consents, nothing that may be a relative's."""
    own = [request for request in found.requests if request.pk not in found.beside]
    return Subject(own, consents=list(find_consent_lines(found.who, own)), who=found.who)


def count_names(requests: Iterable[Submission]) -> int:
    """Return how many names these requests bear: more than one may be two people at one telephone."""
    names: set[str] = set()
    for request in requests:
        with suppress(DecryptionError):
            names.add(" ".join(str(request.answer("name") or "").casefold().split()))
    return len(names - {""})


def _load_rows(numbers: Iterable[int]) -> QuerySet[Submission]:
    """Return requests by number, with their answers left out until somebody asks for one."""
    return Submission.objects.without_answers().filter(pk__in=list(numbers)).order_by("pk")


def _with_merged(numbers: set[int]) -> set[int]:
    """Return the numbers with those that they were merged into, and what else was merged there."""
    family = set(numbers)
    into = Submission.objects.filter(pk__in=numbers).exclude(merged_into=None)
    family |= set(into.values_list("merged_into_id", flat=True))
    family |= set(Submission.objects.filter(merged_into__in=family).values_list("pk", flat=True))
    return family


def _same_contact(requests: Iterable[Submission]) -> QuerySet[Submission]:
    """Return the requests that share a number or an address with one of these."""
    phones = {request.phone_hash for request in requests} - {""}
    emails = {request.email_hash for request in requests} - {""}
    return Submission.objects.filter(Q(phone_hash__in=phones) | Q(email_hash__in=emails))


def find_consent_lines(who: Identity, requests: Iterable[Submission]) -> QuerySet[Consent]:
    """Return the consents of these requests, and those about the person whose request is gone."""
    about = Q(submission__in=[request.pk for request in requests])
    about |= Q(reference__in={request.reference for request in requests} - {""})
    # Lines whose request is gone: nobody else's request claims them. The lines of one that stays, stay with it.
    if who.references:
        about |= Q(reference__in=who.references, submission=None)
    if who.phone:
        about |= Q(phone_hash=who.phone, submission=None)
    if who.email:
        about |= Q(email_hash=who.email, submission=None)
    return Consent.objects.filter(about).order_by("given_at", "pk")


# --- Deleting ------------------------------------------------------------------------------------
@transaction.atomic
def erase_subject(subject: Subject, *, by: Any) -> int:
    """Delete requests with their log and messages, and the consents, for good. Returns how many requests.

    Where others wrote of the person, only the number, address or reference is taken out of their words. What stays is
    one entry that says that it was done, by whom and when.
    Raises SubjectError where one of them is under a legal hold: then nothing is deleted.
    """
    numbers = {request.pk for request in subject.requests}
    rows = Submission.objects.without_answers().select_for_update().order_by("pk")
    locked = list(rows.filter(pk__in=numbers))
    others = list(rows.filter(pk__in={one.number for one in subject.mentioned} - numbers))
    held = [f"#{row.pk}" for row in [*locked, *others] if row.legal_hold]
    if held:
        raise SubjectError(
            _("Nothing was deleted: %(numbers)s is under a legal hold. Take it off first."),
            params={"numbers": ", ".join(held)},
        )
    lines = Q(pk__in=[line.pk for line in subject.consents]) | Q(submission__in=numbers)
    Consent.objects.filter(lines).delete()
    for row in locked:
        row.delete()
    for row in others:
        _take_person_out(row, subject.who)
    record("requests.person_erase", user=by, data={"count": len(locked) + len(others)})
    return len(locked)


def _take_person_out(row: Submission, who: Identity) -> None:
    """Take the person out of the words of somebody else's request; nothing finds the old words any more."""
    row.form_data = take_out(row.form_data, who.sought)
    row.amendments = take_out(row.amendments, who.sought)
    row.text_hash, row.content_key = "", None
    row.save(update_fields=["form_data", "amendments", "text_hash", "content_key"])
    row.earlier_words.all().delete()
    row.other_contacts.filter(value__in=[who.phone, who.email]).delete()
