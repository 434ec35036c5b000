"""What changed request settings, an opened emergency access and a leaving colleague set off."""

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver

from forms.requests.delivery.deliveries import addresses_changed
from forms.requests.models import MessageType, OutboxMessage, RequestSettings, Submission
from forms.requests.workflow.next_steps import assign_owner
from infra.signals import watch_model
from staff.announcements import colleague_left, emergency_opened, open_work_asked

# A change of the request settings changes what visitors read: a new content version.
watch_model(RequestSettings)


@receiver(post_save, sender=RequestSettings, dispatch_uid="forms.addresses_in_settings")
def try_new_addresses(sender: Any, raw: bool = False, **kwargs: Any) -> None:
    """Send at once, to the addresses as they are now, what the old ones held up."""
    if not raw:
        addresses_changed()


@receiver(emergency_opened, dispatch_uid="forms.emergency_mail")
def queue_emergency(sender: Any, access: Any, **kwargs: Any) -> None:
    """Put the message to all managers into the outbox: an administrator opened requests."""
    OutboxMessage.objects.create(kind=MessageType.EMERGENCY, dedup_key=f"glass:{access.pk}")


def _still_open(user: Any) -> Any:
    """Return the requests that `user` owns and that are not closed."""
    return (
        Submission.objects.without_answers()
        .filter(owner=user)
        .exclude(status=Submission.Status.CLOSED)
    )


@receiver(open_work_asked, dispatch_uid="forms.open_work")
def count_open_requests(sender: Any, user: Any, **kwargs: Any) -> int:
    """Return how many open requests an account owns."""
    return int(_still_open(user).count())


@receiver(colleague_left, dispatch_uid="forms.hand_over")
def hand_requests_over(sender: Any, user: Any, heir: Any, by: Any, **kwargs: Any) -> int:
    """Give the open requests of a colleague who leaves to `heir`, or to nobody; return how many.

    Each change is written down and audited like any other.
    """
    rows = list(_still_open(user).order_by("pk"))
    for row in rows:
        assign_owner(row, heir, by=by)
    return len(rows)
