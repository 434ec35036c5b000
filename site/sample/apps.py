from django.apps import AppConfig


class SampleConfig(AppConfig):
    """The sample site: texts, pictures, loader."""

    name = "sample"
    default_auto_field = "django.db.models.BigAutoField"
