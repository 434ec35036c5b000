from infra.apps import RoomConfig


class PagesConfig(RoomConfig):
    """What all page types grow from: models, the page form, panels, checks."""

    name = "pages"
    default = True
    loads = ("checks",)
