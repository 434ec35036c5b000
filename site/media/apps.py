from infra.apps import RoomConfig


class MediaConfig(RoomConfig):
    """Pictures and documents: models, uploads, renditions."""

    name = "media"
    default = True
    loads = ("signals", "jobs", "icons")
