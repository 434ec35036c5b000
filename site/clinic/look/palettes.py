"""The palettes a clinic can choose from, its own accent, and the faces of headings.

Each colour is written for both schemes: (light, dark). Only what differs from `static/css/tokens.css` is named, so the
site's own look needs nothing from here. `tests/clinic/test_look.py` measures every pair that meets, in each palette.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from .colors import BLACK, SHAPE, TEXT, WHITE, find_nearest, is_readable, mix_colors, read_color

Pair = tuple[str, str]
OWN_PALETTE = "morning"
OWN_FACE = "newsreader"
# The grounds and the accent of the site's own palette, as in `tokens.css`.
OWN_ACCENT: Pair = ("#b4532a", "#f2a77c")
GROUNDS: dict[str, Pair] = {
    "paper": ("#fbf8f3", "#0f1f1e"),
    "surface": ("#ffffff", "#162b29"),
    "apricot": ("#f3d9c4", "#3b2a20"),
    "mist": ("#d7e4ea", "#1a3039"),
    "sand": ("#efe6d8", "#27302a"),
}
TINTS = ("apricot", "mist", "sand")


@dataclass(frozen=True)
class Palette:
    """A set of colours under a name that people choose it by."""

    label: Any
    colors: dict[str, Pair] = field(default_factory=dict)

    def get(self, token: str) -> Pair:
        """Return a ground, in both schemes."""
        return self.colors.get(token) or GROUNDS[token]

    def get_accent(self) -> Pair:
        """Return the color of buttons, in both schemes."""
        return self.colors.get("accent", OWN_ACCENT)


PALETTES: dict[str, Palette] = {
    OWN_PALETTE: Palette(_("Morning: paper, pine and terracotta")),
    "coast": Palette(
        _("Coast: sea blue and coral"),
        {
            "paper": ("#f7f9fb", "#0e1a24"), "surface": ("#ffffff", "#152634"),
            "ink": ("#112b3c", "#e5eef4"), "muted": ("#435865", "#a8bac6"),
            "pine": ("#1c5170", "#86bfe0"), "accent": ("#a8483a", "#f2a08f"),
            "accent-deep": ("#87382c", "#f7bbae"), "on-accent": ("#ffffff", "#2a0d08"),
            "sage": ("#dbe6ec", "#1b3240"), "sand": ("#e9e6de", "#262e33"),
            "apricot": ("#f4d8d0", "#3a2824"), "mist": ("#d5e4ec", "#18303d"),
            "line": ("#d5dde2", "#2b4150"), "edge": ("#6a7f8e", "#7a909e"),
            "night": ("#112b3c", "#091219"), "night-ink": ("#e5eef4", "#e5eef4"),
            "night-muted": ("#b3c5d0", "#b3c5d0"),
        },
    ),
    "heath": Palette(
        _("Heath: plum and moss"),
        {
            "paper": ("#faf7f9", "#1a1420"), "surface": ("#ffffff", "#261d2e"),
            "ink": ("#2f1f3a", "#efe8f2"), "muted": ("#594c62", "#bfb2c7"),
            "pine": ("#66367a", "#cfa9e0"), "accent": ("#39692f", "#a5d08f"),
            "accent-deep": ("#2b5323", "#c0e0b0"), "on-accent": ("#ffffff", "#0c1f06"),
            "sage": ("#e8dfec", "#33263d"), "sand": ("#eee7e0", "#2f292c"),
            "apricot": ("#f0dbe2", "#3b2530"), "mist": ("#dfe3ee", "#24273a"),
            "line": ("#ded5e1", "#43364d"), "edge": ("#83748c", "#8d7e97"),
            "night": ("#2f1f3a", "#120d17"), "night-ink": ("#efe8f2", "#efe8f2"),
            "night-muted": ("#c9bcd1", "#c9bcd1"),
        },
    ),
}  # fmt: skip


@dataclass(frozen=True)
class HeadingFace:
    """A face of headings: its file below `static/`, and how much its size is taken back to match the site's own."""

    label: Any
    family: str = ""
    file: str = ""
    adjust: float = 100.0


FACES: dict[str, HeadingFace] = {
    OWN_FACE: HeadingFace(_("Newsreader: a calm serif")),
    # 0.735 and 0.265 em are the heights of the site's own face, so that no line moves.
    "literata": HeadingFace(
        _("Literata: a bookish serif"), "Literata", "fonts/literata.woff2", 89.6
    ),
    "atkinson": HeadingFace(_("Atkinson: as the text, without serifs"), "Atkinson Next"),
}


def derive_accent(palette: Palette, color: str) -> dict[str, Pair]:
    """Return the tokens of an accent of the clinic's own: picked for light grounds, made lighter for dark ones."""
    dark = color
    grounds = [palette.get(name)[1] for name in GROUNDS]
    for step in range(101):
        dark = mix_colors(color, WHITE, step / 100)
        if is_readable(dark, grounds):
            break
    return {
        "accent": (color, dark),
        "accent-deep": (mix_colors(color, BLACK, 0.2), mix_colors(dark, WHITE, 0.35)),
        "on-accent": (WHITE, mix_colors(dark, BLACK, 0.87)),
    }


def is_accent_allowed(palette: Palette, color: str) -> bool:
    """Tell whether `color` can carry white words and be read itself, on every ground of `palette`, in both schemes."""
    light = [palette.get(name)[0] for name in ("paper", "surface")]
    if not is_readable(color, [*light, WHITE], TEXT):
        return False
    if not is_readable(color, [palette.get(name)[0] for name in TINTS], SHAPE):
        return False
    made = derive_accent(palette, color)
    dark, words = made["accent"][1], made["on-accent"][1]
    return (
        is_readable(dark, [palette.get(name)[1] for name in ("paper", "surface")], TEXT)
        and is_readable(words, [dark, made["accent-deep"][1]], TEXT)
        and is_readable(WHITE, [made["accent-deep"][0]], TEXT)
    )


def check_accent(palette_name: str, text: str) -> str:
    """Return an accent as '#rrggbb'. Raises ValidationError that names the nearest colour that can be read."""
    palette = PALETTES.get(palette_name) or PALETTES[OWN_PALETTE]
    color = read_color(text)
    if not color:
        raise ValidationError(
            _now("‘%(text)s’ is no color. Write it as #b4532a."), params={"text": text}
        )
    if is_accent_allowed(palette, color):
        return color
    nearest = find_nearest(color, lambda found: is_accent_allowed(palette, found))
    raise ValidationError(
        _now(
            "%(color)s can’t be read well enough on this site’s light and dark grounds (4.5:1 is needed). "
            "The nearest that can is %(nearest)s."
        ),
        params={"color": color, "nearest": nearest},
    )
