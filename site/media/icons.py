"""Every icon of the site, and the picture for shared links, made from one upload.

Each is a rendition, so it has an address that changes with the picture, is stored where pictures are, and is made
once. `icon-180-fbf8f3` is a square of 180 pixels on that ground, `-safe` leaves a fifth free on every side of it (a
launcher cuts a maskable icon to its own shape; W3C, 'Web Application Manifest', safe zone of 40 % radius).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from io import BytesIO
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image
from wagtail import hooks
from wagtail.images.image_operations import FilterOperation
from willow.plugins.pillow import PillowImage

SMALLEST = 512  # pixels, each side
# How far from a square still counts as one: nobody crops to the pixel.
SQUARE = 0.04
KINDS = (".png", ".jpg", ".jpeg", ".webp", ".avif", ".heic")
ICO_SIZES = (16, 32, 48)
CARD = (1200, 630)
# Of a card's height, how much the icon takes.
CARD_SHARE = 0.56
SAFE_SHARE = 0.66
_GROUND = re.compile(r"[0-9a-f]{6}\Z")


class IconOperation(FilterOperation):
    """`icon-<pixels>[-<ground>[-safe]]`: the picture as a square icon."""

    def construct(self, size: str, ground: str = "", safe: str = "") -> None:
        """Take size, ground and 'safe' out of the filter's words. Raises ValueError for anything else."""
        self.size, self.ground, self.safe = int(size), ground, safe
        if not 0 < self.size <= 1024 or (ground and not _GROUND.match(ground)):
            raise ValueError(
                "an icon has at most 1024 pixels and a ground of six hexadecimal digits"
            )
        if safe not in ("", "safe"):
            raise ValueError("after the ground stands 'safe' or nothing")

    def run(self, willow: Any, image: Any, env: dict[str, Any]) -> Any:
        """Return the picture as a square of the icon’s size."""
        share = SAFE_SHARE if self.safe else 1.0
        return _place_square(willow, (self.size, self.size), self.ground, round(self.size * share))


class CardOperation(FilterOperation):
    """`card-<ground>`: the picture in the middle of a card for shared links."""

    def construct(self, ground: str) -> None:
        """Take the ground out of the filter's word. Raises ValueError where it is no colour."""
        self.ground = ground
        if not _GROUND.match(ground):
            raise ValueError("a ground has six hexadecimal digits")

    def run(self, willow: Any, image: Any, env: dict[str, Any]) -> Any:
        """Return the picture in the middle of a card for shared links."""
        return _place_square(willow, CARD, self.ground, round(CARD[1] * CARD_SHARE))


@hooks.register("register_image_operations")
def register_operations() -> list[tuple[str, type[FilterOperation]]]:
    """Let renditions be icons and cards."""
    return [("icon", IconOperation), ("card", CardOperation)]


def _place_square(willow: Any, size: tuple[int, int], ground: str, side: int) -> PillowImage:
    """Return the picture as a square of `side` pixels in the middle of `size`, on `ground` or on nothing."""
    drawn: Image.Image = willow.get_pillow_image()
    square = _crop_square(drawn.convert("RGBA")).resize((side, side), Image.Resampling.LANCZOS)
    canvas = Image.new("RGBA", size, f"#{ground}" if ground else (0, 0, 0, 0))
    canvas.alpha_composite(square, ((size[0] - side) // 2, (size[1] - side) // 2))
    return PillowImage(canvas.convert("RGB") if ground else canvas)


def _crop_square(drawn: Image.Image) -> Image.Image:
    side = min(drawn.size)
    left, top = (drawn.width - side) // 2, (drawn.height - side) // 2
    return drawn.crop((left, top, left + side, top + side))


def list_icon_specs(ground: str) -> dict[str, str]:
    """Return the filter spec of each icon by its name; `ground` is six hexadecimal digits."""
    return {
        "favicon": "icon-32|format-png",
        "ico": "icon-48|format-png",
        "touch": f"icon-180-{ground}|format-png",
        "small": "icon-192|format-png",
        "large": "icon-512|format-png",
        "maskable": f"icon-512-{ground}-safe|format-png",
        "card": f"card-{ground}|format-jpeg",
    }


def check_icon(image: Any) -> None:
    """Refuse a picture that no icon can be made of. Raises ValidationError with what to do."""
    name = str(getattr(image.file, "name", "") or "").lower()
    if not name.endswith(KINDS):
        raise ValidationError(
            _("Choose a picture saved as PNG, JPEG or WebP: this kind can’t become an icon.")
        )
    width, height = image.width, image.height
    values = {"width": width, "height": height, "least": SMALLEST}
    if min(width, height) < SMALLEST:
        said = _(
            "This picture has %(width)s × %(height)s pixels. An icon needs at least %(least)s on each side."
        )
        raise ValidationError(said, params=values)
    if abs(width - height) > SQUARE * max(width, height):
        said = _(
            "This picture has %(width)s × %(height)s pixels, and an icon is a square. Crop it to a square and upload it again."
        )
        raise ValidationError(said, params=values)
    try:
        made = image.get_rendition("icon-32|format-png")
        with made.file.storage.open(made.file.name) as opened:
            drawn = Image.open(opened).convert("RGBA")
    except Exception as error:
        # Whatever a decoder says about the file, it is the same to the person who chose it.
        said = _("This picture can’t be read. Save it anew as PNG and upload it again.")
        raise ValidationError(said) from error
    _lightest, densest = drawn.getchannel("A").getextrema()
    if not densest:
        raise ValidationError(
            _(
                "This picture is transparent all over: nobody would see an icon. Save it with its drawing."
            )
        )


def make_ico(png: bytes, sizes: Iterable[int] = ICO_SIZES) -> bytes:
    """Return a favicon.ico from the PNG of the largest size."""
    out = BytesIO()
    with Image.open(BytesIO(png)) as drawn:
        drawn.convert("RGBA").save(out, "ICO", sizes=[(side, side) for side in sizes])
    return out.getvalue()


def make_icons(image: Any, ground: str) -> dict[str, Any]:
    """Return the rendition of each icon by name, made where it is missing; what fails is left out."""
    specs = list_icon_specs(ground)
    try:
        made = image.get_renditions(*specs.values())
    except Exception:
        # A missing or broken file leaves the site's own icons.
        return {}
    return {name: made[spec] for name, spec in specs.items() if spec in made}
