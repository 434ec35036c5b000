from infra.apps import SiteAppConfig


class BlogConfig(SiteAppConfig):
    """Posts: index, categories, tags, feeds, Latest Posts."""

    name = "blog"
    default = True
    loads = ("signals",)
