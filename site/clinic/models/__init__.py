"""Facts about the clinic, each written once and used on every page."""

from .menus import Menu
from .people import Location, OpeningHours, Person
from .settings import ClinicSettings
from .snippets import FaqEntry, Notice, Reference

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
