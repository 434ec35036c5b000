"""Posts in templates of any app."""

from __future__ import annotations

from typing import Any

from django import template

from .. import latest
from ..models import BlogPostPage

register = template.Library()


@register.simple_tag
def latest_posts(count: Any = 3, category: Any = None, exclude: Any = None) -> list[BlogPostPage]:
    """Return the newest posts: `{% latest_posts count=3 category=None exclude=page as posts %}`.

    No query in a process that has shown them since the last publication, see `blog.latest`.
    """
    return latest.latest_posts(count=count, category=category, exclude=exclude)
