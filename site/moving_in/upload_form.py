"""The form that begins an import in the admin."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

ENDINGS = (".xml", ".zip", ".gz", ".txt")
INBOX = "inbox"


def inbox_files(*endings: str) -> list[str]:
    """Return the files that somebody put into the inbox on the server."""
    folder = Path(settings.MOVING_IN_ROOT) / INBOX
    try:
        names = [path.name for path in folder.iterdir() if path.is_file() and not path.is_symlink()]
    except OSError:
        return []
    return sorted(name for name in names if name.lower().endswith(endings or ENDINGS))


class UploadForm(forms.Form):
    """Which file, which pictures, and whether the old site may be asked."""

    export = forms.FileField(
        label=_("The export"),
        required=False,
        help_text=_("In WordPress: Tools → Export → All content. The file ends in .xml (or .zip)."),
        error_messages={"empty": _("This file is empty. Export it anew, then choose it again.")},
    )
    on_server = forms.ChoiceField(label=_("Or a file that lies on the server"), required=False)
    pictures = forms.FileField(
        label=_("The pictures, as a zip"),
        required=False,
        help_text=_(
            "The folder wp-content/uploads of the old site. Leave it empty if the old site still runs."
        ),
        error_messages={
            "empty": _("This file is empty. Pack the folder anew, then choose it again.")
        },
    )
    network = forms.BooleanField(
        label=_("Fetch missing pictures from the old site"),
        required=False,
        initial=True,
        help_text=_(
            "Only from the address that the export names, and only while that site still runs."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = inbox_files()
        if names:
            self.fields["on_server"].choices = [("", "–"), *((name, name) for name in names)]  # type: ignore[attr-defined]
        else:
            del self.fields["on_server"]

    def clean(self) -> dict[str, Any]:
        """Ask for one file of the right kind."""
        cleaned = super().clean() or {}
        export, media = cleaned.get("export"), cleaned.get("pictures")
        if not export and not cleaned.get("on_server") and not self.has_error("export"):
            self.add_error(
                "export",
                ValidationError(_("Choose the export: the .xml file that WordPress gave you.")),
            )
        if export and not export.name.lower().endswith(ENDINGS):
            self.add_error(
                "export",
                ValidationError(
                    _("This is no export. Choose the .xml file that WordPress gave you.")
                ),
            )
        if media and not media.name.lower().endswith(".zip"):
            self.add_error(
                "pictures", ValidationError(_("Pack the pictures as a .zip, then choose that."))
            )
        elif media and not zipfile.is_zipfile(media):
            self.add_error(
                "pictures",
                ValidationError(
                    _("This zip is damaged. Pack the pictures anew, then choose it again.")
                ),
            )
        return cleaned
