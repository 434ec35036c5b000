from django.apps import AppConfig


class FormsConfig(AppConfig):
    """Form pages, requests, consent, spam verdicts, outbox, inbox, retention."""

    name = "forms"
    # Django's own `django.forms` has the label 'forms'; ours is set before the first migration.
    label = "clinic_forms"

    def ready(self) -> None:
        from .pages import signals as page_signals  # noqa: F401
        from .pages import sources  # noqa: F401
        from .requests import checks, health, jobs, signals  # noqa: F401
