"""Gives entries their place in the page tree: pages under their parents, posts in the blog."""

from __future__ import annotations

from wagtail.models import Page

from blog.models import BlogPostPage
from home.models import StandardPage

from ..export.catalog import ExportCatalog, PageRow
from ..export.entry import plain_title
from ..ground.site import Arrival
from ..ground.slugs import free_slug, make_slug
from ..ground.stock import Stock
from ..words.flow import cut_text

LONGEST_TITLE = 255
MOST_LEVELS = 8


def title_of(row: PageRow) -> str:
    """Return the title of a page as it fits; '' where it has none."""
    return cut_text(plain_title(row.title), LONGEST_TITLE)


class Places:
    """Makes the page of an entry, empty, where it belongs. Whoever links to it first makes it."""

    def __init__(self, stock: Stock, catalog: ExportCatalog, arrival: Arrival) -> None:
        self.stock, self.catalog, self.arrival = stock, catalog, arrival

    def find_or_make_page(self, row: PageRow) -> int | None:
        """Return the number of the page for an entry; None where it was deleted here or is not taken."""
        if not is_taken(row):
            return None
        known = self.stock.find(row.key)
        if known is not None:
            there = known.object_id and Page.objects.filter(pk=known.object_id).exists()
            return known.object_id if there else None
        parent, _why = self.parent_of(row)
        return self._make_page(row, parent).pk

    def parent_of(self, row: PageRow) -> tuple[Page, str]:
        """Return the page under which an entry belongs, and why it is another one than before."""
        if row.type == "post":
            return self.arrival.blog(), ""
        if not row.parent:
            return self.arrival.home(), ""
        above, why = self._parent_row(row)
        if above is None:
            return self.arrival.home(), why
        number = self.find_or_make_page(above)
        parent = Page.objects.filter(pk=number).first() if number else None
        if parent is None:
            return self.arrival.home(), "the page above it is gone"
        return parent, ""

    def _parent_row(self, row: PageRow) -> tuple[PageRow | None, str]:
        """Return the entry above, unless it is missing, goes in a ring or lies too deep."""
        above = self.catalog.page_by_id(row.parent)
        if above is None or above.type != "page" or not is_taken(above) or above.key == row.key:
            return None, "the page above it is not in the export"
        seen, steps = {row.key}, 0
        at: PageRow | None = above
        while at is not None:
            if at.key in seen:
                # The first of a ring in the file stands on top; the others lie under it.
                first = min(self._find_ring(at), key=lambda one: one.start)
                return (
                    (None, "its pages stood under one another in a ring")
                    if first.key == row.key
                    else (above, "")
                )
            seen.add(at.key)
            steps += 1
            if steps > MOST_LEVELS:
                return None, f"it lay more than {MOST_LEVELS} levels deep"
            at = self._find_parent(at)
        return above, ""

    def _find_parent(self, row: PageRow) -> PageRow | None:
        found = self.catalog.page_by_id(row.parent)
        return found if found is not None and found.type == "page" and is_taken(found) else None

    def _find_ring(self, row: PageRow) -> list[PageRow]:
        ring, at = [row], self._find_parent(row)
        while at is not None and at.key != row.key:
            ring.append(at)
            at = self._find_parent(at)
        return ring

    def _make_page(self, row: PageRow, parent: Page) -> Page:
        page = self.new_page(row)
        self.store_page(row, page, parent)
        return page

    def store_page(self, row: PageRow, page: Page, parent: Page) -> None:
        """Put a new page under its parent at a free address, and note what it came from."""
        in_blog = row.type == "post"
        at_top = parent.pk == self.arrival.site.root_page_id
        page.slug = free_slug(
            make_slug(row.slug, page.title), parent, in_blog=in_blog, at_top=at_top
        )
        parent.add_child(instance=page)
        self.stock.put(row.key, "page", page.pk)

    def new_page(self, row: PageRow) -> Page:
        """Return an unsaved page for an entry."""
        title, owner = title_of(row) or "Untitled", self.stock.run.started_by
        if row.type == "post":
            return BlogPostPage(title=title, owner=owner, live=False, has_unpublished_changes=True)
        purpose = purpose_of(row.slug, title)
        return StandardPage(
            title=title, owner=owner, purpose=purpose, live=False, has_unpublished_changes=True
        )


def is_taken(row: PageRow) -> bool:
    """Tell whether an entry becomes a page: not what lies in the bin, nor what was never saved."""
    return row.status not in ("trash", "auto-draft", "inherit")


_PURPOSES = (
    (("privacy-practices", "hipaa"), StandardPage.Purpose.PRIVACY_PRACTICES),
    (
        ("privacy", "terms", "disclaimer", "legal", "cookie", "conditions-of-use", "imprint"),
        StandardPage.Purpose.LEGAL,
    ),
    (("accessibility",), StandardPage.Purpose.ACCESSIBILITY),
    (("cost", "price", "pricing", "fees", "insurance", "payment"), StandardPage.Purpose.COSTS),
)


def purpose_of(slug: str, title: str) -> str:
    """Return the kind of page. Whatever is not surely something else is health content: a reviewer reads it."""
    words = f"{slug} {title}".lower().replace(" ", "-")
    for marks, purpose in _PURPOSES:
        if any(mark in words for mark in marks):
            return purpose
    return StandardPage.Purpose.HEALTH
