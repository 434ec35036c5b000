"""Draw the sample clinic's mark, its icons and its wordmark.

The mark is a disc of water at dawn: the sun rises behind a crest, and two gaps run through the
disc like slow breaths. It holds no letters, because the name is a setting of the site. Run from
the repository's root::

    python tools/art/make_identity.py
"""

import math
from pathlib import Path

from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer
from raster import Rasteriser, open_rasteriser

ROOT = Path(__file__).resolve().parents[2]
ICONS = ROOT / "static/icons"
IDENTITY = ROOT / "site/sample/images/identity"
FONTS = ROOT / "static/fonts"

PINE, PINE_DARK, SUN, PAPER = "#1F5A54", "#3F9185", "#F6CDA9", "#FBF8F3"
CENTRE, RADIUS = 24.0, 21.0
SUN_RISE, SUN_RADIUS = 21.6, 7.6

Point = tuple[float, float]


def wave(y: float, depth: float, count: int = 4, start: float = 2, length: float = 11) -> list:
    """Return a wave as cubic segments: crest at ``start``, trough after ``length``, and so on."""
    segments, x, down = [], start, True
    for _ in range(count):
        top, bottom = y, y + depth
        here, there = (top, bottom) if down else (bottom, top)
        segments.append(
            [(x, here), (x + length * 0.4, here), (x + length * 0.6, there), (x + length, there)]
        )
        x, down = x + length, not down
    return segments


def _at(curve: list[Point], t: float) -> Point:
    """Return the point of a cubic at ``t``."""
    a, b, c, d = curve
    u = 1 - t
    return tuple(
        u**3 * a[i] + 3 * u * u * t * b[i] + 3 * u * t * t * c[i] + t**3 * d[i] for i in (0, 1)
    )


def _split(curve: list[Point], t: float) -> tuple[list[Point], list[Point]]:
    """Cut a cubic in two at ``t`` (de Casteljau)."""

    def mid(p: Point, q: Point) -> Point:
        return (p[0] + (q[0] - p[0]) * t, p[1] + (q[1] - p[1]) * t)

    a, b, c, d = curve
    ab, bc, cd = mid(a, b), mid(b, c), mid(c, d)
    abc, bcd = mid(ab, bc), mid(bc, cd)
    point = mid(abc, bcd)
    return [a, ab, abc, point], [point, bcd, cd, d]


def clip(segments: list, centre: Point, radius: float) -> list:
    """Return the part of a wave inside a circle, cut exactly at its edge."""

    def inside(point: Point) -> float:
        return math.hypot(point[0] - centre[0], point[1] - centre[1]) - radius

    kept = []
    for curve in segments:
        start, end = inside(curve[0]) < 0, inside(curve[3]) < 0
        steps = [i / 64 for i in range(65)]
        signs = [inside(_at(curve, t)) < 0 for t in steps]
        crossings = []
        for i in range(64):
            if signs[i] != signs[i + 1]:
                low, high = steps[i], steps[i + 1]
                for _ in range(40):
                    middle = (low + high) / 2
                    if (inside(_at(curve, middle)) < 0) == signs[i]:
                        low = middle
                    else:
                        high = middle
                crossings.append((low + high) / 2)
        if start and end and not crossings:
            kept.append(curve)
        elif len(crossings) == 1:
            left, right = _split(curve, crossings[0])
            kept.append(left if start else right)
        elif len(crossings) == 2:
            _, rest = _split(curve, crossings[0])
            kept.append(_split(rest, (crossings[1] - crossings[0]) / (1 - crossings[0]))[0])
    return kept


def _n(value: float) -> str:
    """Write a coordinate with two decimals at most."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def along(segments: list, *, back: bool = False, move: bool = True) -> str:
    """Write segments as path commands, in order or backwards."""
    run = [curve[::-1] for curve in segments[::-1]] if back else segments
    out = [f"{'M' if move else 'L'}{_n(run[0][0][0])} {_n(run[0][0][1])}"]
    for curve in run:
        out.append("C" + " ".join(f"{_n(x)} {_n(y)}" for x, y in curve[1:]))
    return "".join(out)


def _arc(radius: float, end: Point, *, large: bool, sweep: bool) -> str:
    return f"A{_n(radius)} {_n(radius)} 0 {int(large)} {int(sweep)} {_n(end[0])} {_n(end[1])}"


def pieces(
    gaps: list[float], gap: float, depth: float, rise: float = SUN_RISE, size: float = SUN_RADIUS
) -> tuple[str, str]:
    """Return the paths of the disc (in bands, parted by waves) and of the sun.

    ``gaps`` are the heights of the waves' crests, ``gap`` how far the bands stand apart, ``depth``
    the height of a wave; ``rise`` and ``size`` place the sun.
    """
    centre = (CENTRE, CENTRE)
    edges = []
    for y in gaps:
        edges.append(clip(wave(y - gap / 2, depth), centre, RADIUS))
        edges.append(clip(wave(y + gap / 2, depth), centre, RADIUS))
    top = along(edges[0]) + _arc(RADIUS, edges[0][0][0], large=True, sweep=False) + "z"
    bands = [top]
    for upper, lower in zip(edges[1:-1:2], edges[2::2], strict=True):
        bands.append(
            along(upper)
            + _arc(RADIUS, lower[-1][3], large=False, sweep=True)
            + along(lower, back=True, move=False)
            + _arc(RADIUS, upper[0][0], large=False, sweep=True)
            + "z"
        )
    last = edges[-1]
    bands.append(along(last) + _arc(RADIUS, last[0][0], large=False, sweep=True) + "z")
    shore = clip(wave(gaps[0] - gap / 2, depth), (CENTRE, rise), size)
    sun = along(shore) + _arc(size, shore[0][0], large=True, sweep=False) + "z"
    return "".join(bands), sun


def svg(body: str, box: str = "0 0 48 48", head: str = "") -> str:
    """Wrap ``body`` in an svg element."""
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}">{head}{body}</svg>\n'


def full_bleed(pad: float) -> str:
    """Return the mark as a scene that fills a square; ``pad`` leaves room for a mask."""
    waves = "".join(
        f'<path d="{along(wave(y, 2.6, count=12, start=-42))}" fill="none" stroke="{PAPER}" '
        f'stroke-width="{width}" opacity="{opacity}"/>'
        for y, width, opacity in ((27.6, 2.3, 1), (34.4, 2.1, 0.75), (41, 1.9, 0.5))
    )
    sea = along(wave(27.6, 2.6, count=12, start=-42)) + "V90H-42z"
    box = f"{-pad} {-pad} {48 + 2 * pad} {48 + 2 * pad}"
    return svg(
        f'<path fill="{PINE}" d="M-50-50H100V100H-50z"/>'
        f'<circle cx="24" cy="22" r="10" fill="{SUN}"/>'
        f'<path d="{sea}" fill="{PINE}"/>{waves}',
        box,
    )


def text_path(font: TTFont, text: str, size: float, x: float, y: float, space: float = 0) -> str:
    """Return ``text`` as outlines, so that the wordmark needs no font."""
    scale, glyphs, cmap = size / font["head"].unitsPerEm, font.getGlyphSet(), font.getBestCmap()
    out = []
    for letter in text:
        name = cmap[ord(letter)]
        pen = SVGPathPen(glyphs, ntos=_n)
        glyphs[name].draw(TransformPen(pen, (scale, 0, 0, -scale, x, y)))
        out.append(pen.getCommands())
        x += font["hmtx"][name][0] * scale + space
    return "".join(out)


def wordmark(mark: str, sun: str) -> str:
    """Return the sample clinic's mark and name, in the colour of the text around it."""
    serif = TTFont(FONTS / "newsreader.woff2")
    sans = instancer.instantiateVariableFont(TTFont(FONTS / "atkinson-next.woff2"), {"wght": 450})
    name = text_path(serif, "Avesta", 31, 58, 28.5, -0.15)
    rest = text_path(sans, "Ketamine and Wellness", 12.2, 59, 42.2, 0.22)
    return svg(
        f'<path fill="currentColor" fill-rule="evenodd" d="{mark}{sun}"/>'
        f'<path fill="currentColor" d="{name}{rest}"/>',
        "0 0 196 48",
        "<title>Avesta Ketamine and Wellness</title>",
    )


def scheme(mark: str, sun: str, light: str, dark: str) -> str:
    """Return a mark in fixed colours that follows the reader's colour scheme."""
    style = (
        f"<style>.d{{fill:{light}}}.s{{fill:{SUN}}}"
        f"@media (prefers-color-scheme:dark){{.d{{fill:{dark}}}}}</style>"
    )
    return svg(f'<path class="d" d="{mark}"/><path class="s" d="{sun}"/>', head=style)


def save_png(raster: Rasteriser, text: str, size: int, name: str) -> None:
    """Write an opaque square icon."""
    image = raster.draw(text, size, size, scale=2, background=PINE)
    image.quantize(128).save(ICONS / name, optimize=True)


def main() -> None:
    """Write every file of the identity."""
    ICONS.mkdir(parents=True, exist_ok=True)
    IDENTITY.mkdir(parents=True, exist_ok=True)
    mark, sun = pieces([25.6, 34.0], 2.6, 2.6)
    small, small_sun = pieces([27.6], 4.2, 3.2, rise=21.6, size=9.6)
    (ICONS / "mark.svg").write_text(scheme(mark, sun, PINE, PINE_DARK))
    (ICONS / "favicon.svg").write_text(scheme(small, small_sun, PINE, "#4FA497"))
    (ICONS / "mark-mono.svg").write_text(
        svg(f'<path fill-rule="evenodd" fill="currentColor" d="{mark}{sun}"/>')
    )
    (IDENTITY / "wordmark.svg").write_text(wordmark(mark, sun))
    with open_rasteriser() as raster:
        save_png(raster, full_bleed(0), 180, "apple-touch-icon.png")
        save_png(raster, full_bleed(0), 192, "icon-192.png")
        save_png(raster, full_bleed(0), 512, "icon-512.png")
        save_png(raster, full_bleed(6), 512, "icon-maskable-512.png")
        colours = f'<path fill="{PINE}" d="{{}}"/><path fill="{SUN}" d="{{}}"/>'
        tiny = svg(colours.format(small, small_sun), "2 2 44 44")
        frames = [raster.draw(tiny, size, size, scale=8) for size in (16, 32, 48)]
        frames[2].save(
            ICONS / "favicon.ico",
            sizes=[(16, 16), (32, 32), (48, 48)],
            append_images=frames[:2],
        )


if __name__ == "__main__":
    main()
