"""Prepares the pictures of the most visited pages, so that the first visitor need not wait.

Renditions are made when a template first asks for them, and AVIF is slow. Here pages are asked for
as a visitor would, the important ones first, until the time is up; the worker makes the rest.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from django.test import RequestFactory
from wagtail.models import Site

FIRST = ("", "treatments/", "treatments/ketamine-infusions/", "blog/", "about/", "costs/")


def warm_pages(seconds: float, say: Callable[[str], None]) -> int:
    """Render live pages for at most `seconds` (the last one may take a little longer).

    Returns how many pages were rendered. A page that can't be rendered is named and left out: the
    site stands without its pictures too.
    """
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if site is None:
        return 0
    until = time.monotonic() + seconds
    done = 0
    pages = sorted(site.root_page.get_descendants(inclusive=True).live(), key=_importance)
    for page in pages:
        if time.monotonic() > until:
            say(f"Pictures of {done} pages are ready; the worker makes the rest")
            return done
        try:
            _render(page.specific, site)
        except Exception as error:  # a template under repair must not undo the loading
            say(f"Pictures of “{page.title}” come later ({type(error).__name__}: {error})")
            continue
        done += 1
    say(f"Pictures of all {done} pages are ready")
    return done


def _importance(page) -> tuple[int, str]:
    """Home and the main pages first, then by depth."""
    relative = "/".join(page.url_path.strip("/").split("/")[1:])
    path = f"{relative}/" if relative else ""
    return (FIRST.index(path) if path in FIRST else len(FIRST) + page.depth, page.path)


def _render(page, site: Site) -> None:
    request = RequestFactory().get(page.get_url() or "/", SERVER_NAME=site.hostname)
    request._wagtail_site = site
    response = page.serve(request)
    if hasattr(response, "render"):
        response.render()
