from infra.apps import SiteAppConfig


class HomeConfig(SiteAppConfig):
    """What a visitor reads: home, services, about, standing pages, search."""

    name = "home"
    default = True
    loads = ("checks", "signals", "jobs", "people_pages.works", "people_pages.page")
