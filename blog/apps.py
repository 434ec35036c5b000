from infra.apps import RoomConfig


class BlogConfig(RoomConfig):
    """Posts: index, categories, tags, feeds, Latest Posts."""

    name = "blog"
    default = True
    loads = ("signals",)
