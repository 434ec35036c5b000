"""Colours and what can be read on them: WCAG 2.2, 1.4.3 (text, 4.5:1) and 1.4.11 (shapes, 3:1)."""

from __future__ import annotations

import colorsys
import re
from collections.abc import Callable, Iterable

TEXT, SHAPE = 4.5, 3.0
WHITE, BLACK = "#ffffff", "#000000"
_HEX = re.compile(r"#[0-9a-f]{6}\Z")
_SHORT = re.compile(r"#?([0-9a-f])([0-9a-f])([0-9a-f])\Z")
STEPS = 200


def read_color(text: str) -> str:
    """Return `text` as '#rrggbb' in small letters; '' where it is no such colour. '#abc' and 'aabbcc' are understood."""
    words = "".join(text.split()).lower()
    if short := _SHORT.match(words):
        words = "#" + "".join(letter * 2 for letter in short.groups())
    words = words if words.startswith("#") else f"#{words}"
    return words if _HEX.match(words) else ""


def measure_contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, from 1 to 21, as WCAG 2.2 defines it."""
    high, low = sorted((_measure_luminance(one), _measure_luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def mix_colors(one: str, other: str, share: float) -> str:
    """Return `one` with `share` (0 to 1) of `other` in it."""
    mixed = (
        a + (b - a) * share
        for a, b in zip(_split_channels(one), _split_channels(other), strict=True)
    )
    return "#" + "".join(f"{round(channel * 255):02x}" for channel in mixed)


def is_readable(color: str, grounds: Iterable[str], least: float = TEXT) -> bool:
    """Tell whether `color` reaches `least` on each of `grounds`."""
    return all(measure_contrast(color, ground) >= least for ground in grounds)


def find_nearest(color: str, is_allowed: Callable[[str], bool]) -> str:
    """Return the colour of the same hue nearest in lightness that is allowed; '' where none is."""
    hue, light, strength = colorsys.rgb_to_hls(*_split_channels(color))
    for step in range(STEPS + 1):
        for sign in (-1, 1):
            wanted = light + sign * step / STEPS
            if 0 <= wanted <= 1:
                rgb = colorsys.hls_to_rgb(hue, wanted, strength)
                found = "#" + "".join(f"{round(channel * 255):02x}" for channel in rgb)
                if is_allowed(found):
                    return found
    return ""


def _split_channels(color: str) -> tuple[float, float, float]:
    red, green, blue = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _measure_luminance(color: str) -> float:
    linear = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _split_channels(color)
    )
    red, green, blue = linear
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
