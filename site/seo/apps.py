from infra.apps import SiteAppConfig


class SeoConfig(SiteAppConfig):
    """What search engines and assistants read: head, graph, sitemap, robots, llms.txt."""

    name = "seo"
    default = True
    loads = ("index_now.sending", "index_now.noting")
