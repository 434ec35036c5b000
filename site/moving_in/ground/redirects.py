"""Old addresses that lead to where their pages stand now."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from urllib.parse import quote

from anyascii import anyascii
from django.utils.text import slugify
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from ..export.entry import ExportEntry, path_of
from ..export.head import HeadTerm
from ..export.uploads import Upload
from .slugs import fixed_words
from .stock import Stock

LONGEST = 255


def old_addresses(entry: ExportEntry) -> list[str]:
    """Return every address at which an entry stood: its own, those by number and by day, those before renaming."""
    found = []
    own = entry.path
    bare = own.partition("?")[0]
    if own and own != "/" and "?" not in own:
        found.append(own)
    if entry.id:
        found.append(f"/?p={entry.id}")
        if entry.type == "page":
            found.append(f"/?page_id={entry.id}")
    if entry.type == "post" and entry.slug:
        found += _by_day(entry, entry.slug)
    for old in entry.meta.get("_wp_old_slug", ()):
        above = bare.rpartition("/")[0] if bare != "/" else ""
        found.append(path_of(f"{above}/{old.strip()}"))
        if entry.type == "post":
            found += _by_day(entry, old.strip())
    return [path for path in dict.fromkeys(found) if path and path != "/"]


def file_addresses(upload: Upload) -> list[str]:
    """Return the addresses of the page that WordPress makes for each file of the library."""
    own = [upload.path] if upload.path.strip("/") and "?" not in upload.path else []
    return [f"/?attachment_id={upload.id}", *own]


def _by_day(entry: ExportEntry, slug: str) -> list[str]:
    days = [entry.day]
    for old in entry.meta.get("_wp_old_date", ()):
        try:
            days.append(datetime.strptime(old.strip()[:10], "%Y-%m-%d").date())
        except ValueError:
            continue
    name = path_of(f"/{slug}").strip("/")
    return [
        path for day in days if day for path in (f"/{day:%Y/%m/%d}/{name}", f"/{day:%Y/%m}/{name}")
    ]


class OldAddresses:
    """Writes redirects. One that staff made stays; none is made for an address that this site answers itself."""

    def __init__(self, site: Site, stock: Stock) -> None:
        self.site, self.stock = site, stock

    def lead_paths(self, paths: Iterable[str], page: Page) -> tuple[int, list[str]]:
        """Lead `paths` to `page`. Returns how many were made, and which are not possible."""
        own = "/" + page.url_path.removeprefix(self.site.root_page.url_path).strip("/")
        wanted, refused = [], []
        for path in paths:
            old = Redirect.normalise_path(path)
            if old == own:
                continue
            if len(old) > LONGEST or self._is_answered(old):
                refused.append(path)
            else:
                wanted.append(old)
        there = set(
            Redirect.objects.filter(site=self.site, old_path__in=wanted).values_list(
                "old_path", flat=True
            )
        )
        rows = [
            Redirect(
                site=self.site,
                old_path=old,
                redirect_page=page,
                is_permanent=True,
            )
            for old in dict.fromkeys(wanted)
            if old not in there
        ]
        Redirect.objects.bulk_create(rows, ignore_conflicts=True)
        return len(rows), refused

    def lead_to_list(self, key: str, paths: Iterable[str], blog: Page, route: str = "") -> int:
        """Lead paths to a list or feed of the blog, and note them, since the blog stays when an import is taken back.

        By address and not by page: a list that has no live post yet must not lead to the blog for ever.
        """
        own = "/" + blog.url_path.removeprefix(self.site.root_page.url_path).strip("/")
        olds = {Redirect.normalise_path(path) for path in paths} - {own}
        olds = {old for old in olds if len(old) <= LONGEST and not self._is_answered(old)}
        there = set(
            Redirect.objects.filter(site=self.site, old_path__in=olds).values_list(
                "old_path", flat=True
            )
        )
        link = f"{own}{route}/"
        for old in sorted(olds - there):
            row = Redirect.objects.create(
                site=self.site, old_path=old, redirect_link=link, is_permanent=True
            )
            self.stock.put(f"redirect:{key}:{old}", "redirect", row.pk)
        return len(olds - there)

    def lead_to_file(self, path: str, link: str) -> int:
        """Lead an old file's address to ours, and note it."""
        old = Redirect.normalise_path(path)
        if len(old) > LONGEST or Redirect.objects.filter(site=self.site, old_path=old).exists():
            return 0
        row = Redirect.objects.create(
            site=self.site, old_path=old, redirect_link=link, is_permanent=True
        )
        self.stock.put(f"redirect:file:{old}", "redirect", row.pk)
        return 1

    @staticmethod
    def _is_answered(old: str) -> bool:
        first = old.partition("?")[0].strip("/").partition("/")[0].lower()
        return first in fixed_words()


def term_paths(term: HeadTerm, above: list[str], tag_base: str = "tag") -> list[str]:
    """Return the old addresses of a category's or tag's list."""
    if term.domain == "post_tag":
        paths = [f"/{tag_base}/{term.slug}", f"/?tag={quote(term.slug)}"]
        return [*paths, f"{paths[0]}/feed"]
    whole = "/".join(["", "category", *above, term.slug])
    paths = [f"/category/{term.slug}", whole]
    numbered = [f"/?cat={term.id}"] if term.id else []
    return list(dict.fromkeys([*paths, *(f"{path}/feed" for path in paths), *numbered]))


def tag_slug(name: str) -> str:
    """Return the address name that our tags make of a name."""
    return slugify(anyascii(name)) or re.sub(r"\W+", "-", name)


FEEDS = {
    "/feed/rss": (
        "/feed", "/feed/rss", "/feed/rss2", "/rss", "/rss.xml", "/?feed=rss2", "/?feed=rss", "/comments/feed", "/blog/feed",
    ),
    "/feed/atom": ("/feed/atom", "/?feed=atom", "/atom.xml"),
}  # fmt: skip
