"""The questions of a form that was deleted, for whoever was filling it in at that moment."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from django.db import models
from django.db.models.signals import pre_delete
from django.dispatch import receiver
from django.utils import timezone

from ..form_changes import FormVersion, read_version
from ..form_page import FormPage

# A draft cookie is opened for an hour; forms that are open for longer carry their questions themselves.
RETENTION: Final = timedelta(days=1)


class FormerForm(models.Model):
    """The questions of a deleted form page, signed as every form carries them. Nothing of any visitor."""

    wagtail_reference_index_ignore = True

    number = models.PositiveIntegerField(unique=True)
    version = models.TextField()
    deleted_at = models.DateTimeField(default=timezone.now)

    class Meta:
        app_label = "clinic_forms"
        default_permissions = ()

    def __str__(self) -> str:
        return f"Former form {self.number}"


@receiver(pre_delete, sender=FormPage, dispatch_uid="forms.former_form")
def store_questions(sender: Any, instance: FormPage, **kwargs: Any) -> None:
    """Keep the questions of a form that is being deleted for a day; forget those of earlier ones."""
    FormerForm.objects.filter(deleted_at__lt=timezone.now() - RETENTION).delete()
    FormerForm.objects.update_or_create(
        number=instance.pk,
        defaults={"version": instance.get_form_class().version, "deleted_at": timezone.now()},
    )


def find_former_version(number: int) -> FormVersion | None:
    """Return the questions of the page `number`, where it was a form that was deleted lately."""
    kept = FormerForm.objects.filter(number=number, deleted_at__gte=timezone.now() - RETENTION)
    found = kept.first()
    return read_version(found.version) if found is not None else None
