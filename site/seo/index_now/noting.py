"""Notes the address of each page that is new, says something else, moved or is gone, for `sending`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.db.models.signals import post_delete, pre_delete, pre_save
from wagtail.models import Page, PageLogEntry, PageViewRestriction, Site
from wagtail.query import PageQuerySet
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from infra.view_restrictions import public_q
from pages.content_change import content_changed
from pages.models import BasePage
from seo.index_now.sending import is_told
from seo.models import AddressToTell

_LONGEST = 500
_ROWS_AT_ONCE = 1_000


def _list_told() -> list[tuple[Site, str]]:
    """Return the sites whose changes are told, each with the beginning of its pages' paths."""
    roots = Site.get_site_root_paths()
    sites = Site.objects.in_bulk([root.site_id for root in roots])
    found = [(sites[root.site_id], root.root_path) for root in roots if root.site_id in sites]
    return [(site, path) for site, path in found if is_told(site)]


def _list_listed_paths(pages: PageQuerySet) -> list[str]:
    """Return the paths of those `pages` that search engines may list under their own address.

    It reads three values of each and one query a type of page: all that lies below a page may move with it.
    """
    found = list(pages.order_by().values_list("pk", "url_path", "content_type"))
    hidden: set[int] = set()
    for content_type in {content_type for _pk, _path, content_type in found}:
        model = ContentType.objects.get_for_id(content_type).model_class()
        if model is None or not issubclass(model, BasePage):
            continue
        own = model.objects.filter(pk__in=pages.order_by().values("pk"))
        hidden.update(
            own.filter(Q(noindex=True) | ~Q(canonical_url="")).values_list("pk", flat=True)
        )
    return [path for pk, path, _type in found if pk not in hidden]


def _note_pages(pages: PageQuerySet, moved: Callable[[str], str] | None = None) -> None:
    """Note the addresses of `pages`, and those that they had before a move.

    Parameters: `moved`, which returns the former path of a page's present one. Left out are pages that nobody may
    read, that search engines are not to list, or that name another address as their own.
    """
    told = _list_told()
    if not told:
        return
    paths: list[str] = []
    for path in _list_listed_paths(pages.filter(public_q())):
        paths += [path, moved(path)] if moved else [path]
    for site, root in told:
        own = [f"{site.root_url}/{path[len(root) :]}" for path in paths if path.startswith(root)]
        rows = [AddressToTell(site=site, address=each) for each in own if len(each) <= _LONGEST]
        AddressToTell.objects.bulk_create(rows, _ROWS_AT_ONCE, ignore_conflicts=True)


def _note_change(sender: type[Page], page: Page, **kwargs: Any) -> None:
    """Note a page that is new or says something else."""
    _note_pages(Page.objects.filter(pk=page.pk))


def _note_return(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """Note a page that comes back as it was: search engines heard that it was gone."""
    entries = PageLogEntry.objects.filter(
        page=instance.pk, action__in=("wagtail.publish", "wagtail.unpublish")
    )
    last = entries.order_by("-timestamp", "-pk").values_list("action", flat=True).first()
    if instance.live and last == "wagtail.unpublish":
        _note_pages(Page.objects.filter(pk=instance.pk))


def _note_loss(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """Note a page that was taken off the site."""
    _note_pages(Page.objects.filter(pk=instance.pk))


def _note_deletion(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """Note a page that is about to be deleted while it is live."""
    if instance.live:
        _note_pages(Page.objects.filter(pk=instance.pk))


def _note_move(page: Page, before: str, after: str) -> None:
    """Note the former and the present addresses of `page` and of all below it."""
    if before != after:
        live = Page.objects.live().descendant_of(page, inclusive=True)
        _note_pages(live, lambda path: before + path.removeprefix(after))


def _note_rename(sender: type[Page], instance: Page, instance_before: Page, **kwargs: Any) -> None:
    _note_move(instance, instance_before.url_path, instance.url_path)


def _note_new_place(
    sender: type[Page], instance: Page, url_path_before: str, url_path_after: str, **kwargs: Any
) -> None:
    _note_move(Page.objects.get(pk=instance.pk), url_path_before, url_path_after)


def _note_closing(sender: type[Any], instance: PageViewRestriction, **kwargs: Any) -> None:
    """Note a page, and all below it, that is about to be put behind a login or a password: it is gone for search engines."""
    if not instance.pk:
        _note_pages(Page.objects.live().descendant_of(instance.page, inclusive=True))


def _note_opening(
    sender: type[Any], instance: PageViewRestriction, origin: Any = None, **kwargs: Any
) -> None:
    """Note a page, and all below it, that everybody may read again. One that goes with its page opens nothing."""
    if isinstance(origin, PageViewRestriction) or getattr(origin, "model", None) is sender:
        _note_pages(Page.objects.live().descendant_of(instance.page, inclusive=True))


content_changed.connect(_note_change, dispatch_uid="seo-index-now-changed")
page_published.connect(_note_return, dispatch_uid="seo-index-now-published")
page_unpublished.connect(_note_loss, dispatch_uid="seo-index-now-unpublished")
page_slug_changed.connect(_note_rename, dispatch_uid="seo-index-now-renamed")
post_page_move.connect(_note_new_place, dispatch_uid="seo-index-now-moved")
pre_delete.connect(_note_deletion, sender=Page, dispatch_uid="seo-index-now-deleted")
pre_save.connect(_note_closing, sender=PageViewRestriction, dispatch_uid="seo-index-now-closed")
post_delete.connect(_note_opening, sender=PageViewRestriction, dispatch_uid="seo-index-now-opened")
