"""The models that every page shares."""

from .generation import Generation
from .images import ClinicDocument, ClinicImage, ClinicRendition
from .menus import Menu
from .pages import BasePage, BodyPage, for_serving
from .people import Location, OpeningHours, Person
from .settings import ClinicSettings
from .snippets import FaqEntry, Notice, Reference
from .worker import Heartbeat

__all__ = [
    "BasePage",
    "BodyPage",
    "ClinicDocument",
    "ClinicImage",
    "ClinicRendition",
    "ClinicSettings",
    "FaqEntry",
    "Generation",
    "Heartbeat",
    "Location",
    "Menu",
    "Notice",
    "OpeningHours",
    "Person",
    "Reference",
    "for_serving",
]
