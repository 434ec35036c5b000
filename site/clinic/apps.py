from infra.apps import RoomConfig


class ClinicConfig(RoomConfig):
    """Facts about the clinic, and the layout of every page made from them."""

    name = "clinic"
    default = True
    loads = ("signals",)
