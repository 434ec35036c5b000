"""Rooms with a window: where a visitor is received and looked after."""

import nature
from scene import INK, Scene, mix, n, peak, ridge, smooth

WOOD = ("#D3AC82", "#9C7654")


def view(s: Scene, x: float, y: float, w: float, h: float, *, seed: int = 3, sky: tuple[str, str] = ("#A9C8CF", "#F6DDC0")) -> None:
    """Draw what is seen through a window: sky, far hills, a meadow."""
    with s.clipped(f"M{n(x)} {n(y)}h{n(w)}v{n(h)}h{n(-w)}z"):
        s.rect(x, y, w, h, s.gradient([(0, sky[0]), (0.7, sky[1])], (0, y), (0, y + h)))
        s.glow(x + w * 0.7, y + h * 0.42, w * 0.7, "#FFEDD0", 0.8)
        for i, (at, top, bottom) in enumerate(((0.6, "#A5BDB6", "#D0D3C0"), (0.7, "#7FA293", "#A6BC9C"), (0.82, "#5F8B74", "#3F6D5C"))):
            line = peak(ridge(seed + i * 4, y + h * at, h * 0.04, width=w, waves=0.9), x + w * (0.3 + 0.3 * i), h * 0.05, w * 0.25)
            s.hill(line, top, bottom, depth=h * 0.3)


def window(
    s: Scene, x: float, y: float, w: float, h: float, *, bars: tuple[int, int] = (2, 2), seed: int = 3,
    frame: str = "#F2E9DB", sill: bool = True,
) -> None:  # fmt: skip
    """Draw a window with its view, frame, bars and sill."""
    s.rect(x - 22, y - 22, w + 44, h + 44, mix(frame, "#B7A68F", 0.3), round_=4)
    view(s, x, y, w, h, seed=seed)
    s.rect(x, y, w, 14, s.gradient([(0, INK, 0.28), (1, INK, 0)], (0, y), (0, y + 14)))
    s.stroke(f"M{n(x - 11)} {n(y - 11)}h{n(w + 22)}v{n(h + 22)}h{n(-w - 22)}z", frame, 20)
    for i in range(1, bars[0]):
        s.rect(x + w * i / bars[0] - 6, y, 12, h, frame)
    for i in range(1, bars[1]):
        s.rect(x, y + h * i / bars[1] - 6, w, 12, frame)
    if sill:
        s.rect(x - 50, y + h + 20, w + 100, 24, s.gradient([(0, "#FBF3E6"), (1, "#CDBDA6")], (0, y + h + 20), (0, y + h + 44)), round_=4)
        s.rect(x - 40, y + h + 44, w + 80, 22, s.gradient([(0, INK, 0.2), (1, INK, 0)], (0, y + h + 44), (0, y + h + 66)))


def room(s: Scene, floor: float, wall: tuple[str, str], ground: tuple[str, str], light_x: float = 0) -> None:
    """Fill the picture with a wall and a floor; the wall is brightest near ``light_x``."""
    s.rect(0, 0, s.width, floor, s.gradient([(0, wall[0]), (1, wall[1])], (light_x, 0), (s.width - light_x, floor)))
    s.rect(0, floor, s.width, s.height - floor, s.gradient([(0, ground[0]), (1, ground[1])], (0, floor), (0, s.height)))
    s.rect(0, floor - 26, s.width, 26, mix(wall[0], "#FFFFFF", 0.25))
    s.rect(0, floor, s.width, 40, s.gradient([(0, INK, 0.16), (1, INK, 0)], (0, floor), (0, floor + 40)))


def patch(s: Scene, data: str, strength: float = 0.5, soft: float = 5, colour: str = "#FFE6C0") -> None:
    """Lay sunlight that falls through a window."""
    s.path(data, colour, opacity=strength, extra=f'filter="{s.blur(soft)}" style="mix-blend-mode:soft-light"')
    s.path(data, colour, opacity=strength * 0.45, extra=f'filter="{s.blur(soft)}"')


def curtain(s: Scene, x: float, w: float, bottom: float, light: str, shade: str, *, top: float = 40, lean: float = 0) -> None:
    """Hang a curtain in soft folds from ``top`` to ``bottom``."""
    folds = max(3, round(w / 46))
    data = f"M{n(x)} {n(top)}H{n(x + w)}C{n(x + w + lean * 0.3)} {n(bottom * 0.5)} {n(x + w + lean)} {n(bottom * 0.8)} {n(x + w + lean)} {n(bottom)}"
    wave = [(x + w + lean - (w + lean * 0.6) * i / (folds * 2), bottom + (7 if i % 2 else -3)) for i in range(folds * 2 + 1)]
    data += "L" + smooth(wave)[1:] + "z"
    stops = []
    for i in range(folds * 2 + 1):
        stops.append((i / (folds * 2), light if i % 2 == 0 else shade))
    s.path(data, s.gradient(stops, (x, 0), (x + w + lean, 0)))
    s.path(data, s.gradient([(0, INK, 0.12), (0.2, INK, 0), (1, INK, 0.14)], (0, top), (0, bottom)))


def plant(s: Scene, x: float, y: float, size: float, *, pot: str = "#C98B68") -> None:
    """Draw a rubber plant in a clay pot standing on (x, y)."""
    s.shadow(x + size * 0.2, y, size * 0.5, size * 0.07, 0.3)
    leaves = ((-62, 0.92), (-38, 1.12), (-14, 1.25), (12, 1.2), (36, 1.08), (60, 0.9), (-78, 0.66), (78, 0.64), (0, 0.86), (-26, 0.74), (26, 0.72))
    for i, (angle, length) in enumerate(leaves):
        far = size * length
        tone = ("#2F665B", "#417C6B", "#6E9D7F")[i % 3]
        leaf = f"M0 0C{n(-far * 0.13)} {n(-far * 0.35)} {n(-far * 0.17)} {n(-far * 0.75)} 0 {n(-far)}C{n(far * 0.17)} {n(-far * 0.75)} {n(far * 0.13)} {n(-far * 0.35)} 0 0z"
        with s.group(f'transform="translate({n(x)} {n(y - size * 0.44)}) rotate({angle})"'):
            s.path(leaf, s.gradient([(0, mix(tone, "#F1DFA8", 0.25)), (1, mix(tone, INK, 0.25))], (-far * 0.15, 0), (far * 0.15, 0)))
            s.stroke(f"M0 0L0 {n(-far * 0.92)}", mix(tone, "#E9E3C8", 0.5), 2, opacity=0.6)
    w = size * 0.27
    s.path(f"M{n(x - w)} {n(y - size * 0.46)}H{n(x + w)}L{n(x + w * 0.74)} {n(y)}H{n(x - w * 0.74)}z",
           s.gradient([(0, mix(pot, "#FBE6CC", 0.35)), (0.5, pot), (1, mix(pot, INK, 0.4))], (x - w, 0), (x + w, 0)))  # fmt: skip
    s.rect(x - w * 1.08, y - size * 0.5, w * 2.16, size * 0.09, s.gradient([(0, mix(pot, "#FBE6CC", 0.5)), (1, mix(pot, INK, 0.3))], (x - w, 0), (x + w, 0)), round_=5)


def armchair(s: Scene, x: float, y: float, size: float, cloth: str, *, flip: bool = False) -> None:
    """Draw an upholstered chair from three quarters, its feet on ``y``; ``flip`` turns it left."""
    k = size / 400
    light, dark = mix(cloth, "#FFF0DA", 0.38), mix(cloth, INK, 0.36)
    s.shadow(x + (30 if not flip else -30) * k, y - 2, 250 * k, 26 * k, 0.34)
    with s.group(f'transform="translate({n(x)} {n(y)}) scale({k * (-1 if flip else 1):.3f} {k:.3f})"'):
        for d in ("M-150 -70L-168 0", "M120 -70L142 0", "M-96 -74L-100 -22", "M176 -92L190 -30"):
            s.stroke(d, "#8B6A4C", 13)
        # back
        s.path("M-150 -120C-176 -250 -172 -360 -146 -400C-120 -430 10 -436 50 -412C80 -390 84 -250 78 -130z",
               s.gradient([(0, light), (0.55, cloth), (1, mix(cloth, INK, 0.2))], (-160, -420), (80, -120)))  # fmt: skip
        # far arm
        s.path("M60 -250C100 -262 170 -256 196 -238C210 -226 206 -110 198 -78H70z",
               s.gradient([(0, cloth), (1, dark)], (60, -250), (200, -80)))  # fmt: skip
        # seat cushion
        s.path("M-140 -176C-60 -194 90 -192 160 -170C176 -164 178 -116 164 -104C90 -84 -60 -84 -136 -104C-152 -112 -152 -170 -140 -176z",
               s.gradient([(0, mix(light, "#FFFFFF", 0.08)), (0.5, cloth), (1, dark)], (0, -190), (0, -90)))  # fmt: skip
        # base
        s.path("M-160 -106H196V-74C100 -60 -60 -60 -166 -70z", s.gradient([(0, dark), (1, mix(dark, INK, 0.3))], (0, -106), (0, -60)))
        # near arm
        s.path("M-196 -244C-190 -266 -140 -268 -126 -246C-112 -210 -116 -120 -122 -72C-150 -62 -186 -66 -198 -76C-204 -130 -204 -210 -196 -244z",
               s.gradient([(0, light), (1, mix(cloth, INK, 0.18))], (-200, -260), (-116, -70)))  # fmt: skip


def side_table(s: Scene, x: float, y: float, w: float, h: float) -> None:
    """Draw a small round table with three legs, its top at ``y - h``."""
    s.shadow(x + 20, y, w * 0.8, 16, 0.28)
    for dx in (-0.3, 0.32, 0.02):
        s.stroke(f"M{n(x + dx * w * 0.6)} {n(y - h + 8)}L{n(x + dx * w * 1.3)} {n(y + (8 if dx == 0.02 else 0))}", "#8B6A4C", 10)
    s.ellipse(x, y - h + 8, w / 2, w * 0.1, "#8B6A4C")
    s.ellipse(x, y - h, w / 2, w * 0.1, s.gradient([(0, "#E3C297"), (1, "#B98F66")], (x - w / 2, 0), (x + w / 2, 0)))


def glass(s: Scene, x: float, y: float, h: float) -> None:
    """Draw a glass of water standing on (x, y)."""
    w = h * 0.3
    s.path(f"M{n(x - w)} {n(y - h)}H{n(x + w)}L{n(x + w * 0.82)} {n(y)}H{n(x - w * 0.82)}z", "#E8F3F2", opacity=0.45)
    s.path(f"M{n(x - w * 0.93)} {n(y - h * 0.62)}H{n(x + w * 0.93)}L{n(x + w * 0.82)} {n(y)}H{n(x - w * 0.82)}z",
           s.gradient([(0, "#CFE5E4", 0.9), (1, "#8FB9BA", 0.9)], (x - w, 0), (x + w, 0)))  # fmt: skip
    s.ellipse(x, y - h * 0.62, w * 0.93, w * 0.2, "#E6F3F1", opacity=0.9)
    s.ellipse(x, y - h, w, w * 0.22, "#F4FAF8", opacity=0.5)


def lamp(s: Scene, x: float, y: float, h: float, *, lit: bool = True) -> None:
    """Draw a standing lamp on (x, y)."""
    s.shadow(x, y, h * 0.16, h * 0.022, 0.3)
    s.stroke(f"M{n(x)} {n(y)}V{n(y - h)}", "#6E5A47", 9)
    s.ellipse(x, y, h * 0.11, h * 0.018, "#6E5A47")
    if lit:
        s.glow(x, y - h * 0.93, h * 0.75, "#FFE3B0", 0.55)
    w = h * 0.16
    s.path(f"M{n(x - w * 0.62)} {n(y - h * 1.05)}H{n(x + w * 0.62)}L{n(x + w)} {n(y - h * 0.82)}H{n(x - w)}z",
           s.gradient([(0, "#FFEFD0"), (0.6, "#F7DBAE"), (1, "#D9B98E")], (x - w, 0), (x + w, 0)))  # fmt: skip


def window_light() -> Scene:
    """Morning light falls through a window onto wall and floor."""
    s = Scene()
    room(s, 770, ("#DDCFBB", "#A9B3A6"), ("#C49F78", "#8C6B50"))
    window(s, 190, 150, 440, 470, bars=(2, 2), seed=5)
    curtain(s, 60, 110, 792, "#F4EBDC", "#D5C8B2", top=70, lean=-16)
    curtain(s, 650, 110, 792, "#F1E6D4", "#C9BCA6", top=70, lean=22)
    s.stroke("M30 70H800", "#8B6A4C", 12)
    for dx, dw in ((0, 170), (200, 170)):
        patch(s, f"M{900 + dx} 250L{900 + dx + dw} 300L{900 + dx + dw} 470L{900 + dx} 420z", 0.5)
        patch(s, f"M{900 + dx} 450L{900 + dx + dw} 500L{900 + dx + dw} 670L{900 + dx} 620z", 0.5)
    patch(s, "M420 820L700 800L980 1010H560z", 0.6, 8)
    for i in range(1, 6):
        s.stroke(f"M{i * 300 - 300} 772L{i * 380 - 620} 1010", "#7B5C45", 2, opacity=0.35)
    plant(s, 1390, 850, 250)
    s.path("M1010 838H1230V856H1010z", "#B98F66")
    s.path("M1000 820H1240L1232 842H1008z", s.gradient([(0, "#E0BE92"), (1, "#B08660")], (1000, 0), (1240, 0)))
    s.stroke("M1030 846L1018 950M1212 846L1226 950", "#8B6A4C", 12)
    s.shadow(1130, 950, 190, 16, 0.3)
    for i, (w, c) in enumerate(((150, "#4F7F78"), (136, "#C98B68"), (120, "#DCE7E0"))):
        s.rect(1060 + i * 8, 794 - i * 26, w, 26, s.gradient([(0, mix(c, "#FFFFFF", 0.2)), (1, mix(c, INK, 0.2))], (1060, 0), (1210, 0)), round_=4)
    return s


def two_chairs() -> Scene:
    """Two armchairs stand turned to each other, a small table between them."""
    s = Scene()
    room(s, 730, ("#D9CDBA", "#A5B4A9"), ("#B99370", "#86664D"))
    window(s, 560, 110, 480, 400, bars=(3, 1), seed=9)
    s.ellipse(800, 870, 640, 92, "#D8C6AC")
    s.ellipse(800, 870, 590, 80, "#7FA096", opacity=0.55)
    s.ellipse(800, 870, 545, 70, "#DDD0B8", opacity=0.8)
    patch(s, "M620 800L1010 800L1180 960L640 960z", 0.5, 10)
    armchair(s, 440, 880, 440, "#3F7A70")
    armchair(s, 1160, 880, 440, "#C58A66", flip=True)
    side_table(s, 800, 900, 190, 160)
    glass(s, 770, 738, 62)
    s.path("M822 712q0 26 26 26t26-26z", "#F2E7D6")
    s.ellipse(848, 712, 26, 7, "#C9A783")
    lamp(s, 150, 850, 560)
    plant(s, 1470, 836, 230, pot="#6F8F86")
    return s


def treatment_room() -> Scene:
    """A reclining chair with a blanket stands by a wide window."""
    s = Scene()
    room(s, 740, ("#D6CDBB", "#A3B2A8"), ("#B8967A", "#836651"))
    window(s, 700, 100, 700, 430, bars=(3, 1), seed=14)
    curtain(s, 560, 120, 760, "#EFE6D6", "#C9BEAB", top=44, lean=-20)
    curtain(s, 1420, 120, 760, "#EFE6D6", "#C9BEAB", top=44, lean=20)
    s.stroke("M520 44H1580", "#8B6A4C", 11)
    patch(s, "M560 790L1160 776L1060 980L330 990z", 0.55, 12)
    plant(s, 1480, 860, 270)
    s.shadow(800, 884, 440, 34, 0.36)
    # The chair: base, leg rest, seat, back, arm; seen from the side, facing right.
    cloth, dark = "#3D7A71", "#1F4E49"
    light = "#6FA396"
    s.path("M640 800H930L960 872H610z", s.gradient([(0, "#6A5443"), (1, "#463B32")], (0, 800), (0, 872)))
    s.path("M600 868H976q14 0 14 12H586q0-12 14-12z", "#3D352E")
    for d, width, start, end in (
        ("M966 758L1226 806", 86, (1080, 716), (1066, 830)),
        ("M462 408L640 728", 104, (600, 540), (500, 600)),
        ("M664 756H930", 112, (0, 700), (0, 812)),
    ):
        s.stroke(d, s.gradient([(0, light), (0.45, cloth), (1, dark)], start, end), width)
    s.stroke("M504 392L544 464", s.gradient([(0, "#F8EEDF"), (1, "#CFC3AE")], (560, 410), (490, 450)), 66)
    arm = smooth([(600, 622), (680, 606), (800, 610), (868, 620), (884, 644), (862, 664), (700, 664), (612, 660)], close=True, tension=0.8)
    s.path("M640 660L660 760H700L690 660zM800 660L806 760H846L840 660z", mix(dark, INK, 0.3))
    s.path(arm, s.gradient([(0, light), (1, dark)], (0, 606), (0, 668)))
    # A folded blanket over the leg rest, hanging in front.
    blanket = "M866 698C930 692 1040 708 1130 736C1150 744 1152 776 1142 806L1124 872C1112 892 1040 880 962 868C896 860 858 856 852 836C846 800 850 736 866 698z"
    s.path(blanket, s.gradient([(0, "#F3DDC2"), (0.35, "#DDB691"), (1, "#B48964")], (1000, 704), (980, 870)))
    for i in range(5):
        x = 905 + i * 50
        s.stroke(f"M{x} {710 + i * 9}C{x - 14} 760 {x - 12} 810 {x - 16} {852 + i * 3}", "#A67B58", 3, opacity=0.35)
    s.stroke("M866 812C920 824 1040 842 1128 842", "#FAEBD6", 5, opacity=0.6)
    side_table(s, 290, 880, 200, 190)
    glass(s, 262, 688, 66)
    s.path("M300 690q0-40 34-40t34 40", "none", extra='stroke="#2C4F4B" stroke-width="9"')
    s.rect(288, 676, 22, 28, "#2C4F4B", round_=9)
    s.rect(358, 676, 22, 28, "#2C4F4B", round_=9)
    s.rect(120, 150, 300, 190, "#F3EADB", round_=3)
    s.rect(136, 166, 268, 158, s.gradient([(0, "#B9CFD0"), (1, "#F1D6B6")], (0, 166), (0, 324)))
    with s.clipped("M136 166h268v158h-268z"):
        s.path("M120 270C200 240 260 280 420 244V340H120z", "#7FA39B")
        s.path("M120 300C220 280 300 306 420 284V340H120z", "#3F6F67")
    return s


def reading_corner() -> Scene:
    """An armchair, a lamp and an open book in the evening."""
    s = Scene()
    room(s, 740, ("#41635F", "#27494A"), ("#6C5644", "#40382F"), 1200)
    window(s, 210, 140, 330, 420, bars=(2, 2), seed=21, frame="#B9B29F", sill=False)
    with s.clipped("M210 140h330v420h-330z"):
        s.rect(210, 140, 330, 420, s.gradient([(0, "#1F4257", 0.82), (1, "#A78C86", 0.5)], (0, 140), (0, 560)))
        s.ellipse(450, 230, 22, 22, "#F4E8CF")
        s.rect(369, 140, 12, 420, "#B9B29F")
        s.rect(210, 344, 330, 12, "#B9B29F")
    s.glow(1080, 330, 760, "#F6CE93", 0.6)
    s.ellipse(920, 890, 520, 66, "#A58A6A", opacity=0.7)
    s.ellipse(920, 890, 470, 56, "#5F7F76", opacity=0.7)
    lamp(s, 1180, 850, 600)
    armchair(s, 880, 890, 500, "#B57A58")
    s.path("M830 704C866 690 896 694 916 708C938 696 970 694 1000 706L1014 736C980 726 944 728 920 742C892 726 858 724 822 734z", "#F6ECDA")
    s.stroke("M916 708L920 742", "#BFAE92", 3)
    for i in range(3):
        s.stroke(f"M{846 - i * 2} {710 + i * 7}Q876 {702 + i * 7} {904} {712 + i * 7}M{932} {712 + i * 7}Q960 {702 + i * 7} {990 + i * 2} {711 + i * 7}", "#CDBEA3", 2)
    side_table(s, 1320, 900, 180, 170)
    s.path("M1290 688q2 44 34 44t34-44z", s.gradient([(0, "#F4E7D1"), (1, "#B7A78E")], (1290, 0), (1358, 0)))
    s.ellipse(1324, 688, 34, 8, "#8C5F42")
    plant(s, 470, 860, 210, pot="#8A6A55")
    return s


def open_door() -> Scene:
    """A door stands open; light from the garden comes in."""
    s = Scene()
    room(s, 790, ("#CFC4B0", "#9DADA3"), ("#B6906C", "#7E614A"), 800)
    s.rect(606, 116, 388, 690, "#F0E6D6", round_=3)
    view(s, 636, 146, 328, 660, seed=11)
    with s.clipped("M636 146h328v660h-328z"):
        s.path("M716 806C740 764 790 740 784 712S752 690 760 676H776C774 690 822 700 830 724S846 770 884 806z", "#EBD6B3")
        for x, y, h in ((690, 640, 190), (930, 650, 150)):
            nature.tree(s, x, y, h, x, "#B4C088", "#3F6B5C", shadow=0)
    patch(s, "M636 806H964L1220 1010H470z", 0.8, 6)
    patch(s, "M636 806H964L1060 900H560z", 0.4, 16)
    door = "M606 120L330 64V884L606 806z"
    s.path(door, s.gradient([(0, "#2B625B"), (1, "#47837A")], (330, 0), (606, 0)))
    for top, bottom in (((130, 158), (424, 420)), ((470, 464), (812, 748))):
        s.path(f"M372 {top[0]}L566 {top[1]}V{bottom[1]}L372 {bottom[0]}z", "#245850")
        s.path(f"M384 {top[0] + 14}L556 {top[1] + 10}V{bottom[1] - 8}L384 {bottom[0] - 12}z", s.gradient([(0, "#35716A"), (1, "#559085")], (384, 0), (556, 0)))
    s.ellipse(352, 470, 11, 15, "#E0BE8B")
    s.path("M606 120V806L590 811V117z", "#F5E2C4", opacity=0.75)
    plant(s, 1200, 880, 260)
    s.rect(1150, 210, 250, 190, "#F3EADB", round_=3)
    s.rect(1166, 226, 218, 158, s.gradient([(0, "#B9CFD0"), (1, "#F1D6B6")], (0, 226), (0, 384)))
    with s.clipped("M1166 226h218v158h-218z"):
        s.ellipse(1310, 300, 17, 17, "#FDEBD0")
        s.path("M1150 336C1210 312 1270 344 1400 316V400H1150z", "#7FA39B")
        s.path("M1150 360C1240 344 1310 366 1400 350V400H1150z", "#3F6F67")
    return s


SCENES = {
    "window-light": window_light,
    "two-chairs": two_chairs,
    "treatment-room": treatment_room,
    "reading-corner": reading_corner,
    "open-door": open_door,
}
