from infra.apps import RoomConfig


class ReviewConfig(RoomConfig):
    """Clinical review: the check of claims, who answers for a page, what was approved, what is due."""

    name = "review"
    default = True
    loads = (
        "checks",
        "signals",
        "registration",
        "sources.link_check",
    )
