from django.apps import AppConfig


class InfraConfig(AppConfig):
    """What every room leans on: content version, process memory, jobs, worker, site look-up, view restrictions, the stream field."""

    name = "infra"
    default_auto_field = "django.db.models.BigAutoField"
