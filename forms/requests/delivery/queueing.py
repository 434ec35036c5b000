"""Which messages a request sets off, each of them once: the notice to staff and the visitor's receipt."""

from __future__ import annotations

from forms.requests.defences.limits import limit_receipts
from forms.requests.delivery import deliveries
from forms.requests.encryption import DecryptionError
from forms.requests.hashes import email_hash
from forms.requests.models import MessageType, OutboxMessage, Submission
from forms.requests.sources import Source


def make_messages(
    submission: Submission, source: Source | None, *, turn: int = 0
) -> list[OutboxMessage]:
    """Return the notice to staff, and the visitor's receipt if they chose e-mail, still to be saved.

    Parameters: `turn`, how often the visitor corrected the request: each time staff are told again.
    Suspect requests tell nobody: the mail would be the spammer's to send.
    """
    if submission.verdict == Submission.Verdict.SUSPECT:
        return []
    suffix = f":{turn}" if turn else ""
    kinds = [(MessageType.NOTICE, f"notice:{submission.key}{suffix}")]
    if source is not None and source.send_receipt and _wants_mail(submission):
        kinds.append((MessageType.RECEIPT, make_receipt_key(submission)))
    messages = [
        OutboxMessage(kind=kind, dedup_key=dedup_key, submission=submission)
        for kind, dedup_key in kinds
    ]
    return limit_receipts(messages, submission)


def _wants_mail(submission: Submission) -> bool:
    """Tell whether the visitor chose e-mail and left an address; answers that can't be opened say nothing."""
    try:
        return bool(submission.answer("contact_method") == "email" and submission.email_hash)
    except DecryptionError:
        return False


def make_receipt_key(submission: Submission) -> str:
    """Return the key under which the receipt of a request is sent once to each address.

    The first receipt, as long as it waits, goes to whatever address is the last word; one that is already
    out does not reach an address that was corrected later, so that address gets its own.
    """
    first = f"receipt:{submission.key}"
    if not submission.amendments:
        return first
    receipts = OutboxMessage.objects.filter(
        submission=submission, kind=MessageType.RECEIPT
    ).exclude(state=OutboxMessage.State.SKIPPED)
    out = receipts.exclude(state=OutboxMessage.State.WAITING)
    if not out.exists() or receipts.count() > out.count():
        return first
    if submission.email_hash in _list_receipted(submission):
        return first
    return f"{first}:{submission.email_hash[:16]}"


def _list_receipted(submission: Submission) -> set[str]:
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


def queue_messages(submission: Submission, source: Source | None, *, turn: int = 0) -> None:
    """Put the messages about a request into the outbox, each of them once.

    What was skipped while the request was held for spam waits again.
    """
    deliveries.save_messages(make_messages(submission, source, turn=turn))
