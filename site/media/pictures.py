"""Pictures in the sizes that pages show them in: AVIF and WebP with one JPEG to fall back on.

A shape names the crops and the room a picture takes. Templates ask for a shape by name
(`{% clinic_picture image "card" %}`), and the worker warms the same renditions after an upload.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from infra.memory import mark_incomplete, memoize

logger = logging.getLogger("clinic.pictures")

# An article's picture in the three shapes that Google asks for (1:1, 4:3, 16:9; over 50,000 pixels each), told in
# the JSON-LD graph alone. The worker makes them (`media.renditions`); no visitor waits for one.
ARTICLE_SPECS = tuple(f"fill-{size}|format-jpeg" for size in ("1200x1200", "1200x900", "1200x675"))
FORMATS = (("avif", "image/avif"), ("webp", "image/webp"))
# A telephone of three dots a pixel asks for half as many bytes again as one of two, and no eye tells them apart: it is
# told of less room, so that it takes the step of 800 dots, which is two for each pixel of its screen.
FINE_PHONE = "(min-resolution: 2.5dppx) and (max-width: 30em) 60vw, "
# A card shows it 104 pixels wide: the first step is for screens of up to 1.8 dots a pixel.
PORTRAIT = ("fill-192x240-c100", "fill-240x300-c100", "fill-480x600-c100")


@dataclass(frozen=True)
class Shape:
    """One way to show a picture.

    `specs`: Wagtail filter specs from the smallest up; `fallback`: the one that is also made as
    JPEG; `sizes`: how much room it takes, for the browser's choice.
    """

    specs: tuple[str, ...]
    fallback: int
    sizes: str

    def filters(self) -> list[str]:
        """Return every filter spec that showing this shape needs."""
        modern = [f"{spec}|format-{name}" for name, _mime in FORMATS for spec in self.specs]
        return [*modern, self.fallback_filter]

    @property
    def fallback_filter(self) -> str:
        """The spec of the JPEG for browsers that know neither AVIF nor WebP."""
        return f"{self.specs[self.fallback]}|format-jpeg"


SHAPES: dict[str, Shape] = {
    "hero": Shape(
        ("width-480", "width-800", "width-1200", "width-1600"),
        1,
        FINE_PHONE + "(min-width: 60em) 62vw, 100vw",
    ),
    "head": Shape(
        ("fill-480x300", "fill-800x500", "fill-1200x750"),
        1,
        FINE_PHONE + "(min-width: 58em) 48rem, calc(100vw - 2.5rem)",
    ),
    "text": Shape(
        ("width-480", "width-800", "width-1280"), 1, "(min-width: 48em) 42rem, calc(100vw - 2.5rem)"
    ),
    "wide": Shape(
        ("width-480", "width-800", "width-1280", "width-1600"),
        1,
        "(min-width: 80em) 58rem, calc(100vw - 2.5rem)",
    ),
    "lead": Shape(
        ("fill-480x300", "fill-800x500", "fill-1200x750"),
        1,
        FINE_PHONE + "(min-width: 60em) 44rem, calc(100vw - 2.5rem)",
    ),
    "card": Shape(
        ("fill-400x250", "fill-720x450"),  # a card of three is 379 to 390 pixels wide
        1,
        "(min-width: 60em) 24rem, (min-width: 40em) 46vw, calc(100vw - 2.5rem)",
    ),
    # The same crops on a card of a list and on the person's own page (static/css/components/people.css).
    "portrait": Shape(PORTRAIT, 1, "(min-resolution: 2.5dppx) 5rem, 6.5rem"),
    "profile": Shape(PORTRAIT, 1, "(min-width: 25em) 15rem, 60vw"),
    "avatar": Shape(("fill-64x64-c100", "fill-128x128-c100"), 0, "4rem"),
    "map": Shape(
        ("fill-480x300", "fill-720x450", "fill-960x600"),
        0,
        FINE_PHONE + "(min-width: 48em) 30rem, calc(100vw - 2.5rem)",
    ),
    "logo": Shape(("max-240x48", "max-480x96"), 0, "15rem"),
}


def picture_html(
    image: Any, shape: str = "text", *, alt: str = "", eager: bool = False, css: str = ""
) -> SafeString:
    """Return the `<picture>` of `image` in `shape`, or nothing where the picture can't be shown.

    Parameters: `image`, a `ClinicImage` or None; `shape`, a key of `SHAPES`; `alt`, what to say to
    people who don't see it, empty for decoration; `eager`, for the one picture on top of the page;
    `css`, more class names. A missing or broken file never breaks a page: it leaves no picture.
    """
    if image is None or not getattr(image, "file", None):
        return mark_safe("")
    if image.pk is None:  # a stand-in of a preview
        return _make_picture(image, shape, alt, eager, css)
    key = ("picture", image.pk, image.file.name, shape, alt, eager, css)
    return memoize(key, lambda: _make_picture(image, shape, alt, eager, css))


def _make_picture(image: Any, shape: str, alt: str, eager: bool, css: str) -> SafeString:
    form = SHAPES.get(shape) or SHAPES["text"]
    try:
        renditions = image.get_renditions(*form.filters())
    except Exception:
        # Whatever Pillow or the storage says about a file, the reader came for the words.
        logger.warning("picture %s can't be shown as %s", image.pk, shape)
        mark_incomplete()
        return mark_safe("")
    return _write_html(renditions, form, shape, alt=alt, eager=eager, css=css)


def _write_html(
    renditions: Mapping[str, Any], form: Shape, shape: str, *, alt: str, eager: bool, css: str
) -> SafeString:
    sources = format_html_join(
        "",
        '<source type="{}" srcset="{}" sizes="{}">',
        (
            (
                mime,
                _write_srcset([renditions[f"{spec}|format-{name}"] for spec in form.specs]),
                form.sizes,
            )
            for name, mime in FORMATS
        ),
    )
    fallback = renditions[form.fallback_filter]
    # No fetchpriority: on a phone the words come first, and they need the line for their fonts.
    # A browser raises the picture by itself once it sees it on the first screen.
    loading = "eager" if eager else "lazy"
    return format_html(
        '<picture class="c-picture c-picture--{}{}">{}'
        '<img src="{}" width="{}" height="{}" alt="{}" loading="{}" decoding="async"></picture>',
        shape,
        f" {css}" if css else "",
        sources,
        fallback.url,
        fallback.width,
        fallback.height,
        alt or "",
        loading,
    )


def _write_srcset(renditions: list[Any]) -> str:
    # A picture smaller than the largest size gives the same width twice; once is enough.
    widths = {rendition.width: rendition.url for rendition in renditions}
    return ", ".join(f"{url} {width}w" for width, url in sorted(widths.items()))
