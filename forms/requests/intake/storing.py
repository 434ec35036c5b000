"""Writing a request down: once, whole, and before anything else happens.

One transaction holds the request, the consents, the log line and the messages that will tell of it.
No network is touched here. A request that may already be known is found by its token (double click, reload,
back button) or by its content (two tabs); `forms.requests.intake.decision` decides what it is, and nothing stored is ever dropped.
"""

from __future__ import annotations

import json
import random
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime
from datetime import time as wall_time
from typing import Any, Final, TypeVar

from django.db import DatabaseError, IntegrityError, OperationalError, connection, transaction
from django.db.models import Q
from django.utils import timezone

from forms.requests.delivery.queueing import make_messages, queue_messages
from forms.requests.encryption import DecryptionError, keyed_hash
from forms.requests.intake.decision import Existing, Intake, Word, choose_decision
from forms.requests.intake.incoming import Incoming, even_out, make_word
from forms.requests.intake.write_queue import queue_write
from forms.requests.models import EarlierWord, Event, EventType, OutboxMessage, Submission
from forms.requests.privacy.consent_ends import end_elsewhere
from forms.requests.privacy.consent_lines import record_said
from forms.requests.privacy.other_contacts import store_other_contacts
from forms.requests.privacy.text_plans import end_text_plans

T = TypeVar("T")
# How long a visitor may wait for a busy database before the filled page comes back.
PATIENCE: Final = 12.0


def store_request(incoming: Incoming) -> Submission:
    """Write the request down, or find the one that it is again or corrects. Returns it.

    Waits for a busy database as long as a visitor can be asked to. Raises OperationalError (busy,
    full, gone) or ImproperlyConfigured (no key): then nothing was stored.
    """
    return with_patience(lambda: _store_once(incoming))


def with_patience(work: Callable[[], T], patience: float = PATIENCE) -> T:
    """Return what `work` returns, trying again while the database is busy or another was faster."""
    deadline = time.monotonic() + patience
    pause, collisions = 0.05, 0
    while True:
        try:
            return work()
        except IntegrityError:
            # Somebody stored the same key in the same instant: the next look finds it.
            collisions += 1
            if collisions > 4 or time.monotonic() > deadline:
                raise
        except OperationalError as error:
            if not connection.in_atomic_block:
                connection.close_if_unusable_or_obsolete()
            if not _is_busy(error) or time.monotonic() + pause > deadline:
                raise
        time.sleep(pause * random.uniform(0.5, 1.5))  # noqa: S311
        pause = min(pause * 2, 1.0)


def _is_busy(error: OperationalError) -> bool:
    words = str(error).lower()
    return any(
        word in words
        for word in ("locked", "busy", "deadlock", "serializ", "connection", "terminat", "timeout")
    )


@contextmanager
def _on_disk() -> Iterator[None]:
    """Make SQLite wait for the disk at this commit: a request survives a power cut, too."""
    careful = connection.vendor == "sqlite" and not connection.in_atomic_block
    if careful:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=FULL")
    try:
        yield
    finally:
        if careful and connection.connection is not None:
            with suppress(DatabaseError), connection.cursor() as cursor:
                cursor.execute("PRAGMA synchronous=NORMAL")


def _store_once(incoming: Incoming) -> Submission:
    """Look, then write. The look needs no lock: two equal requests in one instant meet at a unique key."""
    content_key = incoming.content_key()
    same = Q(key=incoming.key) | Q(token=incoming.key)
    if content_key:
        same |= Q(content_key=content_key)
        earlier = EarlierWord.objects.filter(content_key=content_key)
        same |= Q(pk__in=earlier.values("submission"))
    # Without the answers: a request written under a key that is gone must not stop the next one.
    known = Submission.objects.without_answers().filter(same).order_by()
    if known.exists():
        with queue_write(), _on_disk(), transaction.atomic():
            return _apply_decision(list(known.select_for_update()), incoming, content_key)
    # All that takes time is done before the database is kept from others.
    submission = _make_request(incoming, incoming.key, content_key)
    with queue_write(), _on_disk(), transaction.atomic():
        _create_request(submission, incoming)
    return submission


def _apply_decision(
    rows: list[Submission], incoming: Incoming, content_key: str | None
) -> Submission:
    """Do what `forms.requests.intake.decision` decides about `incoming` beside the requests that may be the same."""
    existing = {_read_existing(row, incoming): row for row in rows}
    decision, concerned = choose_decision(existing, incoming.word())
    if concerned is not None and decision == Intake.SAME:
        return _seen_again(existing[concerned], incoming)
    holder = next((row for row in rows if content_key and row.content_key == content_key), None)
    if concerned is not None and decision == Intake.CORRECTION:
        row = existing[concerned]
        # Where another request already says the same, that one is found by it.
        if row.content_key and row.content_key != content_key:
            EarlierWord.objects.create(submission=row, content_key=row.content_key)
        row.content_key = content_key if holder in (None, row) else None
        return _correct_request(row, incoming)
    if holder is not None:
        # Too old, closed or another person's: the key is the new request's now.
        Submission.objects.filter(pk=holder.pk).update(content_key=None)
    family = [row for row in rows if incoming.key in (row.key, row.token)]
    key = incoming.key
    if family:
        # Two equal sendings in one instant derive one key, and meet at it. From the newest of the family, not from
        # how many there are: one of them may be deleted.
        content = json.dumps(incoming.plain_answers(), sort_keys=True)
        newest = max(row.pk for row in family)
        key = uuid.uuid5(incoming.key, keyed_hash(f"{newest} {content}", "again"))
    submission = _make_request(incoming, key, content_key)
    _create_request(submission, incoming)
    return submission


def _read_existing(row: Submission, incoming: Incoming) -> Existing:
    """Return a stored request as the decision sees it."""
    answers = _read_answers(row)
    kinds = {question["key"]: question.get("kind", "") for question in row.schema}
    hashes = {"phone_hash": row.phone_hash, "email_hash": row.email_hash}
    word: Word | None
    if answers is not None:
        word = make_word(row.page_id, kinds, answers, hashes)
    else:
        # No key of the ring opens them; that they are the very same, their hash still says.
        same = row.content_key is not None and row.content_key == incoming.content_key()
        word = incoming.word() if same else None
    return Existing(
        word=word,
        same_token=incoming.key in (row.key, row.token),
        number=row.pk,
        closed=row.status == Submission.Status.CLOSED,
        age=incoming.now - row.submit_time,
        corrections=len(row.amendments or []) if answers is not None else 0,
        said_before=answers is not None
        and even_out(incoming.plain_answers())
        in [even_out(earlier.get("form_data")) for earlier in row.amendments or []],
    )


def _read_answers(submission: Submission) -> dict[str, Any] | None:
    """Return the stored answers, or None where no key of the ring opens them."""
    try:
        answers: dict[str, Any] = submission.form_data
        return answers
    except DecryptionError:
        return None


def _seen_again(submission: Submission, incoming: Incoming) -> Submission:
    """Take a second look at a doubted request that comes again without the doubt.

    A form that was opened anew is a word of its own: what was taken back meanwhile may be agreed to again.
    """
    if incoming.key not in (submission.key, submission.token):
        _record_consents(submission, incoming)
    better = incoming.verdict != Submission.Verdict.SUSPECT
    if submission.verdict == Submission.Verdict.SUSPECT and better:
        submission.verdict, submission.reasons = incoming.verdict, incoming.reasons
        submission.save(update_fields=["verdict", "reasons"])
        # What it says about consent was not taken seriously so far.
        end_elsewhere(submission)
        queue_messages(submission, incoming.source)
    return submission


def _correct_request(submission: Submission, incoming: Incoming) -> Submission:
    """Take corrected answers into the same request; the earlier ones are stored beside them."""
    earlier = {
        "at": incoming.now.isoformat(),
        "form_data": submission.form_data,
        # The questions as they were then: staff may have changed the form in between.
        "schema": submission.schema,
    }
    submission.amendments = [*(submission.amendments or []), earlier]
    _fill_request(submission, incoming)
    doubted = submission.verdict == Submission.Verdict.SUSPECT
    if doubted:
        submission.verdict, submission.reasons = incoming.verdict, incoming.reasons
    submission.save()
    store_other_contacts(submission)
    _record_consents(submission, incoming)
    if doubted:
        # A no that stayed the same is no new line; it counts elsewhere now that the doubt is gone.
        end_elsewhere(submission)
    if submission.next_action == Submission.NextAction.TEXT:
        end_text_plans(submission)
    Event.objects.create(submission=submission, kind=EventType.RESENT, at=incoming.now)
    queue_messages(submission, incoming.source, correction=len(submission.amendments))
    return submission


def _make_request(incoming: Incoming, key: uuid.UUID, content_key: str | None) -> Submission:
    """Return the request as it will be stored."""
    submission = Submission(
        page_id=incoming.source.page_id,
        key=key,
        token=incoming.key,
        content_key=content_key,
        form_title=incoming.source.title,
        source_path=incoming.source_path[:255],
        verdict=incoming.verdict,
        reasons=incoming.reasons,
    )
    _fill_request(submission, incoming)
    minutes = incoming.settings.first_attempt_minutes
    submission.due_at = incoming.hours.add_business_minutes(incoming.now, minutes)
    return submission


def _create_request(submission: Submission, incoming: Incoming) -> None:
    """Write a new request with its consents, its first log line and its messages."""
    submission.save(force_insert=True)
    store_other_contacts(submission)
    _record_consents(submission, incoming, first=True)
    Event.objects.create(submission=submission, kind=EventType.RECEIVED, at=incoming.now)
    OutboxMessage.objects.bulk_create(make_messages(submission, incoming.source))


def _fill_request(submission: Submission, incoming: Incoming) -> None:
    submission.form_data = incoming.plain_answers()
    submission.schema = [question.snapshot() for question in incoming.questions]
    for name, value in incoming.hashes.items():
        setattr(submission, name, value)
    submission.wants_estimate = "estimate" in (incoming.answer("help_wanted") or [])
    if not submission.wants_estimate:
        # A wish that was taken back takes its promise back.
        submission.estimate_due = None
        if submission.next_action == Submission.NextAction.ESTIMATE:
            submission.next_action, submission.next_due = "", None
    elif submission.estimate_due is None:
        day = incoming.hours.find_due_day(incoming.now, incoming.settings.estimate_days)
        end = datetime.combine(day, wall_time(23, 59), tzinfo=incoming.hours.zone)
        submission.estimate_due = end


def _record_consents(submission: Submission, incoming: Incoming, *, first: bool = False) -> None:
    """Write down what was agreed to and what was not: words, version, time, number."""
    record_said(
        submission,
        incoming.questions,
        incoming.cleaned,
        now=incoming.now,
        keep_until=years_after(incoming.now, incoming.settings.consent_years),
        first=first,
    )


def years_after(moment: datetime, years: int) -> date:
    """Return the date `years` years after `moment`; 29 February becomes 1 March."""
    day = timezone.localdate(moment)
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, month=3, day=1)
