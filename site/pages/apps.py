from django.apps import AppConfig


class PagesConfig(AppConfig):
    """What all page types grow from: models, the page form, panels, checks."""

    name = "pages"
    default_auto_field = "django.db.models.BigAutoField"
