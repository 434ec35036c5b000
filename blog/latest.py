"""Latest Posts: the newest posts of the site, the same for everybody until somebody publishes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from core.kept import kept

if TYPE_CHECKING:
    from .models import BlogPostPage

MOST = 12
_SPARE = 4


def latest_posts(
    count: Any = 3, category: Any = None, exclude: Any = None, rather_not: Any = ()
) -> list[BlogPostPage]:
    """Return the newest posts.

    Parameters: `count`, at most 12; `category`, a `BlogCategory`, its address name or None for
    all; `exclude`, a page that is left out, such as the one that shows the list; `rather_not`,
    posts that the page shows already, taken only where there are no others. What is none of
    these (a deleted category, a variable that a template doesn't have) counts as not given.
    """
    slug = str(getattr(category, "slug", None) or category or "")
    left_out = getattr(exclude, "pk", None)
    # A few more than are ever shown, so that leaving some out never leaves a gap.
    posts = kept(("latest-posts", slug), lambda: _read(slug))
    posts = [post for post in posts if left_out is None or post.pk != left_out]
    wanted, shown_already = _clamped(count), {post.pk for post in rather_not or ()}
    others = [post for post in posts if post.pk not in shown_already][:wanted]
    fill = [post for post in posts if post.pk in shown_already][: wanted - len(others)]
    return sorted([*others, *fill], key=posts.index)


def _read(slug: str) -> list[BlogPostPage]:
    from .models import BlogPostPage

    posts = BlogPostPage.objects.published().newest_first().for_cards()
    if slug:
        posts = posts.in_category(slug)
    return list(posts[: MOST + _SPARE])


def _clamped(count: Any) -> int:
    try:
        return min(max(int(count), 1), MOST)
    except (TypeError, ValueError):
        return 3
