"""What makes a new content version: anything that visitors see was published, changed or removed."""

from typing import Any

from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import DraftStateMixin, Page, PageViewRestriction, Site
from wagtail.signals import (
    page_published,
    page_slug_changed,
    page_unpublished,
    post_page_move,
    published,
    unpublished,
)

from infra import content_version

# What Wagtail writes into the row of a published snippet when somebody saves a draft of it.
_DRAFT_FIELDS = frozenset({"latest_revision", "has_unpublished_changes", "draft_title"})


def _is_draft(instance: Model, update_fields: frozenset[str] | None) -> bool:
    """Whether a save touches nothing that visitors see: a draft, or a row that is not published."""
    if update_fields is not None and set(update_fields) <= _DRAFT_FIELDS:
        return True
    # What was published a moment ago and is saved as unpublished sends a signal of its own.
    return isinstance(instance, DraftStateMixin) and not instance.live


def _changed(
    sender: type[Model],
    instance: Any = None,
    raw: bool = False,
    update_fields: frozenset[str] | None = None,
    signal: Any = None,
    **kwargs: Any,
) -> None:
    if raw or (signal is post_save and _is_draft(instance, update_fields)):
        return
    content_version.change_version()


def watch(model: type[Model]) -> None:
    """Make every save and deletion of `model` a new content version. Other rooms call it for theirs."""
    uid = f"content version-{model._meta.label}"
    post_save.connect(_changed, sender=model, dispatch_uid=uid)
    post_delete.connect(_changed, sender=model, dispatch_uid=uid)


for _model in (PageViewRestriction, Redirect, Site):
    watch(_model)

# A draft saves the page's row as well, so pages and snippets with drafts are watched through Wagtail's own signals.
for _signal in (
    page_published, page_unpublished, page_slug_changed, post_page_move, published, unpublished,
):  # fmt: skip
    _signal.connect(_changed, dispatch_uid=f"content version-{id(_signal)}")
post_delete.connect(_changed, sender=Page, dispatch_uid="content version-page")
__all__ = ["watch"]
