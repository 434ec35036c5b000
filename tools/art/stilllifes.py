"""Still lifes out of doors: stones, shells, a leaf, a garden bench."""

import math
import random

import nature
from scene import INK, Scene, lens, mix, n, peak, ridge, smooth


def stones() -> Scene:
    """Six smooth stones lie in a curve on raked sand, each a little lighter."""
    s = Scene()
    s.rect(
        0,
        0,
        1600,
        1000,
        s.gradient([(0, "#E3CFB2"), (0.5, "#D8BF9E"), (1, "#B99877")], (300, 0), (1300, 1000)),
    )
    s.glow(250, 60, 1000, "#FBE8CB", 0.6)
    spots = [
        (210, 720, 116),
        (470, 640, 108),
        (720, 545, 100),
        (955, 448, 93),
        (1175, 352, 86),
        (1375, 262, 79),
    ]
    for i in range(24):
        y = -80 + i * 62
        points = []
        for x in range(-60, 1700, 40):
            base = y + 90 * math.sin(x / 1600 * 2.4 + 0.4) - x * 0.1 + 60
            for sx, sy, r in spots:
                d = math.hypot(x - sx, (base - sy) * 1.7)
                if d < r * 2.2:
                    base += (1 if base >= sy else -1) * (r * 2.2 - d) * 0.34
            points.append((x, base))
        s.stroke(smooth(points), "#A98764", 7, opacity=0.26)
        s.stroke(smooth([(x - 3, v - 7) for x, v in points]), "#FBEBD3", 5, opacity=0.36)
    for i, (x, y, r) in enumerate(spots):
        tone = mix("#335F5A", "#D9D8C6", i / 5)
        s.ellipse(
            x + r * 0.45,
            y + r * 0.42,
            r * 1.2,
            r * 0.56,
            INK,
            opacity=0.3,
            extra=f'filter="{s.blur(12)}"',
        )
        dice = random.Random(i)
        ring = [
            (x + math.cos(a / 8 * math.tau) * r * 1.12 * dice.uniform(0.95, 1.05),
             y + math.sin(a / 8 * math.tau) * r * 0.72 * dice.uniform(0.95, 1.05))
            for a in range(8)
        ]  # fmt: skip
        data = smooth(ring, close=True)
        s.path(
            data,
            s.radial(
                [(0, mix(tone, "#FFF3DF", 0.5)), (0.5, tone), (1, mix(tone, INK, 0.42))],
                (x - r * 0.36, y - r * 0.3),
                r * 1.6,
            ),
        )
        if i in (1, 3):
            with s.clipped(data):
                s.stroke(
                    f"M{n(x - r)} {n(y + r * 0.3)}Q{n(x)} {n(y - r * 0.2)} {n(x + r * 1.2)} {n(y + r * 0.1)}",
                    mix(tone, "#FFF3DF", 0.55),
                    5,
                    opacity=0.6,
                )
    return s


def shells() -> Scene:
    """Three shells lie on wet sand where a wave has just drawn back."""
    s = Scene()
    s.rect(
        0,
        0,
        1600,
        1000,
        s.gradient([(0, "#CDB08C"), (0.5, "#DCC19C"), (1, "#C9A883")], (0, 0), (0, 1000)),
    )
    s.glow(300, 900, 1000, "#FBE6C6", 0.55)
    for i, (y, colour, alpha) in enumerate(
        (
            (430, "#9B8668", 0.35),
            (395, "#8FB0AE", 0.75),
            (330, "#6F9C9D", 0.8),
            (230, "#4E8386", 0.85),
        )
    ):
        line = ridge(5 + i, y, 44 - i * 6, waves=1.2 + 0.15 * i)
        points = s.outline(line, 60)
        data = smooth(points) + "V-60H-80z"
        s.path(
            data,
            s.gradient([(0, mix(colour, INK, 0.12)), (1, colour)], (0, y - 220), (0, y + 20)),
            opacity=alpha,
        )
        if i:
            s.stroke(smooth(points), "#FBF3E4", 11 - i * 2, opacity=0.85)
            s.stroke(smooth([(x, v + 13) for x, v in points]), "#FBF3E4", 3, opacity=0.4)
    s.ripples(4, 20, 330, "#E4EFE9", count=40, opacity=0.4, size=1.4)

    def scallop(x: float, y: float, r: float, turn: float, tone: str) -> None:
        s.ellipse(
            x + r * 0.2,
            y + r * 0.25,
            r * 1.08,
            r * 0.86,
            INK,
            opacity=0.3,
            extra=f'filter="{s.blur(14)}"',
        )
        with s.group(f'transform="translate({n(x)} {n(y)}) rotate({turn})"'):
            s.path(
                f"M{n(-r * 0.3)} {n(r * 0.7)}L{n(r * 0.3)} {n(r * 0.7)}L{n(r * 0.22)} {n(r * 0.94)}H{n(-r * 0.22)}z",
                mix(tone, INK, 0.25),
            )
            rim = []
            for k in range(15):
                a = math.pi * (1.08 - 1.16 * k / 14)
                bump = r * (1.0 if k % 2 else 0.93)
                rim.append((math.cos(a) * bump * 1.02, -math.sin(a) * bump + r * 0.12))
            data = smooth(
                [(-r * 0.12, r * 0.86), *rim, (r * 0.12, r * 0.86)], close=True, tension=0.8
            )
            s.path(
                data,
                s.radial(
                    [
                        (0, mix(tone, "#FFF6E8", 0.75)),
                        (0.55, tone),
                        (1, mix(tone, "#7A4A38", 0.45)),
                    ],
                    (-r * 0.25, -r * 0.2),
                    r * 1.5,
                ),
            )
            for k in range(1, 14):
                px, py = rim[k]
                s.stroke(f"M0 {n(r * 0.84)}Q{n(px * 0.52)} {n(py * 0.3 + r * 0.3)} {n(px * 0.97)} {n(py * 0.97)}",
                         mix(tone, "#7A4A38", 0.55) if k % 2 else "#FFF6E8", r * 0.022, opacity=0.5)  # fmt: skip

    scallop(640, 690, 170, -16, "#E5B594")
    scallop(1010, 780, 112, 28, "#E9D9C0")
    scallop(1250, 640, 76, -40, "#A9BDB4")
    dice = random.Random(7)
    for _ in range(60):
        x, y, r = dice.uniform(40, 1560), dice.uniform(560, 980), dice.uniform(2, 5)
        s.ellipse(x, y, r * 1.3, r, mix("#A98764", "#F4E4C8", dice.random()), opacity=0.6)
    return s


def leaf_water() -> Scene:
    """One leaf floats on dark water; rings run out from it like a breath."""
    s = Scene()
    s.rect(
        0,
        0,
        1600,
        1000,
        s.gradient([(0, "#A9C2BD"), (0.4, "#6F9C99"), (1, "#2B5F60")], (1200, 0), (500, 1000)),
    )
    s.glow(1280, 60, 900, "#FBE3C2", 0.7)
    for i in range(9):
        r = 120 + i * 104
        a = 0.55 * (1 - i / 9)
        s.ellipse(
            760,
            560,
            r * 1.25,
            r * 0.5,
            "none",
            extra=f'stroke="#F6E9D3" stroke-width="{n(5 - i * 0.4)}" opacity="{a:.2f}"',
        )
        s.ellipse(
            760,
            566 + i,
            r * 1.25 + 12,
            r * 0.5 + 7,
            "none",
            extra=f'stroke="#1D4B4D" stroke-width="{n(9 - i * 0.6)}" opacity="{a * 0.45:.2f}" filter="{s.blur(3)}"',
        )
    s.ellipse(770, 590, 170, 40, INK, opacity=0.35, extra=f'filter="{s.blur(12)}"')
    with s.group('transform="translate(760 556) rotate(-14)"'):
        data = "M-190 16C-140 -60 20 -92 184 -22C120 52 -60 92 -190 16z"
        s.path(
            data,
            s.gradient([(0, "#F0CB98"), (0.45, "#D99A63"), (1, "#A9633C")], (-60, -80), (60, 70)),
        )
        s.path("M-190 16C-60 -4 60 -16 184 -22C120 52 -60 92 -190 16z", "#8E5233", opacity=0.26)
        s.stroke("M-236 34C-210 22-200 18-190 16C-60 -4 60 -16 176 -21", "#7B4A30", 5)
        for k in range(6):
            x = -130 + k * 48
            s.stroke(
                f"M{x} {n(8 - k * 5)}q22-22 46-34M{x} {n(8 - k * 5)}q34 10 52 28",
                "#8A5535",
                2.6,
                opacity=0.6,
            )
    s.ripples(6, 40, 320, "#FBEBD4", count=26, opacity=0.35, centre=1240, spread=600)
    dice = random.Random(4)
    reeds = [
        nature.blade(dice.gauss(90, 70), 1020, dice.uniform(160, 420), dice.gauss(46, 40), 9)
        for _ in range(36)
    ]
    s.path("".join(reeds), "#173F3F", opacity=0.9)
    return s


def garden() -> Scene:
    """A bench stands among lavender and round shrubs in a walled garden."""
    s = Scene()
    s.sky((0, "#A5C4CB"), (0.3, "#D5DED3"), (0.5, "#F3DFC4"))
    s.glow(330, 330, 640, "#FCE8C9", 0.8)
    s.hill(peak(ridge(4, 430, 30, waves=1.2), 1180, 70, 280), "#A9C0B6", "#CBD3BD", depth=120)
    for x, h in ((1120, 330), (1290, 410), (1450, 350), (150, 300)):
        nature.tree(s, x, 600, h, x, "#B9C48C", "#44705F", shadow=0)
    wall = "M-20 560C300 548 500 556 800 552S1300 548 1620 560V690H-20z"
    s.path(wall, s.gradient([(0, "#E3CBAA"), (1, "#B99A7C")], (0, 550), (0, 690)))
    dice = random.Random(9)
    for _ in range(70):
        x, y = dice.uniform(0, 1600), dice.choice((580, 604, 628, 652))
        s.rect(
            x,
            y,
            dice.uniform(40, 80),
            20,
            dice.choice(("#D2B592", "#EBD6B8", "#C4A584")),
            round_=6,
            opacity=0.5,
        )
    s.path(
        "M-20 556C300 544 500 552 800 548S1300 544 1620 556V572C1300 560 1100 564 800 564S300 560 -20 572z",
        "#F0DEC2",
    )
    lawn = ridge(6, 690, 8, waves=0.8)
    s.hill(lawn, "#8FB083", "#4C7D63", depth=300, lit=(420, 700, "#F3E3A6", 0.7))
    s.path(
        "M560 1010C640 900 700 800 760 720H980C960 800 980 900 1060 1010z",
        s.gradient([(0, "#EEDCBC"), (1, "#CDB28C")], (0, 720), (0, 1000)),
    )
    s.shadow(900, 760, 260, 18, 0.35)
    for x in (700, 1040):
        s.stroke(f"M{x} 668V752M{x + (30 if x < 800 else -30)} 668V744", "#6E523C", 12)
        s.stroke(f"M{x} 676V560", "#7B5C43", 12)
    for i in range(3):
        s.rect(
            686,
            566 + i * 34,
            370,
            20,
            s.gradient([(0, "#D8AE80"), (1, "#A67C57")], (686, 0), (1056, 0)),
            round_=6,
        )
    s.path(
        "M676 664H1066L1086 694H656z",
        s.gradient([(0, "#E3BC90"), (1, "#B08660")], (656, 0), (1086, 0)),
    )
    s.rect(656, 692, 430, 12, "#8B6A4C", round_=3)
    for x, y, w, h, c in (
        (250, 772, 300, 190, "#5A8B6E"),
        (70, 800, 300, 200, "#4A7D66"),
        (1340, 772, 300, 190, "#5F8F70"),
        (1540, 806, 320, 220, "#447661"),
    ):
        s.shadow(x + 20, y, w * 0.6, 16, 0.25)
        s.path(
            nature.shrub(x, y, w, h, int(x)),
            s.gradient(
                [(0, mix(c, "#F3E3A6", 0.5)), (0.6, c), (1, mix(c, INK, 0.35))],
                (x - w / 2, y - h),
                (x + w / 3, y),
            ),
        )
    for x0, x1, y0 in ((-20, 600, 960), (1010, 1620, 960)):
        for row in range(3):
            y = y0 - 60 + row * 50
            nature.grass(
                s,
                lambda x, y=y: y,
                30 + row,
                mix("#4F7F68", "#23504A", row / 3),
                start=x0,
                end=x1,
                height=120,
                count=44,
                lean=6,
                width=5,
            )
            heads = []
            for _ in range(30):
                x, tall = dice.uniform(x0 + 30, x1 - 30), dice.uniform(88, 150)
                for k in range(4):
                    heads.append(lens(x + dice.uniform(-2, 2), y - tall + k * 15, 22 - k * 2, 12))
            s.path("".join(heads), ("#A9A3C4", "#9A93BA", "#857EAB")[row], opacity=0.95)
    return s


SCENES = {
    "six-stones": stones,
    "shells": shells,
    "leaf-on-water": leaf_water,
    "garden-bench": garden,
}
