"""Corrects the table of redirects while pages are renamed, moved, published and deleted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Q
from django.db.models.signals import post_delete, pre_delete
from wagtail.contrib.redirects import signal_handlers as wagtails
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site
from wagtail.signals import page_published, page_slug_changed, post_page_move

from edge.addresses.gone import note_gone
from edge.addresses.tidy import make_key
from edge.models import GoneAddress

Address = tuple[int, str]


def addresses_of(page: Page, routes: Iterable[str] = ("/",)) -> Iterator[Address]:
    """Yield each address of `page` as site and path, as redirects store it.

    Parameters: `routes`, the page's own addresses below it, as `Page.get_route_paths` gives them.
    """
    for root in Site.get_site_root_paths():
        if page.url_path.startswith(root.root_path):
            own = "/" + page.url_path[len(root.root_path) :].strip("/")
            for route in routes:
                yield root.site_id, make_key(own.rstrip("/") + "/" + route.strip("/"))


def _routes_of(page: Page) -> list[str]:
    return list(page.specific.get_route_paths())


def _clear_the_way(addresses: Iterable[Address]) -> None:
    """Forget what was said of addresses at which a live page is now.

    A redirect that stays there would lead the page's address to itself once it is unpublished.
    Those that staff made by hand are theirs to delete; they do nothing while the page is live.
    """
    every = list(addresses)
    for start in range(0, len(every), 100):
        redirects, gone = Q(), Q()
        for site_id, path in every[start : start + 100]:
            redirects |= Q(old_path=path, site_id=site_id)
            gone |= Q(path=path, site_id=site_id)
        Redirect.objects.filter(redirects, automatically_created=True).delete()
        GoneAddress.objects.filter(gone).delete()


def _had_visitors(page: Page) -> bool:
    """Tell whether the address of `page` may be known: it was public here, or on the site that it was brought from."""
    return bool(page.live or page.first_published_at or page.last_published_at)


_lead_on_as_wagtail_renamed = wagtails.autocreate_redirects_on_slug_change
_lead_on_as_wagtail_moved = wagtails.autocreate_redirects_on_page_move


def _lead_on_renamed(instance: Page, **kwargs: Any) -> None:
    """Keep the old address of a page, as Wagtail does; of a draft that nobody could visit there is none to keep."""
    if _had_visitors(instance) or instance.get_descendants().live().exists():
        _lead_on_as_wagtail_renamed(instance=instance, **kwargs)


def _lead_on_moved(instance: Page, **kwargs: Any) -> None:
    """Keep the old addresses of a page that moved, and of those below it."""
    if _had_visitors(instance) or instance.get_descendants().live().exists():
        _lead_on_as_wagtail_moved(instance=instance, **kwargs)


def _took_its_place(sender: Any, instance: Page, **kwargs: Any) -> None:
    """Clear the addresses of a page that was published."""
    if instance.live:
        _clear_the_way(addresses_of(instance, _routes_of(instance)))


def _took_new_places(sender: Any, instance: Page, **kwargs: Any) -> None:
    """Clear the addresses of a page that was renamed or moved, and of all pages below it."""
    _took_its_place(sender, instance)
    below = instance.get_descendants().live().only("url_path")
    _clear_the_way(address for page in below.iterator() for address in addresses_of(page))


def _went_for_good(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """Note the addresses of a page that is being deleted, the older ones that lead to it included."""
    # An imported draft has the day of the old site as its first one, and was never published here.
    if not (instance.live or instance.last_published_at):
        return  # a draft that nobody could visit
    sites = list(Site.objects.values_list("pk", flat=True))
    gone = set(addresses_of(instance, _routes_of(instance)))
    for path, site_id in Redirect.objects.filter(redirect_page=instance).values_list(
        "old_path", "site_id"
    ):
        gone |= {(site, path) for site in ([site_id] if site_id else sites)}
    note_gone(gone, going=instance)


def _site_went(sender: type[Site], instance: Site, **kwargs: Any) -> None:
    """Forget what was noted while a site went with its first page: nobody asks for its addresses any more."""
    GoneAddress.objects.filter(site_id=instance.pk).delete()


def connect_signals() -> None:
    """Listen. Called once, when the app is ready; Wagtail's app is later, and then connects these two for its own."""
    wagtails.autocreate_redirects_on_slug_change = _lead_on_renamed
    wagtails.autocreate_redirects_on_page_move = _lead_on_moved
    page_published.connect(_took_its_place, dispatch_uid="edge-published")
    for name, signal in (("renamed", page_slug_changed), ("moved", post_page_move)):
        signal.connect(_took_new_places, dispatch_uid=f"edge-{name}")
    post_delete.connect(_site_went, sender=Site, dispatch_uid="edge-site-deleted")
    pre_delete.connect(_went_for_good, sender=Page, dispatch_uid="edge-deleted")


connect_signals()
