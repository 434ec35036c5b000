from django.apps import AppConfig


class ClinicConfig(AppConfig):
    """Facts about the clinic, and the layout of every page made from them."""

    name = "clinic"
    default_auto_field = "django.db.models.BigAutoField"
