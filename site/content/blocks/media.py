"""Pictures, videos and files."""

import re
from urllib.parse import parse_qs, urlparse

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from ..samples import sample_document, sample_image
from .base import Groups, short_text
from .picture import DescribedPictureBlock

# A video's key has 11 letters, digits, hyphens or underscores; anything else plays nothing.
YOUTUBE_KEY = re.compile(r"[\w-]{11}", re.ASCII)


class PictureBlock(blocks.StructBlock):
    """A picture with a text for those who don't see it."""

    image = DescribedPictureBlock()
    caption = blocks.CharBlock(max_length=240, required=False)
    width = blocks.ChoiceBlock(
        choices=[("text", _("As wide as the text")), ("wide", _("Wider than the text"))],
        default="text",
    )

    class Meta:
        icon = "image"
        label = _("Picture")
        group = Groups.MEDIA
        template = "blocks/picture.html"
        description = _("A picture with its description and a caption.")
        preview_value = {"image": None, "caption": "", "width": "text"}
        preview_nothing = _("Upload a picture under Images to see it here.")

    def get_context(self, value, parent_context=None):
        """Add the alt text (none for a picture that decorates) and the shape to show it in."""
        context = super().get_context(value, parent_context=parent_context)
        image = value.get("image")
        decorates = getattr(image, "decorative", False)
        context["alt"] = "" if decorates else getattr(image, "contextual_alt_text", "") or ""
        context["shape"] = "wide" if value.get("width") == "wide" else "text"
        return context

    def get_preview_value(self):
        """Show the newest picture of the library, or none."""
        value = super().get_preview_value()
        value["image"] = sample_image()
        return value


class VideoBlock(blocks.StructBlock):
    """A video that loads only when a visitor presses play."""

    title = blocks.CharBlock(max_length=120)
    url = blocks.URLBlock(
        label=_("Address"), help_text=_("A YouTube or Vimeo address, or an .mp4 file.")
    )
    poster = ImageChooserBlock(required=False, help_text=_("The still picture before it plays."))
    length = blocks.CharBlock(max_length=20, required=False, help_text=_("For example 3 minutes."))
    transcript = short_text(
        required=False, help_text=_("What is said, for those who can't hear it or prefer to read.")
    )

    class Meta:
        icon = "media"
        label = _("Video")
        group = Groups.MEDIA
        template = "blocks/video.html"
        description = _(
            "Loads only when a visitor presses play: until then no other company learns of the visit."
        )
        preview_value = {
            "title": "A tour of the treatment room",
            "url": "https://www.youtube.com/watch?v=aaaaaaaaaaa",
            "poster": None,
            "length": "3 minutes",
            "transcript": "<p>Welcome.</p>",
        }

    def clean(self, value):
        """Accept only addresses that we can play without cookies."""
        value = super().clean(value)
        if not self.provider(value["url"]):
            raise blocks.StructBlockValidationError(
                block_errors={
                    "url": ValidationError(
                        _(
                            "Use the address of a YouTube or Vimeo video, or of an .mp4 file that starts with https://."
                        )
                    )
                }
            )
        return value

    def get_context(self, value, parent_context=None):
        """Add who shows the video and at which address it plays."""
        context = super().get_context(value, parent_context=parent_context)
        context["provider"], context["play_url"] = self.provider(value.get("url") or "") or ("", "")
        return context

    @staticmethod
    def provider(url: str) -> tuple[str, str] | None:
        """Return who hosts the video and its cookie-less player address, or None."""
        parts = urlparse(url)
        host = parts.netloc.lower().removeprefix("www.").removeprefix("m.")
        if host in ("youtube.com", "youtube-nocookie.com", "youtu.be"):
            key = parse_qs(parts.query).get("v", [""])[0] or parts.path.rpartition("/")[2]
            if not YOUTUBE_KEY.fullmatch(key):
                return None
            return "YouTube", f"https://www.youtube-nocookie.com/embed/{key}?autoplay=1"
        if host in ("vimeo.com", "player.vimeo.com"):
            key = parts.path.rstrip("/").rpartition("/")[2]
            return (
                ("Vimeo", f"https://player.vimeo.com/video/{key}?dnt=1&autoplay=1")
                if key.isdigit()
                else None
            )
        if parts.scheme == "https" and parts.path.endswith(".mp4"):
            return "file", url
        return None


class DocumentBlock(blocks.StructBlock):
    """A file to download."""

    document = DocumentChooserBlock()
    title = blocks.CharBlock(
        max_length=120, required=False, help_text=_("Empty: the document's own title.")
    )
    description = blocks.CharBlock(max_length=200, required=False)

    class Meta:
        icon = "doc-full-inverse"
        label = _("Document")
        group = Groups.MEDIA
        template = "blocks/document.html"
        description = _("A file to download, with its kind and size.")
        preview_value = {"document": None, "title": "", "description": ""}

    def get_preview_value(self):
        """Show a document of the library, or a made-up one."""
        value = super().get_preview_value()
        value["document"] = sample_document()
        return value
