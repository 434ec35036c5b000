"""How an app starts: what registers itself (checks, signals, jobs) is loaded when Django is ready."""

from importlib import import_module
from typing import ClassVar

from django.apps import AppConfig


class SiteAppConfig(AppConfig):
    """An app of ours. `loads` names its modules that register something when they are imported."""

    default_auto_field = "django.db.models.BigAutoField"
    loads: ClassVar[tuple[str, ...]] = ()

    def ready(self) -> None:
        """Import the modules of `loads`, now that every model is there."""
        for name in self.loads:
            import_module(f"{self.name}.{name}")


class InfraConfig(SiteAppConfig):
    """What every app leans on: content version, process memory, jobs, worker, sites, streams."""

    name = "infra"
    loads = ("checks", "signals", "jobs", "registration")
    default = True  # SiteAppConfig is no app
