from infra.apps import SiteAppConfig


class EdgeConfig(SiteAppConfig):
    """What happens around a response: headers, health, error pages, error reports, where old addresses lead."""

    name = "edge"
    default = True
    loads = (
        "checks",
        "deployment.live_checks",
        "deployment.value_checks",
        "well_known.violations",
        "front_caches",
        "monitoring.disk",
        "signals",
        "addresses.not_found",
        "addresses.one_address",
        "addresses.list_screens",
    )
