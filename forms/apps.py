from infra.apps import SiteAppConfig


class FormsConfig(SiteAppConfig):
    """Form pages, requests, consent, spam verdicts, outbox, inbox, retention."""

    name = "forms"
    # Django's own `django.forms` has the label 'forms'; ours is set before the first migration.
    label = "clinic_forms"
    default = True
    loads = (
        "requests.checks",
        "requests.health",
        "requests.jobs",
        "requests.signals",
        "pages.question_comments",
        "pages.signals",
        "pages.sources",
    )
