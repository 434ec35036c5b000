from infra.apps import SiteAppConfig


class ReviewConfig(SiteAppConfig):
    """Clinical review: the check of claims, who answers for a page, what was approved, what is due."""

    name = "review"
    default = True
    loads = (
        "checks",
        "signals",
        "registration",
        "sources.link_check",
    )
