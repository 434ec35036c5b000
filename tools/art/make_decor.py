"""Write the small decorative SVGs that the stylesheet and the error pages use.

``horizon``, ``water`` and ``breath`` are one-colour shapes for CSS masks (or ``currentColor``); the
two scenes for error pages carry their own colours and follow the reader's scheme. Run from the
repository's root::

    python tools/art/make_decor.py
"""

from pathlib import Path

from scene import n, peak, ridge, smooth

TARGET = Path(__file__).resolve().parents[2] / "static/images"
LIMIT = 3_000


def svg(box: str, body: str, more: str = "") -> str:
    """Wrap ``body`` in an svg element with ``box`` as its view box."""
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}"{more}>{body}</svg>\n'


def coarse(data: str) -> str:
    """Round the numbers of a path to whole units: enough for a decoration."""
    out, number = [], ""
    for letter in data + " ":
        if letter.isdigit() or letter in ".-":
            number += letter
            continue
        if number:
            out.append(str(round(float(number))))
            number = ""
        out.append(letter)
    return "".join(out).strip()


def horizon() -> str:
    """Return three overlapping swells that part two sections."""
    body = ""
    for seed, base, rise, opacity in ((5, 34, 16, 0.25), (9, 46, 14, 0.45), (14, 60, 12, 1)):
        line = ridge(seed, base, rise, waves=1.5)
        points = [(x, line(x)) for x in range(-40, 1700, 110)]
        fill = "" if opacity == 1 else f' opacity="{opacity}"'
        body += f'<path d="{coarse(smooth(points))}V80H-40z"{fill}/>'
    return svg("0 0 1600 80", f'<g fill="currentColor">{body}</g>', ' preserveAspectRatio="none"')


def water() -> str:
    """Return a tile of ripples that repeats in both directions."""
    body = ""
    for y, start, count, opacity in ((10, 0, 2, 0.9), (26, -40, 3, 0.6), (42, 20, 2, 0.35)):
        for i in range(count):
            x = start + i * 80
            body += (
                f'<path d="M{x} {y}c10 0 10-5 20-5s10 5 20 5" opacity="{opacity}"/>'
                if i % 2 == 0
                else f'<path d="M{x + 6} {y}h16" opacity="{opacity}"/>'
            )
    return svg(
        "0 0 160 52",
        f'<g fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round">{body}</g>',
        ' width="160" height="52"',
    )


def breath() -> str:
    """Return rings that widen and fade like a slow breath."""
    rings = ""
    for i in range(7):
        r, opacity = 22 + i * 20 + i * i * 1.2, 0.95 * (1 - i / 7.6)
        rings += f'<circle cx="200" cy="200" r="{n(r)}" stroke-width="{n(3 - i * 0.3)}" opacity="{opacity:.2f}"/>'
    return svg(
        "0 0 400 400",
        f'<g fill="none" stroke="currentColor">{rings}</g>'
        '<circle cx="200" cy="200" r="9" fill="currentColor"/>',
    )


STYLE = (
    "<style>.a{fill:#e9e3d8}.b{fill:#f3d9c4}.c{fill:#c9d8d3}.d{fill:#9dbab2}.e{fill:#5e938b}"
    ".f{fill:#1f5a54}.g{fill:#efe6d8}.s{fill:none;stroke:#1f5a54;"
    "stroke-linecap:round}.t{fill:none;stroke:#fbf8f3;stroke-width:3;stroke-linecap:round}"
    "@media(prefers-color-scheme:dark){.a{fill:#1b3432}.b{fill:#d9a680}.c{fill:#23443f}"
    ".d{fill:#2c564f}.e{fill:#3a7067}.f{fill:#0b1a19}.g{fill:#a58a6c}.s{stroke:#8fb3a9}"
    ".t{stroke:#7fa69c}}</style>"
)
CARD = (
    '<clipPath id="k"><rect width="640" height="360" rx="24"/></clipPath>'
    '<filter id="m" x="-50%" y="-200%" width="200%" height="500%">'
    '<feGaussianBlur stdDeviation="14 5"/></filter><g clip-path="url(#k)">'
)


def land(seed: int, base: float, rise: float, name: str, bump: tuple[float, float, float]) -> str:
    """Return a hill as a path of class ``name``."""
    line = peak(ridge(seed, base, rise, width=640, waves=1.1), *bump)
    points = [(x, line(x)) for x in range(-40, 720, 60)]
    return f'<path class="{name}" d="{coarse(smooth(points))}V360H-40z"/>'


def not_found() -> str:
    """Return a path that fades into mist beside a signpost without names."""
    hills = (
        land(4, 190, 14, "c", (470, 44, 90))
        + land(8, 222, 12, "d", (150, 26, 90))
        + land(11, 262, 8, "e", (520, 8, 120))
    )
    path = (
        '<path class="g" d="M352 260c10 8 2 13-22 21s-40 22 2 33 30 30-24 50h150c26-30 8-50-44-60s-58-14-34-22'
        '-8-16-14-22z"/>'
    )
    post = (
        '<path class="f" d="M176 330V162q0-6 7-6t7 6v168zM190 178h70l17 15-17 15h-70zM176 220h-58l-16 14 16 14h58z"/>'
        '<ellipse class="f" cx="183" cy="331" rx="34" ry="5" opacity=".3"/>'
    )
    mist = "".join(
        f'<ellipse class="a" cx="{x}" cy="{y}" rx="{w}" ry="{h}" opacity="{o}" filter="url(#m)"/>'
        for x, y, w, h, o in (
            (370, 250, 190, 16, 0.9),
            (90, 214, 120, 10, 0.6),
            (560, 262, 120, 12, 0.6),
        )
    )
    body = f'<path class="a" d="M0 0h640v360H0z"/><circle class="b" cx="420" cy="112" r="40"/>{hills}{path}{mist}{post}</g>'
    return svg("0 0 640 360", STYLE + CARD + body)


def fault() -> str:
    """Return a moored boat that waits out a shower."""
    cloud = "".join(
        f'<ellipse class="{c}" cx="{x}" cy="{y}" rx="{w}" ry="{h}" filter="url(#m)"/>'
        for c, x, y, w, h in (
            ("d", 150, 40, 260, 34),
            ("e", 90, 64, 190, 20),
            ("d", 300, 84, 150, 14),
        )
    )
    rain = (
        '<path class="s" stroke-width="1.5" opacity=".3" d="'
        + "".join(
            f"M{40 + i * 23} {92 + (i * 37) % 44}l-14 {44 + (i * 13) % 30}" for i in range(14)
        )
        + '"/>'
    )
    waves = "".join(
        f'<path class="t" d="M{x} {y}c12 0 12-6 24-6s12 6 24 6 12-6 24-6" opacity=".7"/>'
        for x, y in ((60, 276), (200, 336), (130, 250), (520, 330), (540, 300), (70, 322))
    )
    boat = (
        '<ellipse class="f" cx="392" cy="312" rx="104" ry="8" opacity=".3"/>'
        '<path class="f" d="M288 262c22 40 56 48 104 48s84-12 104-54c-34 18-70 22-104 22s-72-4-104-16z"/>'
        '<path class="g" d="M288 262c32 12 70 16 104 16s70-4 104-22c-34-8-70-10-104-10s-72 4-104 16z"/>'
        '<path class="s" d="M562 238v58" stroke-width="8"/>'
        '<path class="s" d="M496 258c22 18 44 14 64-10" stroke-width="2.5"/>'
    )
    shore = land(6, 214, 10, "c", (560, 30, 100)) + land(9, 226, 6, "d", (80, 12, 90))
    body = (
        '<path class="a" d="M0 0h640v360H0z"/><circle class="b" cx="500" cy="96" r="34"/>'
        f'{shore}{cloud}{rain}<path class="e" d="M0 232h640v128H0z"/>{waves}{boat}</g>'
    )
    return svg("0 0 640 360", STYLE + CARD + body)


def main() -> None:
    """Write every decoration; refuse one that grew over the limit."""
    TARGET.mkdir(parents=True, exist_ok=True)
    drawings = {
        "horizon": horizon(), "water": water(), "breath": breath(),
        "error-404": not_found(), "error-500": fault(),
    }  # fmt: skip
    for name, text in drawings.items():
        if len(text) >= LIMIT:
            raise ValueError(f"{name}.svg has {len(text)} bytes; the limit is {LIMIT}.")
        (TARGET / f"{name}.svg").write_text(text)
        print(f"{name}.svg: {len(text):,} bytes")


if __name__ == "__main__":
    main()
