from django.apps import AppConfig


class EdgeConfig(AppConfig):
    """What happens around a response: headers, health, error pages, error reports."""

    name = "edge"

    def ready(self) -> None:
        """Load the deploy checks."""
        from . import checks  # noqa: F401
