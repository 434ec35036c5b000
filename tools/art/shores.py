"""The sea, a stream and a boat at its mooring."""

import nature
from scene import INK, PAPER, Scene, lens, mix, n, peak, ridge, smooth
from water import glitter, water


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
        glow = s.radial(
            [(0, "#FFE9CB", 0.75 - 0.5 * t), (1, "#FFE9CB", 0)], (800, y), 260 + 330 * t, 0.2
        )
        s.path(data, glow)
        s.stroke(smooth(points), mix("#FFF0DA", top, 0.25 + 0.5 * t), 1.4 + 1.8 * t, opacity=0.55)
    return s


def bridge() -> Scene:
    """A low wooden footbridge crosses a stream."""
    s = Scene()
    s.sky((0, "#9CBEC6"), (0.3, "#D0DDD3"), (0.5, "#F1DEC3"))
    s.glow(1180, 380, 560, "#FCE7C6", 0.8)
    s.hill(
        ridge(7, 420, 40, waves=1.4),
        "#A6BFB4",
        "#CBD3BD",
        depth=120,
        lit=(1180, 520, "#F9E2BA", 0.6),
    )
    bank = ridge(12, 490, 24, waves=1.0)
    nature.treeline(s, bank, 3, "#6F968A", start=40, end=520, height=110, step=22)
    s.hill(bank, "#8BAE8B", "#5E8C74", depth=240, lit=(1180, 560, "#F1DFA0", 0.7))
    nature.tree(s, 1390, 560, 300, 5, "#C2C78C", "#44705E", sun=-1)
    nature.tree(s, 1530, 580, 220, 8, "#B4C088", "#3F6B5C", sun=-1)
    stream = "M760 505C790 520 700 545 650 580S560 700 520 780S380 940 300 1010H1340C1250 930 1160 840 1100 760S980 620 930 570S830 520 800 503z"
    s.path(
        stream,
        s.gradient(
            [(0, "#F2DEC0"), (0.3, "#A9C3BC"), (0.65, "#6C9C9A"), (1, "#3F7572")],
            (0, 505),
            (0, 1000),
        ),
    )
    with s.clipped(stream):
        s.ripples(3, 560, 1000, "#F6E9D3", count=60, opacity=0.55, centre=800, spread=620)
        s.ripples(4, 640, 1000, "#2B5D5B", count=40, opacity=0.3, centre=800, spread=700)
        s.ellipse(810, 790, 420, 34, "#1E4A49", opacity=0.35, extra=f'filter="{s.blur(12, 30)}"')
    for side, colour in (("left", "#4E8068"), ("right", "#5B8A6D")):
        data = (
            "M-20 560C200 590 420 620 560 690C520 770 420 900 290 1020H-20z" if side == "left"
            else "M1620 590C1400 600 1180 620 1050 680C1120 780 1220 900 1350 1020H1620z"
        )  # fmt: skip
        s.path(
            data, s.gradient([(0, "#8FAE80"), (0.5, colour), (1, "#2A594C")], (0, 570), (0, 1010))
        )
    # The bridge: an arched deck, posts and one rail on each side.
    far = "M330 640Q800 520 1270 640"
    s.stroke("M330 566Q800 446 1270 566", "#6D5A48", 9)
    for i in range(9):
        x = 360 + i * 110
        y = 640 - 60 * (1 - ((x - 800) / 470) ** 2)
        s.stroke(f"M{x} {n(y)}V{n(y - 76)}", "#6D5A48", 8)
    s.stroke(far, "#5E4E40", 10)
    deck = "M300 690Q800 566 1300 690L1270 640Q800 520 330 640z"
    s.path(
        deck, s.gradient([(0, "#B79674"), (0.6, "#D9B78D"), (1, "#A98763")], (300, 0), (1300, 0))
    )
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
        s.path(
            f"M{x - 7} {n(y - 92)}h14V{n(y + 22)}h-14z",
            s.gradient([(0, "#6A5544"), (1, "#94775A")], (x - 7, 0), (x + 7, 0)),
        )
    s.stroke("M306 600Q800 474 1294 600", "#8B6F55", 13)
    s.stroke("M306 596Q800 470 1294 596", "#D8B68E", 4, opacity=0.8)
    front = ridge(3, 1000, 10, waves=1)
    nature.grass(
        s, front, 5, "#1F4A40", start=-20, end=380, height=170, count=100, lean=14, width=7
    )
    nature.grass(
        s, front, 6, "#1F4A40", start=1240, end=1640, height=170, count=100, lean=-14, width=7
    )
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
    cliff = [
        (1660, 560),
        (1480, 556),
        (1300, 566),
        (1120, 572),
        (1010, 590),
        (950, 640),
        (900, 700),
        (820, 742),
        (760, 790),
        (700, 860),
    ]
    land = smooth(cliff, tension=0.7) + "C860 880 1200 900 1660 880z"
    s.path(
        land,
        s.gradient([(0, "#8F8E72"), (0.35, "#4F6B60"), (1, "#23484A")], (900, 560), (1300, 900)),
    )
    s.path("M1010 590L950 640L900 700L820 742L760 790L700 860L900 868L1000 760L1060 640z",
           s.gradient([(0, "#D7A97E", 0.85), (1, "#7E7364", 0.3)], (760, 780), (1060, 640)))  # fmt: skip
    s.path(
        smooth(cliff[:5]) + "L1060 600L1200 596L1400 590L1660 592z",
        s.gradient([(0, "#A9AA78"), (1, "#5D7F66")], (1000, 0), (1500, 0)),
    )
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
    s.path(
        "M1200 576V520H1312V576z",
        s.gradient([(0, "#F1DCC2"), (1, "#A9A69A")], (1200, 0), (1312, 0)),
    )
    s.path(
        "M1188 526L1214 488H1298L1324 526z",
        s.gradient([(0, "#8A6650"), (1, "#5C5048")], (1188, 0), (1324, 0)),
    )
    s.rect(1240, 540, 26, 36, "#7B6A58")
    for i, (x, w) in enumerate(((700, 190), (800, 150), (960, 240), (1200, 420))):
        s.path(lens(x, 872 + i * 4, w, 5), "#F1E2CC", opacity=0.6)
    return s


def boat() -> Scene:
    """A rowing boat lies at its mooring."""
    s = Scene()
    shore = 330
    s.sky((0, "#93B4BD"), (0.6, "#D3DCD3"), (1, "#F3DABB"), until=shore)
    s.hill(
        ridge(5, 300, 26, waves=1.5),
        "#A9BEB8",
        "#DAD6C2",
        depth=60,
        lit=(1200, 520, "#FCE3BE", 0.7),
    )
    water(s, shore, (0, "#EFD8B9"), (0.14, "#CBD1C2"), (0.5, "#86AAA8"), (1, "#3B6E6D"))
    s.haze(shore, 40, "#FBEEDD", 0.9)
    s.ripples(2, shore + 10, 990, "#FAEBD4", count=90, opacity=0.42)
    glitter(s, 1200, shore, "#FFEED2", strength=0.4, spread=420, seed=8)
    s.ellipse(770, 720, 410, 44, "#1D4B4C", opacity=0.5, extra=f'filter="{s.blur(10, 26)}"')
    with s.group(f'opacity="0.4" filter="{s.blur(5, 8)}"'):
        s.path(
            "M360 870C430 776 560 736 780 736S1120 770 1216 884C1120 850 960 830 780 830S470 836 360 870z",
            "#1E5553",
        )
        s.path(
            "M372 872C470 838 640 832 780 832S1110 850 1208 884l-6 8C1110 858 940 842 780 842S480 848 380 880z",
            "#EAD9BC",
        )
    hull = "M360 560C430 690 560 726 780 726S1120 690 1216 536C1120 590 960 612 780 612S470 606 360 560z"
    s.path("M360 560C470 520 620 506 790 506S1110 512 1216 536C1120 590 960 612 780 612S470 606 360 560z",
           s.gradient([(0, "#4B4338"), (1, "#85694F")], (360, 506), (1216, 612)))  # fmt: skip
    s.path("M430 572C540 600 660 606 780 606S1040 596 1140 566C1060 548 940 552 780 556S520 560 430 572z",
           s.gradient([(0, "#A9845F"), (1, "#D0A97C")], (430, 0), (1140, 0)), opacity=0.9)  # fmt: skip
    for x, w, y in ((560, 74, 522), (790, 80, 512), (1010, 66, 518)):
        s.path(
            f"M{x} {y}h{w}l14 76q{-w / 2 - 14:.0f} 8 {-w - 28} 0z",
            s.gradient([(0, "#E2C096"), (1, "#B98F66")], (x, y), (x + w, y + 80)),
        )
    s.path(
        hull,
        s.gradient(
            [(0, "#2F6662"), (0.45, "#34706A"), (0.8, "#5A9688"), (1, "#2A5B57")],
            (360, 0),
            (1216, 0),
        ),
    )
    s.path(hull, s.gradient([(0, INK, 0), (1, INK, 0.5)], (0, 600), (0, 730)))
    s.stroke("M360 560C470 606 660 612 780 612S1120 590 1216 536", "#F0DFC4", 9)
    s.stroke("M360 560C470 520 620 506 790 506S1110 512 1216 536", "#D9BF98", 7)
    s.stroke("M500 548L1060 560", "#E6C79E", 9)
    s.path("M1050 552L1130 548q18 10 0 22L1050 570z", "#E6C79E")
    s.stroke("M372 566C300 640 220 690 150 720", "#EADBC2", 4)
    s.path("M136 640h28v190h-28z", s.gradient([(0, "#8C7560"), (1, "#4B463C")], (136, 0), (164, 0)))
    s.path("M136 830h28v110h-28z", "#3B4F4A", opacity=0.3, extra=f'filter="{s.blur(8, 3)}"')
    s.ellipse(150, 640, 14, 5, "#C3A98A")
    for x, y, w in (
        (780, 742, 760),
        (700, 770, 520),
        (900, 800, 420),
        (150, 832, 110),
        (640, 842, 300),
    ):
        s.path(lens(x, y, w, 4), "#F6E8D2", opacity=0.45)
    return s


SCENES = {
    "long-swell": swell,
    "footbridge": bridge,
    "lighthouse": lighthouse,
    "rowing-boat": boat,
}
