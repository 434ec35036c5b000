"""Rooms with a window: where a visitor is received and looked after."""

import nature
from furniture import armchair, curtain, glass, lamp, patch, plant, room, side_table, view, window
from scene import INK, Scene, mix, smooth


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
    s.path(
        "M1000 820H1240L1232 842H1008z",
        s.gradient([(0, "#E0BE92"), (1, "#B08660")], (1000, 0), (1240, 0)),
    )
    s.stroke("M1030 846L1018 950M1212 846L1226 950", "#8B6A4C", 12)
    s.shadow(1130, 950, 190, 16, 0.3)
    for i, (w, c) in enumerate(((150, "#4F7F78"), (136, "#C98B68"), (120, "#DCE7E0"))):
        s.rect(
            1060 + i * 8,
            794 - i * 26,
            w,
            26,
            s.gradient([(0, mix(c, "#FFFFFF", 0.2)), (1, mix(c, INK, 0.2))], (1060, 0), (1210, 0)),
            round_=4,
        )
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
    s.path(
        "M640 800H930L960 872H610z",
        s.gradient([(0, "#6A5443"), (1, "#463B32")], (0, 800), (0, 872)),
    )
    s.path("M600 868H976q14 0 14 12H586q0-12 14-12z", "#3D352E")
    for d, width, start, end in (
        ("M966 758L1226 806", 86, (1080, 716), (1066, 830)),
        ("M462 408L640 728", 104, (600, 540), (500, 600)),
        ("M664 756H930", 112, (0, 700), (0, 812)),
    ):
        s.stroke(d, s.gradient([(0, light), (0.45, cloth), (1, dark)], start, end), width)
    s.stroke(
        "M504 392L544 464", s.gradient([(0, "#F8EEDF"), (1, "#CFC3AE")], (560, 410), (490, 450)), 66
    )
    arm = smooth(
        [
            (600, 622),
            (680, 606),
            (800, 610),
            (868, 620),
            (884, 644),
            (862, 664),
            (700, 664),
            (612, 660),
        ],
        close=True,
        tension=0.8,
    )
    s.path("M640 660L660 760H700L690 660zM800 660L806 760H846L840 660z", mix(dark, INK, 0.3))
    s.path(arm, s.gradient([(0, light), (1, dark)], (0, 606), (0, 668)))
    # A folded blanket over the leg rest, hanging in front.
    blanket = "M866 698C930 692 1040 708 1130 736C1150 744 1152 776 1142 806L1124 872C1112 892 1040 880 962 868C896 860 858 856 852 836C846 800 850 736 866 698z"
    s.path(
        blanket,
        s.gradient([(0, "#F3DDC2"), (0.35, "#DDB691"), (1, "#B48964")], (1000, 704), (980, 870)),
    )
    for i in range(5):
        x = 905 + i * 50
        s.stroke(
            f"M{x} {710 + i * 9}C{x - 14} 760 {x - 12} 810 {x - 16} {852 + i * 3}",
            "#A67B58",
            3,
            opacity=0.35,
        )
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
        s.rect(
            210,
            140,
            330,
            420,
            s.gradient([(0, "#1F4257", 0.82), (1, "#A78C86", 0.5)], (0, 140), (0, 560)),
        )
        s.ellipse(450, 230, 22, 22, "#F4E8CF")
        s.rect(369, 140, 12, 420, "#B9B29F")
        s.rect(210, 344, 330, 12, "#B9B29F")
    s.glow(1080, 330, 760, "#F6CE93", 0.6)
    s.ellipse(920, 890, 520, 66, "#A58A6A", opacity=0.7)
    s.ellipse(920, 890, 470, 56, "#5F7F76", opacity=0.7)
    lamp(s, 1180, 850, 600)
    armchair(s, 880, 890, 500, "#B57A58")
    s.path(
        "M830 704C866 690 896 694 916 708C938 696 970 694 1000 706L1014 736C980 726 944 728 920 742C892 726 858 724 822 734z",
        "#F6ECDA",
    )
    s.stroke("M916 708L920 742", "#BFAE92", 3)
    for i in range(3):
        s.stroke(
            f"M{846 - i * 2} {710 + i * 7}Q876 {702 + i * 7} {904} {712 + i * 7}M{932} {712 + i * 7}Q960 {702 + i * 7} {990 + i * 2} {711 + i * 7}",
            "#CDBEA3",
            2,
        )
    side_table(s, 1320, 900, 180, 170)
    s.path(
        "M1290 688q2 44 34 44t34-44z",
        s.gradient([(0, "#F4E7D1"), (1, "#B7A78E")], (1290, 0), (1358, 0)),
    )
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
        s.path(
            "M716 806C740 764 790 740 784 712S752 690 760 676H776C774 690 822 700 830 724S846 770 884 806z",
            "#EBD6B3",
        )
        for x, y, h in ((690, 640, 190), (930, 650, 150)):
            nature.tree(s, x, y, h, x, "#B4C088", "#3F6B5C", shadow=0)
    patch(s, "M636 806H964L1220 1010H470z", 0.8, 6)
    patch(s, "M636 806H964L1060 900H560z", 0.4, 16)
    door = "M606 120L330 64V884L606 806z"
    s.path(door, s.gradient([(0, "#2B625B"), (1, "#47837A")], (330, 0), (606, 0)))
    for top, bottom in (((130, 158), (424, 420)), ((470, 464), (812, 748))):
        s.path(f"M372 {top[0]}L566 {top[1]}V{bottom[1]}L372 {bottom[0]}z", "#245850")
        s.path(
            f"M384 {top[0] + 14}L556 {top[1] + 10}V{bottom[1] - 8}L384 {bottom[0] - 12}z",
            s.gradient([(0, "#35716A"), (1, "#559085")], (384, 0), (556, 0)),
        )
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
