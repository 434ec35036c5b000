from infra.apps import SiteAppConfig


class SampleConfig(SiteAppConfig):
    """The sample site: texts, pictures, loader."""

    name = "sample"
    default = True
    loads = ("checks", "launch_check")
