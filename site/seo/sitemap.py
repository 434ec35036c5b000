"""The list of pages that search engines should know."""

from __future__ import annotations

from typing import Any

from wagtail.contrib.sitemaps import Sitemap


class PublicPages(Sitemap):
    """Every live public page of this site, unless the page asks not to be indexed."""

    limit = 2000

    def _urls(self, page: int, protocol: str, domain: str) -> list[dict[str, Any]]:
        """Return the addresses of one part of the list, with the day each page last changed."""
        urls: list[dict[str, Any]] = []
        for item in self.paginator.page(page).object_list.iterator(chunk_size=500):
            if not getattr(item, "noindex", False):
                urls += item.get_sitemap_urls(self.request)
        dates = [date for url in urls if (date := url.get("lastmod"))]
        if dates and len(dates) == len(urls):
            self.latest_lastmod = max(dates)
        return urls

    def get_latest_lastmod(self) -> None:
        """Say nothing about the whole: it would have to read every page."""
        return None
