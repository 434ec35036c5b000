"""What answers at an address: a live page, one of its own addresses, or a fixed address of the site.

Read-only, and asked only after a 404: one query for pages, however long the address.
"""

from __future__ import annotations

import re

from django.db.models.functions import Lower
from django.http import Http404, HttpRequest
from django.urls import Resolver404, resolve
from wagtail.models import Page, Site

from edge.addresses.tidy import is_old_tail
from infra.addresses.staff_paths import STAFF_PATHS

DEEPEST = 12
PAGES = "wagtail_serve"
_USUAL = {
    **dict.fromkeys(("/home", "/homepage", "/home-page"), "/"),
    **dict.fromkeys(
        ("/sitemap_index.xml", "/sitemap-index.xml", "/wp-sitemap.xml", "/sitemap.xml.gz"),
        "/sitemap.xml",
    ),
}


def find_address(request: HttpRequest, site: Site, path: str) -> str:
    """Return the true address of what `path` means on `site`; '' where nothing answers.

    Parameters: `path`, tidied (see `tidy.tidy_path`). Capitals don't matter in what names a page; in what
    follows it they are tried as they are, then small.
    """
    path = _without_host(request, site, path)
    return find_fixed_address(request, path) or _page_address(request, site, path)


def _without_host(request: HttpRequest, site: Site, path: str) -> str:
    """Return a path without this site's own name in front, which a link without 'https://' has put there."""
    hosts = {request.get_host(), site.hostname, f"www.{site.hostname}"}
    names = "|".join(re.escape(host) for host in sorted(hosts, key=len, reverse=True))
    return re.sub(rf"^/(?:https?:/)?(?:{names})(?=/|$)", "", path, flags=re.IGNORECASE) or "/"


def find_old_form(request: HttpRequest, site: Site, path: str) -> str:
    """Return the address of ours for a form that other systems give a page; '' where there is none.

    Its feed, its second page, AMP, 'index.php' in front of it, its Markdown by another name; and the usual names of the
    home page and of the list for search engines. Asked last: whatever staff say of such an address comes first.
    """
    if found := _USUAL.get(path.lower()):
        return found
    steps = [step for step in path.split("/") if step]
    if steps[:1] in (["index.php"], ["amp"]):
        return find_address(request, site, "/" + "/".join(steps[1:])) if steps[1:] else ""
    if path.lower().endswith(".md"):
        return find_address(request, site, f"{path[:-3]}/index.md")
    for length in (2, 1):
        above, tail = "/" + "/".join(steps[:-length]), [step.lower() for step in steps[-length:]]
        if above == "/" or not is_old_tail(tail):
            continue
        feed = f"{above}/feed/{'atom' if 'atom' in tail else 'rss'}" if "feed" in tail else ""
        found = (feed and find_address(request, site, feed)) or find_address(request, site, above)
        if found:
            return found
    return ""


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
