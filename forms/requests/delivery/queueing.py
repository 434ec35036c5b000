"""Which messages a request sets off, each of them once: the notice to staff and the visitor's receipt."""

from __future__ import annotations

from forms.requests.defences.limits import limit_receipts, list_receipted, mailbox_hash
from forms.requests.delivery import deliveries
from forms.requests.encryption import DecryptionError
from forms.requests.models import MessageType, OutboxMessage, Submission
from forms.requests.sources import Source

State = OutboxMessage.State


def make_messages(
    submission: Submission, source: Source | None, *, correction: int = 0
) -> list[OutboxMessage]:
    """Return the notice to staff, and the visitor's receipt if they chose e-mail, still to be saved.

    Parameters: `correction`, how often the visitor corrected the request: each time staff are told again.
    Suspect requests tell nobody: the mail would be the spammer's to send.
    """
    if submission.verdict == Submission.Verdict.SUSPECT:
        return []
    suffix = f":{correction}" if correction else ""
    kinds = [(MessageType.NOTICE, f"notice:{submission.key}{suffix}")]
    wanted = source is not None and source.send_receipt and _wants_mail(submission)
    if wanted and (key := make_receipt_key(submission)):
        kinds.append((MessageType.RECEIPT, key))
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
    """Return the key under which the receipt of a request is sent once to each mailbox; '' where it is out.

    A receipt, as long as it waits, goes to whatever address is the last word. What is out or under way does not
    reach an address that was corrected later, so that address gets its own; none gets a second one.
    """
    first = f"receipt:{submission.key}"
    if not submission.amendments:
        return first
    if mailbox_hash(submission.answer("email")) in list_receipted(submission):
        return ""
    receipts = OutboxMessage.objects.filter(submission=submission, kind=MessageType.RECEIPT)
    waiting = receipts.filter(state=State.WAITING, lease="").exclude(deliveries__state=State.SENT)
    if known := waiting.values_list("dedup_key", flat=True).first():
        return known
    own = f"{first}:{submission.email_hash[:16]}"
    # One that was queued for this address may have gone to another, which was the last word by then.
    taken = receipts.filter(dedup_key=own).exclude(state=State.SKIPPED).exists()
    return f"{own}:{receipts.count()}" if taken else own


def queue_messages(submission: Submission, source: Source | None, *, correction: int = 0) -> None:
    """Put the messages about a request into the outbox, each of them once.

    What was skipped while the request was held for spam waits again.
    """
    deliveries.save_messages(make_messages(submission, source, correction=correction))
