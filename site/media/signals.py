"""A change of a picture or a document changes what visitors see. Pictures of colleagues are cleaned, too."""

from typing import Any

from django.db.models.signals import pre_save
from django.dispatch import receiver
from wagtail.users.models import UserProfile

from infra.signals import watch_model

from .models import ClinicDocument, ClinicImage
from .uploads import as_avatar

watch_model(ClinicImage, shown="where used")
watch_model(ClinicDocument, shown="where used")


@receiver(pre_save, sender=UserProfile, dispatch_uid="media.clean_avatar")
def clean_avatar(sender: Any, instance: UserProfile, raw: bool = False, **kwargs: Any) -> None:
    """Store a colleague's picture small and without the place where it was taken.

    Wagtail's own form keeps what was uploaded as it is, and the web server hands it to anybody who has its address.
    """
    if not raw and instance.avatar and not instance.avatar._committed:
        instance.avatar = as_avatar(instance.avatar.file) or ""


__all__: list[str] = []
