"""A small vocabulary for drawing quiet landscapes as SVG.

A ``Scene`` collects gradients and shapes and becomes SVG text. Colours are mixed in OKLab, so that
a mist between apricot and blue stays clear instead of turning grey. Everything random comes from
the seed that is passed in: the same program draws the same picture.
"""

import itertools
import math
import random
from collections.abc import Callable, Sequence

# The palette of the site, and the deeper tones that pictures need between paper and ink.
PAPER, SAND, APRICOT, MIST, SAGE = "#FBF8F3", "#EFE6D8", "#F3D9C4", "#D7E4EA", "#DCE7E0"
PINE, INK, TERRACOTTA, BLUE, OCHRE = "#1F5A54", "#12312E", "#B4532A", "#2B5C86", "#7A5A12"
ROSE, PEACH, GOLD, TEAL, SLATE = "#E3B79F", "#F0C9A6", "#E9C98F", "#5E938B", "#6F93A8"
CLAY, MOSS, DUSK, NIGHT, LINEN = "#C98A63", "#7D9C86", "#41647A", "#173A44", "#E6DBCB"

Point = tuple[float, float]
Ridge = Callable[[float], float]


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _gamma(channel: float) -> float:
    channel = min(1.0, max(0.0, channel))
    return 12.92 * channel if channel <= 0.0031308 else 1.055 * channel ** (1 / 2.4) - 0.055


def _to_lab(colour: str) -> list[float]:
    """Return a hex colour in OKLab (Björn Ottosson's definition)."""
    r, g, b = (_linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    long = (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b) ** (1 / 3)
    medium = (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b) ** (1 / 3)
    short = (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b) ** (1 / 3)
    return [
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    ]


def _from_lab(lab: Sequence[float]) -> str:
    """Return the hex colour of an OKLab triple."""
    light, a, b = lab
    long = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (light - 0.0894841775 * a - 1.2914855480 * b) ** 3
    channels = (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )
    return "#" + "".join(f"{round(_gamma(c) * 255):02X}" for c in channels)


def mix(first: str, second: str, share: float) -> str:
    """Return the colour that lies ``share`` (0 to 1) of the way from ``first`` to ``second``."""
    a, b = _to_lab(first), _to_lab(second)
    return _from_lab([x + (y - x) * share for x, y in zip(a, b, strict=True)])


def n(value: float) -> str:
    """Write a number with one decimal at most."""
    return f"{value:.1f}".rstrip("0").rstrip(".") if value % 1 else str(int(value))


def smooth(points: Sequence[Point], *, close: bool = False, tension: float = 1.0) -> str:
    """Return a smooth curve through ``points`` (Catmull-Rom) as path data."""
    pts = list(points)
    pts = [pts[-1], *pts, pts[0], pts[1]] if close else [pts[0], *pts, pts[-1]]
    out = [f"M{n(pts[1][0])} {n(pts[1][1])}"]
    for p0, p1, p2, p3 in zip(pts, pts[1:], pts[2:], pts[3:], strict=False):
        c1 = (p1[0] + (p2[0] - p0[0]) * tension / 6, p1[1] + (p2[1] - p0[1]) * tension / 6)
        c2 = (p2[0] - (p3[0] - p1[0]) * tension / 6, p2[1] - (p3[1] - p1[1]) * tension / 6)
        out.append("C" + " ".join(n(v) for v in (*c1, *c2, *p2)))
    return "".join(out) + ("z" if close else "")


def lens(x: float, y: float, width: float, height: float, lean: float = 0) -> str:
    """Return a thin shape with pointed ends, as light lies on water."""
    left, right = x - width / 2, x + width / 2
    return (
        f"M{n(left)} {n(y)}Q{n(x + lean)} {n(y - height)} {n(right)} {n(y)}"
        f"Q{n(x + lean)} {n(y + height)} {n(left)} {n(y)}z"
    )


def ridge(
    seed: int, base: float, height: float, *, width: float = 1600, waves: float = 1.6
) -> Ridge:
    """Return a hill line: a few slow waves with random phases around ``base``.

    ``height`` is roughly how far it rises and falls, ``waves`` how many swells fit in ``width``.
    """
    dice = random.Random(seed)
    parts = []
    for octave, weight in ((1, 1.0), (2.1, 0.42), (4.3, 0.14), (8.1, 0.04)):
        parts.append((octave * waves * dice.uniform(0.85, 1.15), weight, dice.uniform(0, math.tau)))
    total = sum(weight for _, weight, _ in parts)

    def line(x: float) -> float:
        wave = sum(
            weight * math.sin(x / width * frequency * math.tau + phase)
            for frequency, weight, phase in parts
        )
        return base - wave / total * height

    return line


def peak(line: Ridge, x: float, height: float, width: float) -> Ridge:
    """Return ``line`` with a soft rise of ``height`` around ``x`` (a dip if negative)."""
    return lambda at: line(at) - height * math.exp(-(((at - x) / width) ** 2))


class Scene:
    """A picture in the making; ``str(scene)`` is its SVG."""

    # One count for all pictures, so that one can stand inside another.
    _names = itertools.count(1)

    def __init__(self, width: int = 1600, height: int = 1000) -> None:
        """Start an empty picture of ``width`` by ``height``."""
        self.width, self.height = width, height
        self._defs: list[str] = []
        self._body: list[str] = []

    def __str__(self) -> str:
        """Return the SVG text."""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width} {self.height}" '
            f'preserveAspectRatio="xMidYMid slice"><defs>{"".join(self._defs)}</defs>'
            f"{''.join(self._body)}</svg>"
        )

    def _id(self) -> str:
        return f"i{next(self._names)}"

    def add(self, markup: str) -> None:
        """Append markup as it is."""
        self._body.append(markup)

    def define(self, markup: str) -> str:
        """Append a definition whose id is written ``{id}``; return ``url(#id)``."""
        name = self._id()
        self._defs.append(markup.replace("{id}", name))
        return f"url(#{name})"

    def gradient(
        self,
        stops: Sequence[tuple[float, str] | tuple[float, str, float]],
        start: Point = (0, 0),
        end: Point = (0, 1000),
    ) -> str:
        """Return a fill that runs from ``start`` to ``end`` in picture units.

        A stop is (offset, colour) or (offset, colour, opacity). Between two stops colours are
        mixed in OKLab.
        """
        return self.define(
            f'<linearGradient id="{{id}}" gradientUnits="userSpaceOnUse" x1="{n(start[0])}" '
            f'y1="{n(start[1])}" x2="{n(end[0])}" y2="{n(end[1])}">{self._stops(stops)}'
            "</linearGradient>"
        )

    def radial(
        self,
        stops: Sequence[tuple[float, str] | tuple[float, str, float]],
        centre: Point,
        radius: float,
        squash: float = 1.0,
    ) -> str:
        """Return a round fill around ``centre``; ``squash`` under 1 flattens it."""
        x, y = centre
        turn = f"translate({n(x)} {n(y)}) scale(1 {squash}) translate({n(-x)} {n(-y)})"
        return self.define(
            f'<radialGradient id="{{id}}" gradientUnits="userSpaceOnUse" cx="{n(x)}" cy="{n(y)}" '
            f'r="{n(radius)}" gradientTransform="{turn}">{self._stops(stops)}</radialGradient>'
        )

    @staticmethod
    def _stops(stops: Sequence[tuple]) -> str:
        full = [(s[0], s[1], s[2] if len(s) > 2 else 1.0) for s in stops]
        out = []
        for (o1, c1, a1), (o2, c2, a2) in itertools.pairwise(full):
            for step in range(4):
                t = step / 4
                out.append((o1 + (o2 - o1) * t, mix(c1, c2, t), a1 + (a2 - a1) * t))
        out.append(full[-1])
        return "".join(
            f'<stop offset="{o:.3f}" stop-color="{c}"'
            + (f' stop-opacity="{a:.3f}"' if a < 1 else "")
            + "/>"
            for o, c, a in out
        )

    def blur(self, amount: float, sideways: float | None = None) -> str:
        """Return a blur filter; ``sideways`` sets a different horizontal amount."""
        both = n(amount) if sideways is None else f"{n(sideways)} {n(amount)}"
        return self.define(
            '<filter id="{id}" x="-50%" y="-50%" width="200%" height="200%">'
            f'<feGaussianBlur stdDeviation="{both}"/></filter>'
        )

    def path(self, data: str, fill: str, *, opacity: float = 1, extra: str = "") -> None:
        """Draw a filled path."""
        shade = f' opacity="{opacity:.2f}"' if opacity < 1 else ""
        self.add(f'<path d="{data}" fill="{fill}"{shade}{" " + extra if extra else ""}/>')

    def stroke(
        self, data: str, colour: str, width: float, *, opacity: float = 1, extra: str = ""
    ) -> None:
        """Draw a line with round ends."""
        shade = f' opacity="{opacity:.2f}"' if opacity < 1 else ""
        self.add(
            f'<path d="{data}" fill="none" stroke="{colour}" stroke-width="{n(width)}" '
            f'stroke-linecap="round" stroke-linejoin="round"{shade} {extra}/>'
        )

    def rect(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        fill: str,
        *,
        round_: float = 0,
        opacity: float = 1,
        extra: str = "",
    ) -> None:
        """Draw a rectangle, with rounded corners if ``round_``."""
        shade = f' opacity="{opacity:.2f}"' if opacity < 1 else ""
        self.add(
            f'<rect x="{n(x)}" y="{n(y)}" width="{n(width)}" height="{n(height)}" fill="{fill}"'
            + (f' rx="{n(round_)}"' if round_ else "")
            + f"{shade} {extra}/>"
        )

    def ellipse(
        self,
        x: float,
        y: float,
        rx: float,
        ry: float,
        fill: str,
        *,
        opacity: float = 1,
        extra: str = "",
    ) -> None:
        """Draw an ellipse."""
        shade = f' opacity="{opacity:.2f}"' if opacity < 1 else ""
        self.add(
            f'<ellipse cx="{n(x)}" cy="{n(y)}" rx="{n(rx)}" ry="{n(ry)}" fill="{fill}"'
            f"{shade} {extra}/>"
        )

    def sky(self, *stops: tuple[float, str], until: float | None = None) -> None:
        """Fill the picture with a sky that runs from the top down to ``until``."""
        bottom = until or self.height
        fill = self.gradient(list(stops), (0, 0), (0, bottom))
        self.rect(0, 0, self.width, self.height, fill)

    def glow(
        self, x: float, y: float, radius: float, colour: str, strength: float, squash: float = 1
    ) -> None:
        """Lay a soft light around a point, over everything drawn so far."""
        fill = self.radial(
            [(i / 8, colour, strength * (1 - (i / 8) ** 2) ** 3) for i in range(9)],
            (x, y),
            radius,
            squash,
        )
        self.rect(0, 0, self.width, self.height, fill)

    def disc(self, x: float, y: float, radius: float, colour: str, halo: float = 0.5) -> None:
        """Draw a sun or a moon with its halo."""
        self.glow(x, y, radius * 6, colour, halo)
        self.ellipse(x, y, radius, radius, colour)

    def outline(self, line: Ridge, step: float = 40) -> list[Point]:
        """Return the points of a ridge across the picture, with room at both sides."""
        count = int((self.width + 160) / step) + 1
        return [(-80 + i * step, line(-80 + i * step)) for i in range(count)]

    def hill(
        self,
        line: Ridge,
        top: str,
        bottom: str,
        *,
        depth: float = 320,
        lit: tuple[float, float, str, float] | None = None,
        opacity: float = 1,
    ) -> str:
        """Draw land below ``line``, running from ``top`` to ``bottom`` colour over ``depth``.

        ``lit`` is (x, radius, colour, strength): light that catches the land around ``x``.
        Returns the path, for clips and reflections.
        """
        points = self.outline(line)
        highest = min(y for _, y in points)
        data = smooth(points) + f"V{self.height + 40}H-80z"
        fill = self.gradient([(0, top), (1, bottom)], (0, highest), (0, highest + depth))
        self.path(data, fill, opacity=opacity)
        if lit:
            x, radius, colour, strength = lit
            light = self.radial([(0, colour, strength), (1, colour, 0)], (x, line(x)), radius, 0.5)
            self.path(data, light, opacity=opacity)
        return data

    def haze(self, y: float, height: float, colour: str, strength: float) -> None:
        """Lay a band of mist whose middle is at ``y``."""
        fill = self.gradient(
            [(0, colour, 0), (0.5, colour, strength), (1, colour, 0)],
            (0, y - height / 2),
            (0, y + height / 2),
        )
        self.rect(0, y - height / 2, self.width, height, fill)

    def ripples(
        self,
        seed: int,
        top: float,
        bottom: float,
        colour: str,
        *,
        count: int = 60,
        opacity: float = 0.35,
        centre: float | None = None,
        spread: float = 900,
        size: float = 1.0,
    ) -> None:
        """Draw light (or shade) lying on water, small far away and long near the viewer.

        With ``centre`` the marks gather in a path below a light.
        """
        dice = random.Random(seed)
        marks = []
        for _ in range(count):
            share = dice.random() ** 1.25
            y = top + (bottom - top) * share
            near = 0.25 + share
            if centre is None:
                x = dice.uniform(-80, self.width + 80)
                length = dice.uniform(60, 190) * near * size
            else:
                x = dice.gauss(centre, spread * (0.25 + 0.75 * share) / 3)
                length = dice.uniform(40, 150) * near * size
            marks.append(lens(x, y, length, dice.uniform(1.6, 3.4) * near * size))
        self.path("".join(marks), colour, opacity=opacity)

    def shadow(self, x: float, y: float, rx: float, ry: float, strength: float = 0.3) -> None:
        """Lay a soft shadow on the ground."""
        fill = self.radial(
            [(0, INK, strength), (0.55, INK, strength * 0.6), (1, INK, 0)], (x, y), rx, ry / rx
        )
        self.ellipse(x, y, rx, ry, fill)

    def clipped(self, data: str) -> "Clip":
        """Return a context in which everything drawn is cut to the path ``data``."""
        return Clip(self, self.define(f'<clipPath id="{{id}}"><path d="{data}"/></clipPath>'))

    def group(self, attributes: str) -> "Group":
        """Return a context whose drawings stand in one group with ``attributes``."""
        return Group(self, attributes)


class Group:
    """Drawings that share attributes; use with ``with``."""

    def __init__(self, scene: Scene, attributes: str) -> None:
        """Remember the ``scene`` and the ``attributes`` of the group."""
        self._scene, self._attributes = scene, attributes

    def __enter__(self) -> None:
        """Open the group."""
        self._scene.add(f"<g {self._attributes}>")

    def __exit__(self, *_: object) -> None:
        """Close the group."""
        self._scene.add("</g>")


class Clip(Group):
    """Drawings cut to a shape."""

    def __init__(self, scene: Scene, url: str) -> None:
        """Remember the ``scene`` and the clip's ``url``."""
        super().__init__(scene, f'clip-path="{url}"')
