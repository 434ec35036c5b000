"""Picks the newest posts out of a queryset that is read once until somebody publishes."""

from __future__ import annotations

from typing import Any

from infra.memory import memoize

from .querysets import PostQuerySet

MOST = 12
_SPARE = 4


def pick_newest(
    posts: PostQuerySet,
    count: Any = 3,
    category: Any = None,
    exclude: Any = None,
    rather_not: Any = (),
) -> list[Any]:
    """Return the newest posts of the site.

    Parameters: `posts`, every post; `count`, at most 12; `category`, a `BlogCategory`, its address name or None for
    all; `exclude`, a page that is left out, such as the one that shows the list; `rather_not`,
    posts that the page shows already, taken only where there are no others. What is none of
    these (a deleted category, a variable that a template doesn't have) counts as not given.
    """
    slug = str(getattr(category, "slug", None) or category or "")
    left_out = getattr(exclude, "pk", None)
    # A few more than are ever shown, so that leaving some out never leaves a gap.
    newest = memoize(("latest-posts", slug), lambda: _read_newest(posts, slug))
    newest = [post for post in newest if left_out is None or post.pk != left_out]
    wanted, shown_already = _clamp_count(count), {post.pk for post in rather_not or ()}
    others = [post for post in newest if post.pk not in shown_already][:wanted]
    fill = [post for post in newest if post.pk in shown_already][: wanted - len(others)]
    return sorted([*others, *fill], key=newest.index)


def _read_newest(posts: PostQuerySet, slug: str) -> list[Any]:
    posts = posts.only_published().order_newest_first().fetch_for_cards()
    if slug:
        posts = posts.filter_category(slug)
    return list(posts[: MOST + _SPARE])


def _clamp_count(count: Any) -> int:
    try:
        return min(max(int(count), 1), MOST)
    except (TypeError, ValueError):
        return 3
