from django.apps import AppConfig


class MediaConfig(AppConfig):
    """Pictures and documents: models, uploads, renditions."""

    name = "media"
    default_auto_field = "django.db.models.BigAutoField"
