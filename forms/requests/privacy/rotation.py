"""Changing the key: every request is written anew under the first key of the ring."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.db import connection

from forms.requests.encryption import DecryptionError, is_current, key_ring, reencrypt_value
from forms.requests.hashes import email_hash, phone_hash
from forms.requests.models import Consent, OtherContact, Submission
from forms.requests.privacy.key_checks import ANSWERS, LOOKUP, replaced_keys, write_current
from forms.requests.privacy.other_contacts import store_other_contacts

BATCH: Final = 200
_COLUMNS: Final = ("form_data", "amendments")


@dataclass
class Rotation:
    """How many values were encrypted anew, and how many no key opens."""

    rotated: int = 0
    current: int = 0
    unreadable: int = 0


def rotate_all() -> Rotation:
    """Re-encrypt every request with the first key, in small steps.

    May be broken off and started again: what is already under the first key is left alone. A row that
    changes meanwhile is left to the next run, for it is written with the first key anyway. Raises
    ImproperlyConfigured where there is no usable key.
    """
    key_ring()
    done = Rotation()
    table = connection.ops.quote_name(Submission._meta.db_table)
    last = 0
    while True:
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT id, form_data, amendments FROM {table} WHERE id > %s ORDER BY id LIMIT %s",  # noqa: S608
                [last, BATCH],
            )
            rows = cursor.fetchall()
        if not rows:
            # The value by which a replaced key is found goes along, but never hides a loss.
            if not any(problem.name == ANSWERS for problem in replaced_keys()):
                write_current(ANSWERS)
            return done
        for pk, *tokens in rows:
            _rotate_row(table, pk, dict(zip(_COLUMNS, tokens, strict=True)), done)
        last = rows[-1][0]


def _rotate_row(table: str, pk: int, tokens: dict[str, str | None], done: Rotation) -> None:
    old = {column: token for column, token in tokens.items() if token and not is_current(token)}
    if not old:
        done.current += 1
        return
    try:
        new = {column: reencrypt_value(token) for column, token in old.items()}
    except DecryptionError:
        done.unreadable += 1
        return
    with connection.cursor() as cursor:
        for column, token in new.items():
            cursor.execute(
                f"UPDATE {table} SET {column} = %s WHERE id = %s AND {column} = %s",  # noqa: S608
                [token, pk, old[column]],
            )
    done.rotated += 1


def rehash_all() -> int:
    """Compute the look-up hashes anew, after a change of LOOKUP_KEY. Returns how many requests.

    Consents of deleted requests, and those about a number that was corrected, keep their old hashes.
    """
    count = 0
    for pk in list(Submission.objects.order_by("pk").values_list("pk", flat=True)):
        try:
            submission = Submission.objects.filter(pk=pk).first()
        except DecryptionError:
            continue  # its key is lost, and with it what could be compared
        if submission is None:
            continue
        hashes = {
            "phone_hash": phone_hash(submission.answer("phone")),
            "email_hash": email_hash(submission.answer("email")),
        }
        for name, value in hashes.items():
            # A line about an earlier number is not one about the present number.
            old = {name: getattr(submission, name)}
            Consent.objects.filter(submission=submission, **old).update(**{name: value})
        Submission.objects.filter(pk=submission.pk).update(**hashes)
        submission.phone_hash, submission.email_hash = hashes.values()
        OtherContact.objects.filter(submission=submission).delete()
        store_other_contacts(submission)
        count += 1
    write_current(LOOKUP)
    return count
