"""What is taken out of files before they are stored."""

from io import BytesIO

from django.core.files.base import ContentFile, File
from PIL import Image, ImageOps, UnidentifiedImageError

# Formats that Pillow can write back with the same quality of picture.
_SAVE_OPTIONS: dict[str, dict] = {
    "JPEG": {"quality": 92, "optimize": True, "progressive": True},
    "PNG": {"optimize": True},
    "WEBP": {"quality": 92, "method": 4},
    "AVIF": {"quality": 85},
}


def without_metadata(upload: File) -> File:
    """Return the picture without EXIF, GPS and maker notes, turned upright.

    A phone writes where a photo was taken into the file, and Wagtail's JPEG renditions keep it.
    The colour profile stays: without it colours shift.

    Parameters: `upload`, an open file. Returns a new file of the same name, or `upload` itself
    where it is no picture that can be written back (an animation, an unknown format).
    """
    upload.seek(0)
    try:
        picture = Image.open(upload)
        picture.load()
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        upload.seek(0)
        return upload
    kind = picture.format or ""
    if kind not in _SAVE_OPTIONS or getattr(picture, "is_animated", False):
        upload.seek(0)
        return upload
    if not _carries_metadata(picture):
        upload.seek(0)
        return upload
    profile = picture.info.get("icc_profile")
    upright = ImageOps.exif_transpose(picture)
    clean = Image.new(upright.mode, upright.size)
    if upright.mode == "P":
        clean = upright.copy()
        clean.info = {}
    else:
        clean.paste(upright)
    out = BytesIO()
    options = dict(_SAVE_OPTIONS[kind], exif=b"")
    if profile:
        options["icc_profile"] = profile
    clean.save(out, kind, **options)
    return ContentFile(out.getvalue(), name=upload.name)


def _carries_metadata(picture: Image.Image) -> bool:
    """Tell whether the file says more than its pixels and colours."""
    harmless = {"icc_profile", "jfif", "jfif_version", "jfif_unit", "jfif_density", "dpi",
                "gamma", "progressive", "progression", "background", "timestamp", "duration",
                "loop", "transparency", "srgb", "interlace", "chromaticity", "aspect"}  # fmt: skip
    return bool(picture.getexif()) or bool(set(picture.info) - harmless)
