"""What lies on water: reflections, ripples, the path of a light."""

from scene import Scene, n


def reflect(
    scene: Scene,
    shapes: list[tuple[str, str]],
    shore: float,
    *,
    opacity: float = 0.55,
    soft: float = 3,
) -> None:
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


def glitter(
    scene: Scene,
    x: float,
    shore: float,
    colour: str,
    *,
    strength: float = 0.5,
    spread: float = 420,
    seed: int = 1,
) -> None:
    """Lay the path of light below a sun or moon."""
    height = scene.height - shore
    with scene.clipped(f"M-80 {n(shore)}H{scene.width + 80}V{scene.height}H-80z"):
        scene.glow(x, shore, spread * 0.55, colour, strength * 0.9, 0.35)
        scene.glow(
            x, shore, spread * 0.34, colour, strength * 0.75, height * 1.05 / (spread * 0.34)
        )
    scene.ripples(
        seed, shore + 4, scene.height - 20, colour, count=70, opacity=0.75, centre=x, spread=spread
    )
