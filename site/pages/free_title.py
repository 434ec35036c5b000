"""Titles of drafts that are begun for somebody."""

from __future__ import annotations

from django.conf import settings
from django.utils.text import slugify
from wagtail.models import Page


def find_free_title(parent: Page, title: str) -> str:
    """Return `title`, with a number behind it where a page under `parent` has its address already.

    The number stands in the title and so in the address: only while the two say the same does the editor's
    script let the address follow the title that is typed in its place. Wagtail would number the address alone.
    """
    unicode_too = getattr(settings, "WAGTAIL_ALLOW_UNICODE_SLUGS", True)
    number, free = 2, title
    while not Page._slug_is_available(slugify(free, allow_unicode=unicode_too), parent):
        free = f"{title} {number}"
        number += 1
    return free
