"""Still lifes on a table: tea, a phone, a calendar, music, a written estimate."""

import random

from furniture import patch, plant, room, window
from scene import INK, PAPER, Scene, lens, mix, n


def table(
    s: Scene, edge: float, *, wood: tuple[str, str] = ("#D9B68D", "#A17B5A"), grain: int = 1
) -> None:
    """Draw a table top that fills the lower part of the picture from ``edge`` on."""
    s.rect(
        0,
        edge,
        s.width,
        s.height - edge,
        s.gradient([(0, wood[0]), (1, wood[1])], (0, edge), (0, s.height)),
    )
    dice = random.Random(grain)
    for _ in range(16):
        y = edge + (s.height - edge) * dice.random() ** 1.2
        x, w = dice.uniform(-100, 1500), dice.uniform(300, 900)
        s.path(
            lens(x, y, w, 1.6 + (y - edge) / 200, dice.uniform(-60, 60)),
            mix(wood[1], INK, 0.25),
            opacity=0.16,
        )
    s.rect(0, edge, s.width, 7, mix(wood[0], "#FFF3DF", 0.55))


def soft_wall(s: Scene, edge: float, left: str, right: str) -> None:
    """Draw a plain wall, brighter where the window must be."""
    s.rect(0, 0, s.width, edge, s.gradient([(0, left), (1, right)], (0, 0), (s.width, edge)))


def cup(
    s: Scene, x: float, y: float, w: float, colour: str, drink: str, *, saucer: bool = True
) -> None:
    """Draw a round cup standing on (x, y), lit from the left."""
    light, dark = mix(colour, "#FFFFFF", 0.35), mix(colour, INK, 0.34)
    s.shadow(x + w * 0.34, y + 4, w * 1.02, w * 0.12, 0.34)
    if saucer:
        s.ellipse(x, y + 2, w * 0.86, w * 0.15, mix(colour, INK, 0.26))
        s.ellipse(
            x,
            y - 5,
            w * 0.86,
            w * 0.15,
            s.gradient([(0, light), (1, dark)], (x - w, 0), (x + w, 0)),
        )
        s.ellipse(x, y - 5, w * 0.5, w * 0.08, mix(colour, INK, 0.16))
    h = w * 0.78
    s.stroke(f"M{n(x + w * 0.46)} {n(y - h * 0.82)}C{n(x + w * 0.86)} {n(y - h * 0.86)} {n(x + w * 0.82)} {n(y - h * 0.3)} {n(x + w * 0.38)} {n(y - h * 0.3)}",
             s.gradient([(0, colour), (1, dark)], (x + w * 0.4, 0), (x + w * 0.8, 0)), w * 0.085)  # fmt: skip
    body = (
        f"M{n(x - w * 0.5)} {n(y - h)}C{n(x - w * 0.5)} {n(y - h * 0.3)} {n(x - w * 0.34)} {n(y - 6)} {n(x - w * 0.2)} {n(y - 4)}"
        f"H{n(x + w * 0.2)}C{n(x + w * 0.34)} {n(y - 6)} {n(x + w * 0.5)} {n(y - h * 0.3)} {n(x + w * 0.5)} {n(y - h)}z"
    )
    s.path(
        body,
        s.gradient(
            [(0, mix(colour, INK, 0.06)), (0.25, light), (0.6, colour), (1, dark)],
            (x - w * 0.5, 0),
            (x + w * 0.5, 0),
        ),
    )
    s.ellipse(
        x,
        y - h,
        w * 0.5,
        w * 0.1,
        s.gradient([(0, light), (1, mix(colour, INK, 0.12))], (x - w * 0.5, 0), (x + w * 0.5, 0)),
    )
    s.ellipse(x, y - h + 4, w * 0.455, w * 0.078, drink)
    s.ellipse(x - w * 0.14, y - h + 1, w * 0.2, w * 0.026, mix(drink, "#FFFFFF", 0.4), opacity=0.6)


def steam(s: Scene, x: float, y: float, h: float) -> None:
    """Let steam rise from (x, y)."""
    for dx, sway, width in ((-22, 26, 10), (14, -30, 13), (40, 22, 8)):
        data = f"M{n(x + dx)} {n(y)}C{n(x + dx + sway)} {n(y - h * 0.3)} {n(x + dx - sway)} {n(y - h * 0.55)} {n(x + dx + sway * 0.6)} {n(y - h)}"
        fill = s.gradient(
            [(0, "#FFF8EC", 0), (0.3, "#FFF8EC", 0.65), (1, "#FFF8EC", 0)], (0, y), (0, y - h)
        )
        s.stroke(data, fill, width, extra=f'filter="{s.blur(6)}"')


def tea() -> Scene:
    """A cup of tea steams on a table by the window."""
    s = Scene()
    soft_wall(s, 700, "#DACDB8", "#9FB0A6")
    window(s, 150, 60, 560, 540, bars=(2, 1), seed=6)
    table(s, 690, grain=4)
    patch(s, "M120 1010L420 730H760L700 1010z", 0.55, 10)
    cup(s, 900, 850, 290, "#E9DDCB", "#A9653A")
    steam(s, 900, 610, 250)
    s.shadow(1320, 878, 190, 24, 0.3)
    for i, (w, c) in enumerate(((330, "#3F7A70"), (300, "#C98B68"))):
        y = 842 - i * 38
        s.rect(
            1150 + i * 14,
            y,
            w,
            36,
            s.gradient(
                [(0, mix(c, "#FFFFFF", 0.22)), (1, mix(c, INK, 0.25))], (1150, 0), (1480, 0)
            ),
            round_=6,
        )
        s.rect(1160 + i * 14, y + 7, w - 40, 22, "#F1E6D2", opacity=0.9, round_=3)
        s.rect(1150 + i * 14, y, 44, 36, mix(c, INK, 0.1), round_=6)
    return s


def phone_table() -> Scene:
    """A telephone and a notebook lie ready on a table in the morning."""
    s = Scene()
    soft_wall(s, 520, "#DCD0BC", "#A4B3AA")
    table(s, 510, grain=9)
    patch(s, "M-20 640L560 512H900L300 1010H-20z", 0.5, 12)
    patch(s, "M640 1010L1130 512H1290L980 1010z", 0.42, 12)
    with s.group('transform="translate(760 790) scale(1 0.6) rotate(-24)"'):
        s.rect(-186, -214, 390, 440, INK, opacity=0.28, round_=40, extra=f'filter="{s.blur(16)}"')
        s.rect(-206, -240, 390, 440, "#E9DFCF", round_=12)
        s.rect(
            -206,
            -240,
            390,
            440,
            s.gradient([(0, "#FBF5EA"), (1, "#DCCFB9")], (-206, -240), (190, 200)),
            round_=12,
        )
        for i in range(8):
            s.stroke(f"M-150 {-170 + i * 46}H140", "#B9C7C6", 2.4, opacity=0.9)
        for i, w in enumerate((190, 250, 130)):
            s.stroke(
                f"M-146 {-182 + i * 46}q20-14 40 0t40 0 40 0" + (" 40 0" if w > 180 else ""),
                "#47706C",
                3.4,
                opacity=0.8,
            )
        for i in range(9):
            s.ellipse(-190, -212 + i * 48, 7, 7, "#9C8C77")
    with s.group('transform="translate(860 880) scale(1 0.6) rotate(22)"'):
        s.rect(-190, 10, 380, 12, INK, opacity=0.25, round_=6, extra=f'filter="{s.blur(6)}"')
        s.rect(
            -190,
            -8,
            330,
            18,
            s.gradient([(0, "#3F8177"), (1, "#1D4E49")], (0, -8), (0, 10)),
            round_=4,
        )
        s.path("M140 -8L192 1L140 10z", "#E7CBA3")
        s.path("M176 -2L192 1L176 4z", INK)
    with s.group('transform="translate(1230 790) scale(1.08 0.64) rotate(28)"'):
        s.rect(-94, -190, 226, 430, INK, opacity=0.32, round_=44, extra=f'filter="{s.blur(18)}"')
        s.rect(-112, -214, 226, 430, "#173A3B", round_=40)
        s.rect(
            -100,
            -202,
            202,
            406,
            s.gradient([(0, "#9FC0C6"), (0.5, "#EED7BB"), (1, "#7FA69C")], (0, -202), (0, 204)),
            round_=30,
        )
        with s.clipped(
            "M-100 -172a30 30 0 0 1 30 -30h142a30 30 0 0 1 30 30v346a30 30 0 0 1 -30 30h-142a30 30 0 0 1 -30 -30z"
        ):
            s.ellipse(34, -10, 30, 30, "#FDEBD0")
            s.path("M-110 40C-60 10 0 30 110 6V220H-110z", "#7FA39B")
            s.path("M-110 96C-40 70 40 100 110 70V220H-110z", "#3F6F67")
        s.rect(-30, -190, 60, 10, "#173A3B", round_=5)
    cup(s, 300, 760, 210, "#C98F6E", "#5E3F2C")
    steam(s, 300, 592, 190)
    return s


def calendar() -> Scene:
    """A wall calendar with six marked days hangs beside a window."""
    s = Scene()
    room(s, 860, ("#DACEBA", "#A3B2A8"), ("#B99370", "#8C6B50"))
    window(s, 1060, 120, 400, 520, bars=(2, 2), seed=17)
    patch(s, "M470 -10L760 -10L330 700L60 700z", 0.28, 30)
    s.rect(268, 132, 600, 640, INK, opacity=0.25, round_=10, extra=f'filter="{s.blur(18)}"')
    s.rect(
        250,
        110,
        600,
        640,
        s.gradient([(0, "#FBF4E8"), (1, "#E4D8C5")], (250, 110), (850, 750)),
        round_=8,
    )
    with s.clipped("M250 118a8 8 0 0 1 8 -8h584a8 8 0 0 1 8 8v222h-600z"):
        s.rect(250, 110, 600, 232, s.gradient([(0, "#9FBFC6"), (1, "#F3D9BA")], (0, 110), (0, 340)))
        s.glow(660, 270, 220, "#FFEFD6", 0.8)
        s.ellipse(660, 262, 30, 30, "#FEEFD8")
        s.path("M240 290C340 240 430 280 520 262S720 270 860 240V350H240z", "#8FAFA7")
        s.path("M240 318C380 284 480 322 600 300S780 310 860 290V350H240z", "#4F7F76")
    marks = {(0, 0), (0, 3), (1, 1), (1, 4), (2, 0), (2, 3)}
    for row in range(4):
        for column in range(6):
            x, y = 322 + column * 91, 418 + row * 86
            if (row, column) in marks:
                s.ellipse(
                    x,
                    y,
                    29,
                    29,
                    s.gradient(
                        [(0, "#E9A87C"), (1, "#C57B50")], (x - 20, y - 20), (x + 20, y + 24)
                    ),
                )
                s.stroke(f"M{x - 12} {y + 1}l9 9 16-18", PAPER, 5)
            else:
                s.ellipse(x, y, 9, 9, "#9FB4AE")
    s.ellipse(550, 104, 9, 9, "#8B6A4C")
    s.stroke("M470 112L550 104L630 112", "#8B6A4C", 4)
    s.rect(0, 858, 1600, 150, s.gradient([(0, "#D8B58C"), (1, "#A17B5A")], (0, 858), (0, 1000)))
    s.rect(0, 852, 1600, 12, "#F0D6B0")
    plant(s, 120, 900, 210, pot="#6F8F86")
    cup(s, 960, 930, 150, "#DCE7E0", "#8C5F42", saucer=False)
    return s


def music() -> Scene:
    """Headphones rest on a folded blanket."""
    s = Scene()
    soft_wall(s, 560, "#CBD1C6", "#8EA79F")
    s.glow(260, 200, 800, "#FBE8CB", 0.6)
    table(s, 560, wood=("#CFA981", "#94704F"), grain=2)
    patch(s, "M-20 720L420 562H820L420 1010H-20z", 0.45, 14)
    s.shadow(840, 880, 560, 50, 0.4)
    layers = (("#3F7A70", 800, 96), ("#E3C29C", 712, 92), ("#D7DCD0", 628, 88))
    for i, (tone, y, h) in enumerate(layers):
        x, w = 400 + i * 22, 860 - i * 44
        data = f"M{x + 40} {y}H{x + w - 20}Q{x + w} {y} {x + w} {y + 14}V{y + h - 14}Q{x + w} {y + h} {x + w - 20} {y + h}H{x + 40}Q{x} {y + h} {x} {n(y + h / 2)}T{x + 40} {y}z"
        s.path(
            data,
            s.gradient(
                [(0, mix(tone, "#FFFFFF", 0.28)), (0.5, tone), (1, mix(tone, INK, 0.34))],
                (0, y),
                (0, y + h),
            ),
        )
        s.stroke(f"M{x + 60} {n(y + h / 2)}H{x + w - 6}", mix(tone, INK, 0.3), 4, opacity=0.5)
        for k in range(26):
            fx = x + w - 4
            fy = y + 10 + k * (h - 20) / 25
            s.stroke(
                f"M{fx} {n(fy)}l{16 + (k * 7) % 9} {(k * 5) % 5 - 2}",
                mix(tone, INK, 0.08),
                2.4,
                opacity=0.8,
            )
    s.ellipse(800, 632, 250, 16, INK, opacity=0.28, extra=f'filter="{s.blur(8)}"')
    s.stroke(
        "M610 556C580 330 700 244 810 244S1046 330 1012 556",
        s.gradient([(0, "#4F8A80"), (0.5, "#1F4E49"), (1, "#173C3A")], (580, 0), (1040, 0)),
        34,
    )
    s.stroke("M618 500C604 340 706 268 810 268", "#8FBDB1", 6, opacity=0.6)
    for x, side in ((620, 1), (1002, -1)):
        s.rect(x - 62, 470, 124, 166, "#12312E", round_=58)
        s.rect(
            x - 54 + 10 * side,
            474,
            108,
            158,
            s.gradient([(0, "#4F8A80"), (1, "#1B4743")], (x - 54, 0), (x + 54, 0)),
            round_=52,
        )
        s.rect(
            x + (44 if side > 0 else -80),
            484,
            36,
            138,
            s.gradient([(0, "#E7C8A5"), (1, "#B98B66")], (x, 0), (x + 60, 0)),
            round_=18,
        )
    return s


def estimate() -> Scene:
    """A sheet of paper with a short list, a pen and reading glasses: a written estimate."""
    s = Scene()
    s.rect(0, 0, 1600, 1000, s.gradient([(0, "#D3AF86"), (1, "#A37E5C")], (0, 0), (1200, 1000)))
    dice = random.Random(3)
    for _ in range(26):
        y = dice.uniform(0, 1000)
        s.path(
            lens(dice.uniform(0, 1600), y, dice.uniform(500, 1200), 3.4, dice.uniform(-100, 100)),
            "#7B5C43",
            opacity=0.16,
        )
    patch(s, "M-20 -20H500L1120 1020H520z", 0.4, 20)
    with s.group('transform="translate(760 520) rotate(-8)"'):
        s.rect(-300, -390, 640, 830, INK, opacity=0.32, extra=f'filter="{s.blur(22)}"')
        s.rect(
            -320,
            -420,
            640,
            830,
            s.gradient([(0, "#FBF5EA"), (1, "#E2D8C7")], (-320, -420), (320, 410)),
            round_=4,
        )
        s.rect(-260, -360, 54, 54, "#1F5A54", round_=27)
        s.path("M-250 -328q17-14 34 0", "none", extra='stroke="#F6CDA9" stroke-width="5"')
        s.rect(-186, -346, 240, 26, "#3F6F67", round_=6)
        for i, (w, v) in enumerate(((250, 80), (330, 70), (210, 86), (290, 64))):
            y = -240 + i * 92
            s.rect(-260, y, w, 18, "#A9B8B2", round_=9)
            s.rect(-260, y + 28, w * 0.6, 12, "#CBD3CC", round_=6)
            s.rect(260 - v, y, v, 18, "#8FA69F", round_=9)
            s.stroke(f"M-260 {y + 62}H260", "#D3C8B5", 2)
        s.rect(-260, 146, 150, 24, "#1F5A54", round_=8)
        s.rect(150, 146, 110, 24, "#1F5A54", round_=8)
        s.stroke("M-250 312C-220 270-200 350-170 300S-130 330-100 296S-60 330-20 300", "#2B5C86", 5)
        s.stroke("M-260 340H60", "#BFB5A3", 3)
    with s.group('transform="translate(1120 620) rotate(-48)"'):
        s.rect(-250, 16, 500, 18, INK, opacity=0.3, round_=9, extra=f'filter="{s.blur(8)}"')
        s.rect(
            -210,
            -14,
            440,
            30,
            s.gradient([(0, "#5A988B"), (0.5, "#2A645D"), (1, "#173F3C")], (0, -14), (0, 16)),
            round_=14,
        )
        s.path("M-210 -13L-258 0L-210 14z", "#D8B88E")
        s.rect(-40, -15, 12, 32, "#E3C08F")
        s.rect(60, -22, 150, 8, "#E3C08F", round_=4)
    with s.group('transform="translate(236 800) rotate(24) scale(0.92)"'):
        for dx in (-118, 118):
            s.ellipse(dx + 10, 14, 96, 84, INK, opacity=0.2, extra=f'filter="{s.blur(8)}"')
        for dx in (-118, 118):
            s.ellipse(
                dx, 0, 94, 82, "#E8F0EA", opacity=0.28, extra='stroke="#3B342C" stroke-width="11"'
            )
            s.path(
                f"M{dx - 60} -10Q{dx - 40} -50 {dx} -56",
                "none",
                extra='stroke="#FFFFFF" stroke-width="6" stroke-linecap="round" opacity="0.5"',
            )
        s.stroke("M-26 -14Q0 -40 26 -14", "#3B342C", 11)
        s.stroke("M-212 -14Q-226 -60 -206 -150M212 -14Q228 -60 204 -132", "#3B342C", 9)
    return s


SCENES = {
    "tea-by-window": tea,
    "phone-on-table": phone_table,
    "calendar-six-days": calendar,
    "headphones-blanket": music,
    "written-estimate": estimate,
}
