from infra.apps import RoomConfig


class ContentConfig(RoomConfig):
    """Blocks, the article made of them, rich text, samples for previews."""

    name = "content"
    default = True
    loads = ("signals", "link_forms")
