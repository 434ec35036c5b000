"""Factories for what tests make. Blog and forms have files of their own beside this one."""

from factory.django import DjangoModelFactory

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
    "restart_sequences",
    "service_index",
    "stream",
]


def restart_sequences() -> None:
    """Number what the factories make from 0 again: what a test compares word for word must not know of other tests.

    Only for a database that is still empty, since numbers keep names and addresses apart.
    """
    waiting = DjangoModelFactory.__subclasses__()
    while waiting:
        each = waiting.pop()
        waiting += each.__subclasses__()
        each.reset_sequence(0, force=True)
