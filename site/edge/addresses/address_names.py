"""The address name of a category or a person is changed: its former addresses lead to the new ones.

Wagtail does so for pages alone. An app above names the model and its addresses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.db import models
from django.db.models.signals import post_save, pre_save
from wagtail.contrib.redirects.models import Redirect

# Returns the paths at which something of this address name is shown, always in the same order.
Paths = Callable[[str], Iterable[str]]


def follow_address_name(model: type[models.Model], name: str, paths: Paths) -> None:
    """Lead from the former `paths` of a `model` to its new ones whenever its `slug` changes.

    Parameters: `name`, what these addresses are called among the listeners ('people').
    """

    noted_as = f"former_slug_{name}"

    def remember(sender: Any, instance: Any, **kwargs: Any) -> None:
        rows = model._default_manager.filter(pk=instance.pk).values_list("slug", flat=True)
        instance.__dict__[noted_as] = (rows.first() or "") if instance.pk else ""

    def lead_on(sender: Any, instance: Any, **kwargs: Any) -> None:
        former = instance.__dict__.pop(noted_as, "")
        if former and former != instance.slug:
            for old, new in zip(paths(former), paths(instance.slug), strict=True):
                add_old_address(old, new)

    key = f"address-name-{name}"
    pre_save.connect(remember, sender=model, weak=False, dispatch_uid=f"{key}-before")
    post_save.connect(lead_on, sender=model, weak=False, dispatch_uid=f"{key}-after")


def add_old_address(old: str, new: str) -> None:
    """Lead from the path `old` to `new`. What staff led elsewhere by hand stays as it is."""
    taken, left = Redirect.normalise_path(new), Redirect.normalise_path(old)
    rows = Redirect.objects.filter(site=None)
    rows.filter(old_path=taken, automatically_created=True).delete()
    if not rows.filter(old_path=left).exists():
        Redirect.objects.create(old_path=left, redirect_link=new, automatically_created=True)
    rows.filter(old_path=left, automatically_created=True).update(redirect_link=new)
