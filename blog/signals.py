"""A change of a category or a tag changes what visitors see: both are in lists, and neither is published with a page.

The lists of a category and of an author stay found when their address names change.
"""

from collections.abc import Callable

from taggit.models import Tag

from clinic.models import Person
from edge.addresses.address_names import follow_address_name
from infra.signals import watch_model

from .addresses import list_url
from .listing import ListKind
from .models import BlogCategory, BlogIndexPage


def _lists_of(kind: ListKind) -> Callable[[str], list[str]]:
    def list_paths(slug: str) -> list[str]:
        blogs = BlogIndexPage.objects.order_by("path")
        return [list_url(blog.get_url() or "/", kind, slug) for blog in blogs]

    return list_paths


follow_address_name(BlogCategory, "category", _lists_of(ListKind.CATEGORY))
follow_address_name(Person, "author", _lists_of(ListKind.AUTHOR))

watch_model(BlogCategory, shown="once published")
watch_model(Tag, shown="once published")
__all__: list[str] = []
