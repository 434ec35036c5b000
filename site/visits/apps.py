from infra.apps import SiteAppConfig


class VisitsConfig(SiteAppConfig):
    """How often pages are read and lead to a request: sums a day, without cookie, address or identifier."""

    name = "visits"
    default = True
    loads = ("jobs",)
