"""Open country at first light: hills, dunes, birches, paths, clouds."""

import random

import nature
from scene import (
    INK,
    PAPER,
    Scene,
    mix,
    n,
    peak,
    ridge,
    smooth,
)


def hills_mist() -> Scene:
    """Seven ranges of hills fade into morning mist."""
    s = Scene()
    s.sky((0, "#A9C3CC"), (0.32, "#CBD8D6"), (0.55, "#EBD3BC"), (0.75, "#EFC8A4"))
    s.disc(1130, 330, 54, "#FBE6CC", 0.55)
    far, near = "#C9CFC4", "#17413D"
    layers = 7
    for i in range(layers):
        t = i / (layers - 1)
        line = ridge(20 + i, 430 + 470 * t**1.25, 60 + 46 * t, waves=1.3 + 0.5 * (i % 3))
        if i == 2:
            line = peak(line, 420, 90, 210)
        if i == 4:
            line = peak(line, 1330, 80, 260)
        top = mix(far, near, t**0.95)
        haze = mix("#EFD5BC", "#8FB0A8", t)
        s.hill(
            line,
            top,
            mix(top, haze, 0.62),
            depth=210 + 120 * t,
            lit=(1130, 620, "#F8D9B4", 0.5 * (1 - t)),
        )
        if i == 4:
            nature.treeline(s, line, 5, mix(top, INK, 0.12), start=180, end=640, height=44, step=13)
        if i < 5:
            s.haze(line(1100) + 120 + 40 * t, 130, "#F6E3CF", 0.34 * (1 - 0.5 * t))
    front = ridge(77, 930, 34, waves=1.1)
    nature.treeline(s, front, 9, "#0F302E", start=-40, end=470, height=150, step=26)
    nature.treeline(s, front, 12, "#0F302E", start=1320, end=1680, height=120, step=28)
    s.hill(front, "#12332F", "#0E2A28", depth=120)
    return s


def dune() -> Scene:
    """Two great dunes with a sharp crest, lit from the right at dawn."""
    s = Scene()
    s.sky((0, "#8FB2C4"), (0.3, "#C2D2D3"), (0.5, "#F0D9C0"), (0.62, "#F3CFA9"))
    s.disc(1240, 440, 46, "#FDEBD2", 0.6)
    for i, (base, colour) in enumerate(((560, "#D9B694"), (600, "#CFA682"))):
        s.hill(ridge(61 + i, base, 26, waves=1.4), colour, mix(colour, "#EBC9A4", 0.6), depth=150)
    s.haze(600, 140, "#F6DDBF", 0.5)
    # The middle dune: lit side to the right of its crest, shade to the left.
    crest = [(-60, 720), (160, 690), (380, 620), (560, 540), (690, 492), (770, 500), (900, 560), (1100, 640),
             (1350, 690), (1680, 720)]  # fmt: skip
    body = smooth(crest) + "V1040H-60z"
    s.path(
        body,
        s.gradient([(0, "#EDC79C"), (0.5, "#DDAE82"), (1, "#C4926A")], (760, 490), (900, 1000)),
    )
    blade = smooth([(690, 492), (712, 560), (716, 640), (748, 740), (748, 850), (800, 1040)])
    shade = smooth(crest[:5]) + "L" + blade[1:] + "H-60z"
    s.path(
        shade,
        s.gradient([(0, "#A9765A"), (0.6, "#8C6656"), (1, "#75594F")], (690, 490), (260, 980)),
    )
    s.path(shade, s.gradient([(0, "#7D93A0", 0), (1, "#7D93A0", 0.4)], (600, 500), (0, 800)))
    # The near dune rises from the right.
    near = [
        (640, 1040),
        (860, 930),
        (1080, 820),
        (1250, 752),
        (1370, 735),
        (1500, 760),
        (1680, 800),
    ]
    s.path(
        smooth(near) + "V1040z",
        s.gradient([(0, "#F2D0A6"), (1, "#D6A57A")], (1370, 735), (1480, 1020)),
    )
    edge = smooth([(1370, 735), (1378, 800), (1368, 870), (1388, 950), (1380, 1040)])
    s.path(smooth(near[:5]) + "L" + edge[1:] + "L640 1040z",
           s.gradient([(0, "#B07E5E"), (1, "#8B6757")], (1350, 740), (900, 1040)))  # fmt: skip
    dice = random.Random(4)
    for i in range(15):  # wind ripples on the lit sand
        y = 600 + i * 27
        x = 930 + dice.uniform(-20, 30) + i * 14
        w = 300 + i * 26
        s.stroke(
            f"M{n(x - w * 0.45)} {n(y + 8)}C{n(x - w * 0.2)} {n(y - 12)} {n(x)} {n(y + 16)} {n(x + w * 0.4)} {n(y + 2)}",
            "#B98861", 2.2, opacity=0.2,
        )  # fmt: skip
    front = ridge(91, 965, 16, waves=0.8)
    s.hill(front, "#7E6152", "#5F4A44", depth=90)
    nature.grass(s, front, 3, "#5A5A46", start=40, end=300, height=130, count=46, lean=34, width=5)
    nature.grass(s, front, 8, "#6C6A50", start=90, end=240, height=90, count=24, lean=40, width=4)
    return s


def birches() -> Scene:
    """Birch trunks before a bright clearing."""
    s = Scene()
    s.sky((0, "#A8C2BB"), (0.45, "#D4DDCB"), (0.75, "#EBDDBF"), (1, "#C7CBAA"))
    s.glow(980, 560, 620, "#FBE9C9", 0.85, 0.8)
    dice = random.Random(31)
    for depth, (colour, width) in enumerate((("#BFCFC0", 16), ("#A3BBAE", 24), ("#86A598", 34))):
        for i in range(11 - depth * 2):
            x = (i + dice.uniform(0.1, 0.9)) * 1600 / (11 - depth * 2)
            if abs(x - 980) < 120 - depth * 10:
                continue
            s.path(
                f"M{n(x - width / 2)} 1000L{n(x - width * 0.3 + dice.uniform(-14, 14))} -10h{n(width * 0.6)}L{n(x + width / 2)} 1000z",
                colour, opacity=0.75,
            )  # fmt: skip
        s.haze(640 + depth * 40, 340, "#F3E6CB", 0.28)
    ground = ridge(41, 815, 16, waves=1.1)
    s.hill(ground, "#A9B98E", "#5C7C66", depth=200, lit=(980, 520, "#F7E6BC", 0.75))
    path = "M962 812C950 846 880 868 850 900S740 970 640 1010H1120C1100 960 1060 920 1040 886S992 840 990 812z"
    s.path(path, s.gradient([(0, "#F1E3C3"), (1, "#C3B48F")], (0, 812), (0, 1000)), opacity=0.85)
    for x, w, seed, lean in ((1290, 50, 3, -26), (640, 46, 7, 14)):
        nature.birch(s, x, w, seed, "#EFE9DC", "#8DA199", "#3C5450", foot=885, lean=lean)
    for i, (x, y, r) in enumerate(
        ((1260, 40, 170), (1420, 90, 150), (620, 20, 170), (760, 50, 120))
    ):
        nature.foliage(
            s,
            30 + i,
            ["#A9BF97", "#C3CC9F"],
            x=x,
            y=y,
            rx=r,
            ry=r * 0.55,
            count=60,
            size=17,
            opacity=0.7,
        )
    for x, w, seed, lean in ((250, 92, 2, 26), (430, 62, 9, -10), (1480, 98, 5, -40)):
        nature.birch(s, x, w, seed, "#F4EFE4", "#70877F", "#24403D", foot=1020, lean=lean)
    for i, (x, y, r) in enumerate(((60, 40, 230), (280, 10, 200), (1580, 60, 240), (1420, 0, 190))):
        nature.foliage(
            s,
            50 + i,
            ["#4F7F6C", "#6F9A7B", "#C9BE7E"],
            x=x,
            y=y,
            rx=r,
            ry=r * 0.62,
            count=90,
            size=21,
        )
    front = ridge(47, 958, 14, waves=1.4)
    nature.grass(s, front, 4, "#3F6455", height=80, count=110, lean=8, width=8)
    s.hill(lambda x: front(x) + 8, "#3F6455", "#2C4D44", depth=60)
    nature.grass(s, lambda x: front(x) + 50, 6, "#2C4D44", height=80, count=90, lean=-8, width=9)
    return s


def rain_clearing() -> Scene:
    """A shower moves off to the left; light opens over wet fields."""
    s = Scene()
    s.sky((0, "#5E7C8C"), (0.3, "#8FA8AF"), (0.52, "#D9CDB8"), (0.66, "#F0D2AC"))
    s.glow(1240, 520, 760, "#FBE3BF", 0.9, 0.7)
    for x, y, w, h, c in (
        (200, 60, 1100, 190, "#45626F"), (900, 30, 1200, 130, "#557180"), (60, 210, 900, 150, "#4A6674"),
        (620, 190, 760, 90, "#5F7B89"), (1350, 110, 800, 70, "#7E97A1"), (240, 310, 620, 70, "#54707D"),
    ):  # fmt: skip
        s.ellipse(x, y, w / 2, h / 2, c, opacity=0.85, extra=f'filter="{s.blur(24, 60)}"')
    nature.cloud(s, 1130, 330, 420, 31, "#F1E2CC", "#A9B4B3", opacity=0.85, soft=7, puff=0.3)
    nature.cloud(s, 1480, 400, 380, 33, "#F8E6CC", "#C9BEB0", opacity=0.85, soft=7, puff=0.3)
    veil = s.gradient(
        [(0, "#516D7B", 0.75), (0.75, "#6F8A94", 0.42), (1, "#8FA5A8", 0.05)], (0, 200), (0, 700)
    )
    s.path("M-140 180L560 180L330 720H-300z", veil, extra=f'filter="{s.blur(44, 60)}"')
    dice = random.Random(6)
    strokes = []
    for _ in range(90):
        x, y, length = dice.uniform(-60, 620), dice.uniform(300, 620), dice.uniform(50, 120)
        strokes.append(f"M{n(x)} {n(y)}l{n(-length * 0.32)} {n(length)}")
    s.stroke("".join(strokes), "#C5D5D8", 1.6, opacity=0.16)
    for i, (left, right, a) in enumerate(
        ((900, 1010, 0.2), (1090, 1250, 0.26), (1330, 1430, 0.18))
    ):
        fill = s.gradient([(0, "#FFF0D6", a), (1, "#FFF0D6", 0)], (0, 330), (0, 760))
        s.path(f"M{left} 330L{left + 60} 330L{right + 120 - i * 30} 760L{left - 60 - i * 20} 760z", fill,
               extra=f'filter="{s.blur(14)}"')  # fmt: skip
    s.hill(
        ridge(2, 640, 26, waves=1.4),
        "#7F9A97",
        "#B2BBA4",
        depth=120,
        lit=(1240, 560, "#F7DDB2", 0.7),
    )
    line = ridge(5, 700, 22, waves=1.1)
    s.hill(line, "#6F9079", "#8BA37F", depth=160, lit=(1200, 620, "#F1DDA0", 0.7))
    nature.treeline(s, line, 3, "#466A60", start=520, end=720, height=52, step=14)
    for x, h in ((1010, 96), (1072, 70), (1120, 58), (1430, 120)):
        nature.tree(s, x, line(x) + 6, h, x, "#B9B77C", "#466C5E", sun=0.6)
    field = ridge(8, 800, 26, waves=0.8)
    s.hill(field, "#5B8069", "#34594F", depth=220, lit=(1150, 620, "#DDD08E", 0.7))
    pool = smooth(
        [
            (700, 882),
            (840, 866),
            (1010, 862),
            (1180, 874),
            (1230, 886),
            (1080, 900),
            (900, 898),
            (760, 896),
        ],
        close=True,
    )
    pool += smooth(
        [(1080, 938), (1220, 926), (1400, 930), (1440, 940), (1300, 950), (1150, 950)], close=True
    )
    s.path(pool, s.gradient([(0, "#F6E0BD"), (1, "#A9BDBB")], (0, 845), (0, 960)))
    s.ripples(3, 862, 950, "#FFF3DD", count=12, opacity=0.5, centre=960, spread=500)
    front = ridge(14, 1012, 8, waves=1.3)
    nature.grass(s, front, 7, "#23463F", height=110, count=190, lean=-22, width=5)
    return s


def path_meadow() -> Scene:
    """A path winds through a meadow towards low hills."""
    s = Scene()
    s.sky((0, "#9DBDC9"), (0.35, "#CCDAD6"), (0.55, "#F0DCC2"))
    s.disc(480, 400, 50, "#FDEBD0", 0.55)
    nature.streak(s, 1020, 190, 620, 30, PAPER, 0.5)
    nature.streak(s, 1250, 260, 460, 22, PAPER, 0.42)
    s.hill(peak(ridge(3, 545, 30, waves=1.2), 1100, 100, 300), "#A8BDB8", "#CBD2BE", depth=170,
           lit=(480, 560, "#F8DDB6", 0.5))  # fmt: skip
    s.hill(peak(ridge(6, 600, 28, waves=1.0), 330, 60, 260), "#86A69B", "#B3C1A0", depth=180,
           lit=(480, 620, "#F4DCA8", 0.6))  # fmt: skip
    line = ridge(9, 655, 18, waves=0.9)
    s.hill(line, "#8FAE8B", "#6C957C", depth=220, lit=(520, 620, "#F1DD9C", 0.75))
    for x, h in ((1180, 180), (1268, 132), (1336, 104), (168, 120), (110, 90)):
        nature.tree(s, x, line(x) + 8, h, int(x), "#B4C088", "#3F6B5C")
    meadow = ridge(13, 735, 14, waves=0.7)
    s.hill(meadow, "#7FA47F", "#3C6A58", depth=290, lit=(620, 700, "#EBDB93", 0.7))
    way = (
        "M842 676C870 690 930 700 900 722S700 760 720 800S1000 850 960 910S800 980 760 1010"
        "H1130C1150 960 1220 900 1140 850S850 790 850 765S985 735 975 712S900 684 872 676z"
    )
    s.path(way, s.gradient([(0, "#F4E4C6"), (1, "#D3B992")], (0, 676), (0, 1000)))
    s.path(
        way, s.gradient([(0, "#B59A76", 0), (1, "#8C785C", 0.45)], (760, 0), (1140, 0)), opacity=0.7
    )
    dice = random.Random(8)
    dots: dict[str, list[str]] = {"#F6E6CC": [], "#E9B48C": [], "#F0CF8F": []}
    for _ in range(150):
        y = 760 + 230 * dice.random() ** 0.8
        x = dice.uniform(0, 1600)
        if 640 < x < 1240:
            continue
        r = 1.6 + (y - 760) / 230 * 5
        dots[dice.choice(list(dots))].append(
            f"M{n(x - r)} {n(y)}a{n(r)} {n(r)} 0 1 0 {n(2 * r)} 0a{n(r)} {n(r)} 0 1 0 {n(-2 * r)} 0z"
        )
    for colour, shapes in dots.items():
        s.path("".join(shapes), colour, opacity=0.9)
    front = ridge(19, 1000, 16, waves=1.2)
    nature.grass(
        s, front, 3, "#2C5749", start=-20, end=640, height=150, count=120, lean=16, width=6
    )
    nature.grass(
        s, front, 5, "#2C5749", start=1220, end=1640, height=170, count=90, lean=-14, width=6
    )
    return s


def clouds() -> Scene:
    """Tall clouds catch the first light above a low horizon."""
    s = Scene()
    s.sky((0, "#6E9BB4"), (0.45, "#A9C5CE"), (0.8, "#E8D6C2"), (1, "#F1CDA9"))
    s.glow(300, 880, 900, "#FCE3C2", 0.7, 0.6)
    nature.streak(s, 420, 130, 700, 26, PAPER, 0.4)
    nature.streak(s, 1180, 90, 520, 20, PAPER, 0.35)
    for x, y, w, seed in (
        (600, 655, 380, 17),
        (800, 670, 300, 25),
        (180, 620, 460, 21),
        (60, 640, 300, 3),
    ):
        nature.cloud(s, x, y, w, seed, "#F1E6DC", "#A9BEC6", opacity=0.9, soft=5, puff=0.42)
    for x, y, w, seed in ((1300, 430, 460, 5), (1160, 500, 520, 9), (1440, 520, 560, 14)):
        nature.cloud(s, x, y, w, seed, "#FDF1E2", "#CBCFCE", soft=4, opacity=1, puff=0.5)
    for x, y, w, seed in ((1060, 610, 560, 19), (1330, 625, 620, 23), (1560, 640, 420, 29)):
        nature.cloud(s, x, y, w, seed, "#FBEAD6", "#AEBEC5", soft=4, opacity=0.97, puff=0.46)
    for x, y, w in ((250, 770, 900), (1000, 790, 1100), (1500, 745, 700)):
        nature.streak(s, x, y, w, 44, "#F3D5B6", 0.75)
    s.hill(
        ridge(4, 905, 14, waves=1.5), "#7F9CA0", "#9FB2AA", depth=80, lit=(300, 600, "#F7DDBB", 0.6)
    )
    s.hill(ridge(8, 945, 12, waves=1.2), "#41675F", "#2B4F49", depth=80)
    nature.birds(s, [(560, 330, 15), (604, 312, 12), (640, 336, 10)], INK)
    return s


def meadow_evening() -> Scene:
    """Tall grasses stand against a low evening sun."""
    s = Scene()
    s.sky((0, "#6C8C9C"), (0.35, "#C3B9AE"), (0.6, "#EBBE93"), (0.72, "#F1C694"))
    s.disc(1080, 560, 74, "#FCE4BC", 0.75)
    s.hill(
        ridge(2, 650, 26, waves=1.3),
        "#8B8A80",
        "#C19F7E",
        depth=130,
        lit=(1080, 520, "#FBD9A5", 0.7),
    )
    s.hill(
        ridge(7, 700, 22, waves=1.1),
        "#65766C",
        "#9A8C6D",
        depth=150,
        lit=(1080, 560, "#F4CB90", 0.6),
    )
    field = ridge(11, 770, 20, waves=0.8)
    s.hill(field, "#6F7B5C", "#2F4F45", depth=200, lit=(1080, 640, "#EBC583", 0.8))
    nature.grass(
        s,
        lambda x: field(x) + 70,
        2,
        "#7F8560",
        height=130,
        count=300,
        lean=20,
        width=4,
        opacity=0.8,
    )
    nature.grass(s, lambda x: 960 + 0 * x, 4, "#46624F", height=190, count=260, lean=24, width=5)
    nature.seed_heads(s, 5, "#31503F", start=40, end=760, y=1000, height=360, count=18)
    nature.seed_heads(s, 9, "#31503F", start=1240, end=1580, y=1000, height=300, count=10)
    nature.grass(s, lambda x: 1010 + 0 * x, 6, "#1D3C35", height=230, count=230, lean=26, width=7)
    return s


SCENES = {
    "hills-in-mist": hills_mist,
    "dunes-at-dawn": dune,
    "birches": birches,
    "rain-clearing": rain_clearing,
    "path-through-meadow": path_meadow,
    "high-clouds": clouds,
    "meadow-evening": meadow_evening,
}
