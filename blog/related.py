"""Around a post: what is related to it, and what was published before and after."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, Count, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from pages.models import BodyPage

from .querysets import PostQuerySet

MOST = 3
# One shared tag says less than the same category, two say more.
CATEGORY_WEIGHT = 3
TAG_WEIGHT = 2
# More than any number of tags can weigh; a post has far fewer than a thousand.
CHOSEN = 1_000_000


def related_posts(post: BodyPage, posts: PostQuerySet) -> list[Any]:
    """Return up to three posts for 'read next': those the editor chose, then the closest ones.

    Parameters: `post`, the post that is read; `posts`, every post.
    A chosen post that is a draft, private or deleted is left out, and the next closest takes its
    place. One query, and one for pictures.
    """
    # The raw values are ids; the block's own values would fetch whole pages one by one.
    chosen = [pk for item in post.related.raw_data if isinstance(pk := item.get("value"), int)]
    chosen = list(dict.fromkeys(chosen))
    tags = [tag.pk for tag in post.tag_list]
    tag_rows = posts.list_tag_rows().filter(tag__in=tags).order_by()
    close = _is_close(post, chosen, tags, tag_rows)
    if not close:
        return []
    return list(
        posts.only_published()
        .fetch_for_cards()
        .filter(close)
        .exclude(pk=post.pk)
        .annotate(closeness=_measure_closeness(post, chosen, tags, tag_rows))
        .order_by("-closeness", "-date", "-pk")[:MOST]
    )


def _is_close(post: BodyPage, chosen: list[int], tags: list[int], tag_rows: QuerySet) -> Q:
    close = Q()
    if chosen:
        close |= Q(pk__in=chosen)
    if post.category_id:
        close |= Q(category=post.category_id)
    if tags:
        close |= Q(pk__in=tag_rows.values("content_object"))
    return close


def _measure_closeness(
    post: BodyPage, chosen: list[int], tags: list[int], tag_rows: QuerySet
) -> Any:
    shared = (
        tag_rows.filter(content_object=OuterRef("pk"))
        .values("content_object")
        .annotate(n=Count("pk"))
        .values("n")
    )
    number = IntegerField()
    by_tags = Coalesce(Subquery(shared, output_field=number), 0) * TAG_WEIGHT if tags else Value(0)
    # The choice comes before everything else, in its own order.
    by_choice = [
        When(pk=pk, then=Value(CHOSEN - 10_000 * place)) for place, pk in enumerate(chosen)
    ]
    by_category = [When(category=post.category_id, then=Value(CATEGORY_WEIGHT))]
    total = Case(*by_choice, default=Value(0), output_field=number) + by_tags
    if post.category_id:
        total += Case(*by_category, default=Value(0), output_field=number)
    return total


def find_neighbours(post: BodyPage, posts: PostQuerySet) -> tuple[Any, Any]:
    """Return the post before and the post after this one by date, or None; in one query.

    Parameters: `post`, the post that is read; `posts`, every post.
    """
    if not post.path:  # a post that nobody has given a place yet
        return None, None
    siblings = posts.only_published().sibling_of(post, inclusive=False)
    older, newer = Q(date__lt=post.date), Q(date__gt=post.date)
    if post.pk:
        older |= Q(date=post.date, pk__lt=post.pk)
        newer |= Q(date=post.date, pk__gt=post.pk)
    before = siblings.filter(older).order_by("-date", "-pk").values("pk")[:1]
    after = siblings.filter(newer).order_by("date", "pk").values("pk")[:1]
    found = (
        posts.filter(Q(pk=Subquery(before)) | Q(pk=Subquery(after)))
        .defer("body", "further_references", "related")
        .order_by("date", "pk")
    )
    previous = following = None
    for other in found:
        if (other.date, other.pk) < (post.date, post.pk or other.pk):
            previous = other
        else:
            following = other
    return previous, following
