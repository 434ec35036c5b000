"""What is taken out of files before they are stored."""

from io import BytesIO
from pathlib import PurePath

from django.core.files.base import ContentFile, File
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageOps, UnidentifiedImageError
from pillow_heif import register_heif_opener

from .pixel_budget import budget

register_heif_opener()  # Pillow then opens HEIC, which telephones make

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
    with budget.hold(count_pixels(upload)):
        return _clean_upload(upload)


def count_pixels(upload: File) -> int:
    """Return how many pixels a picture has by its head; 0 where nobody can tell."""
    upload.seek(0)
    try:
        width, height = Image.open(upload).size
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return 0
    finally:
        upload.seek(0)
    return width * height


def as_jpeg(upload: File) -> File:
    """Return a telephone's HEIC photo as JPEG: upright, without what it tells of the place, in full size.

    Raises what Pillow raises for a damaged one.
    """
    upload.seek(0)
    picture: Image.Image = Image.open(upload)
    options = dict(_SAVE_OPTIONS["JPEG"])
    if profile := picture.info.get("icc_profile"):
        options["icc_profile"] = profile
    picture = ImageOps.exif_transpose(picture) or picture
    out = BytesIO()
    _pixels_alone(picture.convert("RGB")).save(out, "JPEG", **options)
    name = str(PurePath(upload.name or "photo").with_suffix(".jpg"))
    return SimpleUploadedFile(name, out.getvalue(), content_type="image/jpeg")


def _clean_upload(upload: File) -> File:
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
