"""Finds the page of an address in one query, however deep it lies."""

from __future__ import annotations

from copy import copy

from django.http import Http404
from wagtail.models import Page

from infra.memory import memoize
from pages.serving import for_serving

# No page lies deeper under the home page; a longer address is nobody's.
DEEPEST = 12


def find_deepest_page(home: Page, path_components: list[str]) -> tuple[Page, list[str]]:
    """Return the deepest page whose address begins the requested one, and what is left of it.

    Parameters: `home`, the page that the address starts from; `path_components`, its parts.
    Raises Http404 where not even the first part is a page.
    """
    if any("\x00" in component for component in path_components):
        raise Http404  # PostgreSQL refuses the character, and no address holds it
    parts = tuple(path_components)
    # Pages without children, by their addresses alone: the pages themselves are kept by bytes.
    leaves: set[tuple[str, ...]] = memoize(("leaves", home.pk), set)
    leaf = next((parts[:n] for n in range(1, min(len(parts), DEEPEST)) if parts[:n] in leaves), ())
    try:
        page = own_copy(_remember_page(home, leaf or parts))
    except OnTheWay as on_the_way:
        page = found = on_the_way.page
        if page.numchild == 0:
            # Nothing lies below it: whatever else is asked for there (a confirmation, a feed) is this page's.
            own = parts[: page.depth - home.depth]
            leaves.add(own)
            page = own_copy(memoize(("routed", home.pk, own), lambda: found))
    return page, path_components[page.depth - home.depth :]


def _remember_page(home: Page, parts: tuple[str, ...]) -> Page:
    """Return the page at an address with all that it shows, from memory where this version has it. Raises as `_read_page` does."""
    prefixes, path = [], home.url_path
    for part in parts[:DEEPEST]:
        path += part + "/"
        prefixes.append(path)
    return memoize(("routed", home.pk, parts), lambda: _read_page(home, prefixes, len(parts)))


class OnTheWay(Exception):
    """An address goes on below its page. It is not kept: there is no end of what can be asked for."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page = page


def _read_page(home: Page, prefixes: list[str], steps: int) -> Page:
    """Return the deepest page of these addresses with all that it shows.

    Raises Http404 where there is none, OnTheWay where the address says more than the page's.
    """
    found = Page.objects.filter(url_path__in=prefixes, path__startswith=home.path)
    way = [home, *found.order_by("depth")]
    page = way.pop()
    if page is home:
        raise Http404
    served = for_serving(page, way)
    if served.depth - home.depth < steps:
        raise OnTheWay(served)
    return served


def find_home(home: Page) -> Page:
    """Return the home page with all that it shows, for this request alone."""
    return own_copy(memoize(("routed", home.pk), lambda: for_serving(home, [])))


def own_copy(page: Page) -> Page:
    """Return a page that a request may change, of one that all requests of this process share.

    What it shows of other tables (its author, its picture) stays shared and is only read.
    """
    own = page.__class__.__new__(page.__class__)
    own.__dict__.update(page.__dict__)
    own._state = copy(page._state)
    own._state.fields_cache = dict(page._state.fields_cache)
    if "_cached_parent_obj" in page.__dict__:
        own.routed_by = list(page.routed_by)
    return own
