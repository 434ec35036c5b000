"""A change of a category or a tag changes what visitors see: both are in lists, and neither is published with a page."""

from taggit.models import Tag

from infra.signals import watch_model

from .models import BlogCategory

watch_model(BlogCategory, shown="once published")
watch_model(Tag, shown="once published")
__all__: list[str] = []
