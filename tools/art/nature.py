"""Things that grow or stand in the landscapes: trees, grasses, reeds, birds, clouds."""

import math
import random

from scene import INK, Ridge, Scene, lens, mix, n, smooth


def conifer(x: float, y: float, height: float, dice: random.Random) -> str:
    """Return a spruce standing at (x, y): a slim shape with uneven, drooping tiers."""
    tiers = max(5, int(height / 26))
    half = height * dice.uniform(0.15, 0.2)
    left, right = [], []
    for i in range(1, tiers + 1):
        share = i / tiers
        drop = y - height + height * 0.96 * share
        reach = half * share**0.85
        left.append((x - reach * dice.uniform(0.85, 1.15), drop + height * 0.015))
        left.append((x - reach * 0.5, drop - height * 0.022))
        right.append((x + reach * dice.uniform(0.85, 1.15), drop + height * 0.015))
        right.append((x + reach * 0.5, drop - height * 0.022))
    points = [(x, y - height), *left, (x - 2, y - height * 0.03), (x - 2, y + 4), (x + 2, y + 4)]
    points += [(x + 2, y - height * 0.03), *right[::-1]]
    return "M" + "L".join(f"{n(px)} {n(py)}" for px, py in points) + "z"


def treeline(
    scene: Scene,
    line: Ridge,
    seed: int,
    colour: str,
    *,
    start: float = 0,
    end: float = 1600,
    height: float = 60,
    step: float = 20,
    opacity: float = 1,
) -> None:
    """Plant spruces of about ``height`` along a ridge from ``start`` to ``end``."""
    dice = random.Random(seed)
    x, shapes = start, []
    while x < end:
        edge = min(1.0, (x - start) / 120 + 0.35, (end - x) / 120 + 0.35)
        shapes.append(conifer(x, line(x) + 8, height * dice.uniform(0.55, 1.1) * edge, dice))
        x += step * dice.uniform(0.5, 1.4)
    scene.path("".join(shapes), colour, opacity=opacity)


def blade(x: float, y: float, height: float, lean: float, width: float) -> str:
    """Return one blade of grass, broad at the foot and pointed at the tip."""
    tip_x, tip_y = x + lean, y - height
    bend = lean * 0.25
    return (
        f"M{n(x - width / 2)} {n(y)}Q{n(x + bend - width / 3)} {n(y - height * 0.6)} "
        f"{n(tip_x)} {n(tip_y)}Q{n(x + bend + width / 2)} {n(y - height * 0.55)} "
        f"{n(x + width / 2)} {n(y)}z"
    )


def grass(
    scene: Scene,
    line: Ridge,
    seed: int,
    colour: str,
    *,
    start: float = -20,
    end: float = 1620,
    height: float = 90,
    count: int = 160,
    lean: float = 18,
    width: float = 5,
    opacity: float = 1,
) -> None:
    """Let grass grow along a ridge; the wind blows by ``lean``."""
    dice = random.Random(seed)
    blades = []
    for _ in range(count):
        x = dice.uniform(start, end)
        edge = min(1.0, 0.3 + min(x - start, end - x) / 160)
        tall = height * dice.uniform(0.4, 1.1) * edge
        blades.append(
            blade(
                x, line(x) + 14, tall, dice.gauss(lean, tall * 0.16), width * dice.uniform(0.6, 1)
            )
        )
    scene.path("".join(blades), colour, opacity=opacity)


def seed_heads(
    scene: Scene, seed: int, colour: str, *, start: float, end: float, y: float, height: float,
    count: int,
) -> None:  # fmt: skip
    """Draw tall stems with ears, for meadows and reeds."""
    dice = random.Random(seed)
    for _ in range(count):
        x = dice.uniform(start, end)
        tall, lean = height * dice.uniform(0.6, 1.1), dice.gauss(16, 22)
        scene.stroke(
            f"M{n(x)} {n(y)}Q{n(x + lean * 0.2)} {n(y - tall * 0.6)} {n(x + lean)} {n(y - tall)}",
            colour, 2.6,
        )  # fmt: skip
        angle = math.degrees(math.atan2(lean, tall * 0.55))
        scene.add(
            f'<ellipse cx="{n(x + lean)}" cy="{n(y - tall - 14)}" rx="5.5" ry="21" fill="{colour}" '
            f'transform="rotate({n(angle)} {n(x + lean)} {n(y - tall)})"/>'
        )


def birch(
    scene: Scene, x: float, width: float, seed: int, light: str, shade: str, mark: str,
    *, top: float = -20, foot: float = 1020, lean: float = 0,
) -> None:  # fmt: skip
    """Draw a birch trunk from ``foot`` up to ``top``, lit from the left."""
    dice = random.Random(seed)
    steps = 9
    centre = []
    for i in range(steps + 1):
        share = i / steps
        sway = math.sin(share * 3.1 + seed) * width * 0.22
        centre.append(
            (x + lean * share + sway, foot + (top - foot) * share, width * (1 - 0.42 * share))
        )
    left = [(cx - w / 2, cy) for cx, cy, w in centre]
    right = [(cx + w / 2, cy) for cx, cy, w in centre]
    data = smooth(left) + "L" + smooth(right[::-1])[1:] + "z"
    low, high = min(p[0] for p in left), max(p[0] for p in right)
    fill = scene.gradient(
        [(0, mix(light, shade, 0.15)), (0.3, light), (0.62, mix(light, shade, 0.4)), (1, shade)],
        (low, 0), (high, 0),
    )  # fmt: skip
    scene.path(data, fill)
    with scene.clipped(data):
        marks = []
        for _ in range(int((foot - top) / 30)):
            share = dice.random()
            cx, _, w = centre[min(steps - 1, int(share * steps))]
            cy = foot + (top - foot) * share
            thick = dice.uniform(1.2, 3.4) * width / 60
            if dice.random() < 0.3:  # where a branch once grew: a dark eye at the edge
                thick *= 2.1
                side = dice.choice((-1, 1))
                marks.append(
                    lens(cx + side * w * 0.42, cy, w * dice.uniform(0.5, 0.8), thick * 2, side * 6)
                )
            else:
                marks.append(
                    lens(cx + dice.uniform(-0.42, 0.42) * w, cy, w * dice.uniform(0.16, 0.5), thick)
                )
        scene.path("".join(marks), mark, opacity=0.82)


def foliage(
    scene: Scene, seed: int, colours: list[str], *, x: float, y: float, rx: float, ry: float,
    count: int, size: float, opacity: float = 0.85,
) -> None:  # fmt: skip
    """Scatter small leaves in a cloud around (x, y)."""
    dice = random.Random(seed)
    leaves: dict[str, list[str]] = {colour: [] for colour in colours}
    for _ in range(count):
        angle, far = dice.uniform(0, math.tau), dice.random() ** 0.6
        px, py = x + math.cos(angle) * rx * far, y + math.sin(angle) * ry * far
        s, turn = size * dice.uniform(0.6, 1.3), dice.uniform(0, math.tau)
        dx, dy = math.cos(turn) * s, math.sin(turn) * s
        leaves[dice.choice(colours)].append(
            f"M{n(px - dx)} {n(py - dy)}Q{n(px - dy * 0.8)} {n(py + dx * 0.8)} {n(px + dx)} {n(py + dy)}"
            f"Q{n(px + dy * 0.8)} {n(py - dx * 0.8)} {n(px - dx)} {n(py - dy)}z"
        )
    for colour, shapes in leaves.items():
        scene.path("".join(shapes), colour, opacity=opacity)


def shrub(x: float, y: float, width: float, height: float, seed: int) -> str:
    """Return a rounded bush standing on (x, y), as a bunch of lobes."""
    dice = random.Random(seed)
    lobes = [(x, y - height * 0.62, width * 0.31)]
    for i in range(6):
        angle = math.pi * (1 + i / 5)
        lobes.append((
            x + math.cos(angle) * width * 0.31, y - height * 0.3 + math.sin(angle) * height * 0.32,
            width * dice.uniform(0.17, 0.24),
        ))  # fmt: skip
    return "".join(
        f"M{n(cx - r)} {n(cy)}a{n(r)} {n(r)} 0 1 1 {n(2 * r)} 0a{n(r)} {n(r)} 0 1 1 {n(-2 * r)} 0z"
        for cx, cy, r in lobes
    )


def tree(
    scene: Scene, x: float, y: float, height: float, seed: int, light: str, shade: str,
    *, sun: float = -1, shadow: float = 0.22,
) -> None:  # fmt: skip
    """Draw a broad-leaved tree on (x, y): trunk, crown of lobes, light from side ``sun``."""
    dice = random.Random(seed)
    if shadow:
        scene.shadow(x - sun * height * 0.3, y, height * 0.55, height * 0.05, shadow)
    scene.path(
        f"M{n(x - height * 0.03)} {n(y)}L{n(x - height * 0.015)} {n(y - height * 0.5)}h{n(height * 0.03)}"
        f"L{n(x + height * 0.03)} {n(y)}z", mix(shade, INK, 0.3),
    )  # fmt: skip
    cy, reach = y - height * 0.6, height * 0.3
    lobes = [(x, cy, reach * 0.85)]
    for i in range(9):
        angle = math.tau * i / 9 + dice.uniform(-0.2, 0.2)
        r = reach * dice.uniform(0.36, 0.52)
        lobes.append((x + math.cos(angle) * reach * 0.82, cy + math.sin(angle) * reach * 0.9, r))
    data = "".join(
        f"M{n(a - r)} {n(b)}a{n(r)} {n(r)} 0 1 1 {n(2 * r)} 0a{n(r)} {n(r)} 0 1 1 {n(-2 * r)} 0z"
        for a, b, r in lobes
    )
    scene.path(data, scene.gradient(
        [(0, light), (0.5, mix(light, shade, 0.62)), (1, shade)],
        (x + sun * reach, cy - reach), (x - sun * reach, cy + reach),
    ))  # fmt: skip


def cloud(
    scene: Scene, x: float, y: float, width: float, seed: int, top: str, bottom: str,
    *, opacity: float = 0.9, soft: float = 5, puff: float = 0.3,
) -> None:  # fmt: skip
    """Draw a heap of cloud of ``width`` on the line ``y``: lit above, melting away below."""
    dice = random.Random(seed)
    circles = []
    for row, (share, count) in enumerate(((1.0, 9), (0.66, 6), (0.34, 3))):
        lean = dice.uniform(-0.08, 0.08) * width * row
        for i in range(count):
            place = (i + 0.5) / count - 0.5
            r = (
                width
                * puff
                * dice.uniform(0.3, 0.44)
                * (1 - 0.9 * place * place)
                * (1 - 0.08 * row)
            )
            cy = y - row * width * puff * 0.42 - r * 0.35 + dice.uniform(-0.1, 0.1) * r
            circles.append((x + lean + place * width * share * 0.94, cy, r))
    high = min(cy - r for _, cy, r in circles)
    foot = y + width * puff * 0.22
    fill = scene.gradient(
        [(0, top), (0.45, mix(top, bottom, 0.35)), (0.8, bottom), (1, bottom, 0)],
        (0, high),
        (0, foot),
    )
    data = "".join(
        f"M{n(cx - r)} {n(cy)}a{n(r)} {n(r)} 0 1 1 {n(2 * r)} 0a{n(r)} {n(r)} 0 1 1 {n(-2 * r)} 0z"
        for cx, cy, r in circles
    )
    scene.path(data, fill, opacity=opacity, extra=f'filter="{scene.blur(soft)}"')


def streak(
    scene: Scene, x: float, y: float, width: float, height: float, colour: str, opacity: float
) -> None:
    """Draw a long, thin, soft cloud."""
    scene.ellipse(
        x, y, width / 2, height / 2, colour, opacity=opacity,
        extra=f'filter="{scene.blur(height * 0.35, height * 1.8)}"',
    )  # fmt: skip


def birds(scene: Scene, spots: list[tuple[float, float, float]], colour: str) -> None:
    """Draw a few far birds, each (x, y, span)."""
    for x, y, span in spots:
        scene.stroke(
            f"M{n(x - span)} {n(y - span * 0.25)}Q{n(x - span * 0.35)} {n(y - span * 0.5)} {n(x)} {n(y)}"
            f"Q{n(x + span * 0.4)} {n(y - span * 0.55)} {n(x + span)} {n(y - span * 0.35)}",
            colour, max(1.6, span * 0.12), opacity=0.7,
        )  # fmt: skip
