"""Puts a file of the old library into ours: once each, cleaned, and only what our own forms would take."""

from __future__ import annotations

import warnings
from io import BytesIO
from pathlib import PurePosixPath

from django.conf import settings
from django.core.files.base import ContentFile
from PIL import Image
from wagtail.utils.file import hash_filelike

from media.models import ClinicDocument, ClinicImage
from media.uploads import without_metadata

from ..export.uploads import ending_of

FORMATS = {"JPEG": "jpg", "PNG": "png", "GIF": "gif", "WEBP": "webp", "AVIF": "avif"}


class NotOurs(Exception):
    """A file that our library does not take; the message says why."""


def check_picture(data: bytes) -> str:
    """Return the ending that a picture's content calls for. Raises NotOurs."""
    if len(data) > settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE:
        raise NotOurs(f"it is larger than {settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE >> 20} MB")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(data)) as picture:
                kind = picture.format or ""
                pixels = picture.width * picture.height * getattr(picture, "n_frames", 1)
                if kind in FORMATS and pixels <= settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
                    picture.load()
    except Exception as error:
        # Whatever a decoder makes of broken bytes, there is no picture to show.
        raise NotOurs("it is damaged, or no picture at all") from error
    if kind not in FORMATS:
        raise NotOurs(f"pictures of the kind {kind} can't be shown on the web")
    if pixels > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
        raise NotOurs("it has too many pixels")
    return FORMATS[kind]


def store_picture(data: bytes, name: str, title: str, user: object) -> tuple[ClinicImage, bool]:
    """Return the picture of our library, and whether it is new. Raises NotOurs.

    Parameters: `name`, its old file name; `title`, what staff read in the library.
    """
    ending = check_picture(data)
    stem = PurePosixPath(name).stem[:80] or "picture"
    file = without_metadata(ContentFile(data, name=f"{stem}.{ending}"))
    file.seek(0)
    digest = hash_filelike(file)
    same = ClinicImage.objects.filter(file_hash=digest).first()
    if same is not None:
        return same, False
    file.seek(0)
    image = ClinicImage(title=(title or stem)[:255], file=file)
    image.uploaded_by_user = user if getattr(user, "pk", None) else None  # type: ignore[assignment]
    image.save()
    return image, True


def store_document(data: bytes, name: str, title: str, user: object) -> tuple[ClinicDocument, bool]:
    """Return the document of our library, and whether it is new. Raises NotOurs."""
    ending = ending_of(name)
    if ending not in settings.WAGTAILDOCS_EXTENSIONS:
        raise NotOurs(f"files of the kind .{ending[:8] or '?'} are not offered here")
    if len(data) > settings.WAGTAILDOCS_MAX_UPLOAD_SIZE:
        raise NotOurs(f"it is larger than {settings.WAGTAILDOCS_MAX_UPLOAD_SIZE >> 20} MB")
    if ending == "pdf" and b"%PDF" not in data[:1024]:
        raise NotOurs("it is damaged, or no PDF at all")
    if ending == "docx" and not data.startswith(b"PK"):
        raise NotOurs("it is damaged, or no Word document at all")
    digest = hash_filelike(BytesIO(data))
    same = ClinicDocument.objects.filter(file_hash=digest).first()
    if same is not None:
        return same, False
    stem = PurePosixPath(name).stem[:80] or "document"
    document = ClinicDocument(
        title=(title or stem)[:255], file=ContentFile(data, name=f"{stem}.{ending}")
    )
    document.uploaded_by_user = user if getattr(user, "pk", None) else None  # type: ignore[assignment]
    document.save()
    return document, True
