"""A change of a fact about the clinic changes what visitors see; and 'where used' knows the settings."""

from wagtail.models import ReferenceIndex

from infra.signals import watch_model

from .models import (
    ClinicSettings,
    FaqEntry,
    Location,
    Menu,
    Notice,
    OpeningHours,
    Person,
    Reference,
)

for _model in (ClinicSettings, FaqEntry, Location, Menu, Notice, OpeningHours, Person):
    watch_model(_model)
watch_model(Reference, shown="where used")

# Wagtail tracks pages and snippets only: without this, 'where used' of the page behind the request
# button, or of the logo, would be silent.
ReferenceIndex.register_model(ClinicSettings)
__all__: list[str] = []
