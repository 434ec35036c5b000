"""The two counts that no fault may part: requests that are stored, and those of which staff were told."""

from forms.models import OutboxMessage, Submission
from forms.requests.models import MessageType


def count_told() -> dict[str, int]:
    """Return how many requests are stored and of how many staff were told (the faults' two counts)."""
    told = OutboxMessage.objects.filter(kind=MessageType.NOTICE, state=OutboxMessage.State.SENT)
    return {
        "stored": Submission.objects.count(),
        "told": told.values("submission").distinct().count(),
    }
