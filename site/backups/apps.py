from infra.apps import RoomConfig


class BackupsConfig(RoomConfig):
    """Backups, restores and drills of the database and the files; copies without personal data."""

    name = "backups"
    default = True
    loads = ("jobs", "health", "checks")
