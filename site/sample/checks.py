"""What `check --deploy` says of a live site that still shows the sample."""

from __future__ import annotations

import re
from typing import Any

from django.core.checks import CheckMessage, Warning, register
from django.db import DatabaseError

from clinic.models import ClinicSettings, Location, Person
from forms.models import RequestSettings
from home.models import StandardPage
from infra.addresses.hosts import is_sample

# Numbers for fiction: 555-0100 to 555-0199 of any area.
_FICTION = re.compile(r"555\D?01\d\d$")
# How the sample marks the texts that a lawyer or clinician has to replace.
MARKS = ("sample text", "are samples too")


@register(deploy=True)
def check_sample(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Nothing on a live site is a placeholder: people, places, numbers, and least of all the legal notices."""
    try:
        facts, notices = find_sample_facts(), find_sample_notices()
    except DatabaseError:
        return []  # nothing migrated yet
    found: list[CheckMessage] = []
    if facts:
        found.append(
            Warning(
                f"The site still shows the sample clinic: {'; '.join(facts)}.",
                hint="Replace them in the admin (Clinic settings, People, Places), then empty the sample note.",
                id="sample.W001",
            )
        )
    if notices:
        found.append(
            Warning(
                f"Notices that the law asks for are still sample texts: {', '.join(notices)}.",
                hint="Have the clinic's lawyer approve the final texts, and take the line 'This is a sample text' out.",
                id="sample.W002",
            )
        )
    return found


def find_sample_facts() -> list[str]:
    """Return what of the clinic's facts is a placeholder, in words."""
    found = []
    people = Person.objects.filter(is_sample=True, show_on_team=True).count()
    places = Location.objects.filter(is_sample=True).count()
    if people:
        found.append(f"{people} of the people")
    if places:
        found.append(f"{places} of the places")
    for clinic in ClinicSettings.objects.all():
        if clinic.sample_note:
            found.append("the note 'This is a sample site'")
        if _FICTION.search(re.sub(r"[^\d]", "", clinic.phone or "")):
            found.append("a telephone number for fiction (555-01…)")
        if is_sample((clinic.email or "").rpartition("@")[2]):
            found.append(f"the address {clinic.email}")
    for told in RequestSettings.objects.values_list("notify", flat=True):
        addresses = [part.strip() for part in re.split(r"[,;\s]+", told or "") if part.strip()]
        if any(is_sample(address.rpartition("@")[2]) for address in addresses):
            found.append("the address that is told of requests")
    return found


def find_sample_notices() -> list[str]:
    """Return the titles of the published standing pages that say of themselves that they are samples."""
    return [page.title for page in list_sample_notices()]


def list_sample_notices() -> list[StandardPage]:
    """Return the published standing pages that say of themselves that they are samples."""
    return [
        page
        for page in StandardPage.objects.live().order_by("title")
        if any(mark in str(page.body.get_prep_value()) for mark in MARKS)
    ]
