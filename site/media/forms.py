"""What the admin's forms of pictures check beyond Wagtail's own."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from PIL import Image
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm
from willow.image import Image as WillowImage

from infra.editing.checked_form import CheckedFormMixin

from .content_types import check_document
from .pixel_budget import budget
from .uploads import as_jpeg, count_pixels

DAMAGED = _(
    "This picture is damaged or was cut off on its way. Save it anew on your device, then upload it again."
)

DESCRIBE = _(
    "What the picture shows, in one sentence, for people who don't see it. It is used wherever the picture stands; "
    "a page can say something else. Empty: the picture only decorates."
)

PUBLIC = _(
    "Pictures are for everybody who has their address, wherever they lie. A private collection closes its documents alone."
)


class WholeImageField(WagtailImageField):
    """Refuses a picture that can't be read to its end, with a sentence.

    Wagtail looks at the head of the file only: half a photo ends in an error page at upload, or
    later, when a page first shows it.
    """

    def to_python(self, data: Any) -> Any:
        """Return the checked file. Raises ValidationError for a damaged one."""
        if getattr(data, "name", "").lower().endswith(".heif"):
            data.name = data.name[:-1] + "c"  # the same format by its other name
        try:
            with budget.hold(count_pixels(data) if data else 0):
                return self._read_picture(super().to_python(data))
        except ValidationError:
            raise
        except Exception as error:
            # Whatever a decoder makes of broken bytes, it is the same to the person who sent them.
            raise ValidationError(DAMAGED, code="damaged") from error

    @staticmethod
    def _read_picture(upload: Any) -> Any:
        """Read a picture to its end; a HEIC photo comes back as JPEG, which every browser shows."""
        if upload is None:
            return None
        upload.seek(0)
        with Image.open(upload) as picture:
            picture.load()
            kind = picture.format
        if kind == "HEIF":
            fresh = as_jpeg(upload)
            fresh.image = WillowImage.open(fresh)
            upload = fresh
        upload.seek(0)
        return upload


class ClinicDocumentForm(CheckedFormMixin, BaseDocumentForm):
    """The form of every document, wherever it is uploaded."""

    def clean_file(self) -> Any:
        """Refuse a file that is not what its name says. Raises ValidationError."""
        upload = self.cleaned_data["file"]
        if isinstance(upload, UploadedFile):
            check_document(upload.name or "", upload)
        return upload


class ClinicImageForm(CheckedFormMixin, BaseImageForm):
    """The form of every picture: alone, several at once, and in the chooser."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "description" in self.fields:
            self.fields["description"].label = _("Described in words")
            self.fields["description"].help_text = DESCRIBE
        if "collection" in self.fields:
            self.fields["collection"].help_text = PUBLIC
        if "file" in self.fields:
            wagtails = self.fields["file"]
            self.fields["file"] = WholeImageField(
                label=wagtails.label,
                required=wagtails.required,
                help_text=wagtails.help_text,
                widget=wagtails.widget,
                max_length=wagtails.max_length,
            )
