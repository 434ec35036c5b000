from infra.apps import RoomConfig


class MovingInConfig(RoomConfig):
    """Brings an old site along: reads a WordPress export and makes drafts of what visitors read."""

    name = "moving_in"
    default = True
    loads = ("jobs",)
