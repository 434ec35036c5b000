"""What previews in the editor show: something of the clinic's own, or a made-up substitute.

A preview must never be empty or broken, least of all on a new site with nothing in it. The
substitutes are never saved, and their words say that they are samples.
"""

from __future__ import annotations

from copy import copy
from dataclasses import replace
from typing import Any

from django.apps import apps
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail.rich_text import RichText

from clinic.layout import layout_for
from clinic.models import FaqEntry, Location, Notice, OpeningHours, Person, Reference
from infra.view_restrictions import public_q
from media.models import ClinicDocument, ClinicImage


def sample_people(count: int = 3) -> list[Any]:
    """Return the team, or one sample profile."""
    return list(Person.objects.select_related("photo").filter(show_on_team=True)[:count]) or [
        Person(
            name=_("Sample profile"),
            slug="sample-profile",
            credentials="MD",
            role=_("Lead clinician"),
            summary=_("One sentence on what this person does here."),
            is_sample=True,
        )
    ]


def sample_locations(count: int = 2) -> list[Any]:
    """Return the clinic's places, or one sample address."""
    found = list(
        Location.objects.select_related("map_image").prefetch_related("opening_hours")[:count]
    )
    if found:
        return found
    place = Location(
        name=_("Main clinic"),
        street="100 Sample Street",
        city="Sampletown",
        state="VA",
        postal_code="00000",
        is_sample=True,
    )
    place.opening_hours = [OpeningHours(day=day) for day in range(5)]
    return [place]


def sample_references(count: int = 2) -> list[Any]:
    """Return sources of the library; none on a site that has none, as a mark needs a source."""
    return list(Reference.objects.all()[:count])


def sample_faqs(count: int = 3) -> list[Any]:
    """Return entries of the library, or one made up."""
    return list(FaqEntry.objects.all()[:count]) or [
        FaqEntry(
            question=_("Do I need somebody to drive me home?"),
            answer="<p>" + _("Yes. You should not drive until the next day.") + "</p>",
        )
    ]


def sample_notice() -> Any:
    """Return a notice that is switched on, or one made up."""
    return Notice.objects.filter(active=True, starts=None, ends=None).first() or Notice(
        title=_("You have the right to a good-faith estimate"),
        text="<p>" + _("Ask us what a treatment will cost before you decide.") + "</p>",
    )


def sample_image() -> Any:
    """Return the newest picture of the library, or None."""
    return ClinicImage.objects.order_by("-pk").first()


def sample_document() -> Any:
    """Return the newest document of the library, or one made up."""
    return ClinicDocument.objects.order_by("-pk").first() or ClinicDocument(
        pk=0, title=_("Your first visit"), file="your-first-visit.pdf", file_size=120_000
    )


def sample_page(model: str = "wagtailcore.Page", title: str = "") -> Any:
    """Return a live page of the type `app.Model`, or one made up that leads nowhere."""
    kind = apps.get_model(model)
    return kind.objects.live().filter(depth__gt=1).first() or Page(
        title=title or _("Sample page"), slug="sample-page"
    )


def sample_piece() -> Any:
    """Return a piece that is published, or one made up."""
    kind = apps.get_model("content.Piece")
    text = "<p>" + _("These words stand on several pages and are changed in one place.") + "</p>"
    made_up = kind(title=_("Sample piece"), body=[("text", RichText(text))])
    return kind.objects.filter(live=True).first() or made_up


def sample_pages(count: int) -> list[Any]:
    """Return live pages below the home page, or made-up ones."""
    found = list(Page.objects.live().filter(public_q(), depth__gt=2).order_by("path")[:count])
    return found or [
        Page(title=_("Sample page {number}").format(number=n + 1), slug=f"sample-{n}")
        for n in range(count)
    ]


def sample_layout(request: Any) -> Any:
    """Return the site's layout; what the clinic has not set yet is filled in, so that buttons show."""
    layout = layout_for(request)
    clinic = copy(layout.clinic)
    clinic.phone = clinic.phone or "(703) 555-0199"
    clinic.text_number = clinic.text_number or clinic.phone
    return replace(
        layout,
        clinic=clinic,
        request_url=layout.request_url or "#",
        consultation_url=layout.consultation_url or "#",
    )
