"""Lists of posts, as named methods. Nothing assembles a list of posts anywhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Prefetch
from wagtail.images import get_image_model
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet

from infra.view_restrictions import public_q
from media.pictures import SHAPES

if TYPE_CHECKING:
    from django.db.models import QuerySet

# What the templates show of a picture in a list: the card, and the index's first post.
CARD_SHAPES = ("card", "lead")


class PostQuerySet(PageQuerySet):
    """Posts, narrowed and ordered."""

    def only_published(self) -> PostQuerySet:
        """Only what every visitor may read: live, and in no private part of the site."""
        return self.live().filter(public_q())

    def only_under(self, index: Page) -> PostQuerySet:
        """Only the posts of this blog."""
        return self.child_of(index)

    def order_newest_first(self) -> PostQuerySet:
        """By date; posts of one day in the order they were made, newest first."""
        return self.order_by("-date", "-pk")

    def filter_category(self, slug: str) -> PostQuerySet:
        """Only posts of the category with this address name."""
        return self.filter(category__slug=slug)

    def filter_tag(self, slug: str) -> PostQuerySet:
        """Only posts with the tag of this address name."""
        return self.filter(
            pk__in=self.list_tag_rows().filter(tag__slug=slug).values("content_object_id")
        )

    def filter_year(self, year: int) -> PostQuerySet:
        """Only posts dated in this year."""
        return self.filter(date__year=year)

    def filter_author(self, slug: str) -> PostQuerySet:
        """Only posts by the person with this address name."""
        return self.filter(author__slug=slug)

    def fetch_for_cards(self) -> PostQuerySet:
        """Fetch what a card shows and leave the rest, in two queries however many cards there are.

        The body is the largest part of a post, and no card shows it.
        """
        specs = [spec for shape in CARD_SHAPES for spec in SHAPES[shape].filters()]
        renditions = get_image_model().get_rendition_model().objects.filter(filter_spec__in=specs)
        return (
            self.select_related("picture", "author", "category")
            .prefetch_related(
                Prefetch(
                    "picture__renditions", queryset=renditions, to_attr="prefetched_renditions"
                )
            )
            .defer("body", "further_references", "related")
        )

    def list_tag_rows(self) -> QuerySet[Any, Any]:
        """Return the rows that tie tags to posts: each has a `tag` and a `content_object`."""
        return self.model._meta.get_field("tagged_items").related_model.objects.all()


PostManager = PageManager.from_queryset(PostQuerySet)
