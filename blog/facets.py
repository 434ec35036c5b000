"""What the posts of a blog can be narrowed to, read once a generation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, QuerySet

from core.kept import kept

from .listing import Facet, Facets, Kind

if TYPE_CHECKING:
    from .models import BlogIndexPage


def facets_of(index: BlogIndexPage) -> Facets:
    """Return the categories, tags, years and authors that have posts, with how many.

    Four grouped queries, whatever the number of posts, and none again until somebody publishes.
    A filter that is not in here does not exist: its address is a 404 before any list is asked.
    """
    return kept(("facets", index.pk), lambda: _read(index))


def _read(index: BlogIndexPage) -> Facets:
    posts = index.posts()
    found = {
        Kind.CATEGORY: _categories(posts),
        Kind.TAG: _tags(posts),
        Kind.YEAR: _years(posts),
        Kind.AUTHOR: _authors(posts),
    }
    return Facets(
        total=sum(facet.count for facet in found[Kind.YEAR]),  # each post has one date
        by_kind={
            kind: {facet.value: facet for facet in facets if facet.value}
            for kind, facets in found.items()
        },
    )


def _counted(posts: QuerySet, *fields: str) -> QuerySet:
    return posts.order_by().values(*fields).annotate(n=Count("pk"))


def _categories(posts: QuerySet) -> list[Facet]:
    rows = (
        _counted(
            posts.filter(category__isnull=False),
            "category__slug", "category__name", "category__description", "category__order",
        ).order_by("category__order", "category__name")
    )  # fmt: skip
    return [
        Facet(
            Kind.CATEGORY,
            row["category__slug"],
            row["category__name"],
            row["n"],
            row["category__description"],
        )
        for row in rows
    ]


def _tags(posts: QuerySet) -> list[Facet]:
    from .models import PostTag

    rows = (
        PostTag.objects.filter(content_object__in=posts.order_by().values("pk"))
        .values("tag__slug", "tag__name")
        .annotate(n=Count("content_object", distinct=True))
        .order_by("-n", "tag__name")
    )
    return [Facet(Kind.TAG, row["tag__slug"], row["tag__name"], row["n"]) for row in rows]


def _years(posts: QuerySet) -> list[Facet]:
    rows = _counted(posts, "date__year").order_by("-date__year")
    return [
        Facet(Kind.YEAR, str(row["date__year"]), str(row["date__year"]), row["n"]) for row in rows
    ]


def _authors(posts: QuerySet) -> list[Facet]:
    rows = _counted(
        posts.filter(author__isnull=False), "author__slug", "author__name", "author__credentials"
    ).order_by("-n", "author__name")
    return [
        Facet(
            Kind.AUTHOR,
            row["author__slug"],
            ", ".join(filter(None, [row["author__name"], row["author__credentials"]])),
            row["n"],
        )
        for row in rows
    ]
