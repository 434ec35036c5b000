"""The nodes that are on more than one page: clinic, website, people, trail, sources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, TypeAlias
from urllib.parse import urljoin

from django.templatetags.static import static

from clinic.layout import Layout
from clinic.models import ClinicSettings, Location, OpeningHours, Person, Reference
from clinic.person_pages import person_url
from infra.phone_numbers import make_dialable

from .pictures import LOGO_SPEC, SHARED_SPEC, Picture, find_rendition

# One node of the graph, or a value that is a node without an `@id`.
Node: TypeAlias = dict[str, Any]
SCHEMA = "https://schema.org"
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class Ids:
    """The stable `@id` of every node of one page's graph, and references to those that many nodes name.

    Parameters: `root`, the site's address without a last slash; `url`, the page's own, '' where it has none.
    """

    def __init__(self, root: str, url: str = "") -> None:
        self.root = root
        self.clinic = f"{root}/#clinic"
        self.website = f"{root}/#website"
        self.page = f"{url}#webpage"
        self.article = f"{url}#article"
        self.breadcrumb = f"{url}#breadcrumb"
        self.subject = f"{url}#subject"
        self.questions = f"{url}#questions"

    def person(self, person: Person) -> str:
        """Somebody; the same on every page."""
        return f"{self.root}/#person-{person.slug}"

    def place(self, location: Location) -> str:
        """A further place of the clinic; the same on every page."""
        return f"{self.root}/#place-{location.pk}"

    def absolute(self, address: str) -> str:
        """Return `address` with the site's root before it, if it has none of its own."""
        return urljoin(f"{self.root}/", address)


def build_clinic(layout: Layout, ids: Ids) -> Node:
    """Return the clinic. The first real place is its address, further ones are departments."""
    facts = layout.clinic
    real = [place for place in layout.locations if not place.is_sample]
    return {
        "@type": "MedicalClinic",
        "@id": ids.clinic,
        "name": layout.site_name,
        "url": f"{ids.root}/",
        "description": facts.description,
        "logo": _build_logo(facts, ids),
        "image": build_image(find_rendition(facts.social_image, SHARED_SPEC, ids.root)),
        "telephone": make_dialable(facts.phone),
        "email": facts.email,
        "medicalSpecialty": f"{SCHEMA}/{facts.medical_specialty}"
        if facts.medical_specialty
        else None,
        "priceRange": facts.price_range,
        "sameAs": [block.value["url"] for block in facts.social],
        **(_build_place(real[0]) if real else {}),
        "department": [
            {
                "@type": "MedicalClinic",
                "@id": ids.place(place),
                "name": f"{layout.site_name}, {place.name}",
                "telephone": make_dialable(place.phone or facts.phone),
                **_build_place(place),
            }
            for place in real[1:]
        ],
    }


def _build_logo(facts: ClinicSettings, ids: Ids) -> Node | None:
    own = find_rendition(facts.logo, LOGO_SPEC, ids.root)
    return build_image(own or Picture(ids.absolute(static("icons/icon-512.png")), 512, 512))


def build_image(picture: Picture | None) -> Node | None:
    """Return a picture with its size; None where there is none."""
    if picture is None:
        return None
    return {
        "@type": "ImageObject",
        "url": picture.url,
        "width": picture.width,
        "height": picture.height,
    }


def _build_place(place: Location) -> Node:
    return {
        "address": {
            "@type": "PostalAddress",
            "streetAddress": ", ".join(filter(None, [place.street, place.street_2])),
            "addressLocality": place.city,
            "addressRegion": place.state,
            "postalCode": place.postal_code,
            "addressCountry": "US",
        },
        "geo": {
            "@type": "GeoCoordinates",
            "latitude": float(place.latitude),
            "longitude": float(place.longitude),
        }
        if place.latitude is not None and place.longitude is not None
        else None,
        "hasMap": place.map_url,
        "openingHoursSpecification": _group_hours(place.opening_hours.all()),
    }


def _group_hours(rows: Iterable[OpeningHours]) -> list[Node]:
    """Return one entry for all days that open and close at the same time."""
    days: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row in rows:
        days[f"{row.opens:%H:%M}", f"{row.closes:%H:%M}"].append(row.day)
    return [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": [_DAYS[day] for day in sorted(set(numbers)) if 0 <= day < 7],
            "opens": opens,
            "closes": closes,
        }
        for (opens, closes), numbers in days.items()
    ]


def build_website(layout: Layout, ids: Ids) -> Node:
    """Return the website with its own search."""
    return {
        "@type": "WebSite",
        "@id": ids.website,
        "url": f"{ids.root}/",
        "name": layout.site_name,
        "inLanguage": "en-US",
        "publisher": {"@id": ids.clinic},
        "potentialAction": {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": f"{ids.root}/search/?q={{search_term_string}}",
            },
            "query-input": "required name=search_term_string",
        },
    }


def build_person(found: Person, ids: Ids) -> Node:
    """Return somebody with what they are licensed as; 'Physician' for an MD or a DO only."""
    letters = [text.strip() for text in found.credentials.split(",") if text.strip()]
    return {
        # `Physician` is an organisation to schema.org; with `Person` it may carry a job title.
        "@type": ["Person", "Physician"] if found.is_licensed_physician else "Person",
        "@id": ids.person(found),
        "name": found.name,
        "honorificSuffix": found.credentials,
        "jobTitle": found.role,
        "description": found.summary,
        "url": ids.absolute(address) if (address := person_url(found)) else None,
        "hasCredential": [
            {
                "@type": "EducationalOccupationalCredential",
                "credentialCategory": "license" if text not in _DEGREES else "degree",
                "name": text,
            }
            for text in letters
        ],
    }


_DEGREES = {"MD", "DO", "PhD", "DNP", "DNAP", "MSN", "BSN", "PsyD", "MPH", "MA", "MS", "PharmD"}


def build_breadcrumbs(trail: Iterable[dict[str, str]], ids: Ids) -> Node | None:
    """Return the trail to the page; None for the first page, which has none.

    The last entry carries no `item`: it is the page itself.
    """
    steps = list(trail)
    if len(steps) < 2:
        return None
    last = len(steps)
    return {
        "@type": "BreadcrumbList",
        "@id": ids.breadcrumb,
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": number,
                "name": step["title"],
                "item": ids.absolute(step["url"]) if number < last else None,
            }
            for number, step in enumerate(steps, start=1)
        ],
    }


def build_citation(reference: Reference) -> Node:
    """Return a source that the page names."""
    papers = ("review", "trial", "study", "guideline")
    return {
        "@type": "ScholarlyArticle" if reference.kind in papers else "CreativeWork",
        "name": reference.title,
        "url": reference.link,
        "datePublished": str(reference.year or ""),
        "publisher": {"@type": "Organization", "name": reference.source}
        if reference.source
        else None,
    }
