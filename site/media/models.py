"""Pictures and documents of the clinic's own kind, so that they can grow without a migration of rows."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy

from .file_hashes import measure_new_file
from .pixel_budget import budget
from .storages import document_storage
from .uploads import without_metadata


class ClinicImage(AbstractImage):
    """A picture. Uploads lose EXIF, GPS and maker notes before they are stored."""

    credit = models.CharField(
        _("credit"),
        max_length=200,
        blank=True,
        help_text=_("Who made the picture, if their name must be shown. Appears under it."),
    )

    admin_form_fields = (*Image.admin_form_fields, "credit")

    @property
    def default_alt_text(self) -> str:
        """What is said of the picture wherever nobody says something else. Never its title: 'IMG_2034' helps nobody."""
        return self.description

    def generate_rendition_file(self, filter: Any, *, source: Any = None) -> Any:
        """Make one size; large pictures wait for one another (`pixel_budget`)."""
        with budget.hold(self.width * self.height):
            return super().generate_rendition_file(filter, source=source)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the picture; a new file is cleaned of its metadata first."""
        if self.file and not self.file._committed:
            self.file.file = without_metadata(self.file.file)
        measure_new_file(self, kwargs)
        super().save(*args, **kwargs)


class ClinicRendition(AbstractRendition):
    """A picture in one size and format, made from a `ClinicImage`."""

    image = models.ForeignKey(ClinicImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)


class ClinicDocument(AbstractDocument):
    """A file that visitors can download."""

    # Wagtail's field, in a place that nobody reaches by address.
    file = models.FileField(upload_to="documents", storage=document_storage, verbose_name=_("file"))

    admin_form_fields = Document.admin_form_fields

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the document with the size and the hash of its file."""
        measure_new_file(self, kwargs)
        super().save(*args, **kwargs)


# Who may do what with which file, as Wagtail makes it for its own screens. Where Wagtail keeps its two differs from version
# to version, and 8.0 refuses to have them imported before all apps are ready.
FILE_POLICIES: dict[type[models.Model], CollectionOwnershipPermissionPolicy] = {
    model: CollectionOwnershipPermissionPolicy(
        model, auth_model=granted_on, owner_field_name="uploaded_by_user"
    )
    for model, granted_on in ((ClinicImage, Image), (ClinicDocument, Document))
}
