"""Search while thousands of pages arrive: each is found at once, and how long titles are is worked out once at the end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from wagtail.models import Page
from wagtail.search.backends import get_search_backend


@contextmanager
def weigh_titles_later() -> Iterator[None]:
    """Hold back what Wagtail's index in the database does with every page: it looks at all entries to weigh one title.

    With 20,000 pages that is more work than the page itself. Where a process ends in between, the next page that anybody saves
    has the same titles weighed.
    """
    index: Any = get_search_backend().get_index_for_model(Page)
    kind, name = type(index), "_refresh_title_norms"
    weigh = getattr(kind, name, None)
    if weigh is None:  # an index outside the database weighs by itself
        yield
        return
    setattr(kind, name, lambda self, full=False: None)
    try:
        yield
    finally:
        setattr(kind, name, weigh)
        weigh(index)
