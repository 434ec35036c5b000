"""Writing a request down: once, whole, and before anything else happens.

One transaction holds the request, the consents, the log line and the messages that will tell of it.
No network is touched here. A request that may already be known is found by its token (double click, reload,
back button) or by its content (two tabs); `forms.intake` decides what it is, and nothing stored is ever dropped.
"""

from __future__ import annotations

import json
import random
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from datetime import time as wall_time
from typing import Any, Final, TypeVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import DatabaseError, IntegrityError, OperationalError, connection, transaction
from django.db.models import Q
from django.utils import timezone

from core.hours import BusinessHours

from . import consents, deliveries
from .encryption import DecryptionError, keyed_hash
from .intake import Existing, Intake, Word, choose
from .limits import limit_receipts
from .models import EarlierWord, Event, FormPage, OutboxMessage, RequestSettings, Submission
from .questions import Question
from .spam import free_text
from .turn import in_turn

T = TypeVar("T")
# How long a visitor may wait for a busy database before the filled page comes back.
PATIENCE: Final = 12.0
# Who is asking and how to reach them; everything else is the matter of a request.
_ABOUT_REACHING: Final = frozenset(
    {"name", "phone", "email", "contact_method", "voicemail", "say_clinic", "times"}
)
_FOR_OTHERS: Final = frozenset({"someone_else", "referrer"})


@dataclass
class Incoming:
    """A request as it came in, checked."""

    page: FormPage
    key: uuid.UUID
    questions: list[Question]
    cleaned: dict[str, Any]
    hours: BusinessHours
    settings: RequestSettings
    verdict: str = Submission.Verdict.UNVERIFIED
    reasons: list[str] = field(default_factory=list)
    source_path: str = ""
    now: datetime = field(default_factory=lambda: timezone.now())

    def answer(self, kind: str) -> Any:
        """Return the answer to the question of `kind`, or ''."""
        key = next((q.key for q in self.questions if q.type == kind), None)
        return self.cleaned.get(key, "") if key else ""

    def hashes(self) -> dict[str, str]:
        """Return the keyed hashes under which equal people and texts are found."""
        return {
            "phone_hash": phone_hash(self.answer("phone")),
            "email_hash": email_hash(self.answer("email")),
            "text_hash": keyed_hash(free_text(self.questions, self.cleaned), "text"),
        }

    def content_key(self) -> str | None:
        """Return the key of these answers to this form; None where nobody left a contact.

        Without a contact, equal answers may well come from two people.
        """
        hashes = self.hashes()
        if not (hashes["phone_hash"] or hashes["email_hash"]):
            return None
        content = json.dumps(self.cleaned, sort_keys=True, cls=DjangoJSONEncoder)
        return keyed_hash(f"{self.page.pk} {content}", "content")

    def word(self) -> Word:
        """Return what is said, for the decision of `forms.intake`."""
        kinds = {question.key: question.type for question in self.questions}
        return _word(self.page.pk, kinds, _plain(self.cleaned), self.hashes())


def _word(form: int | None, kinds: dict[str, str], answers: dict, hashes: dict[str, str]) -> Word:
    """Return answers (by key, as they are stored) as a word. `kinds` are their kinds of question by key."""
    by_kind = {kind: answers.get(key) for key, kind in kinds.items()}
    matter = {key: value for key, value in answers.items() if kinds.get(key) not in _ABOUT_REACHING}
    return Word(
        form=form,
        phone=hashes["phone_hash"],
        email=hashes["email_hash"],
        name=str(by_kind.get("name") or ""),
        content=json.dumps(answers, sort_keys=True),
        matter=json.dumps(matter, sort_keys=True),
        for_other=by_kind.get("visitor_kind") in _FOR_OTHERS,
    )


def phone_hash(number: str) -> str:
    """Return the keyed hash of a stored telephone number, without its extension."""
    return keyed_hash(str(number or "").split(";")[0], "phone")


def email_hash(address: str) -> str:
    """Return the keyed hash of an e-mail address."""
    return keyed_hash(str(address or "").strip().casefold(), "email")


def store(incoming: Incoming) -> tuple[Submission, bool]:
    """Write the request down. Returns it, and whether it is a new one.

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


def _store_once(incoming: Incoming) -> tuple[Submission, bool]:
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
        with in_turn(), _on_disk(), transaction.atomic():
            return _apply(list(known.select_for_update()), incoming, content_key)
    # All that takes time is done before the database is kept from others.
    submission = _new(incoming, incoming.key, content_key)
    with in_turn(), _on_disk(), transaction.atomic():
        _create(submission, incoming)
    return submission, True


def _apply(
    rows: list[Submission], incoming: Incoming, content_key: str | None
) -> tuple[Submission, bool]:
    """Do what `forms.intake` decides about `incoming` beside the requests that may be the same."""
    existing = {_existing(row, incoming): row for row in rows}
    decision, concerned = choose(existing, incoming.word())
    if concerned is not None and decision == Intake.SAME:
        return _seen_again(existing[concerned], incoming), False
    holder = next((row for row in rows if content_key and row.content_key == content_key), None)
    if concerned is not None and decision == Intake.CORRECTION:
        row = existing[concerned]
        # Where another request already says the same, that one is found by it.
        if row.content_key and row.content_key != content_key:
            EarlierWord.objects.create(submission=row, content_key=row.content_key)
        row.content_key = content_key if holder in (None, row) else None
        return _correct(row, incoming), False
    if holder is not None:
        # Too old, closed or another person's: the key is the new request's now.
        Submission.objects.filter(pk=holder.pk).update(content_key=None)
    family = [row for row in rows if incoming.key in (row.key, row.token)]
    key = incoming.key
    if family:
        # Two equal sendings in one instant derive one key, and meet at it.
        content = json.dumps(_plain(incoming.cleaned), sort_keys=True)
        key = uuid.uuid5(incoming.key, keyed_hash(f"{len(family)} {content}", "again"))
    submission = _new(incoming, key, content_key)
    _create(submission, incoming)
    return submission, True


def _existing(row: Submission, incoming: Incoming) -> Existing:
    """Return a stored request as the decision sees it."""
    answers = _answers(row)
    kinds = {question["key"]: question.get("kind", "") for question in row.schema}
    hashes = {"phone_hash": row.phone_hash, "email_hash": row.email_hash}
    return Existing(
        word=None if answers is None else _word(row.page_id, kinds, answers, hashes),
        same_token=incoming.key in (row.key, row.token),
        number=row.pk,
        closed=row.status == Submission.Status.CLOSED,
        age=incoming.now - row.submit_time,
        corrections=len(row.amendments or []) if answers is not None else 0,
        said_before=answers is not None
        and _plain(incoming.cleaned)
        in [earlier.get("form_data") for earlier in row.amendments or []],
    )


def _plain(cleaned: dict[str, Any]) -> dict[str, Any]:
    """Return the answers as they look after a journey through JSON."""
    return json.loads(json.dumps(cleaned, cls=DjangoJSONEncoder))


def _answers(submission: Submission) -> dict[str, Any] | None:
    """Return the stored answers, or None where no key of the ring opens them."""
    try:
        return submission.form_data
    except DecryptionError:
        return None


def _seen_again(submission: Submission, incoming: Incoming) -> Submission:
    """Take a second look at a doubted request that comes again without the doubt."""
    better = incoming.verdict != Submission.Verdict.SUSPECT
    if submission.verdict == Submission.Verdict.SUSPECT and better:
        submission.verdict, submission.reasons = incoming.verdict, incoming.reasons
        submission.save(update_fields=["verdict", "reasons"])
        queue_messages(submission, incoming.page)
    return submission


def _correct(submission: Submission, incoming: Incoming) -> Submission:
    """Take corrected answers into the same request; the earlier ones are kept beside them."""
    earlier = {
        "at": incoming.now.isoformat(),
        "form_data": submission.form_data,
        # The questions as they were then: staff may have changed the form in between.
        "schema": submission.schema,
    }
    submission.amendments = [*(submission.amendments or []), earlier]
    _fill(submission, incoming)
    if submission.verdict == Submission.Verdict.SUSPECT:
        submission.verdict, submission.reasons = incoming.verdict, incoming.reasons
    submission.save()
    _record_consents(submission, incoming)
    Event.objects.create(submission=submission, kind=Event.Kind.RESENT, at=incoming.now)
    queue_messages(submission, incoming.page, turn=len(submission.amendments))
    return submission


def _new(incoming: Incoming, key: uuid.UUID, content_key: str | None) -> Submission:
    """Return the request as it will be stored."""
    submission = Submission(
        page_id=incoming.page.pk,
        key=key,
        token=incoming.key,
        content_key=content_key,
        form_title=incoming.page.title,
        source_path=incoming.source_path[:255],
        verdict=incoming.verdict,
        reasons=incoming.reasons,
    )
    _fill(submission, incoming)
    minutes = incoming.settings.first_attempt_minutes
    submission.due_at = incoming.hours.add_business_minutes(incoming.now, minutes)
    return submission


def _create(submission: Submission, incoming: Incoming) -> None:
    """Write a new request with its consents, its first log line and its messages."""
    submission.save(force_insert=True)
    _record_consents(submission, incoming, first=True)
    Event.objects.create(submission=submission, kind=Event.Kind.RECEIVED, at=incoming.now)
    OutboxMessage.objects.bulk_create(messages_for(submission, incoming.page))


def _fill(submission: Submission, incoming: Incoming) -> None:
    submission.form_data = _plain(incoming.cleaned)
    submission.schema = [question.snapshot() for question in incoming.questions]
    for name, value in incoming.hashes().items():
        setattr(submission, name, value)
    submission.wants_estimate = "estimate" in (incoming.answer("help_wanted") or [])
    if not submission.wants_estimate:
        # A wish that was taken back takes its promise back.
        submission.estimate_due = None
        if submission.next_action == Submission.NextAction.ESTIMATE:
            submission.next_action, submission.next_due = "", None
    elif submission.estimate_due is None:
        day = incoming.hours.due(incoming.now, incoming.settings.estimate_days)
        end = datetime.combine(day, wall_time(23, 59), tzinfo=incoming.hours.zone)
        submission.estimate_due = end


def _record_consents(submission: Submission, incoming: Incoming, *, first: bool = False) -> None:
    """Write down what was agreed to and what was not: words, version, time, number."""
    consents.record_said(
        submission,
        incoming.questions,
        incoming.cleaned,
        now=incoming.now,
        keep_until=years_after(incoming.now, incoming.settings.consent_years),
        first=first,
    )


def years_after(moment: datetime, years: int):
    """Return the date `years` years after `moment`; 29 February becomes 1 March."""
    day = timezone.localdate(moment)
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, month=3, day=1)


def messages_for(
    submission: Submission, page: FormPage | None, *, turn: int = 0
) -> list[OutboxMessage]:
    """Return the notice to staff, and the visitor's receipt if they chose e-mail, still to be saved.

    Parameters: `turn`, how often the visitor corrected the request: each time staff are told again.
    Suspect requests tell nobody: the mail would be the spammer's to send.
    """
    if submission.verdict == Submission.Verdict.SUSPECT:
        return []
    suffix = f":{turn}" if turn else ""
    kinds = [(OutboxMessage.Kind.NOTICE, f"notice:{submission.key}{suffix}")]
    wants_mail = submission.answer("contact_method") == "email" and submission.email_hash
    if wants_mail and page is not None and page.send_receipt:
        kinds.append((OutboxMessage.Kind.RECEIPT, receipt_key(submission)))
    messages = [
        OutboxMessage(kind=kind, dedup_key=dedup_key, submission=submission)
        for kind, dedup_key in kinds
    ]
    return limit_receipts(messages, submission)


def receipt_key(submission: Submission) -> str:
    """Return the key under which the receipt of a request is sent once to each address.

    The first receipt, as long as it waits, goes to whatever address is the last word; one that is already
    out does not reach an address that was corrected later, so that address gets its own.
    """
    first = f"receipt:{submission.key}"
    if not submission.amendments:
        return first
    receipts = OutboxMessage.objects.filter(
        submission=submission, kind=OutboxMessage.Kind.RECEIPT
    ).exclude(state=OutboxMessage.State.SKIPPED)
    out = receipts.exclude(state=OutboxMessage.State.WAITING)
    if not out.exists() or receipts.count() > out.count():
        return first
    if submission.email_hash in _receipted(submission):
        return first
    return f"{first}:{submission.email_hash[:16]}"


def _receipted(submission: Submission) -> set[str]:
    """Return the hashes of the addresses to which earlier words of a request asked to be written."""
    hashes = set()
    for earlier in submission.amendments or []:
        answers = earlier.get("form_data", {})
        by_kind = {
            question.get("kind"): answers.get(question["key"])
            for question in earlier.get("schema") or submission.schema
        }
        if by_kind.get("contact_method") == "email":
            hashes.add(email_hash(by_kind.get("email") or ""))
    return hashes


def queue_messages(submission: Submission, page: FormPage | None, *, turn: int = 0) -> None:
    """Put the messages about a request into the outbox, each of them once.

    What was skipped while the request was held for spam waits again.
    """
    deliveries.queue(messages_for(submission, page, turn=turn))
