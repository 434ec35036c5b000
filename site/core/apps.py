from django.apps import AppConfig


class CoreConfig(AppConfig):
    """What every page shares: base page, blocks, images, clinic settings, people, references."""

    name = "core"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from wagtail.models import ReferenceIndex

        from . import checks, jobs, signals  # noqa: F401
        from .admin_times import teach_widgets
        from .database_pool import shorten_pauses
        from .models import ClinicSettings

        teach_widgets()
        # Wagtail tracks pages and snippets only: without this, 'where used' of the page behind
        # the request button, or of the logo, would be silent.
        ReferenceIndex.register_model(ClinicSettings)
        shorten_pauses()
