"""The numbers and addresses of a request besides its first ones, by which it is found as well.

'703-555-0123 or 703-555-0199' is dialled at the first number; somebody who asks what is stored about them may
name the second. A form may also ask for two numbers.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from django.db.models import Q

from forms.requests.hashes import email_hash, phone_hash
from forms.requests.models import OtherContact, Submission
from forms.requests.written import list_emails, list_phones, note_key

_HASHES: Final = {"phone": phone_hash, "email": email_hash}


def list_other_hashes(schema: Iterable[dict[str, Any]], answers: dict[str, Any]) -> set[str]:
    """Return the hashes of every number and address in the contact questions but the first of each kind."""
    found: set[str] = set()
    first: set[str] = set()
    for question in schema:
        kind, key = question.get("kind", ""), question["key"]
        if kind not in _HASHES:
            continue
        value = _HASHES[kind](answers.get(key, ""))
        # A question that the form no longer asks may stand beside the one that took its place.
        if kind in first:
            found.add(value)
        first.add(kind)
        note = str(answers.get(note_key(key)) or "")
        found.update(map(phone_hash, list_phones(note)))
        found.update(map(email_hash, list_emails(note)))
    return found - {""}


def store_other_contacts(submission: Submission) -> None:
    """Write down the other contacts of a request; those of earlier answers stay. Its answers must be readable."""
    hashes = list_other_hashes(submission.schema, submission.form_data)
    hashes -= {submission.phone_hash, submission.email_hash}
    if hashes:
        OtherContact.objects.bulk_create(
            [OtherContact(submission=submission, value=value) for value in sorted(hashes)],
            ignore_conflicts=True,
        )


def holds_contact(*hashes: str) -> Q:
    """Return the condition 'holds one of these as another contact'. Empty hashes find nothing."""
    wanted = [value for value in hashes if value]
    return Q(pk__in=OtherContact.objects.filter(value__in=wanted).values("submission"))
