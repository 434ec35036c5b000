"""Every page and post of the sample site, in the order in which they are made."""

from __future__ import annotations

from collections.abc import Iterable

from .described import PageText
from .markup import SampleTextError
from .reading.site import read_texts


def all_pages() -> list[PageText]:
    """Return all pages, parents before children, and all posts from old to new.

    Raises SampleTextError where two pages share a key, a parent is missing, or a file is wrong.
    """
    texts = read_texts()
    found = _parents_first(texts.pages)
    twice = {page.key for page in texts.pages} & {post.key for post in texts.posts}
    if twice:
        raise SampleTextError(f"A page and a post share the file name {', '.join(sorted(twice))}.")
    return found + sorted(texts.posts, key=lambda post: post.fields["date"])


def _parents_first(found: Iterable[PageText]) -> list[PageText]:
    by_key = {page.key: page for page in found}

    def depth(page: PageText) -> int:
        if not page.parent:
            return 0
        if page.parent not in by_key:
            raise SampleTextError(f"“{page.key}” stands under “{page.parent}”, which is no page.")
        return 1 + depth(by_key[page.parent])

    return sorted(found, key=lambda page: (depth(page), page.order, page.key))
