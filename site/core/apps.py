from django.apps import AppConfig


class CoreConfig(AppConfig):
    """What every page shares: base page, blocks, images, clinic settings, people, references."""

    name = "core"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import checks, jobs, signals  # noqa: F401
