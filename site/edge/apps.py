from django.apps import AppConfig


class EdgeConfig(AppConfig):
    """What happens around a response: headers, health, error pages, error reports."""

    name = "edge"

    def ready(self) -> None:
        """Load the deploy checks, and follow pages to their new addresses."""
        from . import checks, signals  # noqa: F401

        signals.connect()
