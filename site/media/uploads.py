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
    where there is nothing to take out, or it is no picture that can be written back (a GIF, an
    unknown format, half a file).
    """
    upload.seek(0)
    try:
        picture = Image.open(upload)
        picture.load()
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        upload.seek(0)
        return upload
    kind = picture.format or ""
    moves = getattr(picture, "is_animated", False)
    if kind not in _SAVE_OPTIONS or not _carries_metadata(picture):
        upload.seek(0)
        return upload
    options = dict(_SAVE_OPTIONS[kind], exif=b"")
    if profile := picture.info.get("icc_profile"):
        options["icc_profile"] = profile
    out = BytesIO()
    if moves:
        # The frames with their times are written anew; a camera's orientation has no place here.
        picture.save(out, kind, **options, save_all=True, xmp=b"")
    else:
        _pixels_alone(ImageOps.exif_transpose(picture)).save(out, kind, **options)
    return ContentFile(out.getvalue(), name=upload.name)


def _pixels_alone(picture: Image.Image) -> Image.Image:
    """Return a picture of the same pixels that knows nothing else."""
    if picture.mode == "P":
        clean = picture.copy()
        clean.info = {k: v for k, v in picture.info.items() if k == "transparency"}
        return clean
    clean = Image.new(picture.mode, picture.size)
    clean.paste(picture)
    if (transparent := picture.info.get("transparency")) is not None:
        clean.info["transparency"] = transparent
    return clean


def _carries_metadata(picture: Image.Image) -> bool:
    """Tell whether the file says more than its pixels and colours."""
    harmless = {"icc_profile", "jfif", "jfif_version", "jfif_unit", "jfif_density", "dpi",
                "gamma", "progressive", "progression", "background", "timestamp", "duration",
                "loop", "transparency", "srgb", "interlace", "chromaticity", "aspect"}  # fmt: skip
    return bool(picture.getexif()) or bool(set(picture.info) - harmless)
