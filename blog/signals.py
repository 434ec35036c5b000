"""A change of a category or a tag changes what visitors see: both stand in lists, and neither is published with a page."""

from taggit.models import Tag

from infra.signals import watch

from .models import BlogCategory

watch(BlogCategory, shown="once published")
watch(Tag, shown="once published")
__all__: list[str] = []
