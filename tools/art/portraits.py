"""Pictures that stand for people until a clinic brings its own: plainly drawn, nobody in particular.

Also the abstract street map and the social card.
"""

import math
import random

from lakes import hero
from make_identity import SUN, pieces
from scene import INK, Scene, mix, n, ridge, smooth


def portrait(
    backdrop: tuple[str, str],
    cloth: str,
    skin: str,
    hair: str,
    style: str,
    sun: tuple[float, float],
) -> Scene:
    """Draw somebody seen from behind, looking at a low sun: a figure without a face.

    ``style`` is the cut of the hair: 'short', 'bun', 'bob' or 'curls'. ``sun`` is the sun's place.
    """
    s = Scene(1000, 1000)
    side = 1 if sun[0] > 500 else -1  # where the light comes from
    s.rect(0, 0, 1000, 1000, s.gradient([(0, backdrop[0]), (0.8, backdrop[1])], (0, 0), (0, 900)))
    s.disc(sun[0], sun[1], 96, "#FEEDD3", 0.75)
    for i, (base, tone) in enumerate(((590, 0.2), (680, 0.36), (790, 0.52))):
        colour = mix(backdrop[1], "#2F6B63", tone)
        s.hill(
            ridge(int(sun[0]) + i, base, 34, width=1000, waves=0.9), colour,
            mix(colour, backdrop[1], 0.45), depth=190, lit=(sun[0], 420, "#FBDDB4", 0.55),
        )  # fmt: skip
    near, far = 500 + 190 * side, 500 - 190 * side
    hair_fill = s.gradient(
        [(0, mix(hair, "#F3CFA4", 0.5)), (0.28, hair), (1, mix(hair, INK, 0.35))],
        (near, 240),
        (far, 480),
    )
    skin_fill = s.gradient(
        [(0, mix(skin, "#FFE9CC", 0.4)), (1, mix(skin, INK, 0.3))],
        (near - 90 * side, 0),
        (far + 90 * side, 0),
    )
    cloth_fill = s.gradient(
        [(0, mix(cloth, "#FFE3BD", 0.5)), (0.3, cloth), (1, mix(cloth, INK, 0.42))],
        (500 + 380 * side, 640),
        (500 - 330 * side, 900),
    )
    for x, turn in () if style == "bob" else ((372, 8), (628, -8)):
        s.add(
            f'<ellipse cx="{x}" cy="424" rx="24" ry="44" fill="{skin_fill}" transform="rotate({turn} {x} 424)"/>'
        )
    s.path(
        "M424 480H576C575 570 584 630 612 668L500 730L388 668C416 630 425 570 424 480z", skin_fill
    )
    head = {
        "short": "M500 216C602 216 640 300 632 396C626 470 604 520 574 548C556 562 540 552 520 566C508 574 492 574 480 566C460 552 444 562 426 548C396 520 374 470 368 396C360 300 398 216 500 216z",
        "bun": "M500 228C600 228 638 306 632 396C626 476 592 540 550 556C528 564 516 566 500 566S472 564 450 556C408 540 374 476 368 396C362 306 400 228 500 228z",
        "bob": "M500 210C614 210 652 304 648 400C648 470 660 520 676 572C690 622 640 636 606 632C570 650 430 650 394 632C360 636 310 622 324 572C340 520 352 470 352 400C348 304 386 210 500 210z",
        "curls": "M500 216C602 216 640 300 632 396C626 480 600 540 500 548C400 540 374 480 368 396C360 300 398 216 500 216z",
    }[style]
    body = (
        "M110 1020C120 860 170 772 300 722C350 704 380 694 400 672C450 706 550 706 600 672"
        "C620 694 650 704 700 722C830 772 880 860 890 1020z"
    )
    s.path(body, cloth_fill)
    collar = "M392 664C440 700 560 700 608 664C622 676 630 690 632 702C570 742 430 742 368 702C370 690 378 676 392 664z"
    s.path(collar, mix(cloth, INK, 0.2))
    s.path(
        "M368 702C430 742 570 742 632 702C628 712 624 718 618 722C560 752 440 752 382 722C376 718 372 712 368 702z",
        INK,
        opacity=0.16,
    )
    s.path(head, hair_fill)
    if style == "bun":
        s.ellipse(500, 250, 84, 78, INK, opacity=0.2)
        s.ellipse(500, 234, 84, 78, hair_fill)
        s.stroke(
            "M452 230Q500 196 548 232M448 250Q500 226 552 252",
            mix(hair, "#F3CFA4", 0.35),
            5,
            opacity=0.45,
        )
    if style == "curls":
        dice = random.Random(4)
        shapes = []
        for ring, count in ((1.0, 26), (0.6, 16), (0.2, 6)):
            for i in range(count):
                a = math.tau * i / count
                r = 60 + dice.uniform(-8, 8)
                x, y = 500 + math.cos(a) * 158 * ring, 372 + math.sin(a) * 168 * ring
                shapes.append(
                    f"M{n(x - r)} {n(y)}a{n(r)} {n(r)} 0 1 1 {n(2 * r)} 0a{n(r)} {n(r)} 0 1 1 {n(-2 * r)} 0z"
                )
        s.path("".join(shapes), hair_fill)
    if style == "bob":
        for x in (400, 440, 478, 522, 560, 600):
            bend = (x - 500) * 0.34
            s.stroke(
                f"M{n(500 + (x - 500) * 0.3)} 226C{n(x + bend * 0.4)} 320 {x} 470 {n(x + bend)} 616",
                mix(hair, INK, 0.3),
                4,
                opacity=0.3,
            )
    return s


def person(number: int) -> Scene:
    """Return sample portrait ``number`` (1 to 4)."""
    looks = (
        (("#9FBDC6", "#F0CFA9"), "#2F6B63", "#C99A78", "#4A3B33", "bun", (760, 430)),
        (("#8FB0BC", "#EFC9A0"), "#35607F", "#8E5F45", "#2F2925", "short", (230, 400)),
        (("#A3C0BE", "#F1D3B0"), "#B4754F", "#E0B897", "#7F5F44", "bob", (800, 470)),
        (("#93B4BE", "#EFCDA6"), "#4F7F78", "#7A4F3A", "#2A2421", "curls", (180, 440)),
    )
    return portrait(*looks[number - 1])


def sample_map() -> Scene:
    """Draw streets, a park and a river of no real town, with one pin."""
    s = Scene(1600, 1000)
    s.rect(0, 0, 1600, 1000, "#E2D9C9")
    dice = random.Random(12)
    with s.group('transform="rotate(-9 800 500)"'):
        for column in range(-3, 15):
            for row in range(-3, 12):
                x, y = column * 128, row * 112
                tone = dice.choice(("#EDE5D7", "#E8DFD0", "#F0E9DC", "#E4DBCB"))
                s.rect(x + 9, y + 8, 110, 96, tone, round_=9)
                if dice.random() < 0.72:
                    for bx, by in ((18, 18), (66, 16), (20, 58), (68, 58)):
                        if dice.random() < 0.7:
                            s.rect(
                                x + bx,
                                y + by,
                                dice.uniform(24, 40),
                                dice.uniform(20, 34),
                                mix(tone, "#B9AB96", 0.42),
                                round_=4,
                            )
        s.rect(9, 456, 366, 320, "#B4CBB0", round_=16)
        s.path(
            "M30 700C120 640 160 560 350 520", "none", extra='stroke="#E6DEC9" stroke-width="11"'
        )
        for _ in range(34):
            x, y, r = dice.uniform(34, 350), dice.uniform(480, 752), dice.uniform(10, 20)
            s.ellipse(x, y, r, r, dice.choice(("#8FB095", "#9DBB9E", "#7FA58C")))
        for at in (4, 9):
            s.stroke(f"M{at * 128} -420V1400", "#FBF6EC", 24)
        s.stroke("M-400 448H2000", "#FBF6EC", 30)
        s.stroke("M-400 448H2000", "#EBD2AE", 20)
        s.stroke("M-300 -300L1900 1180", "#FBF6EC", 24)
    river = smooth(
        [
            (1040, -60),
            (1120, 120),
            (1290, 260),
            (1330, 430),
            (1260, 600),
            (1310, 780),
            (1440, 900),
            (1500, 1060),
        ]
    )
    s.stroke(river, "#F3EBDC", 126)
    s.stroke(river, "#A9C8CF", 104)
    s.stroke(river, "#BBD5D9", 50)
    for x, y, turn in ((1300, 376, -9), (1270, 706, -9)):
        with s.group(f'transform="translate({x} {y}) rotate({turn})"'):
            s.rect(-92, -17, 184, 34, "#FBF6EC", round_=4)
            s.rect(-92, -11, 184, 22, "#EBD2AE")
    s.ellipse(742, 512, 130, 130, "#1F5A54", opacity=0.12)
    s.ellipse(742, 524, 40, 13, INK, opacity=0.3, extra=f'filter="{s.blur(5)}"')
    s.path(
        "M742 520C700 460 676 424 676 384A66 66 0 0 1 808 384C808 424 784 460 742 520z",
        s.gradient([(0, "#2F7168"), (1, "#174843")], (680, 320), (800, 520)),
    )
    s.ellipse(742, 384, 26, 26, "#F6CDA9")
    return s


def social_card() -> Scene:
    """The landscape and the mark, in the shape that links are shared in."""
    s = Scene(1200, 630)
    picture = str(hero()).replace("<svg ", '<svg x="0" y="-45" width="1200" height="720" ', 1)
    s.add(picture)
    s.rect(
        0, 0, 1200, 630, s.gradient([(0, "#12312E", 0.34), (0.6, "#12312E", 0)], (0, 0), (820, 0))
    )
    disc, sun = pieces([25.6, 34.0], 2.6, 2.6)
    with s.group('transform="translate(86 90) scale(4.1)"'):
        s.path(disc, "#FBF8F3")
        s.path(sun, SUN)
    return s


SCENES = {
    "people/sample-profile-1": lambda: person(1),
    "people/sample-profile-2": lambda: person(2),
    "people/sample-profile-3": lambda: person(3),
    "people/sample-profile-4": lambda: person(4),
    "map-sample": sample_map,
    "social-card": social_card,
}
