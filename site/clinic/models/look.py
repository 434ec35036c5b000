"""How the clinic wants to look: colours, the face of headings, the icon, and a logo for dark grounds."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel, ObjectList

from media.icons import check_icon

from ..look.accent_field import AccentInput
from ..look.palettes import FACES, OWN_FACE, OWN_PALETTE, PALETTES, check_accent


def _link_picture(label: Any, help_text: Any) -> models.ForeignKey:
    return models.ForeignKey(
        "media.ClinicImage", null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
        verbose_name=label, help_text=help_text,
    )  # fmt: skip


def list_palettes() -> list[tuple[str, Any]]:
    """Return the palettes as choices; a function, so that a reworded label is no migration."""
    return [(name, palette.label) for name, palette in PALETTES.items()]


def list_faces() -> list[tuple[str, Any]]:
    """Return the faces of headings as choices."""
    return [(name, face.label) for name, face in FACES.items()]


class OwnLook(models.Model):
    """The part of the clinic's settings that is seen and not read."""

    logo_dark = _link_picture(
        _("logo on dark grounds"),
        _("Shown in the dark scheme in the logo’s place. Empty: the logo serves both."),
    )
    icon_image = _link_picture(
        _("icon"),
        _(
            "One square picture of at least 512 pixels, as PNG, JPEG or WebP. The browser’s tab, home screens and the card for "
            "shared links are made from it; see the preview. Empty: the drawn mark."
        ),
    )
    palette = models.CharField(
        _("colors"), max_length=20, choices=list_palettes, default=OWN_PALETTE
    )
    accent = models.CharField(
        _("color of buttons"), max_length=9, blank=True,
        help_text=_(
            "For example #b4532a. It is checked on light and dark grounds, and made lighter for the dark scheme by itself. "
            "Empty: the palette’s own."
        ),
    )  # fmt: skip
    heading_face = models.CharField(
        _("typeface of headings"), max_length=20, choices=list_faces, default=OWN_FACE
    )

    class Meta:
        abstract = True

    def find_look_errors(self) -> dict[str, Any]:
        """Return why a colour that can't be read or a picture that can't be an icon is refused, with what to do."""
        errors: dict[str, Any] = {}
        if self.accent:
            try:
                self.accent = check_accent(self.palette, self.accent)
            except ValidationError as error:
                errors["accent"] = error
        if self.icon_image is not None:
            try:
                check_icon(self.icon_image)
            except ValidationError as error:
                errors["icon_image"] = error
        return errors


def list_look_panels() -> Any:
    """Return the tab 'Look' of the clinic's settings."""
    help_text = _(
        "The preview, behind the sign of a telephone at the top, shows every choice before it is saved."
    )
    accent = FieldPanel(
        "accent",
        widget=AccentInput,
        help_text=_(
            "Pick one, or type it, for example #b4532a. It is checked at once, on light and dark grounds, and made lighter for "
            "the dark scheme by itself. Empty: the palette’s own."
        ),
    )
    return ObjectList(
        [
            HelpPanel(content=help_text),
            MultiFieldPanel(
                [
                    FieldPanel("palette"),
                    accent,
                    FieldPanel("heading_face"),
                ],
                heading=_("Colors and typeface"),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("logo"),
                    FieldPanel("logo_dark"),
                    FieldPanel("icon_image"),
                    FieldPanel("social_image"),
                ],
                heading=_("Logo and icons"),
            ),
        ],
        heading=_("Look"),
    )
