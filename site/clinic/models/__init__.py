"""Facts about the clinic, each written once and used on every page."""

from .faq import FaqEntry
from .menus import Menu
from .notices import Notice
from .people import Person
from .places import Location, OpeningHours
from .references import Reference
from .settings import ClinicSettings

__all__ = [
    "ClinicSettings",
    "FaqEntry",
    "Location",
    "Menu",
    "Notice",
    "OpeningHours",
    "Person",
    "Reference",
]
