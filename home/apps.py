from django.apps import AppConfig


class HomeConfig(AppConfig):
    """What a visitor reads: home, services, about, standing pages, search; and the sample site."""

    name = "home"

    def ready(self) -> None:
        """Load the deploy checks."""
        from . import checks  # noqa: F401
