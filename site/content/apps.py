from django.apps import AppConfig


class ContentConfig(AppConfig):
    """Blocks, the article made of them, rich text, samples for previews."""

    name = "content"
    default_auto_field = "django.db.models.BigAutoField"
