"""What makes a new content version: anything that visitors see was published, changed or removed."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import DraftStateMixin, Page, PageViewRestriction, ReferenceIndex, Site
from wagtail.signals import (
    page_published,
    page_slug_changed,
    page_unpublished,
    post_page_move,
    published,
    unpublished,
)

from infra import content_version
from infra.model_signals import connect_models, list_models

# What Wagtail writes into the row of a published snippet when somebody saves a draft of it.
_DRAFT_FIELDS = frozenset({"latest_revision", "has_unpublished_changes", "draft_title"})


def _is_draft(instance: Model, update_fields: frozenset[str] | None) -> bool:
    """Whether a save touches nothing that visitors see: a draft, or a row that is not published."""
    if update_fields is not None and set(update_fields) <= _DRAFT_FIELDS:
        return True
    # What was published a moment ago and is saved as unpublished sends a signal of its own.
    return isinstance(instance, DraftStateMixin) and not instance.live


def _note_change(
    sender: type[Model],
    instance: Any = None,
    raw: bool = False,
    update_fields: frozenset[str] | None = None,
    signal: Any = None,
    **kwargs: Any,
) -> None:
    if raw or (signal in (post_save, post_delete) and _is_draft(instance, update_fields)):
        return
    content_version.change_version()


def _searched_changed(sender: type[Model], raw: bool = False, **kwargs: Any) -> None:
    """Let the next search read again; no page shows the row, so none is thrown away."""
    if not raw:
        content_version.change_version(content_version.Part.SEARCHES)


def _used_changed(
    sender: type[Model], instance: Model, created: bool = False, raw: bool = False, **kwargs: Any
) -> None:
    """Make a new version where something shows what was saved; an upload that nobody uses yet changes nothing."""
    if not raw and not created and ReferenceIndex.get_references_to(instance).exists():
        content_version.change_version()


def _used_goes(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    """Make a new version where something shows what is deleted. Before it goes: then the index still knows."""
    if ReferenceIndex.get_references_to(instance).exists():
        content_version.change_version()


def _is_seen(page: Page) -> bool:
    """Whether visitors can see the page, or one below it."""
    return page.live or page.get_descendants().live().exists()


def _part_changed(sender: type[Model], instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """Make a new version where a part of a page that visitors see changed; a draft's parts are nobody's."""
    try:
        seen = not raw and _is_seen(instance.page)
    except ObjectDoesNotExist:
        return  # the page goes, too, and tells that itself
    if seen:
        content_version.change_version()


def _page_moved(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """Make a new version unless nobody can see the page or one below it."""
    if _is_seen(instance):
        content_version.change_version()


def _existing_changed(
    sender: type[Model], created: bool = False, raw: bool = False, **kwargs: Any
) -> None:
    """Make a new version unless the row is new: nothing names it before its page is published."""
    if not raw and not created:
        content_version.change_version()


def watch_model(model: type[Model], *, shown: str = "always") -> None:
    """Make saves and deletions of `model` a new content version. Other apps call it for theirs.

    Parameters: `shown`, when visitors can see a row. 'always'; 'where used', as the reference index knows
    (pictures, documents, sources); 'once published', when a page names it (tags, categories): a new row is
    then no change, and so no draft throws away what is kept; 'with its page', for rows that hang on a page
    (questions of a form, who may see it); 'in searches', for what nothing but a search looks into.
    """
    uid = f"content version-{model._meta.label}"
    saved: dict[str, Callable[..., None]] = {
        "always": _note_change,
        "where used": _used_changed,
        "once published": _existing_changed,
        "with its page": _part_changed,
        "in searches": _searched_changed,
    }
    post_save.connect(saved[shown], sender=model, dispatch_uid=uid)
    if shown == "where used":
        pre_delete.connect(_used_goes, sender=model, dispatch_uid=uid)
    else:
        own: dict[str, Callable[..., None]] = {
            "with its page": _part_changed,
            "in searches": _searched_changed,
        }
        goes = own.get(shown, _note_change)
        post_delete.connect(goes, sender=model, dispatch_uid=uid)


def _page_deleted(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """Make a new version unless nobody could see the page."""
    if instance.live:
        content_version.change_version()


for _model in (Redirect, Site):
    watch_model(_model)
watch_model(PageViewRestriction, shown="with its page")


def _remember_live(sender: type[Model], instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """Before something is stored as going live on a later day: was it live until now?"""
    if raw or instance.live or not instance.go_live_at:
        return
    before = sender._base_manager.filter(pk=instance.pk).values_list("live", flat=True)
    instance.__dict__["_was_live"] = bool(instance.pk and before.first())


def _note_publish(sender: type[Model], instance: Any, **kwargs: Any) -> None:
    """Make a new version unless the publish was put off to a later day, and nobody could see the thing before.

    Wagtail sends the signal at once then; on that day the worker publishes, and it is sent again.
    """
    if instance.live or instance.__dict__.get("_was_live", True):
        content_version.change_version()


# A draft saves the page's row as well, so pages and snippets with drafts are watched through Wagtail's own signals.
connect_models(pre_save, _remember_live, list_models(DraftStateMixin), "content version-was live")
for _signal in (page_published, published):
    _signal.connect(_note_publish, dispatch_uid=f"content version-{id(_signal)}")
for _signal in (page_unpublished, unpublished):
    _signal.connect(_note_change, dispatch_uid=f"content version-{id(_signal)}")
page_slug_changed.connect(_page_moved, dispatch_uid="content version-renamed")
post_page_move.connect(_page_moved, dispatch_uid="content version-moved")
post_delete.connect(_page_deleted, sender=Page, dispatch_uid="content version-page")
__all__ = ["watch_model"]
