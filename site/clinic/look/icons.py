"""The icons and colours that the head of every page names, as the clinic's settings say."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.templatetags.static import static

from media.icons import make_ico, make_icons

from .palettes import FACES, OWN_PALETTE, PALETTES
from .stylesheet import find_address


@dataclass(frozen=True)
class Look:
    """What the head of a page needs to know. `icons`: addresses by name, empty where the site's own are used."""

    stylesheet: str = ""
    heading_font: str = ""
    light: str = ""
    dark: str = ""
    icons: dict[str, str] = field(default_factory=dict)


def find_icons(clinic: Any) -> dict[str, Any]:
    """Return the renditions of the clinic's own icons by name; none where it has no picture for them."""
    if clinic is None or clinic.icon_image is None:
        return {}
    ground, _dark = find_grounds(clinic.palette)
    return make_icons(clinic.icon_image, ground.lstrip("#"))


def find_grounds(palette: str) -> tuple[str, str]:
    """Return the colour of the page in a palette, in the light and in the dark scheme."""
    return (PALETTES.get(palette) or PALETTES[OWN_PALETTE]).get("paper")


def describe_look(clinic: Any) -> Look:
    """Return what the clinic's settings make of the head of a page."""
    logos = clinic.logo is not None and clinic.logo_dark is not None
    address = find_address(clinic.palette, clinic.accent, clinic.heading_face, logos=logos)
    face = FACES.get(clinic.heading_face)
    # The site's own face is loaded by the site's own stylesheet; the text's face serves both.
    font = "fonts/newsreader.woff2" if face is None or not face.family else face.file
    light, dark = find_grounds(clinic.palette)
    icons = {name: made.url for name, made in find_icons(clinic).items()}
    return Look(address, static(font) if font else "", light, dark, icons)


def read_own_icon(clinic: Any, name: str) -> bytes:
    """Return the file of an icon at a fixed address ('ico', 'touch'), or nothing where the clinic has none."""
    made = find_icons(clinic).get(name)
    if made is None:
        return b""
    try:
        with made.file.storage.open(made.file.name) as opened:
            content: bytes = opened.read()
    except OSError:
        return b""
    return make_ico(content) if name == "ico" else content
