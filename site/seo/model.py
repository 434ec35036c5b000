"""What the head of a page says, as data: `head.py` fills it and `graph.py` reads it."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.safestring import SafeString, mark_safe

from .pictures import Picture

INDEXED = "index, follow, max-image-preview:large"
NOT_INDEXED = "noindex, follow"


@dataclass(frozen=True)
class Head:
    """What templates know as `head`."""

    title: str
    og_title: str
    description: str = ""
    canonical: str = ""
    robots: str = INDEXED
    og_type: str = "website"
    site_name: str = ""
    locale: str = "en_US"
    image: Picture | None = None
    published: str = ""
    modified: str = ""
    twin: str = ""
    # Name and content of the tags by which a search engine knows whose site it is.
    verifications: tuple[tuple[str, str], ...] = ()
    feeds: tuple[dict[str, str], ...] = ()
    breadcrumbs: tuple[dict[str, str], ...] = ()
    json_ld: SafeString = field(default_factory=lambda: mark_safe(""))
