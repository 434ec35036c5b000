"""What the preview beside the clinic's settings shows: the site around a page, each mail, and the icons."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.models import PreviewableMixin

from ..look.icons import find_icons
from .mails import MAILS

ICONS = "icons"


class PreviewedSettings(PreviewableMixin):
    """The part of the clinic's settings that shows them before they are saved."""

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        """The page that shows every setting, the icons, and each mail as it goes out."""
        head = [("", _("Header, buttons and footer")), (ICONS, _("Icons and the card for shared links"))]  # fmt: skip
        return [*head, *MAILS]

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """Put these settings, unsaved as they are, in the place of the stored ones."""
        request.previewed = self  # type: ignore[attr-defined]  # `clinic.layout` puts them in their place
        context = {**super().get_preview_context(request, mode_name), "settings": self}
        if mode_name == ICONS:
            return {**context, "icons": find_icons(self)}
        return {**context, "mail": self.write_sample(mode_name)} if mode_name else context  # type: ignore[attr-defined]

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """A page with the header, the footer and every button, as these settings make them; icons, or a mail."""
        if mode_name == ICONS:
            return "previews/icons.html"
        return "previews/mail.html" if mode_name else "previews/settings.html"
