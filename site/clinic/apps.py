from infra.apps import SiteAppConfig


class ClinicConfig(SiteAppConfig):
    """Facts about the clinic, and the layout of every page made from them."""

    name = "clinic"
    default = True
    loads = ("signals",)
