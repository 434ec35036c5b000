from infra.apps import SiteAppConfig


class MovingInConfig(SiteAppConfig):
    """Brings an old site along: reads a WordPress export and makes drafts of what visitors read."""

    name = "moving_in"
    default = True
    loads = ("jobs",)
