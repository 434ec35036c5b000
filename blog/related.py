"""Around a post: what is related to it, and what was published before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Case, Count, F, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

if TYPE_CHECKING:
    from .models import BlogPostPage
    from .querysets import PostQuerySet

MOST = 3
# One shared tag says less than the same category, two say more.
CATEGORY_WEIGHT = 3
TAG_WEIGHT = 2


def related_posts(post: BlogPostPage) -> list[BlogPostPage]:
    """Return up to three posts for 'read next': those the editor chose, else the closest ones.

    A chosen post that is a draft, private or deleted is left out; where none of them can be
    shown, the closest ones stand in. Two queries at most.
    """
    chosen = _chosen(post)
    return chosen or _closest(post)


def _posts() -> PostQuerySet:
    from .models import BlogPostPage

    return BlogPostPage.objects.published().for_cards()


def _chosen(post: BlogPostPage) -> list[BlogPostPage]:
    # The raw values are ids; the block's own values would fetch whole pages one by one.
    ids = [pk for item in post.related.raw_data if isinstance(pk := item.get("value"), int)]
    if not ids:
        return []
    found = {other.pk: other for other in _posts().filter(pk__in=ids).exclude(pk=post.pk)}
    return [found[pk] for pk in dict.fromkeys(ids) if pk in found][:MOST]


def _closest(post: BlogPostPage) -> list[BlogPostPage]:
    from .models import PostTag

    tags = [tag.pk for tag in post.tag_list]
    if not tags and not post.category_id:
        return []
    shared = (
        PostTag.objects.filter(content_object=OuterRef("pk"), tag__in=tags)
        .order_by()
        .values("content_object")
        .annotate(n=Count("pk"))
        .values("n")
    )
    same = When(category=post.category_id, then=Value(CATEGORY_WEIGHT))
    close = Q(category=post.category_id) if post.category_id else Q()
    if tags:
        close |= Q(pk__in=PostTag.objects.filter(tag__in=tags).values("content_object"))
    return list(
        _posts()
        .filter(close)
        .exclude(pk=post.pk)
        .annotate(
            closeness=Coalesce(Subquery(shared, output_field=IntegerField()), 0) * TAG_WEIGHT
            + (Case(same, default=Value(0)) if post.category_id else Value(0))
        )
        .order_by(F("closeness").desc(), "-date", "-pk")[:MOST]
    )


def neighbours(post: BlogPostPage) -> tuple[BlogPostPage | None, BlogPostPage | None]:
    """Return the post before and the post after this one by date, in one query."""
    from .models import BlogPostPage

    if not post.path:  # a post that nobody has given a place yet
        return None, None
    posts = BlogPostPage.objects.published().sibling_of(post, inclusive=False)
    older, newer = Q(date__lt=post.date), Q(date__gt=post.date)
    if post.pk:
        older |= Q(date=post.date, pk__lt=post.pk)
        newer |= Q(date=post.date, pk__gt=post.pk)
    before = posts.filter(older).order_by("-date", "-pk").values("pk")[:1]
    after = posts.filter(newer).order_by("date", "pk").values("pk")[:1]
    found = (
        BlogPostPage.objects.filter(Q(pk=Subquery(before)) | Q(pk=Subquery(after)))
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
