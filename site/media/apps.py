from infra.apps import SiteAppConfig


class MediaConfig(SiteAppConfig):
    """Pictures and documents: models, uploads, renditions."""

    name = "media"
    default = True
    loads = ("signals", "jobs", "icons")
