"""Windows, chairs, lamps and plants: what the rooms are furnished with."""

from scene import INK, Scene, mix, n, peak, ridge, smooth


def view(
    s: Scene,
    x: float,
    y: float,
    w: float,
    h: float,
    *,
    seed: int = 3,
    sky: tuple[str, str] = ("#A9C8CF", "#F6DDC0"),
) -> None:
    """Draw what is seen through a window: sky, far hills, a meadow."""
    with s.clipped(f"M{n(x)} {n(y)}h{n(w)}v{n(h)}h{n(-w)}z"):
        s.rect(x, y, w, h, s.gradient([(0, sky[0]), (0.7, sky[1])], (0, y), (0, y + h)))
        s.glow(x + w * 0.7, y + h * 0.42, w * 0.7, "#FFEDD0", 0.8)
        for i, (at, top, bottom) in enumerate(
            ((0.6, "#A5BDB6", "#D0D3C0"), (0.7, "#7FA293", "#A6BC9C"), (0.82, "#5F8B74", "#3F6D5C"))
        ):
            line = peak(
                ridge(seed + i * 4, y + h * at, h * 0.04, width=w, waves=0.9),
                x + w * (0.3 + 0.3 * i),
                h * 0.05,
                w * 0.25,
            )
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
        s.rect(
            x - 50,
            y + h + 20,
            w + 100,
            24,
            s.gradient([(0, "#FBF3E6"), (1, "#CDBDA6")], (0, y + h + 20), (0, y + h + 44)),
            round_=4,
        )
        s.rect(
            x - 40,
            y + h + 44,
            w + 80,
            22,
            s.gradient([(0, INK, 0.2), (1, INK, 0)], (0, y + h + 44), (0, y + h + 66)),
        )


def room(
    s: Scene, floor: float, wall: tuple[str, str], ground: tuple[str, str], light_x: float = 0
) -> None:
    """Fill the picture with a wall and a floor; the wall is brightest near ``light_x``."""
    s.rect(
        0,
        0,
        s.width,
        floor,
        s.gradient([(0, wall[0]), (1, wall[1])], (light_x, 0), (s.width - light_x, floor)),
    )
    s.rect(
        0,
        floor,
        s.width,
        s.height - floor,
        s.gradient([(0, ground[0]), (1, ground[1])], (0, floor), (0, s.height)),
    )
    s.rect(0, floor - 26, s.width, 26, mix(wall[0], "#FFFFFF", 0.25))
    s.rect(
        0,
        floor,
        s.width,
        40,
        s.gradient([(0, INK, 0.16), (1, INK, 0)], (0, floor), (0, floor + 40)),
    )


def patch(
    s: Scene, data: str, strength: float = 0.5, soft: float = 5, colour: str = "#FFE6C0"
) -> None:
    """Lay sunlight that falls through a window."""
    s.path(
        data,
        colour,
        opacity=strength,
        extra=f'filter="{s.blur(soft)}" style="mix-blend-mode:soft-light"',
    )
    s.path(data, colour, opacity=strength * 0.45, extra=f'filter="{s.blur(soft)}"')


def curtain(
    s: Scene,
    x: float,
    w: float,
    bottom: float,
    light: str,
    shade: str,
    *,
    top: float = 40,
    lean: float = 0,
) -> None:
    """Hang a curtain in soft folds from ``top`` to ``bottom``."""
    folds = max(3, round(w / 46))
    data = f"M{n(x)} {n(top)}H{n(x + w)}C{n(x + w + lean * 0.3)} {n(bottom * 0.5)} {n(x + w + lean)} {n(bottom * 0.8)} {n(x + w + lean)} {n(bottom)}"
    wave = [
        (x + w + lean - (w + lean * 0.6) * i / (folds * 2), bottom + (7 if i % 2 else -3))
        for i in range(folds * 2 + 1)
    ]
    data += "L" + smooth(wave)[1:] + "z"
    stops = []
    for i in range(folds * 2 + 1):
        stops.append((i / (folds * 2), light if i % 2 == 0 else shade))
    s.path(data, s.gradient(stops, (x, 0), (x + w + lean, 0)))
    s.path(data, s.gradient([(0, INK, 0.12), (0.2, INK, 0), (1, INK, 0.14)], (0, top), (0, bottom)))


def plant(s: Scene, x: float, y: float, size: float, *, pot: str = "#C98B68") -> None:
    """Draw a rubber plant in a clay pot standing on (x, y)."""
    s.shadow(x + size * 0.2, y, size * 0.5, size * 0.07, 0.3)
    leaves = (
        (-62, 0.92),
        (-38, 1.12),
        (-14, 1.25),
        (12, 1.2),
        (36, 1.08),
        (60, 0.9),
        (-78, 0.66),
        (78, 0.64),
        (0, 0.86),
        (-26, 0.74),
        (26, 0.72),
    )
    for i, (angle, length) in enumerate(leaves):
        far = size * length
        tone = ("#2F665B", "#417C6B", "#6E9D7F")[i % 3]
        leaf = f"M0 0C{n(-far * 0.13)} {n(-far * 0.35)} {n(-far * 0.17)} {n(-far * 0.75)} 0 {n(-far)}C{n(far * 0.17)} {n(-far * 0.75)} {n(far * 0.13)} {n(-far * 0.35)} 0 0z"
        with s.group(f'transform="translate({n(x)} {n(y - size * 0.44)}) rotate({angle})"'):
            s.path(
                leaf,
                s.gradient(
                    [(0, mix(tone, "#F1DFA8", 0.25)), (1, mix(tone, INK, 0.25))],
                    (-far * 0.15, 0),
                    (far * 0.15, 0),
                ),
            )
            s.stroke(f"M0 0L0 {n(-far * 0.92)}", mix(tone, "#E9E3C8", 0.5), 2, opacity=0.6)
    w = size * 0.27
    s.path(f"M{n(x - w)} {n(y - size * 0.46)}H{n(x + w)}L{n(x + w * 0.74)} {n(y)}H{n(x - w * 0.74)}z",
           s.gradient([(0, mix(pot, "#FBE6CC", 0.35)), (0.5, pot), (1, mix(pot, INK, 0.4))], (x - w, 0), (x + w, 0)))  # fmt: skip
    s.rect(
        x - w * 1.08,
        y - size * 0.5,
        w * 2.16,
        size * 0.09,
        s.gradient(
            [(0, mix(pot, "#FBE6CC", 0.5)), (1, mix(pot, INK, 0.3))], (x - w, 0), (x + w, 0)
        ),
        round_=5,
    )


def armchair(s: Scene, x: float, y: float, size: float, cloth: str, *, flip: bool = False) -> None:
    """Draw an upholstered chair from three quarters, its feet on ``y``; ``flip`` turns it left."""
    k = size / 400
    light, dark = mix(cloth, "#FFF0DA", 0.38), mix(cloth, INK, 0.36)
    s.shadow(x + (30 if not flip else -30) * k, y - 2, 250 * k, 26 * k, 0.34)
    with s.group(
        f'transform="translate({n(x)} {n(y)}) scale({k * (-1 if flip else 1):.3f} {k:.3f})"'
    ):
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
        s.path(
            "M-160 -106H196V-74C100 -60 -60 -60 -166 -70z",
            s.gradient([(0, dark), (1, mix(dark, INK, 0.3))], (0, -106), (0, -60)),
        )
        # near arm
        s.path("M-196 -244C-190 -266 -140 -268 -126 -246C-112 -210 -116 -120 -122 -72C-150 -62 -186 -66 -198 -76C-204 -130 -204 -210 -196 -244z",
               s.gradient([(0, light), (1, mix(cloth, INK, 0.18))], (-200, -260), (-116, -70)))  # fmt: skip


def side_table(s: Scene, x: float, y: float, w: float, h: float) -> None:
    """Draw a small round table with three legs, its top at ``y - h``."""
    s.shadow(x + 20, y, w * 0.8, 16, 0.28)
    for dx in (-0.3, 0.32, 0.02):
        s.stroke(
            f"M{n(x + dx * w * 0.6)} {n(y - h + 8)}L{n(x + dx * w * 1.3)} {n(y + (8 if dx == 0.02 else 0))}",
            "#8B6A4C",
            10,
        )
    s.ellipse(x, y - h + 8, w / 2, w * 0.1, "#8B6A4C")
    s.ellipse(
        x,
        y - h,
        w / 2,
        w * 0.1,
        s.gradient([(0, "#E3C297"), (1, "#B98F66")], (x - w / 2, 0), (x + w / 2, 0)),
    )


def glass(s: Scene, x: float, y: float, h: float) -> None:
    """Draw a glass of water standing on (x, y)."""
    w = h * 0.3
    s.path(
        f"M{n(x - w)} {n(y - h)}H{n(x + w)}L{n(x + w * 0.82)} {n(y)}H{n(x - w * 0.82)}z",
        "#E8F3F2",
        opacity=0.45,
    )
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
