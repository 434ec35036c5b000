from infra.apps import RoomConfig


class DeskConfig(RoomConfig):
    """The launch checklist, and what visitors lose when a page is deleted or unpublished."""

    name = "desk"
    default = True
    loads = (
        "consequences.in_bin",
        "consequences.restoring",
        "launch",
        "launch_staff",
        "jobs",
        "signals",
    )
