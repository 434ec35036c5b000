"""What answers at an address: a live page, one of its own addresses, or a fixed address of the site.

Read-only, and asked only after a 404: one query for pages, however long the address.
"""

from __future__ import annotations

from django.db.models.functions import Lower
from django.http import Http404, HttpRequest
from django.urls import Resolver404, resolve
from wagtail.models import Page, Site

from infra.addresses.staff_paths import STAFF_PATHS

DEEPEST = 12
PAGES = "wagtail_serve"


def find_address(request: HttpRequest, site: Site, path: str) -> str:
    """Return the true address of what `path` means on `site`; '' where nothing answers.

    Parameters: `path`, tidied (see `tidy.tidy_path`). Capitals don't matter in what names a page; in what
    follows it they are tried as they are, then small.
    """
    return find_fixed_address(request, path) or _page_address(request, site, path)


def find_fixed_address(request: HttpRequest, path: str) -> str:
    """Return the address of the view that answers at `path`, be it without its slash or in capitals; '' for none."""
    for candidate in (path.rstrip("/") + "/", path):
        for wanted in dict.fromkeys((candidate, candidate.lower())):
            try:
                match = resolve(wanted)
            except Resolver404:
                continue
            # What holds a value (a document's number) may not be there: only its view can tell, in `is_there`.
            there = getattr(match.func, "is_there", lambda request, **values: not values)
            fixed = match.url_name != PAGES and not match.args and there(request, **match.kwargs)
            if fixed and not wanted.startswith((*STAFF_PATHS, "/_")):
                return wanted
    return ""


def _page_address(request: HttpRequest, site: Site, path: str) -> str:
    steps = [step for step in path.split("/") if step]
    begin = site.root_page.url_path
    prefixes = [begin]
    for step in steps[:DEEPEST]:
        prefixes.append(f"{prefixes[-1]}{step}/")
    pages = (
        Page.objects.live()
        .filter(path__startswith=site.root_page.path)
        .annotate(small=Lower("url_path"))
        .filter(small__in=[prefix.lower() for prefix in prefixes])
    )
    # The deepest page; of two that differ in capitals only, the one that was asked for.
    found = sorted(pages, key=lambda page: (page.depth, page.url_path in prefixes))
    if not found:
        return ""
    page = found[-1]
    rest = steps[page.depth - site.root_page.depth :]
    url = page.get_url(request) or ""
    if not rest:
        return url
    for own in dict.fromkeys((tuple(rest), tuple(step.lower() for step in rest))):
        if url and knows_route(request, page, list(own)):
            return f"{url.rstrip('/')}/{'/'.join(own)}/"
    return ""


def knows_route(request: HttpRequest, page: Page, steps: list[str]) -> bool:
    """Whether `page` itself answers at the steps below its address.

    A page type that knows without being served says so in `knows_route(request, steps)`.
    """
    specific = page.specific
    if specific is None or not page.live:
        return False
    asked = getattr(specific, "knows_route", None)
    if asked is not None:
        return bool(asked(request, steps))
    try:
        specific.route(request, steps)
    except Http404:
        return False
    return True
