"""Loads the pictures of `images/manifest.json`."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from django.core.files.images import ImageFile

from media.models import ClinicImage

from .loader_values import Known
from .markup import SampleTextError

FOLDER = Path(__file__).parent / "images"


def read_manifest() -> dict[str, dict]:
    """Return the pictures by key (the file's name without its ending).

    Raises SampleTextError where the list or a file is missing.
    """
    path = FOLDER / "manifest.json"
    if not path.exists():
        raise SampleTextError(f"The list of pictures, {path.name}, is missing.")
    rows = {Path(row["file"]).stem: row for row in json.loads(path.read_text())}
    for key, row in rows.items():
        if not (FOLDER / row["file"]).exists():
            raise SampleTextError(f"The picture “{key}” has no file {row['file']}.")
    return rows


def load_images(
    known: Known,
    count: Callable[[str, bool], None],
    say: Callable[[str], None],
    stored: list[str],
    first: list[str],
) -> None:
    """Store every picture with its title, focal point and alt text.

    `stored` takes the names of new files: a database forgets a failed load, a disk does not.
    `first` names the pictures to begin with.
    """
    rows = read_manifest()
    for key in sorted(rows, key=lambda key: first.index(key) if key in first else len(first)):
        row = rows[key]
        image = ClinicImage.objects.filter(title=row["title"]).first()
        count("picture", image is None)
        if image is None:
            image = _make_image(row)
            stored.append(image.file.name)
        known.add("image", key, image.pk)
    say(f"{len(rows)} pictures")


def remove_files(names: list[str]) -> None:
    """Take files away that no picture refers to after a failed load."""
    storage = ClinicImage._meta.get_field("file").storage
    for name in names:
        storage.delete(name)


def _make_image(row: dict) -> ClinicImage:
    path = FOLDER / row["file"]
    image = ClinicImage(title=row["title"], description=row.get("alt", ""))
    if row.get("focal"):
        # The middle of what matters, then its width and height.
        (
            image.focal_point_x,
            image.focal_point_y,
            image.focal_point_width,
            image.focal_point_height,
        ) = row["focal"]
    with path.open("rb") as file:
        image.file = ImageFile(file, name=path.name)
        image.save()
    image.tags.set(row.get("tags", []))
    return image
