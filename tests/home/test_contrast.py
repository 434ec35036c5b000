"""The palette is measured, not trusted: every pair that meets on a page, in both schemes.

WCAG 2.2: 1.4.3 asks 4.5:1 of text, 1.4.11 asks 3:1 of what one must see to use a control.
"""

import re

import pytest

from infra.stylesheet import SITE

CSS = (SITE.sources / "tokens.css").read_text(encoding="utf-8")
TEXT, SHAPE = 4.5, 3.0
GROUNDS = ("paper", "surface", "sage", "sand", "apricot", "mist", "info-tint", "caution-tint")


def _tokens() -> dict[str, tuple[str, str]]:
    """Return each colour token as its light and its dark value."""
    block = CSS[CSS.index(":root {") : CSS.index("}", CSS.index(":root {"))]
    pairs = re.findall(
        r"--([a-z-]+): (?:light-dark\((#\w{6}), ?(#\w{6})\)|(#\w{6}))(?=[;}\s])", block
    )
    return {name: (light or both, dark or both) for name, light, dark, both in pairs}


TOKENS = _tokens()


def _luminance(colour: str) -> float:
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, as WCAG defines it."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


PAIRS = [
    *((text, ground, TEXT) for ground in GROUNDS for text in ("ink", "muted", "pine")),
    ("on-accent", "accent", TEXT),
    ("on-accent", "accent-deep", TEXT),
    ("paper", "pine", TEXT),
    ("night-ink", "night", TEXT),
    ("night-muted", "night", TEXT),
    ("info", "info-tint", TEXT),
    ("info", "paper", TEXT),
    ("caution", "caution-tint", TEXT),
    ("caution", "paper", TEXT),
    *((shape, ground, SHAPE) for ground in ("paper", "surface") for shape in ("edge", "accent")),
    *(("info", ground, SHAPE) for ground in GROUNDS),
    ("accent", "apricot", SHAPE),
    ("accent", "mist", SHAPE),
    ("accent", "sand", SHAPE),
]


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "ground", "least"), PAIRS)
def test_every_pair_that_meets_can_be_read(front, ground, least, scheme):
    measured = contrast(TOKENS[front][scheme], TOKENS[ground][scheme])
    assert measured >= least, f"{front} on {ground}: {measured:.2f}, {least} is wanted"


def test_the_measure_itself_is_right():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)


def test_no_color_stands_outside_the_tokens():
    """A colour in a rule would not follow the scheme. Black in shadows and masks, and print, may."""
    files = [
        file for file in SITE.sources.rglob("*.css") if file.name not in ("tokens.css", "print.css")
    ]
    assert len(files) > 20
    found = {
        colour.lower()
        for file in files
        for colour in re.findall(r"#[0-9A-Fa-f]{3,8}\b", file.read_text(encoding="utf-8"))
    }
    assert found == {"#000", "#0000", "#0002", "#fff3", "#7fc4b6"}
