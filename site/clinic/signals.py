"""A change of a fact about the clinic changes what visitors see; and 'where used' knows the settings."""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_save, pre_save
from django.dispatch import receiver
from wagtail.models import ReferenceIndex

from infra.signals import watch_model

from .look.icons import find_icons
from .models import (
    ClinicSettings,
    FaqEntry,
    Location,
    Menu,
    Notice,
    OpeningHours,
    Person,
    Reference,
)
from .renaming import drop_copies

for _model in (ClinicSettings, FaqEntry, Location, Menu, Notice, OpeningHours, Person):
    watch_model(_model)
watch_model(Reference, shown="where used")

# Wagtail tracks pages and snippets only: without this, 'where used' of the page behind the request
# button, or of the logo, would be silent.
ReferenceIndex.register_model(ClinicSettings)


@receiver(pre_save, sender=ClinicSettings, dispatch_uid="clinic-name-before")
def remember_name(instance: ClinicSettings, raw: bool = False, **kwargs: Any) -> None:
    """Note which name the clinic has had, and store no second copy of it."""
    former = None if raw or not instance.pk else ClinicSettings.objects.filter(pk=instance.pk)
    name = former.values_list("name", flat=True).first() if former is not None else ""
    instance.former_name = name or ""
    if instance.copyright_name.strip() in {instance.name.strip(), instance.former_name}:
        instance.copyright_name = ""


@receiver(post_save, sender=ClinicSettings, dispatch_uid="clinic-name-after")
def rename_clinic(instance: ClinicSettings, raw: bool = False, **kwargs: Any) -> None:
    """Take the former name out of every place that holds a copy of it."""
    if not raw and instance.name.strip():
        drop_copies(instance.site, instance.former_name, instance.name)


@receiver(post_save, sender=ClinicSettings, dispatch_uid="clinic-icons")
def make_own_icons(instance: ClinicSettings, raw: bool = False, **kwargs: Any) -> None:
    """Make every icon once the settings are stored, so that no visitor waits for one."""
    if not raw and instance.icon_image_id:
        transaction.on_commit(lambda: find_icons(instance), robust=True)


__all__: list[str] = []
