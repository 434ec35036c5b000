"""Lakes at dawn and at night, among them the picture of the home page."""

import random

import nature
from scene import INK, Scene, lens, mix, n, peak, ridge
from water import glitter, reflect, water


def hero(width: int = 2000, height: int = 1200) -> Scene:
    """Dawn over still water: the picture of the home page."""
    s = Scene(width, height)
    k, shore = width / 2000, height * 0.6
    sun = width * (0.66 if width > height else 0.6)
    s.sky((0, "#86A9B6"), (0.35, "#BCCFCE"), (0.68, "#F0D8BE"), (1, "#F4C79E"), until=shore)
    s.disc(sun, shore - 108, 62, "#FEEBD0", 0.7)
    for x, y, w, h, a in (
        (0.2, 0.16, 900, 34, 0.42),
        (0.82, 0.11, 760, 26, 0.38),
        (0.5, 0.25, 560, 20, 0.32),
        (0.93, 0.3, 520, 20, 0.4),
        (0.08, 0.33, 480, 18, 0.35),
    ):
        nature.streak(s, width * x, height * y, w * k, h, "#FBEBDA", a)
    shapes = []
    ranges = (
        (11, 0.535, 46, "#BFC9C3", "#E6D2BC", 0.45), (17, 0.56, 40, "#9DB3AF", "#D5CDBA", 0.35),
        (23, 0.582, 30, "#74978F", "#AFBFAE", 0.28),
    )  # fmt: skip
    for i, (seed, base, rise, top, bottom, light) in enumerate(ranges):
        line = ridge(seed, height * base, rise, width=width, waves=1.4 + 0.3 * i)
        line = peak(line, width * (0.2 + 0.08 * i), 84 - 26 * i, 240 * k)
        line = peak(line, width * 0.96, 60 - 10 * i, 200 * k)
        data = s.hill(line, top, bottom, depth=110, lit=(sun, 620 * k, "#FADDB6", light))
        shapes.append((data, mix(top, bottom, 0.3)))
        s.haze(height * base + 62, 70, "#F8E6D0", 0.4)
    water(
        s,
        shore,
        (0, "#F1CDA8"),
        (0.14, "#DCCFBA"),
        (0.42, "#9DB9B8"),
        (0.75, "#5F8C8C"),
        (1, "#376865"),
    )
    reflect(s, shapes, shore, opacity=0.36, soft=5)
    s.haze(shore, 44, "#FBE9D2", 0.75)
    glitter(s, sun, shore, "#FFEBCD", strength=0.55, spread=560 * k, seed=4)
    s.ripples(7, shore + 40, height, "#E9E3D2", count=70, opacity=0.28, size=1.3)
    s.ripples(8, shore + 160, height, "#2C5B59", count=60, opacity=0.22, size=1.5)
    # A spit of land with a few spruces on the left, and its mirror.
    land = f"M-20 {n(shore + 26)}C{n(140 * k)} {n(shore - 16)} {n(360 * k)} {n(shore + 2)} {n(640 * k)} {n(shore + 20)}Q{n(500 * k)} {n(shore + 36)} {n(300 * k)} {n(shore + 34)}T-20 {n(shore + 44)}z"
    dice = random.Random(5)
    woods = []
    for i in range(26):
        x = (i * 21 + dice.uniform(-6, 6)) * k
        fall = 1 - i / 30
        woods.append(
            nature.conifer(x, shore + 12, (70 + 120 * dice.random()) * fall**1.2 + 16, dice)
        )
    trees = "".join(woods)
    with (
        s.clipped(f"M-10 {n(shore + 24)}H{width}V{height}H-10z"),
        s.group(
            f'transform="translate(0 {n(2 * shore + 52)}) scale(1 -1)" opacity="0.5" filter="{s.blur(2, 5)}"'
        ),
    ):
        s.path(trees, "#3B6763")
    s.path(
        trees,
        s.gradient(
            [(0, "#5F857D"), (0.6, "#2F5E58"), (1, "#1F4C48")], (0, shore - 180), (0, shore + 20)
        ),
    )
    s.path(land, s.gradient([(0, "#2C5953"), (1, "#1B4541")], (0, shore - 10), (0, shore + 44)))
    s.stroke(
        f"M{n(300 * k)} {n(shore + 36)}Q{n(520 * k)} {n(shore + 36)} {n(700 * k)} {n(shore + 22)}",
        "#F9E6CB",
        2.4,
        opacity=0.6,
    )
    for x, tall, count, seed in ((0.93, 210, 26, 3), (0.985, 260, 24, 9), (0.03, 120, 16, 15)):
        dice = random.Random(seed)
        blades = [
            nature.blade(
                width * x + dice.gauss(0, 46 * k),
                height + 20,
                tall * dice.uniform(0.5, 1.1),
                dice.gauss(-10, 26),
                7,
            )
            for _ in range(count)
        ]
        s.path("".join(blades), "#1A4541", opacity=0.94)
    nature.birds(
        s,
        [
            (width * 0.44, height * 0.3, 15),
            (width * 0.467, height * 0.287, 12),
            (width * 0.485, height * 0.305, 10),
        ],
        "#2B4F50",
    )
    return s


def hero_tall() -> Scene:
    """The same morning for a narrow screen."""
    return hero(1200, 1500)


def still_lake() -> Scene:
    """A lake before sunrise, reeds on the right."""
    s = Scene()
    shore = 560
    s.sky((0, "#7FA3AE"), (0.4, "#B9CFCB"), (0.75, "#EBD9C0"), (1, "#F0CDA8"), until=shore)
    s.glow(420, 545, 620, "#FDE6C6", 0.9, 0.45)
    shapes = []
    for seed, base, rise, top, bottom in (
        (4, 500, 40, "#A9BDB9", "#D8D2BF"),
        (9, 528, 26, "#7C9E98", "#B5C3B0"),
    ):
        line = peak(ridge(seed, base, rise, waves=1.3), 1180, 90 if seed == 4 else 34, 230)
        shapes.append(
            (
                s.hill(line, top, bottom, depth=100, lit=(420, 520, "#F9DDB8", 0.5)),
                mix(top, bottom, 0.2),
            )
        )
    water(s, shore, (0, "#EBCFAE"), (0.2, "#BFCBBF"), (0.55, "#7FA5A3"), (1, "#3C6E6B"))
    reflect(s, shapes, shore, opacity=0.5, soft=4)
    s.haze(shore, 46, "#FBEBD8", 0.8)
    s.ripples(2, shore + 14, 980, "#F4E4CB", count=46, opacity=0.4)
    s.ripples(3, shore + 120, 990, "#2E605E", count=40, opacity=0.22, size=1.3)
    jetty = "M-20 742H520L548 760H-20z"
    for x in (60, 200, 340, 480):
        s.path(f"M{x} 752h14v92h-14z", "#35514B")
        s.path(f"M{x} 846h14v70h-14z", "#35514B", opacity=0.28, extra=f'filter="{s.blur(4, 2)}"')
        s.path(lens(x + 7, 846, 80, 3), "#F4E4CB", opacity=0.6)
    s.path(jetty, s.gradient([(0, "#B08E6E"), (1, "#7C6552")], (0, 740), (0, 762)))
    s.path("M-20 760H548V772H-20z", "#4B4A40")
    for x in range(0, 540, 45):
        s.stroke(f"M{x} 743l{8 + x / 60:.0f} 16", "#6A5646", 1.6, opacity=0.6)
    s.rect(-20, 800, 560, 16, "#2E4F4B", opacity=0.22, extra=f'filter="{s.blur(5, 12)}"')
    dice = random.Random(12)
    reeds = [
        nature.blade(dice.gauss(1420, 90), 1015, dice.uniform(160, 430), dice.gauss(-20, 40), 8)
        for _ in range(90)
    ]
    s.path(
        "".join(reeds),
        s.gradient([(0, "#7F9A78"), (0.5, "#2F5E52"), (1, "#15403A")], (0, 580), (0, 1000)),
    )
    nature.seed_heads(s, 6, "#3B4F42", start=1300, end=1560, y=1000, height=400, count=9)
    return s


def moon_water() -> Scene:
    """A full moon stands over a dark bay."""
    s = Scene()
    shore = 570
    s.sky((0, "#16343F"), (0.5, "#2F5868"), (0.85, "#6A8C95"), (1, "#93A8A6"), until=shore)
    dice = random.Random(2)
    for _ in range(46):
        s.ellipse(
            dice.uniform(0, 1600),
            dice.uniform(0, 380),
            (r := dice.uniform(0.8, 2)),
            r,
            "#E6EFEA",
            opacity=dice.uniform(0.25, 0.7),
        )
    s.glow(1060, 270, 620, "#DCE7E0", 0.42)
    s.ellipse(
        1060,
        270,
        70,
        70,
        s.radial([(0, "#FBF3E0"), (0.7, "#F3E6CC"), (1, "#E5D9C2")], (1045, 258), 80),
    )
    for x, y, rx, ry in ((1040, 250, 26, 18), (1080, 286, 30, 22), (1030, 292, 16, 12)):
        s.ellipse(x, y, rx, ry, "#D2C4AB", opacity=0.32, extra=f'filter="{s.blur(5)}"')
    nature.streak(s, 620, 330, 720, 30, "#A9BFC2", 0.28)
    nature.streak(s, 1330, 390, 560, 24, "#C9D3CE", 0.3)
    shapes = []
    for seed, base, rise, top, bottom in (
        (14, 510, 50, "#4B727B", "#7A969A"),
        (18, 545, 26, "#2F585F", "#517A7E"),
    ):
        line = peak(ridge(seed, base, rise, waves=1.2), 260, 110 if seed == 14 else 50, 260)
        shapes.append((s.hill(line, top, bottom, depth=110, lit=(1060, 520, "#DCE7E0", 0.3)), top))
    water(s, shore, (0, "#8EA5A5"), (0.16, "#57808A"), (0.6, "#24505C"), (1, "#123440"))
    reflect(s, shapes, shore, opacity=0.5, soft=4)
    s.haze(shore, 30, "#C9D6D2", 0.5)
    glitter(s, 1060, shore, "#F6EAD0", strength=0.4, spread=520, seed=3)
    s.ripples(9, shore + 30, 990, "#B9CFD0", count=60, opacity=0.25)
    near = peak(ridge(33, 985, 20, waves=1.2), 120, 120, 240)
    nature.treeline(s, near, 4, "#0C2529", start=-60, end=420, height=260, step=44)
    s.hill(near, "#0E2A2E", "#0B2226", depth=80)
    return s


def island() -> Scene:
    """A small wooded island rests in morning mist."""
    s = Scene()
    shore = 590
    s.sky((0, "#9AB8BF"), (0.45, "#CBD9D3"), (0.8, "#F0DDC6"), (1, "#EFD2B2"), until=shore)
    s.disc(330, 330, 52, "#FDECD4", 0.55)
    shapes = []
    for seed, base, rise, top, bottom in (
        (44, 500, 50, "#C3CFC8", "#E5D9C6"),
        (48, 545, 30, "#A8BDB5", "#D3D3C0"),
    ):
        shapes.append(
            (
                s.hill(
                    ridge(seed, base, rise, waves=1.5),
                    top,
                    bottom,
                    depth=100,
                    lit=(330, 520, "#FBE2C2", 0.5),
                ),
                top,
            )
        )
    water(s, shore, (0, "#E9D6BD"), (0.25, "#BCCBC3"), (0.65, "#86A9A6"), (1, "#4F807C"))
    reflect(s, shapes, shore, opacity=0.4, soft=5)
    s.haze(shore, 90, "#FAEDDC", 0.9)
    dice = random.Random(21)
    woods = []
    for i in range(22):
        x = 800 + i * 24 + dice.uniform(-8, 8)
        arch = 1 - abs(i - 10) / 13
        woods.append(nature.conifer(x, 690, 90 + 190 * arch * dice.uniform(0.62, 1.08), dice))
    trees = "".join(woods)
    rock = "M700 702C760 676 860 668 1040 668S1330 676 1400 704C1330 716 1200 718 1050 718S780 716 700 702z"
    with (
        s.clipped("M-10 704H1610V1000H-10z"),
        s.group(
            f'transform="translate(0 1408) scale(1 -1)" opacity="0.55" filter="{s.blur(3, 6)}"'
        ),
    ):
        s.path(trees, "#3A6B64")
        s.path(rock, "#4E6F66")
    s.path(
        trees,
        s.gradient([(0, "#6E958A"), (0.45, "#34645C"), (1, "#1E4B46")], (760, 440), (1180, 700)),
    )
    s.path(
        rock,
        s.gradient([(0, "#B9A88C"), (0.45, "#6E7F70"), (1, "#2F534C")], (760, 676), (1260, 712)),
    )
    s.haze(712, 60, "#F7EBDA", 0.55)
    s.ripples(5, 720, 990, "#F8EAD5", count=46, opacity=0.42)
    s.ripples(6, 760, 995, "#3A6F6B", count=34, opacity=0.2, size=1.3)
    nature.birds(s, [(560, 300, 15), (608, 282, 12)], INK)
    return s


SCENES = {
    "hero-dawn-lake": hero,
    "hero-dawn-lake-tall": hero_tall,
    "still-lake": still_lake,
    "moon-over-water": moon_water,
    "island-in-mist": island,
}
