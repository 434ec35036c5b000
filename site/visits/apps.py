from infra.apps import RoomConfig


class VisitsConfig(RoomConfig):
    """How often pages are read and lead to a request: sums a day, without cookie, address or identifier."""

    name = "visits"
    default = True
    loads = ("jobs",)
