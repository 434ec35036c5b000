"""Lakes, rivers and the sea: mostly still, always with one light."""

import random

import nature
from scene import INK, PAPER, Scene, lens, mix, n, peak, ridge, smooth


def reflect(scene: Scene, shapes: list[tuple[str, str]], shore: float, *, opacity: float = 0.55, soft: float = 3) -> None:
    """Mirror ``shapes`` (path data, fill) in water that begins at ``shore``."""
    with (
        scene.clipped(f"M-80 {shore}H{scene.width + 80}V{scene.height}H-80z"),
        scene.group(
            f'transform="translate(0 {n(2 * shore)}) scale(1 -1)" opacity="{opacity}" '
            f'filter="{scene.blur(soft * 0.5, soft)}"'
        ),
    ):
        for data, fill in shapes:
            scene.path(data, fill)


def water(scene: Scene, shore: float, *stops: tuple[float, str]) -> None:
    """Fill everything below ``shore`` with water."""
    fill = scene.gradient(list(stops), (0, shore), (0, scene.height))
    scene.rect(-10, shore, scene.width + 20, scene.height - shore + 10, fill)


def glitter(scene: Scene, x: float, shore: float, colour: str, *, strength: float = 0.5, spread: float = 420, seed: int = 1) -> None:
    """Lay the path of light below a sun or moon."""
    height = scene.height - shore
    with scene.clipped(f"M-80 {n(shore)}H{scene.width + 80}V{scene.height}H-80z"):
        scene.glow(x, shore, spread * 0.55, colour, strength * 0.9, 0.35)
        scene.glow(x, shore, spread * 0.34, colour, strength * 0.75, height * 1.05 / (spread * 0.34))
    scene.ripples(seed, shore + 4, scene.height - 20, colour, count=70, opacity=0.75, centre=x, spread=spread)


def hero(width: int = 2000, height: int = 1200) -> Scene:
    """Dawn over still water: the picture of the home page."""
    s = Scene(width, height)
    k, shore = width / 2000, height * 0.6
    sun = width * (0.66 if width > height else 0.6)
    s.sky((0, "#86A9B6"), (0.35, "#BCCFCE"), (0.68, "#F0D8BE"), (1, "#F4C79E"), until=shore)
    s.disc(sun, shore - 108, 62, "#FEEBD0", 0.7)
    for x, y, w, h, a in ((0.2, 0.16, 900, 34, 0.42), (0.82, 0.11, 760, 26, 0.38), (0.5, 0.25, 560, 20, 0.32), (0.93, 0.3, 520, 20, 0.4), (0.08, 0.33, 480, 18, 0.35)):
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
    water(s, shore, (0, "#F1CDA8"), (0.14, "#DCCFBA"), (0.42, "#9DB9B8"), (0.75, "#5F8C8C"), (1, "#376865"))
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
        woods.append(nature.conifer(x, shore + 12, (70 + 120 * dice.random()) * fall**1.2 + 16, dice))
    trees = "".join(woods)
    with s.clipped(f"M-10 {n(shore + 24)}H{width}V{height}H-10z"), s.group(
        f'transform="translate(0 {n(2 * shore + 52)}) scale(1 -1)" opacity="0.5" filter="{s.blur(2, 5)}"'
    ):
        s.path(trees, "#3B6763")
    s.path(trees, s.gradient([(0, "#5F857D"), (0.6, "#2F5E58"), (1, "#1F4C48")], (0, shore - 180), (0, shore + 20)))
    s.path(land, s.gradient([(0, "#2C5953"), (1, "#1B4541")], (0, shore - 10), (0, shore + 44)))
    s.stroke(f"M{n(300 * k)} {n(shore + 36)}Q{n(520 * k)} {n(shore + 36)} {n(700 * k)} {n(shore + 22)}", "#F9E6CB", 2.4, opacity=0.6)
    for x, tall, count, seed in ((0.93, 210, 26, 3), (0.985, 260, 24, 9), (0.03, 120, 16, 15)):
        dice = random.Random(seed)
        blades = [
            nature.blade(width * x + dice.gauss(0, 46 * k), height + 20, tall * dice.uniform(0.5, 1.1), dice.gauss(-10, 26), 7)
            for _ in range(count)
        ]
        s.path("".join(blades), "#1A4541", opacity=0.94)
    nature.birds(s, [(width * 0.44, height * 0.3, 15), (width * 0.467, height * 0.287, 12), (width * 0.485, height * 0.305, 10)], "#2B4F50")
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
    for seed, base, rise, top, bottom in ((4, 500, 40, "#A9BDB9", "#D8D2BF"), (9, 528, 26, "#7C9E98", "#B5C3B0")):
        line = peak(ridge(seed, base, rise, waves=1.3), 1180, 90 if seed == 4 else 34, 230)
        shapes.append((s.hill(line, top, bottom, depth=100, lit=(420, 520, "#F9DDB8", 0.5)), mix(top, bottom, 0.2)))
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
    reeds = [nature.blade(dice.gauss(1420, 90), 1015, dice.uniform(160, 430), dice.gauss(-20, 40), 8) for _ in range(90)]
    s.path("".join(reeds), s.gradient([(0, "#7F9A78"), (0.5, "#2F5E52"), (1, "#15403A")], (0, 580), (0, 1000)))
    nature.seed_heads(s, 6, "#3B4F42", start=1300, end=1560, y=1000, height=400, count=9)
    return s


def swell() -> Scene:
    """Long, slow waves run to the horizon, like breathing."""
    s = Scene()
    horizon = 360
    s.sky((0, "#8DB0BE"), (0.5, "#C9D7D3"), (1, "#F3D6B6"), until=horizon)
    s.disc(800, 296, 50, "#FEEDD4", 0.6)
    nature.streak(s, 360, 130, 620, 26, PAPER, 0.45)
    nature.streak(s, 1260, 190, 560, 22, PAPER, 0.4)
    water(s, horizon, (0, "#DCCDB6"), (0.2, "#A5BFBD"), (1, "#24575A"))
    count = 9
    for i in range(count):
        t = i / (count - 1)
        y = horizon + 26 + 540 * t**1.5
        line = ridge(50 + i * 3, y, 5 + 34 * t, waves=2.6 - 1.5 * t)
        top = mix("#BFCCC2", "#3E7677", t**0.8)
        points = s.outline(line, 50)
        data = smooth(points) + f"V{s.height + 40}H-80z"
        s.path(data, s.gradient([(0, mix(top, "#F6DDBE", 0.5 * (1 - t) + 0.12)), (0.3, top), (1, mix(top, "#1D4D50", 0.55))],
                                (0, y - 30 * t - 4), (0, y + 40 + 150 * t)))  # fmt: skip
        glow = s.radial([(0, "#FFE9CB", 0.75 - 0.5 * t), (1, "#FFE9CB", 0)], (800, y), 260 + 330 * t, 0.2)
        s.path(data, glow)
        s.stroke(smooth(points), mix("#FFF0DA", top, 0.25 + 0.5 * t), 1.4 + 1.8 * t, opacity=0.55)
    return s


def moon_water() -> Scene:
    """A full moon stands over a dark bay."""
    s = Scene()
    shore = 570
    s.sky((0, "#16343F"), (0.5, "#2F5868"), (0.85, "#6A8C95"), (1, "#93A8A6"), until=shore)
    dice = random.Random(2)
    for _ in range(46):
        s.ellipse(dice.uniform(0, 1600), dice.uniform(0, 380), (r := dice.uniform(0.8, 2)), r, "#E6EFEA", opacity=dice.uniform(0.25, 0.7))
    s.glow(1060, 270, 620, "#DCE7E0", 0.42)
    s.ellipse(1060, 270, 70, 70, s.radial([(0, "#FBF3E0"), (0.7, "#F3E6CC"), (1, "#E5D9C2")], (1045, 258), 80))
    for x, y, rx, ry in ((1040, 250, 26, 18), (1080, 286, 30, 22), (1030, 292, 16, 12)):
        s.ellipse(x, y, rx, ry, "#D2C4AB", opacity=0.32, extra=f'filter="{s.blur(5)}"')
    nature.streak(s, 620, 330, 720, 30, "#A9BFC2", 0.28)
    nature.streak(s, 1330, 390, 560, 24, "#C9D3CE", 0.3)
    shapes = []
    for seed, base, rise, top, bottom in ((14, 510, 50, "#4B727B", "#7A969A"), (18, 545, 26, "#2F585F", "#517A7E")):
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
    for seed, base, rise, top, bottom in ((44, 500, 50, "#C3CFC8", "#E5D9C6"), (48, 545, 30, "#A8BDB5", "#D3D3C0")):
        shapes.append((s.hill(ridge(seed, base, rise, waves=1.5), top, bottom, depth=100, lit=(330, 520, "#FBE2C2", 0.5)), top))
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
    with s.clipped("M-10 704H1610V1000H-10z"), s.group(
        f'transform="translate(0 1408) scale(1 -1)" opacity="0.55" filter="{s.blur(3, 6)}"'
    ):
        s.path(trees, "#3A6B64")
        s.path(rock, "#4E6F66")
    s.path(trees, s.gradient([(0, "#6E958A"), (0.45, "#34645C"), (1, "#1E4B46")], (760, 440), (1180, 700)))
    s.path(rock, s.gradient([(0, "#B9A88C"), (0.45, "#6E7F70"), (1, "#2F534C")], (760, 676), (1260, 712)))
    s.haze(712, 60, "#F7EBDA", 0.55)
    s.ripples(5, 720, 990, "#F8EAD5", count=46, opacity=0.42)
    s.ripples(6, 760, 995, "#3A6F6B", count=34, opacity=0.2, size=1.3)
    nature.birds(s, [(560, 300, 15), (608, 282, 12)], INK)
    return s


def bridge() -> Scene:
    """A low wooden footbridge crosses a stream."""
    s = Scene()
    s.sky((0, "#9CBEC6"), (0.3, "#D0DDD3"), (0.5, "#F1DEC3"))
    s.glow(1180, 380, 560, "#FCE7C6", 0.8)
    s.hill(ridge(7, 420, 40, waves=1.4), "#A6BFB4", "#CBD3BD", depth=120, lit=(1180, 520, "#F9E2BA", 0.6))
    bank = ridge(12, 490, 24, waves=1.0)
    nature.treeline(s, bank, 3, "#6F968A", start=40, end=520, height=110, step=22)
    s.hill(bank, "#8BAE8B", "#5E8C74", depth=240, lit=(1180, 560, "#F1DFA0", 0.7))
    nature.tree(s, 1390, 560, 300, 5, "#C2C78C", "#44705E", sun=-1)
    nature.tree(s, 1530, 580, 220, 8, "#B4C088", "#3F6B5C", sun=-1)
    stream = "M760 505C790 520 700 545 650 580S560 700 520 780S380 940 300 1010H1340C1250 930 1160 840 1100 760S980 620 930 570S830 520 800 503z"
    s.path(stream, s.gradient([(0, "#F2DEC0"), (0.3, "#A9C3BC"), (0.65, "#6C9C9A"), (1, "#3F7572")], (0, 505), (0, 1000)))
    with s.clipped(stream):
        s.ripples(3, 560, 1000, "#F6E9D3", count=60, opacity=0.55, centre=800, spread=620)
        s.ripples(4, 640, 1000, "#2B5D5B", count=40, opacity=0.3, centre=800, spread=700)
        s.ellipse(810, 790, 420, 34, "#1E4A49", opacity=0.35, extra=f'filter="{s.blur(12, 30)}"')
    for side, colour in (("left", "#4E8068"), ("right", "#5B8A6D")):
        data = (
            "M-20 560C200 590 420 620 560 690C520 770 420 900 290 1020H-20z" if side == "left"
            else "M1620 590C1400 600 1180 620 1050 680C1120 780 1220 900 1350 1020H1620z"
        )  # fmt: skip
        s.path(data, s.gradient([(0, "#8FAE80"), (0.5, colour), (1, "#2A594C")], (0, 570), (0, 1010)))
    # The bridge: an arched deck, posts and one rail on each side.
    far = "M330 640Q800 520 1270 640"
    s.stroke("M330 566Q800 446 1270 566", "#6D5A48", 9)
    for i in range(9):
        x = 360 + i * 110
        y = 640 - 60 * (1 - ((x - 800) / 470) ** 2)
        s.stroke(f"M{x} {n(y)}V{n(y - 76)}", "#6D5A48", 8)
    s.stroke(far, "#5E4E40", 10)
    deck = "M300 690Q800 566 1300 690L1270 640Q800 520 330 640z"
    s.path(deck, s.gradient([(0, "#B79674"), (0.6, "#D9B78D"), (1, "#A98763")], (300, 0), (1300, 0)))
    for i in range(32):
        x = 322 + i * 31
        top = 640 - 60 * (1 - ((x - 800) / 470) ** 2)
        low_x = 800 + (x - 800) * 1.064
        low = 690 - 62 * (1 - ((low_x - 800) / 500) ** 2)
        s.stroke(f"M{x} {n(top)}L{n(low_x)} {n(low)}", "#7B624C", 1.8, opacity=0.5)
    s.path("M300 690Q800 566 1300 690V712Q800 588 300 712z", "#6E5743")
    for i in range(7):
        x = 320 + i * 160
        y = 690 - 62 * (1 - ((x - 800) / 500) ** 2)
        s.path(f"M{x - 7} {n(y - 92)}h14V{n(y + 22)}h-14z", s.gradient([(0, "#6A5544"), (1, "#94775A")], (x - 7, 0), (x + 7, 0)))
    s.stroke("M306 600Q800 474 1294 600", "#8B6F55", 13)
    s.stroke("M306 596Q800 470 1294 596", "#D8B68E", 4, opacity=0.8)
    front = ridge(3, 1000, 10, waves=1)
    nature.grass(s, front, 5, "#1F4A40", start=-20, end=380, height=170, count=100, lean=14, width=7)
    nature.grass(s, front, 6, "#1F4A40", start=1240, end=1640, height=170, count=100, lean=-14, width=7)
    return s


def lighthouse() -> Scene:
    """A lighthouse on its headland in the last light."""
    s = Scene()
    shore = 640
    s.sky((0, "#4D7383"), (0.4, "#9DB2B2"), (0.75, "#E7C7A6"), (1, "#EFBE93"), until=shore)
    s.glow(380, 640, 700, "#FBDDB4", 0.75, 0.5)
    nature.streak(s, 460, 240, 720, 30, "#F2DAC2", 0.5)
    nature.streak(s, 220, 340, 520, 22, "#F6DCBC", 0.5)
    nature.streak(s, 1380, 180, 560, 22, "#D9D4C8", 0.4)
    beam = s.gradient([(0, "#FFF1D2", 0.6), (1, "#FFF1D2", 0)], (1130, 300), (300, 200))
    s.path("M1130 294L120 120V320L1130 308z", beam, extra=f'filter="{s.blur(8)}"')
    s.hill(peak(ridge(3, 632, 8, waves=1.2), 180, 40, 260), "#7E979A", "#A9ABA0", depth=60)
    water(s, shore, (0, "#E2BD98"), (0.2, "#A9B5AC"), (0.6, "#5C8488"), (1, "#2A5560"))
    glitter(s, 380, shore, "#FBE0B8", strength=0.4, spread=520, seed=5)
    s.ripples(7, shore + 20, 990, "#D9DED2", count=50, opacity=0.28)
    cliff = [(1660, 560), (1480, 556), (1300, 566), (1120, 572), (1010, 590), (950, 640), (900, 700), (820, 742), (760, 790), (700, 860)]
    land = smooth(cliff, tension=0.7) + "C860 880 1200 900 1660 880z"
    s.path(land, s.gradient([(0, "#8F8E72"), (0.35, "#4F6B60"), (1, "#23484A")], (900, 560), (1300, 900)))
    s.path("M1010 590L950 640L900 700L820 742L760 790L700 860L900 868L1000 760L1060 640z",
           s.gradient([(0, "#D7A97E", 0.85), (1, "#7E7364", 0.3)], (760, 780), (1060, 640)))  # fmt: skip
    s.path(smooth(cliff[:5]) + "L1060 600L1200 596L1400 590L1660 592z", s.gradient([(0, "#A9AA78"), (1, "#5D7F66")], (1000, 0), (1500, 0)))
    tower = s.gradient([(0, "#F7E2C6"), (0.45, "#E3D3BF"), (1, "#8C9996")], (1080, 0), (1180, 0))
    s.path("M1084 580L1100 340H1160L1176 580z", tower)
    band = s.gradient([(0, "#C98566"), (0.5, "#B46A4E"), (1, "#7A5148")], (1080, 0), (1180, 0))
    for y1, y2 in ((400, 448), (500, 548)):
        a1, a2 = 1100 - (y1 - 340) / 15, 1100 - (y2 - 340) / 15
        s.path(f"M{n(a1)} {y1}L{n(a2)} {y2}H{n(2260 - a2)}L{n(2260 - a1)} {y1}z", band)
    s.rect(1090, 330, 80, 12, "#34504F", round_=3)
    s.rect(1108, 286, 44, 44, "#FFE9BE", round_=3)
    s.glow(1130, 306, 150, "#FFF0CC", 0.9)
    for x in (1108, 1122, 1136, 1150):
        s.rect(x - 1, 286, 3, 44, "#34504F")
    s.path("M1100 286H1160L1146 262Q1130 250 1114 262z", "#34504F")
    s.path("M1200 576V520H1312V576z", s.gradient([(0, "#F1DCC2"), (1, "#A9A69A")], (1200, 0), (1312, 0)))
    s.path("M1188 526L1214 488H1298L1324 526z", s.gradient([(0, "#8A6650"), (1, "#5C5048")], (1188, 0), (1324, 0)))
    s.rect(1240, 540, 26, 36, "#7B6A58")
    for i, (x, w) in enumerate(((700, 190), (800, 150), (960, 240), (1200, 420))):
        s.path(lens(x, 872 + i * 4, w, 5), "#F1E2CC", opacity=0.6)
    return s


def boat() -> Scene:
    """A rowing boat lies at its mooring."""
    s = Scene()
    shore = 330
    s.sky((0, "#93B4BD"), (0.6, "#D3DCD3"), (1, "#F3DABB"), until=shore)
    s.hill(ridge(5, 300, 26, waves=1.5), "#A9BEB8", "#DAD6C2", depth=60, lit=(1200, 520, "#FCE3BE", 0.7))
    water(s, shore, (0, "#EFD8B9"), (0.14, "#CBD1C2"), (0.5, "#86AAA8"), (1, "#3B6E6D"))
    s.haze(shore, 40, "#FBEEDD", 0.9)
    s.ripples(2, shore + 10, 990, "#FAEBD4", count=90, opacity=0.42)
    glitter(s, 1200, shore, "#FFEED2", strength=0.4, spread=420, seed=8)
    s.ellipse(770, 720, 410, 44, "#1D4B4C", opacity=0.5, extra=f'filter="{s.blur(10, 26)}"')
    with s.group(f'opacity="0.4" filter="{s.blur(5, 8)}"'):
        s.path("M360 870C430 776 560 736 780 736S1120 770 1216 884C1120 850 960 830 780 830S470 836 360 870z", "#1E5553")
        s.path("M372 872C470 838 640 832 780 832S1110 850 1208 884l-6 8C1110 858 940 842 780 842S480 848 380 880z", "#EAD9BC")
    hull = "M360 560C430 690 560 726 780 726S1120 690 1216 536C1120 590 960 612 780 612S470 606 360 560z"
    s.path("M360 560C470 520 620 506 790 506S1110 512 1216 536C1120 590 960 612 780 612S470 606 360 560z",
           s.gradient([(0, "#4B4338"), (1, "#85694F")], (360, 506), (1216, 612)))  # fmt: skip
    s.path("M430 572C540 600 660 606 780 606S1040 596 1140 566C1060 548 940 552 780 556S520 560 430 572z",
           s.gradient([(0, "#A9845F"), (1, "#D0A97C")], (430, 0), (1140, 0)), opacity=0.9)  # fmt: skip
    for x, w, y in ((560, 74, 522), (790, 80, 512), (1010, 66, 518)):
        s.path(f"M{x} {y}h{w}l14 76q{-w / 2 - 14:.0f} 8 {-w - 28} 0z", s.gradient([(0, "#E2C096"), (1, "#B98F66")], (x, y), (x + w, y + 80)))
    s.path(hull, s.gradient([(0, "#2F6662"), (0.45, "#34706A"), (0.8, "#5A9688"), (1, "#2A5B57")], (360, 0), (1216, 0)))
    s.path(hull, s.gradient([(0, INK, 0), (1, INK, 0.5)], (0, 600), (0, 730)))
    s.stroke("M360 560C470 606 660 612 780 612S1120 590 1216 536", "#F0DFC4", 9)
    s.stroke("M360 560C470 520 620 506 790 506S1110 512 1216 536", "#D9BF98", 7)
    s.stroke("M500 548L1060 560", "#E6C79E", 9)
    s.path("M1050 552L1130 548q18 10 0 22L1050 570z", "#E6C79E")
    s.stroke("M372 566C300 640 220 690 150 720", "#EADBC2", 4)
    s.path("M136 640h28v190h-28z", s.gradient([(0, "#8C7560"), (1, "#4B463C")], (136, 0), (164, 0)))
    s.path("M136 830h28v110h-28z", "#3B4F4A", opacity=0.3, extra=f'filter="{s.blur(8, 3)}"')
    s.ellipse(150, 640, 14, 5, "#C3A98A")
    for x, y, w in ((780, 742, 760), (700, 770, 520), (900, 800, 420), (150, 832, 110), (640, 842, 300)):
        s.path(lens(x, y, w, 4), "#F6E8D2", opacity=0.45)
    return s


SCENES = {
    "hero-dawn-lake": hero,
    "hero-dawn-lake-tall": hero_tall,
    "still-lake": still_lake,
    "long-swell": swell,
    "moon-over-water": moon_water,
    "island-in-mist": island,
    "footbridge": bridge,
    "lighthouse": lighthouse,
    "rowing-boat": boat,
}
