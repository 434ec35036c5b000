from infra.apps import SiteAppConfig


class PagesConfig(SiteAppConfig):
    """What all page types grow from: models, the page form, panels, checks."""

    name = "pages"
    default = True
    loads = ("checks",)
