"""Factories for what tests make. Blog and forms have files of their own beside this one."""

from tests.factories.clinic import (
    ClinicDocumentFactory,
    ClinicImageFactory,
    ClinicSettingsFactory,
    FaqEntryFactory,
    LocationFactory,
    MenuFactory,
    NoticeFactory,
    PersonFactory,
    PieceFactory,
    ReferenceFactory,
    stream,
)

from .home import (
    AboutPageFactory,
    HomePageFactory,
    ServiceIndexPageFactory,
    ServicePageFactory,
    StandardPageFactory,
    home_page,
    service_index,
)

__all__ = [
    "AboutPageFactory",
    "ClinicDocumentFactory",
    "ClinicImageFactory",
    "ClinicSettingsFactory",
    "FaqEntryFactory",
    "HomePageFactory",
    "LocationFactory",
    "MenuFactory",
    "NoticeFactory",
    "PersonFactory",
    "PieceFactory",
    "ReferenceFactory",
    "ServiceIndexPageFactory",
    "ServicePageFactory",
    "StandardPageFactory",
    "home_page",
    "service_index",
    "stream",
]
