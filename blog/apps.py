from django.apps import AppConfig


class BlogConfig(AppConfig):
    """Posts: index, categories, tags, feeds, Latest Posts."""

    name = "blog"

    def ready(self) -> None:
        from taggit.models import Tag

        from infra.signals import watch

        from .models import BlogCategory

        # Both are shown in lists, and neither is published with a page.
        watch(BlogCategory)
        watch(Tag)
