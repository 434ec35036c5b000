from infra.apps import RoomConfig


class SampleConfig(RoomConfig):
    """The sample site: texts, pictures, loader."""

    name = "sample"
    default = True
    loads = ("checks", "launch_check")
