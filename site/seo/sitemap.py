"""The list of pages that search engines should know."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urljoin

from wagtail.contrib.sitemaps import Sitemap
from wagtail.images import get_image_model
from wagtail.models import Page

from clinic.layout import layout_for
from pages.content_change import read_content_changes
from pages.further_pages import list_further_pages

from .head import site_root
from .pictures import SHARED_SPEC


class PublicPages(Sitemap):
    """Every live public page of this site that is canonical.

    A page that asks not to be indexed, or names another address as its own (`canonical_url`), is
    left out: to list it would contradict it.
    """

    limit = 2000

    def _urls(self, page: int, protocol: str, domain: str) -> list[dict[str, Any]]:
        """Return the addresses of one part of the list, with day of change and picture."""
        root = site_root(layout_for(self.request), self.request)
        listed = [
            item
            for item in self.paginator.page(page).object_list.iterator(chunk_size=500)
            if not getattr(item, "noindex", False)
        ]
        pictures, changed = _list_pictures(listed, root), read_content_changes(listed)
        urls = [
            {
                "location": address,
                "lastmod": changed.get(item.pk),
                "picture": pictures.get(getattr(item, "picture_id", None)),
            }
            for item in listed
            if _stands_for_itself(
                item, address := urljoin(f"{root}/", item.get_url(self.request)), root
            )
        ]
        if page == 1:
            further = list_further_pages(self.request)
            urls += [{"location": f"{root}{one.path}", "lastmod": None} for one in further]
        dates = [date for url in urls if (date := url.get("lastmod"))]
        if dates and len(dates) == len(urls):
            self.latest_lastmod = max(dates)
        return urls

    def get_latest_lastmod(self) -> None:
        """Say nothing about the whole: it would have to read every page."""
        return None


def _stands_for_itself(item: Page, address: str, root: str) -> bool:
    other = getattr(item, "canonical_url", "")
    return not other or urljoin(f"{root}/", other).rstrip("/") == address.rstrip("/")


def _list_pictures(items: Iterable[Page], root: str) -> dict[int | None, str]:
    """Return the addresses of the pages' pictures, as shared, by picture; those that are made."""
    wanted = {pk for item in items if (pk := getattr(item, "picture_id", None))}
    renditions = get_image_model().get_rendition_model().objects
    made = renditions.filter(image_id__in=wanted, filter_spec=SHARED_SPEC) if wanted else ()
    return {rendition.image_id: urljoin(f"{root}/", rendition.url) for rendition in made}
