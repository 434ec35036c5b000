"""What makes a new generation: anything that visitors see was published, changed or removed."""

from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.signals import (
    page_published,
    page_slug_changed,
    page_unpublished,
    post_page_move,
)

from . import generation
from .models import (
    ClinicDocument,
    ClinicImage,
    ClinicSettings,
    FaqEntry,
    Location,
    Menu,
    Notice,
    OpeningHours,
    Person,
    Reference,
)


def _changed(sender: type[Model], raw: bool = False, **kwargs) -> None:
    if not raw:
        generation.bump()


def watch(model: type[Model]) -> None:
    """Make every save and deletion of `model` a new generation. Other rooms call it for theirs."""
    uid = f"generation-{model._meta.label}"
    post_save.connect(_changed, sender=model, dispatch_uid=uid)
    post_delete.connect(_changed, sender=model, dispatch_uid=uid)


for _model in (
    ClinicDocument, ClinicImage, ClinicSettings, FaqEntry, Location, Menu, Notice, OpeningHours,
    PageViewRestriction, Person, Redirect, Reference, Site,
):  # fmt: skip
    watch(_model)

# A draft saves the page's row as well, so pages are watched through Wagtail's own signals.
for _signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
    _signal.connect(_changed, dispatch_uid=f"generation-{id(_signal)}")
post_delete.connect(_changed, sender=Page, dispatch_uid="generation-page")
__all__ = ["watch"]
