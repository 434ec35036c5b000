"""What changed request settings and an opened emergency access set off."""

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver

from forms.requests.delivery.deliveries import addresses_changed
from forms.requests.models import MessageType, OutboxMessage, RequestSettings
from infra.signals import watch_model
from staff.announcements import emergency_opened

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
