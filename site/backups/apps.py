from infra.apps import SiteAppConfig


class BackupsConfig(SiteAppConfig):
    """Backups, restores and drills of the database and the files; copies without personal data."""

    name = "backups"
    default = True
    loads = ("jobs", "health", "checks")
