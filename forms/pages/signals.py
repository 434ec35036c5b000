"""What a published form page or a changed question sets off."""

from typing import Any

from django.dispatch import receiver
from wagtail.signals import page_published

from infra.signals import watch_model

from ..requests.delivery.deliveries import addresses_changed
from .form_field import FormField
from .form_page import FormPage

# A change of a question changes what visitors read, once its page is published: a new content version.
watch_model(FormField, shown="with its page")


@receiver(page_published, sender=FormPage, dispatch_uid="forms.addresses_of_form")
def try_new_addresses(sender: Any, **kwargs: Any) -> None:
    """Send at once, to the addresses as they are now, what the old ones held up."""
    addresses_changed()
