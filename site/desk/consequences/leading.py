"""Where the address of a page leads once the page is off the site: what can be chosen, and what was."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest
from wagtail.models import Page

from infra.view_restrictions import public_q

# The field of the question where the old address shall lead; with a page's number behind it, for that page alone.
FIELD = "lead-to"


def list_targets(going: list[Page]) -> list[Page]:
    """Return the pages to which the addresses of `going` may lead, those near the first one at the top."""
    first = going[0] if going else None
    site = first.get_site() if first else None
    if first is None or site is None:
        return []
    near = list(first.get_ancestors().filter(depth__gt=1, live=True).reverse())
    seen = {each.pk for each in near}
    others = site.root_page.get_descendants().live().filter(public_q()).order_by("title")
    pages = [*near, *(page for page in others if page.pk not in seen)]
    return [page for page in pages if not _goes_along(page, going)]


def chosen_target(request: HttpRequest, page: Page, going: Iterable[Page] = ()) -> Page | None:
    """Return the page that was chosen for visitors of the old address of `page`; None for none.

    Parameters: `going`, all pages that leave the site together; nothing is led to one of them.
    """
    key = request.POST.get(f"{FIELD}-{page.pk}") or request.POST.get(FIELD, "")
    if not key.isdigit():
        return None
    found = Page.objects.live().filter(public_q(), pk=int(key), depth__gt=1).first()
    return None if found is None or _goes_along(found, [page, *going]) else found


def _goes_along(page: Page, going: Iterable[Page]) -> bool:
    return any(page.path.startswith(each.path) for each in going)
