from infra.apps import RoomConfig


class HomeConfig(RoomConfig):
    """What a visitor reads: home, services, about, standing pages, search."""

    name = "home"
    default = True
    loads = ("checks", "signals", "jobs", "people_pages.works", "people_pages.page")
