from infra.apps import SiteAppConfig


class DeskConfig(SiteAppConfig):
    """The launch checklist, and what visitors lose when a page is deleted or unpublished."""

    name = "desk"
    default = True
    loads = (
        "consequences.in_bin",
        "consequences.restoring",
        "launch",
        "launch_staff",
        "jobs",
    )
