"""Finds the page of an address in one query, however deep it lies."""

from __future__ import annotations

from django.http import Http404
from wagtail.models import Page

from pages.models import for_serving

# No page lies deeper under the home page; a longer address is nobody's.
DEEPEST = 12


def find_deepest_page(home: Page, path_components: list[str]) -> tuple[Page, list[str]]:
    """Return the deepest page whose address begins the requested one, and what is left of it.

    Parameters: `home`, the page that the address starts from; `path_components`, its parts.
    Raises Http404 where not even the first part is a page.
    """
    if any("\x00" in component for component in path_components):
        raise Http404  # PostgreSQL refuses the character, and no address holds it
    prefixes, path = [], home.url_path
    for component in path_components[:DEEPEST]:
        path += component + "/"
        prefixes.append(path)
    found = Page.objects.filter(url_path__in=prefixes, path__startswith=home.path)
    way = [home, *found.order_by("depth")]
    page = way.pop()
    if page is home:
        raise Http404
    return for_serving(page, way), path_components[page.depth - home.depth :]
