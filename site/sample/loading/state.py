"""What a site holds before the sample is loaded, and how it is cleared when asked."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import ProtectedError
from wagtail.models import Page, Site

from blog.models import BlogCategory, BlogPostPage
from clinic.models import ClinicSettings, FaqEntry, Location, Menu, Notice, Person, Reference
from home.models import HomePage
from media.models import ClinicImage

from .. import references
from ..catalog import all_pages

# Emptied by --replace, in this order.
_SNIPPETS = (Menu, Notice, FaqEntry, Location, Reference, BlogCategory, Person, ClinicImage)


@dataclass(frozen=True)
class State:
    """What is there: nothing, the sample (perhaps edited since), or somebody's own site."""

    pages: int
    posts: int
    references: int
    pictures: int
    others: int
    is_sample: bool

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing that a person could have written."""
        return not (self.pages or self.posts or self.references or self.pictures or self.others)

    def __str__(self) -> str:
        return (
            f"{self.pages} pages, {self.posts} posts, {self.references} references, "
            f"{self.pictures} pictures and {self.others} people, places, questions and notices"
        )


def look_at_database() -> State:
    """Count what is there. Wagtail's own welcome page does not count."""
    plain = ContentType.objects.get_for_model(Page)
    pages = Page.objects.filter(depth__gt=1).exclude(depth=2, content_type=plain)
    posts = BlogPostPage.objects.count()
    return State(
        pages=pages.count() - posts,
        posts=posts,
        references=Reference.objects.count(),
        pictures=ClinicImage.objects.count(),
        others=sum(model.objects.count() for model in (Person, Location, FaqEntry, Notice)),
        is_sample=_is_sample(),
    )


def _is_sample() -> bool:
    """The sample is known by most of its addresses and most of its references."""
    if not HomePage.objects.exists():
        return False
    slugs = {page.address for page in all_pages() if page.parent}
    keys = {row["key"] for row in references.REFERENCES}
    there = Page.objects.filter(slug__in=slugs).values_list("slug", flat=True)
    known = Reference.objects.filter(key__in=keys).count()
    return len(set(there)) * 2 > len(slugs) and known * 2 > len(keys)


def clear_sample() -> None:
    """Delete every page, snippet and picture. Raises ProtectedError where requests hang on a form.

    Files of pictures go when the transaction is committed, so a failure costs nothing.
    """
    with transaction.atomic():
        root = Page.get_first_root_node()
        ClinicSettings.objects.all().delete()
        # A site falls with its root page; ours only loses its page and keeps its name and address.
        Site.objects.update(root_page=root)
        for page in root.get_children().specific():
            page.delete()
        for model in _SNIPPETS:
            for thing in model.objects.all():
                thing.delete()


__all__ = ["ProtectedError", "State", "clear_sample", "look_at_database"]
