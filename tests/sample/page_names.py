"""The names of pages in the names of tests."""

from __future__ import annotations

from sample.described import PageText


def name(page: PageText) -> str:
    """Name a page in the test's name."""
    return page.key
