from infra.apps import SiteAppConfig


class ContentConfig(SiteAppConfig):
    """Blocks, the article made of them, rich text, samples for previews."""

    name = "content"
    default = True
    loads = ("signals", "link_forms")
