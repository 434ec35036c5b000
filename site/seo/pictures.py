"""The picture that a shared link shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from clinic.look.icons import find_icons

# Facebook's and LinkedIn's large card; X crops it by a few pixels.
SHARED_SPEC = "fill-1200x630|format-jpeg"
LOGO_SPEC = "max-600x600|format-png"


@dataclass(frozen=True)
class Picture:
    """An absolute address with what a reader of it needs to know."""

    url: str
    width: int
    height: int
    alt: str = ""


def find_rendition(image: Any, spec: str, root: str, alt: str = "") -> Picture | None:
    """Return `image` in the form `spec`, or None where there is none or its file is missing.

    Parameters: `root`, the site's address, so that the picture's is absolute; `alt`, its text.
    """
    if image is None:
        return None
    try:
        made = image.get_rendition(spec)
        return Picture(urljoin(f"{root}/", made.url), made.width, made.height, alt)
    except (OSError, ValueError):
        return None


def shared_picture(page: Any, clinic: Any, root: str) -> Picture | None:
    """Return the picture for shared links: the page's own, else the clinic's, else None."""
    own = getattr(page, "seo_image", None)
    if own is not None:
        same = own == getattr(page, "picture", None)
        alt = page.picture_description if same else getattr(own, "description", "")
        found = find_rendition(own, SHARED_SPEC, root, alt)
        if found:
            return found
    image = clinic.social_image if clinic is not None else None
    found = find_rendition(image, SHARED_SPEC, root, getattr(image, "description", ""))
    return found or _find_card(clinic, root)


def _find_card(clinic: Any, root: str) -> Picture | None:
    """Return the card that was made from the clinic's icon."""
    card = find_icons(clinic).get("card")
    if card is None:
        return None
    return Picture(urljoin(f"{root}/", card.url), card.width, card.height, clinic.name)
