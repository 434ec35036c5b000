"""Draw every sample picture and write it as WebP, with its manifest.

Run from the repository's root; names of pictures after it draw only these::

    python tools/art/make_pictures.py
    python tools/art/make_pictures.py birches six-stones

It prints the bytes of each file, and what the picture weighs as AVIF at 800 pixels (quality 55),
the way a visitor's browser will get it.
"""

import io
import json
import sys
from pathlib import Path

import captions
import interiors
import lakes
import landscapes
import portraits
import shores
import stilllifes
import tabletop
from PIL import Image
from raster import open_rasteriser

TARGET = Path(__file__).resolve().parents[2] / "site/sample/images"
SCENES = {
    **lakes.SCENES,
    **shores.SCENES,
    **landscapes.SCENES,
    **interiors.SCENES,
    **tabletop.SCENES,
    **stilllifes.SCENES,
    **portraits.SCENES,
}
LIMIT, AVIF_LIMIT = 90_000, 12_000


def save(image: Image.Image, path: Path) -> int:
    """Write ``image`` as WebP, as good as fits the limit, and return its bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    for quality in (92, 88, 84, 80, 74):
        image.save(path, "WEBP", quality=quality, method=6)
        if path.stat().st_size < LIMIT:
            return path.stat().st_size
    raise ValueError(f"{path.name} is over {LIMIT} bytes even at quality 74: draw it simpler.")


def avif_size(image: Image.Image) -> int:
    """Return the bytes of ``image`` as AVIF, 800 pixels wide."""
    small = image.resize((800, round(image.height * 800 / image.width)), Image.Resampling.LANCZOS)
    buffer = io.BytesIO()
    small.save(buffer, "AVIF", quality=55, speed=4)
    return buffer.tell()


def entry(name: str, width: int, height: int) -> dict[str, object]:
    """Return the manifest's row for a picture."""
    title, alt, focal, tags = captions.CAPTIONS[name]
    x, y, w, h = focal
    return {
        "file": f"{name}.webp",
        "title": title,
        "alt": alt,
        "width": width,
        "height": height,
        # Shares of the picture become pixels: centre x, centre y, width, height.
        "focal": [round(x * width), round(y * height), round(w * width), round(h * height)],
        "tags": tags,
    }


def main(names: list[str]) -> None:
    """Draw the pictures called ``names`` (all when empty) and rewrite the manifest."""
    unknown = set(names) - set(SCENES)
    if unknown:
        sys.exit(f"No such picture: {', '.join(sorted(unknown))}. Known: {', '.join(SCENES)}.")
    with open_rasteriser() as raster:
        for name in names or SCENES:
            scene = SCENES[name]()
            image = raster.draw(str(scene), scene.width, scene.height, background="#FBF8F3")
            size, light = save(image, TARGET / f"{name}.webp"), avif_size(image)
            note = "" if light <= AVIF_LIMIT else "  over 12 KB as AVIF"
            print(f"{name:28}{scene.width}x{scene.height} {size:>7,} {light:>7,}{note}", flush=True)
    rows = []
    for name in SCENES:
        with Image.open(TARGET / f"{name}.webp") as image:
            rows.append(entry(name, *image.size))
    text = json.dumps(rows, indent=2, ensure_ascii=False) + "\n"
    (TARGET / "manifest.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
