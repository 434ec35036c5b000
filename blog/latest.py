"""Latest Posts: the newest posts of the site, the same for everybody until somebody publishes."""

from __future__ import annotations

from typing import Any

from .models import BlogPostPage
from .newest import MOST, pick_newest

__all__ = ["MOST", "latest_posts"]


def latest_posts(
    count: Any = 3, category: Any = None, exclude: Any = None, rather_not: Any = ()
) -> list[BlogPostPage]:
    """Return the newest posts. For the parameters see `newest.pick_newest`."""
    return pick_newest(BlogPostPage.objects.all(), count, category, exclude, rather_not)
