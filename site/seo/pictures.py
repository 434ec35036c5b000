"""The picture that a shared link shows."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urljoin

from wagtail.images.models import Filter
from wagtail.models import Page

from clinic.look.icons import find_icons
from clinic.models import ClinicSettings
from infra.memory import memoize
from media.models import ClinicImage

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


def find_rendition(
    image: ClinicImage | None, spec: str, root: str, alt: str = ""
) -> Picture | None:
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


def find_made_renditions(
    image: ClinicImage | None, specs: tuple[str, ...], root: str
) -> list[Picture]:
    """Return those of the forms `specs` in which `image` is made already; makes none.

    One query a picture and content version. The worker changes the version once it has made them.
    """
    if image is None or image.pk is None:
        return []

    def read() -> list[Picture]:
        found = image.find_existing_renditions(*(Filter(spec=spec) for spec in specs))
        made = {form.spec: rendition for form, rendition in found.items()}
        return [
            Picture(urljoin(f"{root}/", made[spec].url), made[spec].width, made[spec].height)
            for spec in specs
            if spec in made
        ]

    return memoize(("made", image.pk, image.file.name, specs, root), read)


def shared_picture(page: Page | None, clinic: ClinicSettings | None, root: str) -> Picture | None:
    """Return the picture for shared links: the page's own, else the clinic's, else None."""
    own = getattr(page, "seo_image", None)
    if page is not None and own is not None:
        same = own == getattr(page, "picture", None)
        alt = page.picture_description if same else getattr(own, "description", "")
        found = find_rendition(own, SHARED_SPEC, root, alt)
        if found:
            return found
    image = clinic.social_image if clinic is not None else None
    found = find_rendition(image, SHARED_SPEC, root, getattr(image, "description", ""))
    return found or _find_card(clinic, root)


def _find_card(clinic: ClinicSettings | None, root: str) -> Picture | None:
    """Return the card that was made from the clinic's icon."""
    if clinic is None or (card := find_icons(clinic).get("card")) is None:
        return None
    return Picture(urljoin(f"{root}/", card.url), card.width, card.height, clinic.name)
