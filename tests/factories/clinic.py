"""Factories for what every page shares: people, places, sources, notices, menus, pictures."""

import json
from datetime import time
from typing import Any

import factory
from django.core.files.base import ContentFile
from factory.django import DjangoModelFactory
from wagtail.models import Collection, Site

from clinic.models import (
    ClinicSettings,
    FaqEntry,
    Location,
    Menu,
    Notice,
    OpeningHours,
    Person,
    Reference,
)
from content.models import Piece
from media.models import ClinicDocument, ClinicImage


def stream(*blocks: tuple[str, Any]) -> str:
    """Return a stream's stored form from (block type, stored value) pairs."""
    return json.dumps([{"type": name, "value": value} for name, value in blocks])


class ClinicImageFactory(DjangoModelFactory):
    """A small picture in one colour."""

    title = factory.Sequence("Picture {}".format)
    file = factory.django.ImageField(width=64, height=48, color="teal", format="PNG")
    collection = factory.LazyFunction(Collection.get_first_root_node)

    class Meta:
        model = ClinicImage


class ClinicDocumentFactory(DjangoModelFactory):
    """A small file to download."""

    title = factory.Sequence("Document {}".format)
    file = factory.LazyAttribute(lambda _: ContentFile(b"%PDF-1.4 sample", name="sample.pdf"))
    file_size = 15
    collection = factory.LazyFunction(Collection.get_first_root_node)

    class Meta:
        model = ClinicDocument


class PersonFactory(DjangoModelFactory):
    """A sample profile."""

    name = factory.Sequence("Sample profile {}".format)
    slug = factory.Sequence("sample-profile-{}".format)
    credentials = "MD"
    role = "Lead clinician"
    summary = "Looks after people during infusions."
    is_sample = True

    class Meta:
        model = Person


class LocationFactory(DjangoModelFactory):
    """A sample address, open Monday to Friday from 9 to 17; `hours=[(day, opens, closes), …]` changes that."""

    name = factory.Sequence("Clinic {}".format)
    street = "100 Sample Street"
    city = "Sampletown"
    state = "VA"
    postal_code = "00000"
    time_zone = "America/New_York"
    is_sample = True

    class Meta:
        model = Location
        skip_postgeneration_save = True

    @factory.post_generation
    def hours(self, create: bool, extracted: list | None, **kwargs: Any) -> None:
        """Add the rows of opening hours."""
        rows = [(day, time(9), time(17)) for day in range(5)] if extracted is None else extracted
        for day, opens, closes in rows:
            OpeningHours.objects.create(location=self, day=day, opens=opens, closes=closes)


class ReferenceFactory(DjangoModelFactory):
    """A source with a DOI."""

    key = factory.Sequence("sample-{}".format)
    authors = factory.Sequence("Author{} A, Other B".format)
    title = factory.Sequence("A careful study, part {}".format)
    source = "Journal of Samples"
    year = 2021
    doi = factory.Sequence("10.1000/sample.{}".format)
    kind = Reference.SourceType.TRIAL

    class Meta:
        model = Reference


class FaqEntryFactory(DjangoModelFactory):
    """A question with its answer."""

    question = factory.Sequence("Question {}?".format)
    answer = "<p>Ask us; we answer in plain words.</p>"
    topic = "Costs"

    class Meta:
        model = FaqEntry


class PieceFactory(DjangoModelFactory):
    """A piece of the clinic's own that pages may show: one paragraph."""

    title = factory.Sequence("Piece {}".format)
    body = factory.LazyFunction(lambda: stream(("text", "<p>Words of a piece.</p>")))

    class Meta:
        model = Piece


class NoticeFactory(DjangoModelFactory):
    """A notice that is shown."""

    title = factory.Sequence("Notice {}".format)
    text = "<p>You may ask for an estimate.</p>"

    class Meta:
        model = Notice


class MenuFactory(DjangoModelFactory):
    """The main menu, empty."""

    slot = Menu.Slot.MAIN

    class Meta:
        model = Menu
        django_get_or_create = ("slot",)


class ClinicSettingsFactory(DjangoModelFactory):
    """The default site's settings with numbers in place."""

    site = factory.LazyFunction(lambda: Site.objects.get(is_default_site=True))
    name = "Sample Clinic"
    phone = "(703) 555-0100"
    text_number = "(703) 555-0101"
    email = "hello@clinic.example"

    class Meta:
        model = ClinicSettings
        django_get_or_create = ("site",)
