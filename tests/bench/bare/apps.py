from django.apps import AppConfig


class BareConfig(AppConfig):
    """One page type with Wagtail's form."""

    name = "tests.bench.bare"
    label = "bare"
    default_auto_field = "django.db.models.BigAutoField"
