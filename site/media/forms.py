"""What the admin's forms of pictures check beyond Wagtail's own."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from PIL import Image
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from infra.editing.checked_form import CheckedFormMixin

DAMAGED = _(
    "This picture is damaged or was cut off on its way. Save it anew on your device, then upload it again."
)

DESCRIBE = _(
    "What the picture shows, in one sentence, for people who don't see it. It is used wherever the picture stands; "
    "a page can say something else. Empty: the picture only decorates."
)


class WholeImageField(WagtailImageField):
    """Refuses a picture that can't be read to its end, with a sentence.

    Wagtail looks at the head of the file only: half a photo ends in an error page at upload, or
    later, when a page first shows it.
    """

    def to_python(self, data: Any) -> Any:
        """Return the checked file. Raises ValidationError for a damaged one."""
        try:
            upload = super().to_python(data)
            if upload is not None:
                upload.seek(0)
                with Image.open(upload) as picture:
                    picture.load()
                upload.seek(0)
        except ValidationError:
            raise
        except Exception as error:
            # Whatever a decoder makes of broken bytes, it is the same to the person who sent them.
            raise ValidationError(DAMAGED, code="damaged") from error
        return upload


class ClinicDocumentForm(CheckedFormMixin, BaseDocumentForm):
    """The form of every document, wherever it is uploaded."""


class ClinicImageForm(CheckedFormMixin, BaseImageForm):
    """The form of every picture: alone, several at once, and in the chooser."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "description" in self.fields:
            self.fields["description"].label = _("Described in words")
            self.fields["description"].help_text = DESCRIBE
        if "file" in self.fields:
            wagtails = self.fields["file"]
            self.fields["file"] = WholeImageField(
                label=wagtails.label,
                required=wagtails.required,
                help_text=wagtails.help_text,
                widget=wagtails.widget,
                max_length=wagtails.max_length,
            )
