from django.apps import AppConfig


class BlogConfig(AppConfig):
    """Posts: index, categories, tags, feeds, Latest Posts."""

    name = "blog"

    def ready(self) -> None:
        from core.signals import watch

        from .models import BlogCategory

        watch(BlogCategory)
