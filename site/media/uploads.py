"""What is taken out of files before they are stored."""

from io import BytesIO
from pathlib import PurePath

from django.conf import settings
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
    "GIF": {"comment": b""},
}
# A JPEG with a second one behind it (a preview, a depth map): what many telephones write. The first is the photo.
_SAVED_AS = {"MPO": "JPEG"}
# What may stand in the head of a JPEG: JFIF, colours. All else tells something: EXIF, XMP, notes, makers' own.
_PLAIN_SEGMENTS = ("APP0", "APP14")
# How a file ends that has nothing behind its picture (a telephone's moving photo is a film behind a JPEG).
_ENDINGS = {"JPEG": b"\xff\xd9", "PNG": b"IEND\xaeB`\x82", "GIF": b";"}
# What the longest side of a picture of a colleague needs; the admin shows it as large as a thumb.
_AVATAR_SIDE = 400


def without_metadata(upload: File) -> File:
    """Return the picture without EXIF, GPS and maker notes, turned upright.

    A phone writes where a photo was taken into the file, and Wagtail's JPEG renditions keep it.
    The colour profile stays: without it colours shift.

    Parameters: `upload`, an open file. Returns a new file of the same name, or `upload` itself
    where there is nothing to take out, or it is no picture that can be written back (an unknown
    format, half a file).
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
    given = picture.format or ""
    kind = _SAVED_AS.get(given, given)
    moves = given == kind and getattr(picture, "is_animated", False)
    tells = given != kind or _carries_metadata(picture) or _goes_on(upload, kind)
    upload.seek(0)
    if kind not in _SAVE_OPTIONS or not tells:
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
                "loop", "transparency", "srgb", "interlace", "chromaticity", "aspect",
                "bbox", "disposal", "blend", "default_image", "version", "extension"}  # fmt: skip
    segments = getattr(picture, "applist", [])
    told = [name for name, content in segments if name not in _PLAIN_SEGMENTS and not _is_colours(name, content)]  # fmt: skip
    return bool(picture.getexif()) or bool(set(picture.info) - harmless) or bool(told)


def _is_colours(name: str, content: bytes) -> bool:
    return name == "APP2" and content.startswith(b"ICC_PROFILE")


def _goes_on(upload: File, kind: str) -> bool:
    """Tell whether something stands behind the picture: a film, an archive, a page."""
    upload.seek(0)
    content = upload.read()
    if kind == "WEBP":
        return len(content) > int.from_bytes(content[4:8], "little") + 8
    return kind in _ENDINGS and not content.rstrip(b"\x00").endswith(_ENDINGS[kind])


def as_avatar(upload: File) -> File | None:
    """Return the picture of a colleague small and without metadata; None where it can't be read or is far too large."""
    pixels = count_pixels(upload)
    if not 0 < pixels <= settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
        return None
    with budget.hold(pixels):
        try:
            picture = ImageOps.exif_transpose(Image.open(upload)).convert("RGB")
        except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
            return None
        picture.thumbnail((_AVATAR_SIDE, _AVATAR_SIDE))
        out = BytesIO()
        _pixels_alone(picture).save(out, "JPEG", **_SAVE_OPTIONS["JPEG"])
    return ContentFile(out.getvalue(), name="avatar.jpg")
